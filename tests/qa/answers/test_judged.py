"""What can be known from verdicts: a truth where they said right, and whether what they called wrong is still said."""

from dataclasses import dataclass, replace

import pytest

from qa.answers.answer import Answer, Citation, Reason
from qa.answers.judged import Judged, Review, judged, reviewed
from qa.answers.opinions import Opinion, Opinions, Place, Verdict
from qa.answers.question_files import GoldQuestion
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.hits import Passage

TEXT = "截至昨日,复工企业13\n\n30家,返岗109431人。返岗的1330家。"
AGAIN = TEXT.index("1330家")
ARTICLE = Article("a.txt#1", "题", "", "", "", None, "", None, SourceFile("a.txt", TEXT, "c0ffee", "utf-8"), ())
PLACE = Place("a.txt", "c0ffee", 0, 16, 9, 16)
RIGHT = Opinion(
    "1",
    "2026-03-10",
    None,
    "zh",
    ("邵阳？",),
    "多少家？",
    "邵阳 多少家？",
    True,
    "1330家",
    None,
    PLACE,
    Verdict.RIGHT,
    "",
)
SILENCE = replace(RIGHT, id="2", answered=False, answer=None, reason="fact_not_stated", citation=None)
WRONG = replace(RIGHT, id="3", verdict=Verdict.WRONG)
NOTHING = Judged([], [], [], 0, 0, ())


def judge(*last, superseded=0, skipped=()):
    return judged(Opinions(last, superseded, skipped), [ARTICLE])


def test_an_answer_called_right_is_a_question_with_its_place_as_the_truth():
    gold = GoldQuestion("1", "zh", "answered", "多少家？", ("邵阳？",), "a.txt", TEXT[:16], ("13 30家",))
    assert TEXT[9:16] == "13\n\n30家"
    assert judge(RIGHT) == replace(NOTHING, questions=[gold])


def test_silence_called_right_is_a_question_that_the_articles_do_not_answer():
    gold = GoldQuestion("2", "zh", "unanswerable", "多少家？", ("邵阳？",), "", "", ())
    assert judge(SILENCE) == replace(NOTHING, questions=[gold])


@pytest.mark.parametrize("change", [{"file": "b.txt"}, {"sha256": "other"}, {"end": len(TEXT) + 1}])
def test_a_place_in_an_article_that_is_not_the_same_any_more_is_no_truth(change):
    outdated = replace(RIGHT, citation=replace(PLACE, **change))
    assert judge(outdated) == replace(NOTHING, outdated=[outdated])


def test_what_was_called_wrong_or_taken_back_has_no_truth():
    withdrawn = replace(SILENCE, verdict=Verdict.WITHDRAWN)
    verdicts = judge(WRONG, withdrawn, superseded=3, skipped=("line 9",))
    assert verdicts == Judged([], [], [WRONG], 1, 3, ("line 9",))


@dataclass
class OneAnswer:
    """An archive that gives one answer, or none, to everything."""

    place: tuple[int, int, int, int] | None
    article: Article = ARTICLE

    def ask(self, question, *, history):
        assert (question, history) == ("多少家？", ("邵阳？",))
        if self.place is None:
            return Answer(question, question, "zh", False, None, (), Reason.FACT_NOT_STATED)
        passage = Passage(self.article, 0, len(TEXT), Reading.of_spans(TEXT, [Span(0, len(TEXT))]))
        citation = Citation(1, passage, *self.place, score=1.0)
        return Answer(question, question, "zh", True, citation.answer, (citation,), None)


CHANGED = replace(ARTICLE, file=replace(ARTICLE.file, sha256="other"))
RENAMED = replace(ARTICLE, file=replace(ARTICLE.file, name="b.txt"))


@pytest.mark.parametrize(
    ("wrong", "archive", "still"),
    [
        (WRONG, OneAnswer((0, 16, 9, 16)), True),
        (WRONG, OneAnswer((5, 20, 9, 16)), True),  # another quote around the same answer
        (WRONG, OneAnswer((0, AGAIN + 5, AGAIN, AGAIN + 5)), False),  # the same words elsewhere
        (WRONG, OneAnswer((0, 16, 9, 16), CHANGED), False),
        (WRONG, OneAnswer((0, 16, 9, 16), RENAMED), False),
        (WRONG, OneAnswer(None), False),
        (replace(SILENCE, verdict=Verdict.WRONG), OneAnswer(None), True),
        (replace(SILENCE, verdict=Verdict.WRONG), OneAnswer((0, 16, 9, 16)), False),
    ],
)
def test_a_wrong_answer_is_still_given_where_the_same_place_is_cited_or_still_none(wrong, archive, still):
    verdicts = judge(wrong)
    assert reviewed(verdicts, archive, verdicts.wrong) == Review(
        right=0,
        outdated=0,
        wrong=1,
        still_wrong=("多少家？",) if still else (),
        withdrawn=0,
        superseded=0,
        skipped=(),
    )


def test_everything_is_counted():
    outdated = replace(RIGHT, id="4", citation=replace(PLACE, sha256="other"))
    verdicts = judge(RIGHT, SILENCE, WRONG, outdated, superseded=5, skipped=("line 9",))
    assert reviewed(verdicts, OneAnswer(None), verdicts.wrong) == Review(2, 1, 1, (), 0, 5, ("line 9",))
