"""Hits read again by the reader: their sentences ranked anew, and what it found in each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from qa.answers.headings import Headings
from qa.answers.reader.reader import PageRead, Reader
from qa.retrieval.hits import Hit, Passage, Sentence

# Passages of a question that are read; those further down hardly ever hold the answer.
READ = 10


@dataclass(frozen=True, slots=True)
class ReadHit:
    """A hit and what the reader made of its passage: None where it was not read."""

    hit: Hit
    read: PageRead | None = None


@dataclass(frozen=True, slots=True)
class Features:
    """What a sentence is ranked by."""

    retrieved: float  # its score from retrieval
    holds: float  # the reader's log-odds that the passage holds the answer
    run: float  # the reader's log-probability of the best run in the sentence


# Fitted as those of qa/retrieval/ranking.py, on questions about news that neither was trained on:
# benchmarks/reader/fit.py.
WEIGHTS = Features(retrieved=1.09, holds=0.24, run=0.43)
# A run that the reader thinks impossible is as good as one of this log-probability.
LEAST_RUN = -12.0


def reread(reader: Reader | None, question: str, hits: Sequence[Hit], headings: Headings) -> list[ReadHit]:
    """The hits, the best `READ` of them read and in a new order; all as they are without a reader."""
    if reader is None:
        return [ReadHit(hit) for hit in hits]
    reads = reader.read(question, [headings.page(hit.passage) for hit in hits[:READ]])
    ranked = [ReadHit(ranked_anew(hit, read), read) for hit, read in zip(hits, reads, strict=False)]
    return [*sorted(ranked, key=lambda found: -found.hit.score), *map(ReadHit, hits[READ:])]


def features(sentence: Sentence, passage: Passage, read: PageRead) -> Features:
    """What speaks for one sentence of a passage that was read."""
    start = position(passage, sentence)
    run = read.best(start, start + len(sentence.text))
    return Features(sentence.score, read.holds, max(LEAST_RUN, run.score) if run else LEAST_RUN)


def position(passage: Passage, sentence: Sentence) -> int:
    """Where in the passage's text one of its sentences begins, found by its place in the file."""
    start = sentence.reading.pieces[0].start
    pieces = passage.reading.pieces
    piece = pieces[bisect_right(pieces, start, key=lambda p: p.start) - 1]
    return piece.at + start - piece.start


def ranked_anew(hit: Hit, read: PageRead) -> Hit:
    """The hit with its sentences scored and ordered by what was read."""
    scored = [replace(s, score=_score(features(s, hit.passage, read))) for s in hit.sentences]
    sentences = tuple(sorted(scored, key=lambda sentence: -sentence.score))
    return replace(hit, score=sentences[0].score, sentences=sentences)


def _score(given: Features) -> float:
    return float(sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(given), strict=True)))
