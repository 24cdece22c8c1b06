"""The types: a citation is offsets that hold, an answer a value with a reason or a quote."""

from dataclasses import FrozenInstanceError, replace

import pytest

from qa.answers.answer import Answer, Certainty, Citation, Comparison, Reason, Row
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.hits import Passage

TEXT = "青石大桥\r\n  全长1260米,由 road\nbuilders 承建。"
FILE = SourceFile("a.txt", TEXT, "0" * 64, "utf-8")
ARTICLE = Article("a.txt#1", "青石大桥", "", "", "", None, "", None, FILE, ())
PASSAGE = Passage(ARTICLE, 0, len(TEXT), Reading.of_spans(TEXT, [Span(0, len(TEXT))]))


def citation(start, end, answer_start, answer_end):
    return Citation(1, PASSAGE, start, end, answer_start, answer_end, score=1.0)


def at(run):
    return TEXT.index(run), TEXT.index(run) + len(run)


@pytest.mark.parametrize(
    ("run", "read"),
    [
        ("1260米", "1260米"),
        ("大桥\r\n  全长", "大桥全长"),  # a break between Chinese is worth nothing
        ("road\nbuilders", "road builders"),  # between Latin a space
        ("由 road", "由 road"),  # a blank inside of a line stays
        (TEXT, "青石大桥全长1260米,由 road builders 承建。"),
    ],
)
def test_quote_and_answer_are_slices_without_the_layout(run, read):
    assert citation(*at(run), *at(run)).quote == read
    assert citation(0, len(TEXT), *at(run)).answer == read
    assert citation(0, len(TEXT), *at(run)).article is ARTICLE


@pytest.mark.parametrize(
    "offsets",
    [
        (-1, 5, 0, 5),
        (0, len(TEXT) + 1, 0, 5),
        (0, 5, 0, 6),
        (3, 9, 2, 9),
        (0, 5, 3, 3),
        (0, 5, 4, 3),
        (5, 5, 5, 5),
        (9, 3, 4, 5),
    ],
)
def test_offsets_that_cannot_hold_are_refused(offsets):
    start, end, answer_start, answer_end = offsets
    with pytest.raises(ValueError, match=r"does not lie in a\.txt") as caught:
        citation(*offsets)
    assert str(caught.value) == (
        f"citation [{start}, {end}) with answer [{answer_start}, {answer_end}) "
        f"does not lie in a.txt ({len(TEXT)} characters)"
    )


def test_the_whole_file_and_a_single_character_are_citations():
    assert citation(0, len(TEXT), 0, len(TEXT)).answer_end == len(TEXT)
    assert citation(0, 1, 0, 1).quote == "青"


UNANSWERED = Answer("?", "?", "zh", False, None, (), Reason.NO_SUCH_SUBJECT)


def test_what_is_not_given_is_empty():
    assert (UNANSWERED.missing, UNANSWERED.pointers, UNANSWERED.confidence) == ((), (), 0.0)


@pytest.mark.parametrize(
    ("confidence", "certainty"),
    [
        (1.0, Certainty.HIGH),
        (0.8, Certainty.HIGH),
        (0.7999, Certainty.FAIR),
        (0.5, Certainty.FAIR),
        (0.4999, Certainty.LOW),
        (0.0, Certainty.LOW),
    ],
)
def test_certainty_has_three_steps(confidence, certainty):
    assert replace(UNANSWERED, confidence=confidence).certainty is certainty


def test_what_a_table_adds_is_cited_behind_the_citations_and_once():
    first, second, third = (replace(citation(0, 5, 0, 5), number=number) for number in (1, 2, 3))
    rows = tuple(Row("", "", "", cited) for cited in (third, first))
    answer = replace(UNANSWERED, answered=True, citations=(first, second))
    assert answer.cited == (first, second)
    assert replace(answer, comparison=Comparison(rows, differ=False)).cited == (first, second, third)


def test_reasons_are_the_words_of_the_contract():
    assert {reason.value for reason in Reason} == {
        "question_too_short",
        "question_too_long",
        "no_such_subject",
        "fact_not_stated",
        "premise_not_found",
        "filter_matches_nothing",
    }


@pytest.mark.parametrize(("value", "name"), [(UNANSWERED, "answered"), (citation(0, 5, 0, 5), "start")])
def test_nothing_of_it_can_be_changed_or_added(value, name):
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, 1)
    with pytest.raises((AttributeError, TypeError)):
        object.__setattr__(value, "comment", "new")
