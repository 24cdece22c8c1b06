"""The marked run when a reader has read the sentence."""

import numpy as np
import pytest

from qa.answers.marking import Mark, mark, mark_read
from qa.answers.reader.reader import PageRead
from qa.retrieval.asked import Asked, Kind
from qa.retrieval.choices import choice
from qa.retrieval.concept import Concept, Sort
from qa.retrieval.evidence import Evidence

SENTENCE = "目前，全市1049户规模工业企业和12个省重点项目已全部复工，市委书记邓群策主持会议。"
BEFORE = "昨日消息。"
NOTHING = Evidence([], {}, 1)


def read(*likely):
    """A reader of single characters, all of them unlikely but for the ends of the runs `likely`, the first the best."""
    text = BEFORE + SENTENCE
    starts, ends = (np.full(len(text), -9.0, np.float32) for _ in range(2))
    for rank, run in enumerate(likely):
        at = text.index(run)
        starts[at] = ends[at + len(run) - 1] = -1.0 - rank
    return PageRead(0.0, [(n, n + 1) for n in range(len(text))], starts, ends)


def marked(asked, *likely, evidence=NOTHING):
    found = mark_read(SENTENCE, asked, evidence, read(*likely), len(BEFORE))
    return SENTENCE[found.start : found.end], found.of_form


@pytest.mark.parametrize(
    ("asked", "likely", "expected"),
    [
        (Asked(Kind.QUANTITY), ["12个"], ("12个", True)),
        (Asked(Kind.QUANTITY), ["昨日"], ("1049户", True)),
        (Asked(Kind.QUANTITY), ["1049户规模工业企业"], ("1049户", True)),  # the form decides where it ends
        (Asked(Kind.QUANTITY, units=frozenset("户家")), ["12个"], ("1049户", True)),  # and what is counted
        (Asked(Kind.PERSON), ["邓群策"], ("邓群策", True)),
        (Asked(Kind.PERSON), ["市委书记邓群策"], ("市委书记邓群策", True)),  # names are the reader's
        (Asked(Kind.PLACE), ["全部"], ("全部", False)),
        (Asked(Kind.THING), ["省重点项目"], ("省重点项目", False)),
        (Asked(Kind.THING), ["，全市1049户规模工业企业"], ("全市1049户规模工业企业", False)),  # no stops at its ends
        (Asked(Kind.DATE), ["目前"], ("目前", False)),  # no date in it: the reader's run, and not of the form
    ],
)
def test_the_reader_chooses_and_the_form_delimits(asked, likely, expected):
    assert marked(asked, *likely) == expected


def test_a_figure_that_the_question_gives_is_not_its_answer():
    concept = Concept("1049户", {"1049": 1.0}, sort=Sort.FIGURE)
    evidence = Evidence([concept], {"1049": 1}, 10)
    assert marked(Asked(Kind.QUANTITY), "1049户", "12个", evidence=evidence) == ("12个", True)


def test_a_name_that_the_question_gives_is_not_its_answer():
    """除了邓群策还有谁: the run that the reader likes best is what the question says."""
    concept = Concept("邓群策", {"邓群策": 1.0}, sort=Sort.NAME)
    evidence = Evidence([concept], {"邓群策": 1}, 10)
    assert marked(Asked(Kind.PERSON), "市委书记邓群策", "会议", evidence=evidence) == ("会议", False)
    assert marked(Asked(Kind.YES_NO), "邓群策", "省重点项目", evidence=evidence) == ("邓群策", False)


def test_where_the_question_offers_a_choice_only_its_options_are_marked():
    asked = Asked(Kind.QUANTITY, choice=choice("是12个还是18个"))
    assert marked(asked, "1049户") == ("12个", True)
    assert marked(Asked(Kind.THING, choice=choice("是停工还是复工了")), "会议") == ("复工", True)


def test_what_was_read_before_the_sentence_is_not_marked():
    found = mark_read(SENTENCE, Asked(Kind.THING), NOTHING, read("昨日", "邓群策"), len(BEFORE))
    assert SENTENCE[found.start : found.end] == "邓群策"


def test_a_stop_is_no_answer_however_likely():
    assert marked(Asked(Kind.THING), "。", "会议") == ("会议", False)


def test_without_runs_the_rules_mark_alone():
    blind = PageRead(1.0, (), np.empty(0, np.float32), np.empty(0, np.float32))
    asked = Asked(Kind.QUANTITY)
    assert mark_read(SENTENCE, asked, NOTHING, blind, 0) == mark(SENTENCE, asked, NOTHING)
    assert isinstance(mark(SENTENCE, asked, NOTHING), Mark)
