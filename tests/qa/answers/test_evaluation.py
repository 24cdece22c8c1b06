"""The figures, worked out by hand on one small article."""

import pytest

from qa.answers.answer import Answer, Citation, Reason
from qa.answers.evaluation import Outcome, judge, summarise
from qa.answers.question_files import GoldQuestion
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.errors import UsageError
from qa.retrieval.hits import Hit, Passage

# The proof [10, 31) holds a column break; it stands twice, the second time at [130, 151).
PROOF = "复工企业1330家,\n\n返岗109431人"
TEXT = ("某市某县某镇消息今天" + PROOF).ljust(130, "〇") + PROOF + "。" * 600


def article(text=TEXT, name="news.txt"):
    file = SourceFile(name=name, text=text, sha256="0" * 64, encoding="utf-8")
    return Article(f"{name}#1", "题", "", "", "", None, "", None, file, ())


def passage(start, end, name="news.txt"):
    return Passage(article(name=name), start, end, Reading.of_spans(TEXT, [Span(start, end)]))


def hit(start, end, name="news.txt"):
    return Hit(passage(start, end, name), score=1.0, dense=None, keyword=None)


def answered(start, end, answer_start, answer_end, name="news.txt"):
    citation = Citation(1, passage(start, end, name), start, end, answer_start, answer_end, score=1.0)
    return Answer("?", "?", "zh", True, citation.answer, (citation,), None)


ABSTAINED = Answer("?", "?", "zh", False, None, (), Reason.FACT_NOT_STATED)
COUNT = GoldQuestion("q1", "zh", "count", "多少家?", (), "news.txt", PROOF, ("1330家", "1330"))
UNANSWERABLE = GoldQuestion("q2", "en", "unanswerable", "who?", (), "", "", ())


def outcome(gold=COUNT, **known):
    blank = {
        "answered": False,
        "rank": None,
        "quote": False,
        "exact": False,
        "overlap": 0.0,
        "verbatim": None,
    }
    return Outcome(gold=gold, **{**blank, **known})


@pytest.mark.parametrize(
    ("hits", "rank"),
    [
        ([hit(10, 31)], 1),
        ([hit(0, 20)], None),  # 10 of 21 characters
        ([hit(0, 21)], 1),  # 11 of 21
        ([hit(0, 9), hit(125, 160)], 2),  # the proof's second place counts as well
        ([hit(0, 400)], 1),
        ([hit(0, 401)], None),
        ([hit(10, 31, "other.txt")], None),
        ([hit(0, 5)] * 9 + [hit(10, 31)], 10),
        ([hit(0, 5)] * 10 + [hit(10, 31)], None),
        ([], None),
    ],
)
def test_rank_is_that_of_the_first_hit_that_covers_half_of_the_proof(hits, rank):
    assert judge(COUNT, hits, ABSTAINED, TEXT) == outcome(rank=rank)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (answered(10, 31, 14, 19), {"quote": True, "exact": True, "overlap": 1.0}),
        (answered(10, 31, 10, 19), {"quote": True, "exact": False, "overlap": 2 * 5 / (9 + 5)}),
        # The proof is touched, but the accepted answer lies before the quote.
        (answered(20, 31, 22, 31), {"quote": False, "exact": False, "overlap": 2 * 3 / (9 + 4)}),
        # 124 characters, white space aside
        (answered(10, 136, 14, 19), {"quote": False, "exact": True, "overlap": 1.0}),
        (answered(10, 31, 14, 19, "other.txt"), {"quote": False, "exact": True, "overlap": 1.0}),
        (answered(40, 60, 40, 41), {"quote": False, "exact": False, "overlap": 0.0}),
    ],
)
def test_first_citation_is_compared_with_the_proof(answer, expected):
    known = {"answered": True, "verbatim": True, **expected}
    assert judge(COUNT, [], answer, TEXT) == outcome(**known)


def test_answers_are_compared_in_one_width_without_punctuation():
    gold = GoldQuestion("q3", "zh", "percent", "?", (), "news.txt", PROOF, ("【１３３０】家",))
    assert judge(gold, [], answered(10, 31, 14, 19), TEXT).exact
    percent = GoldQuestion("q4", "zh", "percent", "?", (), "news.txt", PROOF, ("1330家%",))
    assert not judge(percent, [], answered(10, 31, 14, 19), TEXT).exact


def test_proof_that_is_not_in_the_file_is_refused():
    with pytest.raises(UsageError, match=r"question q1: its quote does not stand in news\.txt"):
        judge(COUNT, [], ABSTAINED, "another text")


def test_figures_of_three_answerable_and_two_unanswerable_questions():
    outcomes = [
        outcome(answered=True, rank=1, quote=True, exact=True, overlap=1.0, verbatim=True),
        outcome(answered=True, rank=6, quote=False, overlap=0.5, verbatim=True),
        outcome(answered=False, rank=2),
        outcome(UNANSWERABLE, answered=True, verbatim=False),
        outcome(UNANSWERABLE),
    ]
    assert summarise(outcomes) == {
        "n": 5,
        "R@1": pytest.approx(1 / 3),
        "R@5": pytest.approx(2 / 3),
        "MRR": pytest.approx((1 + 1 / 6 + 1 / 2) / 3),
        "quote": pytest.approx(1 / 3),
        "EM": pytest.approx(1 / 3),
        "F1": pytest.approx(1.5 / 3),
        "false abstain": pytest.approx(1 / 3),
        "false answer": 0.5,
        "verbatim": pytest.approx(2 / 3),
        "phi": pytest.approx((1 - 1 + 0) / 3 - 1 / 2),
    }


def test_phi_is_one_when_perfect_and_zero_when_always_abstaining():
    right = outcome(answered=True, rank=1, quote=True, verbatim=True)
    assert summarise([right, outcome(UNANSWERABLE)])["phi"] == 1
    assert summarise([outcome(), outcome(UNANSWERABLE)])["phi"] == 0
    assert summarise([right, outcome(UNANSWERABLE, answered=True, verbatim=True)])["phi"] == 0


def test_figures_without_a_basis_are_none():
    assert summarise([]) == {"n": 0} | dict.fromkeys(list(summarise([]))[1:])
    assert summarise([outcome()])["false answer"] is None
    assert summarise([outcome()])["verbatim"] is None
