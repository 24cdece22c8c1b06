"""Which sentence of the passages found answers best: a linear model over seven features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa.articles.article import Article
from qa.articles.reading import Reading
from qa.retrieval.asked import FORMED, Asked
from qa.retrieval.evidence import Evidence
from qa.retrieval.forms import forms
from qa.retrieval.hits import Hit, Passage, Sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage on its way to a hit: how retrieval found it, and its sentences with their cosines to the question.

    `reprints` are the other articles that print its article's text.
    """

    passage: Passage
    fused: float
    dense: float | None
    keyword: float | None
    cosine: float
    sentences: Sequence[tuple[Reading, float]]
    reprints: tuple[Article, ...] = ()


class Features(NamedTuple):
    """What is known of one sentence of one passage, most of it relative to the best of the same question."""

    fused: float  # reciprocal rank fusion of the passage, over the best passage's
    passage_cosine: float  # minus the best passage's
    keyword: float  # BM25 of the passage, over the best passage's
    sentence_cosine: float  # minus the best sentence's
    coverage: float  # share of the question's concepts in the sentence
    passage_coverage: float  # and in the passage
    form: float  # 1 holds a run of the form asked for, -1 holds none, 0 no form is asked for


# Fitted as a listwise softmax over the sentences of the ten best passages (ListNet's top-one loss, Cao et al. 2007) on
# 1,189 questions about news articles that have nothing to do with the shipped ones: benchmarks/fit_ranking.py.
WEIGHTS = Features(
    fused=1.53,
    passage_cosine=13.6,
    keyword=1.27,
    sentence_cosine=33.3,
    coverage=2.30,
    passage_coverage=1.13,
    form=1.12,
)


def rank(candidates: Sequence[Candidate], asked: Asked, evidence: Evidence) -> list[Hit]:
    """Hits for the candidates of one question, at least one, in their order; each with its sentences, best first.

    A sentence's score orders the sentences of one question; its size means nothing more.
    """
    described = describe(candidates, asked, evidence)
    return [_hit(candidate, features) for candidate, features in zip(candidates, described, strict=True)]


def describe(candidates: Sequence[Candidate], asked: Asked, evidence: Evidence) -> list[list[Features]]:
    """The features of every sentence of every candidate."""
    most_fused = max(c.fused for c in candidates)
    most_keyword = max(c.keyword or 0.0 for c in candidates) or 1.0
    best_passage = max(c.cosine for c in candidates)
    best_sentence = max((cosine for c in candidates for _, cosine in c.sentences), default=0.0)
    return [
        [
            Features(
                fused=candidate.fused / most_fused,
                passage_cosine=candidate.cosine - best_passage,
                keyword=(candidate.keyword or 0.0) / most_keyword,
                sentence_cosine=cosine - best_sentence,
                coverage=coverage,
                passage_coverage=passage_coverage,
                form=_form_feature(reading.text, asked),
            )
            for (reading, cosine), coverage in zip(candidate.sentences, coverages, strict=True)
        ]
        for candidate in candidates
        for passage_coverage, *coverages in [_coverages(candidate, evidence)]
    ]


def _coverages(candidate: Candidate, evidence: Evidence) -> list[float]:
    """The share of the question's concepts in the passage, then in each of its sentences."""
    text = candidate.passage.text
    return evidence.coverage_of_parts(text, [text, *(reading.text for reading, _ in candidate.sentences)])


def _form_feature(text: str, asked: Asked) -> float:
    if asked.kind not in FORMED:
        return 0.0
    return 1.0 if forms(text, asked) else -1.0


def _hit(candidate: Candidate, described: Sequence[Features]) -> Hit:
    sentences = [
        Sentence(reading, _score(features), cosine, features.coverage)
        for (reading, cosine), features in zip(candidate.sentences, described, strict=True)
    ]
    ranked = tuple(sorted(sentences, key=lambda sentence: -sentence.score))
    return Hit(candidate.passage, ranked[0].score, candidate.dense, candidate.keyword, ranked, candidate.reprints)


def _score(features: Features) -> float:
    return float(sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True)))
