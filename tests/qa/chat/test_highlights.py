"""Offsets on the page against offsets counted character by character."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answer import Citation
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.chat.highlights import quote_reading, stretches
from qa.retrieval.hits import Passage

PAGE = st.text(st.sampled_from("中文,。1a B\u3000\t\n\r\u2028<&"), min_size=1, max_size=40)


def citation_in(text: str, number: int, start: int, answer_start: int, answer_end: int, end: int) -> Citation:
    file = SourceFile("a.txt", text, "0" * 64, "utf-8")
    article = Article("a.txt#1", "", "", "", "", None, "", None, file, ())
    return Citation(number, Passage(article, start, end, Reading("", ())), start, end, answer_start, answer_end, 1.0)


@st.composite
def citations(draw, text: str, number: int) -> Citation:
    start = draw(st.integers(0, len(text) - 1))
    answer_start = draw(st.integers(start, len(text) - 1))
    answer_end = draw(st.integers(answer_start + 1, len(text)))
    return citation_in(text, number, start, answer_start, answer_end, draw(st.integers(answer_end, len(text))))


@st.composite
def readings(draw, text: str) -> Reading:
    """Slices of the text, in any order, none twice: what a page that prints its pieces out of order gives."""
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=6))})
    spans = [Span(start, end) for start, end in pairwise(cuts)]
    return Reading.of_spans(text, draw(st.permutations(spans)))


@given(st.data(), PAGE)
def test_the_quote_is_the_slice_without_its_layout(data, text):
    citation = data.draw(citations(text, 1))
    reading = quote_reading(citation)
    assert reading.text == citation.quote
    for at, start, end in reading.pieces:
        assert reading.text[at : at + end - start] == text[start:end]
        assert citation.start <= start < end <= citation.end


@given(st.data(), PAGE)
def test_every_character_is_marked_exactly_if_it_comes_from_the_cited_slice(data, text):
    reading = data.draw(readings(text))
    cited = [data.draw(citations(text, number)) for number in (1, 2)]
    cut = stretches(reading, cited)
    assert "".join(stretch.text for stretch in cut) == reading.text
    on_pieces = {at + n for at, start, end in reading.pieces for n in range(end - start)}
    marks = [(stretch.numbers, stretch.answer) for stretch in cut for _ in stretch.text]
    for at in on_pieces:
        offset = reading.offset(at)
        numbers = tuple(c.number for c in cited if c.start <= offset < c.end)
        assert marks[at] == (numbers, any(c.answer_start <= offset < c.answer_end for c in cited))


@pytest.mark.parametrize(
    ("text", "spans", "mended"),
    [
        ("Deng\n  Qunce!", [Span(0, 4), Span(7, 12)], "Deng Qunce"),  # the joint belongs to the quote around it
        ("规上工业\n\n  复工!", [Span(0, 4), Span(8, 10)], "规上工业复工"),
    ],
)
def test_a_mark_runs_on_over_a_mended_line_break(text, spans, mended):
    citation = citation_in(text, 1, 0, 2, 9, spans[-1].end)
    cut = stretches(Reading.of_spans(text, spans), [citation])
    assert "".join(stretch.text for stretch in cut) == mended == citation.quote
    assert {stretch.numbers for stretch in cut} == {(1,)}
    assert "".join(stretch.text for stretch in cut if stretch.answer) == citation.answer


def test_text_between_two_cited_pieces_is_not_marked():
    text = "甲甲乙乙丙丙"
    reading = Reading.of_spans(text, [Span(0, 2), Span(4, 6), Span(2, 4)])
    cut = stretches(reading, [citation_in(text, 1, 0, 0, 1, 4)])
    assert [(s.text, s.numbers, s.answer) for s in cut] == [
        ("甲", (1,), True),
        ("甲", (1,), False),
        ("丙丙", (), False),
        ("乙乙", (1,), False),
    ]
