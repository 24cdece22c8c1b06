import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.reading import Piece, Reading, Span, without_layout

LETTERS = st.sampled_from("衡阳复工。，“”ab19 \u3000\n\r\t𠮷")
TEXTS = st.text(LETTERS, max_size=60)


@st.composite
def readings(draw) -> tuple[str, Reading]:
    """A source, and a reading of some of its slices in any order."""
    source = draw(TEXTS)
    ends = st.tuples(st.integers(0, len(source)), st.integers(0, len(source)))
    spans = draw(st.lists(ends.map(lambda pair: Span(min(pair), max(pair))), max_size=5))
    return source, Reading.of_spans(source, spans)


@given(readings())
def test_every_character_of_a_piece_has_its_place_in_the_file(made):
    source, reading = made
    for at, start, end in reading.pieces:
        for step in range(end - start):
            assert reading.offset(at + step) == start + step
            assert source[reading.offset(at + step)] == reading.text[at + step]


@given(readings())
def test_pieces_are_ascending_and_only_joints_lie_between_them(made):
    _, reading = made
    covered = {at + step for at, start, end in reading.pieces for step in range(end - start)}
    assert {reading.text[at] for at in range(len(reading.text)) if at not in covered} <= {" "}
    assert [piece.at for piece in reading.pieces] == sorted(piece.at for piece in reading.pieces)
    assert sum(end - start for _, start, end in reading.pieces) == len(covered)


@given(readings(), st.integers(0, 80), st.integers(0, 80))
def test_a_slice_reads_as_the_whole_does(made, first, second):
    source, reading = made
    start, end = sorted((min(first, len(reading.text)), min(second, len(reading.text))))
    part = reading.slice(start, end)
    assert part.text == reading.text[start:end]
    for at, begin, stop in part.pieces:
        assert source[begin:stop] == part.text[at : at + stop - begin]
    assert [Span(begin, stop) for _, begin, stop in part.pieces] == reading.spans(start, end)


@given(st.lists(readings(), max_size=4), st.sampled_from(["", " ", "\n"]))
def test_joined_readings_keep_their_offsets(made, separator):
    whole = Reading.joined([reading for _, reading in made], separator)
    assert whole.text == separator.join(reading.text for _, reading in made)
    assert [Span(start, end) for _, start, end in whole.pieces] == [
        Span(start, end) for _, reading in made for _, start, end in reading.pieces
    ]


@given(TEXTS)
def test_a_quote_without_layout_keeps_every_visible_character_in_order(text):
    assert "".join(without_layout(text).split()) == "".join(text.split())
    assert not set(without_layout(text)) & set("\n\r")


@pytest.mark.parametrize(
    ("slice_of_file", "quote"),
    [
        ("有序推进\n\n进疫情防控", "有序推进进疫情防控"),
        ("resumed\nwork", "resumed work"),
        ("返岗\r\n 109431 人", "返岗109431 人"),
        ("共\u3000\n\u3000\u30002亿元", "共2亿元"),
        ("2020\n5G", "2020 5G"),
        ("\n昨日\n", "昨日"),
    ],
)
def test_a_quote_without_layout_reads_as_in_print(slice_of_file, quote):
    assert without_layout(slice_of_file) == quote


def test_latin_words_get_a_space_and_chinese_ones_none():
    source = "two-month\nlockdown 在\n衡阳"
    reading = Reading.of_spans(source, [Span(0, 9), Span(10, 20), Span(21, 23)])
    assert reading == Reading("two-month lockdown 在衡阳", (Piece(0, 0, 9), Piece(10, 10, 20), Piece(20, 21, 23)))
    assert reading.span(17, 22) == Span(17, 23)


def test_a_joint_takes_the_offset_behind_the_piece_before_it():
    reading = Reading.of_spans("ab cd", [Span(0, 2), Span(3, 5)])
    assert [reading.offset(at) for at in range(5)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("at", [-1, 5])
def test_an_offset_outside_the_reading_is_refused(at):
    with pytest.raises(IndexError, match=f"character {at} of a reading of 5"):
        Reading.of_spans("ab cd", [Span(0, 2), Span(3, 5)]).offset(at)
