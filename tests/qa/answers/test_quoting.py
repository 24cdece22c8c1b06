"""Quotes: the marked run with as many whole clauses around it as are bearable."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa.answers.quoting import LONGEST_QUOTE, quote_spans, with_subject
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Piece, Reading, Span
from qa.retrieval.concept import Concept, Sort
from qa.retrieval.evidence import Evidence
from qa.retrieval.hits import Passage, Sentence


def length(text):
    """Characters, white space aside."""
    return len("".join(text.split()))


def spans(text, start, end):
    """Quote and run, of a text that is one slice of its file."""
    return quote_spans(text, Reading.of_spans(text, [Span(0, len(text))]), start, end)


def quoted(text, run):
    start = text.index(run)
    return text[slice(*spans(text, start, start + len(run))[0])]


A, B, C, D = ("青" * 39 + ",", "石" * 39 + "、", "大桥长12米" + "桥" * 33 + "；", "江" * 39 + "。")


@pytest.mark.parametrize(
    ("text", "run", "quote"),
    [
        ("大桥全长1260米,总投资3.2亿元。", "3.2亿元", "大桥全长1260米,总投资3.2亿元。"),
        (A + B + C, "12米", A + B + C),  # 40 + 40 + 40: as long as may be
        (A + B + C + D, "12米", B + C + D),  # one before, one behind, then none fits
        ("江" * 39 + "," + A + B + C, "12米", A + B + C),
        (C + A + B + D, "12米", C + A + B),
        (A + C + B + D, "12米", A + C + B),
        (C + "青" * 99 + ",", "12米", C),
        ("青" * 99 + "," + C + B, "12米", C + B),  # the long one before does not fit, the one behind does
        (A + B + "桥" * 59 + "," + "江" * 59 + "。", "桥,江", "桥" * 59 + "," + "江" * 59 + "。"),
        ("青" * 80 + " \n" * 50 + "石" * 40, "石" * 40, "青" * 80 + " \n" * 50 + "石" * 40),
    ],
)
def test_clauses_are_added_in_turn_before_and_behind(text, run, quote):
    assert quoted(text, run) == quote


@pytest.mark.parametrize(
    ("before", "behind", "kept_before", "kept_behind"),
    [(200, 200, 58, 58), (10, 300, 10, 106), (300, 10, 106, 10), (0, 300, 0, 116), (300, 0, 116, 0)],
)
def test_a_clause_that_is_too_long_is_cut_around_the_run(before, behind, kept_before, kept_behind):
    quote = quoted("青" * before + "1260" + "桥" * behind, "1260")
    assert quote == "青" * kept_before + "1260" + "桥" * kept_behind


@pytest.mark.parametrize("size", [120, 121, 150, 400])
def test_of_a_run_longer_than_a_quote_the_beginning_is_kept(size):
    text = "青" * 50 + "石" * size + "桥" * 50
    assert spans(text, 50, 50 + size) == ((50, 170), (50, 170))


def test_the_marks_that_the_page_puts_into_a_sentence_count():
    """Its slice of the file is what is quoted: with the marks, which are not read."""
    source = "青" * 50 + "**" + "石" * 50 + "**" + "桥" * 50
    reading = Reading.of_spans(source, [Span(0, 50), Span(52, 102), Span(104, 154)])
    for start, end, quote, run in [
        (60, 64, (4, 124), (62, 66)),
        (0, 150, (0, 120), (0, 120)),
        (20, 140, (20, 140), (20, 140)),
        (140, 150, (34, 154), (144, 154)),
    ]:
        assert quote_spans(source, reading, start, end) == (quote, run)


def test_white_space_at_the_ends_of_a_run_is_not_marked():
    """A line break between two parts of a sentence stands in no part of it."""
    source = "大桥全长\n\n 1260米"
    reading = Reading("大桥全长\n1260米", (Piece(0, 0, 4), Piece(5, 7, 12)))
    assert quote_spans(source, reading, 4, 10) == ((0, 12), (7, 12))
    assert quote_spans(source, reading, 0, 5) == ((0, 12), (0, 4))


clauses = st.lists(st.tuples(st.integers(1, 90), st.sampled_from("，,、；：:;")), min_size=1, max_size=12)


@given(clauses, st.data())
def test_a_quote_is_as_many_whole_clauses_as_fit(sizes, data):
    text = "".join("桥" * size + stop for size, stop in sizes)
    edges = [0, *accumulate(size + 1 for size, _ in sizes)]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + LONGEST_QUOTE)))
    low, high = max(e for e in edges if e <= start), min(e for e in edges if e >= end)
    assume(high - low <= LONGEST_QUOTE)
    (first, last), _ = spans(text, start, end)
    assert first in edges
    assert last in edges
    assert first <= low < high <= last
    assert last - first <= LONGEST_QUOTE
    sides = [(first - a, 0) for a, b in pairwise(edges) if b == first] + [
        (0, b - last) for a, b in pairwise(edges) if a == last
    ]
    assert all(last - first + before + behind > LONGEST_QUOTE for before, behind in sides)


texts = st.text(min_size=1, max_size=400) | st.text("青石桥12 ,，、。\n", min_size=1, max_size=400)


@given(texts, st.data())
def test_a_quote_holds_its_run_and_is_bearable(text, data):
    text = text.strip()
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    run = text[start:end]
    assume(run.strip())
    (first, last), (low, high) = spans(text, start, end)
    assert low == start + len(run) - len(run.lstrip())
    assert 0 <= first <= low < high <= last <= len(text)
    assert (
        high == start + len(run.rstrip()) if length(run) <= LONGEST_QUOTE else length(text[low:high]) == LONGEST_QUOTE
    )
    if length(text) <= LONGEST_QUOTE:
        assert (first, last) == (0, len(text))
    assert length(text[first:last]) <= LONGEST_QUOTE
    assert text[first:last] == text[first:last].strip()


SOURCE = "李明是厂长。他去年\n捐了3万元。王强没有捐款。"
OWNER = Concept("李明", {"李明": 1.0}, sort=Sort.NAME)


def passage_of(source, *spans):
    file = SourceFile("a.txt", source, "0" * 64, "utf-8")
    article = Article("a.txt#1", "", "", "", "", None, "", None, file, ())
    return Passage(article, 0, len(source), Reading.of_spans(source, spans or [Span(0, len(source))]))


def sentence_of(passage, text):
    start = passage.text.index(text)
    return Sentence(passage.reading.slice(start, start + len(text)), 1.0, 0.5, 0.5)


def led(passage, text, *concepts):
    evidence = Evidence(concepts, {}, 1)
    return with_subject(passage, sentence_of(passage, text), evidence).text


def test_a_sentence_is_led_by_the_one_that_names_its_subject():
    at = SOURCE.index("\n")
    passage = passage_of(SOURCE, Span(0, at), Span(at + 1, len(SOURCE)))
    assert led(passage, "他去年捐了3万元。", OWNER) == "李明是厂长。他去年捐了3万元。"
    assert led(passage, "他去年捐了3万元。") == "他去年捐了3万元。"  # the question names nobody
    assert led(passage, "王强没有捐款。", OWNER) == "王强没有捐款。"  # the sentence before does not name him either
    assert led(passage, "李明是厂长。", OWNER) == "李明是厂长。"


def test_a_sentence_before_that_is_too_long_or_stands_elsewhere_does_not_lead():
    long = "李明是" + "很" * 110 + "好的厂长。"
    assert led(passage_of(long + "他捐了3万元。"), "他捐了3万元。", OWNER) == "他捐了3万元。"
    apart = "李明是厂长。天气晴。他捐了3万元。"
    cut = passage_of(apart, Span(0, 6), Span(10, len(apart)))
    assert led(cut, "他捐了3万元。", OWNER) == "他捐了3万元。"
