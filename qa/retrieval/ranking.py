"""Which sentence of the passages found answers best: a linear model over seven features."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from operator import mul
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.articles.article import Article
from qa.articles.reading import Reading
from qa.retrieval.asked import FORMED, Asked
from qa.retrieval.evidence import Evidence
from qa.retrieval.forms import forms
from qa.retrieval.hits import Hit, Passage, Sentence

Column = NDArray[np.float64]
Value = TypeVar("Value", float, Column)


class Candidate(NamedTuple):
    """A passage on its way to a hit: how retrieval found it, and what it says.

    `coverage` is the share of the question's concepts that it holds; `readings` are its sentences, `cosines` theirs to
    the question; `reprints` are the other articles that print its article's text.
    """

    passage: Passage
    fused: float
    dense: float | None
    keyword: float | None
    cosine: float
    coverage: float
    readings: Sequence[Reading]
    cosines: Sequence[float]
    reprints: tuple[Article, ...] = ()


class Features(NamedTuple, Generic[Value]):
    """What is known of sentences, most of it relative to the best of the same question: a number or a column of each.

    A column has the shape (sentences,).
    """

    fused: Value  # reciprocal rank fusion of the passage, over the best passage's
    passage_cosine: Value  # minus the best passage's
    keyword: Value  # BM25 of the passage, over the best passage's
    sentence_cosine: Value  # minus the best sentence's
    coverage: Value  # share of the question's concepts in the sentence
    passage_coverage: Value  # and in the passage
    form: Value  # 1 holds a run of the form asked for, -1 holds none, 0 no form is asked for


# Fitted as a listwise softmax over the sentences of the first ten fused passages (ListNet's top-one loss, Cao et al.
# 2007) on 1,189 questions about news that has nothing to do with the shipped articles: benchmarks/fit_ranking.py.
WEIGHTS = Features(
    fused=1.53,
    passage_cosine=13.6,
    keyword=1.27,
    sentence_cosine=33.3,
    coverage=2.30,
    passage_coverage=1.13,
    form=1.12,
)


class _Found(NamedTuple):
    """What is known of the candidates of a question, columns of the shape (candidates,)."""

    fused: Column
    keyword: Column
    cosine: Column
    coverage: Column
    nearest: Column  # cosine of the sentence that is nearest to the question

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> _Found:
        return cls(*np.array([(c.fused, c.keyword or 0.0, c.cosine, c.coverage, _nearest(c)) for c in candidates]).T)


def promising(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates of one question by what their sentences can score, most first; equals in the order that they had.

    Each is worth what its best sentence would score, if that were the one nearest to the question and held all of it
    that its passage holds: so that few passages have to be looked at sentence by sentence. Of 1,200 questions to 10,000
    articles the first twelve hold the sentence that answers for 94 %, those that fusion puts first for 89 %
    (benchmarks/growth.py).
    """
    if not candidates:
        return []
    found = _Found.of(candidates)
    worth = _score(_features(found, slice(None), found.nearest, found.coverage, np.zeros(len(candidates))))
    return [candidates[number] for number in np.argsort(-worth, kind="stable").tolist()]


def rank(candidates: Sequence[Candidate], asked: Asked, evidence: Evidence) -> list[Hit]:
    """Hits for the candidates of one question, at least one, in their order; each with its sentences, best first.

    A sentence's score orders the sentences of one question; its size means nothing more.
    """
    features = describe(candidates, asked, evidence)
    scores = zip(_score(features).tolist(), features.coverage.tolist(), strict=True)
    return [_hit(candidate, islice(scores, len(candidate.readings))) for candidate in candidates]


def describe(candidates: Sequence[Candidate], asked: Asked, evidence: Evidence) -> Features[Column]:
    """The features of every sentence of every candidate, in their order."""
    texts = [reading.text for candidate in candidates for reading in candidate.readings]
    return _features(
        _Found.of(candidates),
        np.repeat(np.arange(len(candidates)), [len(candidate.readings) for candidate in candidates]),
        np.array([cosine for candidate in candidates for cosine in candidate.cosines]),
        np.array(evidence.coverages(texts)),
        np.array([_form_feature(text, asked) for text in texts]),
    )


def _features(
    found: _Found, passages: slice | NDArray[np.int64], cosines: Column, coverages: Column, forms: Column
) -> Features[Column]:
    """The features of sentences, each of the passage of that number."""
    return Features(
        fused=(found.fused / found.fused.max())[passages],
        passage_cosine=(found.cosine - found.cosine.max())[passages],
        keyword=(found.keyword / (found.keyword.max() or 1.0))[passages],
        sentence_cosine=cosines - found.nearest.max(),
        coverage=coverages,
        passage_coverage=found.coverage[passages],
        form=forms,
    )


def _nearest(candidate: Candidate) -> float:
    """The cosine of the sentence that is nearest to the question."""
    return max(candidate.cosines, default=0.0)


def _form_feature(text: str, asked: Asked) -> float:
    if asked.kind not in FORMED:
        return 0.0
    return 1.0 if forms(text, asked) else -1.0


def _hit(candidate: Candidate, scores: Iterable[tuple[float, float]]) -> Hit:
    """The hit of a candidate for the score and the coverage of each of its sentences."""
    sentences = [
        Sentence(reading, score, cosine, coverage)
        for reading, cosine, (score, coverage) in zip(candidate.readings, candidate.cosines, scores, strict=True)
    ]
    ranked = tuple(sorted(sentences, key=lambda sentence: -sentence.score))
    return Hit(candidate.passage, ranked[0].score, candidate.dense, candidate.keyword, ranked, candidate.reprints)


def _score(features: Features[Column]) -> Column:
    scores: Column = sum(map(mul, WEIGHTS, features), np.zeros(()))
    return scores
