"""Whether the articles say it: how well the best sentence is supported, as a probability."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from qa.answers.candidates import Candidate
from qa.answers.marking import form_of
from qa.retrieval.concept import Sort
from qa.retrieval.evidence import Evidence
from qa.retrieval.question import Query


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for the best sentence as an answer."""

    cosine: float  # of question and sentence
    lead: float  # score before the best sentence that gives another answer, at most 5
    form: float  # 1: marked run of the form asked for; -1: of another; 0: no form asked for
    name_absent: float  # 1: a name of the question stands nowhere on the page that is cited
    figure_absent: float  # 1: a figure of the question stands nowhere in the article
    holds: float = 0.0  # the reader's log-odds that the passage holds the answer
    run: float = 0.0  # the reader's log-probability of the best run in the sentence
    english: float = 0.0  # 1: the question is in English, of which the reader is less sure where it is right
    bias: float = 1.0


# Logistic regression of "the first sentence is right" on 800 questions about news articles that do not ship, half of
# them without an answer; the threshold loses 15 % of the answerable ones there: benchmarks/fit_abstention.py. How much
# of the question the sentence covers is left out on purpose: questions that the articles do not answer repeat their
# words more than those that they do.
UNREAD = Support(cosine=1.34, lead=0.70, form=0.20, name_absent=-2.58, figure_absent=-0.84, bias=-2.02)
UNREAD_THRESHOLD = 0.354
# The same with a reader, which does nearly all of it: benchmarks/reader/fit.py, on articles that it was not trained on
# among others of their kind. Four in ten questions there have no answer; for such a mixture the probability means what
# it says. Of the thresholds that lose at most 14 % of the answerable ones there, this is the best.
READ = Support(
    cosine=0.07,
    lead=0.30,
    form=-0.23,
    name_absent=-0.77,
    figure_absent=0.01,
    holds=0.56,
    run=0.05,
    english=0.15,
    bias=-0.84,
)
READ_THRESHOLD = 0.235
_LONGEST_LEAD = 5.0


def support(query: Query, evidence: Evidence, found: Sequence[Candidate]) -> Support:
    """The support of the first candidate, at least one."""
    best = found[0]
    rivals = [c for c in found if c.answer != best.answer and c.lacks_name == best.lacks_name]
    article = "\n".join(paragraph.text for paragraph in best.passage.article.paragraphs)
    return Support(
        cosine=best.sentence.cosine,
        lead=min(_LONGEST_LEAD, best.sentence.score - max((c.sentence.score for c in rivals), default=-math.inf)),
        form=form_of(best.mark, query.asked),
        name_absent=float(best.lacks_name),
        figure_absent=float(bool(evidence.lacking(article, Sort.FIGURE))),
        holds=best.read.holds if best.read else 0.0,
        run=best.read.run if best.read else 0.0,
        english=float(query.language == "en"),
    )


def probability(given: Support, *, read: bool) -> float:
    """How likely the sentence answers the question: logistic regression over the support."""
    weights = READ if read else UNREAD
    total = sum(weight * value for weight, value in zip(astuple(weights), astuple(given), strict=True))
    return 1 / (1 + math.exp(-total))
