"""Hits read again by the reader: their sentences marked, and ranked by what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import pairwise

from qa.answers.candidates import Candidate, Features
from qa.answers.headings import Headings
from qa.answers.marking import form_of, mark, mark_read
from qa.answers.premises import Names, lacks_name
from qa.answers.quoting import neighbours, position
from qa.answers.reader.reader import PageRead, Reader
from qa.retrieval.asked import Asked
from qa.retrieval.evidence import Evidence
from qa.retrieval.hits import Hit, Passage, Sentence
from qa.retrieval.question import Query

# Passages of a question that are read; those further down hardly ever hold the answer.
READ = 12
# Fitted as those of qa/retrieval/ranking.py, on questions about news that neither was trained on:
# benchmarks/reader/fit.py.
WEIGHTS = Features(retrieved=0.95, holds=0.54, run=0.30, form=0.29)
# What a sentence loses that is not about a name of the question: more than any score of one that is.
NAMELESS = 100.0
# A run that the reader thinks impossible is as good as one of this log-probability.
LEAST_RUN = -12.0


@dataclass(frozen=True, slots=True)
class ReadHit:
    """A hit, and its sentences as candidate answers, best first."""

    hit: Hit
    candidates: tuple[Candidate, ...]


def reread(
    reader: Reader | None, question: str, query: Query, evidence: Evidence, hits: Sequence[Hit], headings: Headings
) -> list[ReadHit]:
    """The hits, the best `READ` of them read and in a new order; all as they are without a reader."""
    read = hits[:READ] if reader else []
    reads = reader.read(question, [headings.page(hit.passage) for hit in read]) if reader else []
    names = Names(evidence)
    ranked = [ranked_anew(hit, page, query.asked, evidence, names) for hit, page in zip(read, reads, strict=True)]
    unread = [_as_retrieved(hit, query.asked, evidence, names) for hit in hits[len(read) :]]
    return [*sorted(ranked, key=lambda found: -found.hit.score), *unread]


def ranked_anew(hit: Hit, read: PageRead, asked: Asked, evidence: Evidence, names: Names) -> ReadHit:
    """The hit with its sentences marked, scored and ordered by what was read."""
    sentences = [*hit.sentences, *_spanned(hit, read, evidence)]
    marked = [_marked(sentence, hit, read, asked, evidence) for sentence in sentences]
    named = _named(marked, hit.passage, names)
    candidates = tuple(sorted(named, key=lambda candidate: -candidate.sentence.score))
    return ReadHit(replace(hit, score=candidates[0].sentence.score), candidates)


def _spanned(hit: Hit, read: PageRead, evidence: Evidence) -> Iterator[Sentence]:
    """Two neighbouring sentences as one, where the likeliest run of the page begins in one and ends in the other."""
    run = read.best(0, len(hit.passage.text))
    if run is None:
        return
    ordered = sorted(hit.sentences, key=lambda sentence: position(hit.passage, sentence))
    for first, second in pairwise(ordered):
        begins = position(hit.passage, first)
        middle, ends = position(hit.passage, second), position(hit.passage, second) + len(second.text)
        both = begins <= run.start < middle < run.end <= ends and neighbours(hit.passage, first, second)
        if both:
            better = max(first, second, key=lambda sentence: sentence.score)
            yield replace(better, reading=both, coverage=evidence.coverage(both.text))


def _marked(sentence: Sentence, hit: Hit, read: PageRead, asked: Asked, evidence: Evidence) -> Candidate:
    at = position(hit.passage, sentence)
    marked = (
        mark_read(sentence.text, asked, evidence, read, at) if read.pieces else mark(sentence.text, asked, evidence)
    )
    run = max(LEAST_RUN, read.score(at + marked.start, at + marked.end))
    features = Features(sentence.score, read.holds, run, form_of(marked, asked))
    weighed = replace(sentence, score=score_of(features))
    return Candidate(hit.passage, weighed, marked, features if read.pieces else None, reprints=hit.reprints)


def score_of(features: Features) -> float:
    """What a sentence that was read is worth."""
    return float(sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(features), strict=True)))


def _as_retrieved(hit: Hit, asked: Asked, evidence: Evidence, names: Names) -> ReadHit:
    found = [
        Candidate(hit.passage, sentence, mark(sentence.text, asked, evidence), reprints=hit.reprints)
        for sentence in hit.sentences
    ]
    return ReadHit(hit, tuple(_named(found, hit.passage, names)))


def _named(found: Iterable[Candidate], passage: Passage, names: Names) -> list[Candidate]:
    """The candidates of a passage, those behind all others that are not about a name of the question."""
    lacking = names.lack(passage)
    return [_nameless(c) if lacks_name(c.sentence.text, lacking) else c for c in found]


def _nameless(candidate: Candidate) -> Candidate:
    sentence = candidate.sentence
    return replace(candidate, sentence=replace(sentence, score=sentence.score - NAMELESS), lacks_name=True)


def distinct(found: Iterable[ReadHit]) -> list[Candidate]:
    """Every sentence of the hits once, best first; one that stands in two passages as the better of them has it."""
    best: dict[tuple[str, int], Candidate] = {}
    for candidate in (candidate for read_hit in found for candidate in read_hit.candidates):
        key = (candidate.passage.article.id, candidate.sentence.reading.offset(0))
        if key not in best or best[key].sentence.score < candidate.sentence.score:
            best[key] = candidate
    return sorted(best.values(), key=lambda candidate: -candidate.sentence.score)
