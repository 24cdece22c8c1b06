"""Which sentence of the passages found answers best: a linear model over seven features."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter, mul
from typing import NamedTuple

from qa.articles.article import Article
from qa.articles.reading import Reading
from qa.retrieval.asked import FORMED, Asked
from qa.retrieval.evidence import Evidence
from qa.retrieval.forms import forms
from qa.retrieval.hits import Hit, Passage, Sentence


class Candidate(NamedTuple):
    """A passage on its way to a hit: how retrieval found it, and its sentences with their cosines to the question.

    `coverage` is the share of the question's concepts that it holds; `reprints` are the other articles that print its
    article's text.
    """

    passage: Passage
    fused: float
    dense: float | None
    keyword: float | None
    cosine: float
    coverage: float
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


class _Best(NamedTuple):
    """The most that any candidate of a question has of each."""

    fused: float
    keyword: float
    passage_cosine: float
    sentence_cosine: float

    @classmethod
    def of(cls, candidates: Sequence[Candidate], nearest: Iterable[float]) -> _Best:
        return cls(
            max(c.fused for c in candidates),
            max(c.keyword or 0.0 for c in candidates) or 1.0,
            max(c.cosine for c in candidates),
            max(nearest),
        )


def promising(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates of one question by what their sentences can score, most first; equals in the order that they had.

    Each is worth what its best sentence would score, if that were the one nearest to the question and held all of it
    that its passage holds: so that few passages have to be looked at sentence by sentence. Of 1,200 questions to 10,000
    articles the first twelve hold the sentence that answers for 94 %, those that fusion puts first for 89 %
    (benchmarks/growth.py).
    """
    if not candidates:
        return []
    nearest = list(map(_nearest, candidates))
    best = _Best.of(candidates, nearest)
    worth = [_score(_features(c, best, own, c.coverage, 0.0)) for c, own in zip(candidates, nearest, strict=True)]
    return [candidates[number] for number in sorted(range(len(worth)), key=lambda number: -worth[number])]


def rank(candidates: Sequence[Candidate], asked: Asked, evidence: Evidence) -> list[Hit]:
    """Hits for the candidates of one question, at least one, in their order; each with its sentences, best first.

    A sentence's score orders the sentences of one question; its size means nothing more.
    """
    described = describe(candidates, asked, evidence)
    return [_hit(candidate, features) for candidate, features in zip(candidates, described, strict=True)]


def describe(candidates: Sequence[Candidate], asked: Asked, evidence: Evidence) -> list[list[Features]]:
    """The features of every sentence of every candidate."""
    best = _Best.of(candidates, map(_nearest, candidates))
    coverages = iter(evidence.coverages(reading.text for c in candidates for reading, _ in c.sentences))
    return [
        [
            _features(candidate, best, cosine, next(coverages), _form_feature(reading.text, asked))
            for reading, cosine in candidate.sentences
        ]
        for candidate in candidates
    ]


def _features(candidate: Candidate, best: _Best, cosine: float, coverage: float, form: float) -> Features:
    return Features(
        fused=candidate.fused / best.fused,
        passage_cosine=candidate.cosine - best.passage_cosine,
        keyword=(candidate.keyword or 0.0) / best.keyword,
        sentence_cosine=cosine - best.sentence_cosine,
        coverage=coverage,
        passage_coverage=candidate.coverage,
        form=form,
    )


def _nearest(candidate: Candidate) -> float:
    """The cosine of the sentence that is nearest to the question."""
    return max(map(itemgetter(1), candidate.sentences), default=0.0)


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
    return float(sum(map(mul, WEIGHTS, features)))
