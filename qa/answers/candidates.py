"""Sentences of hits as candidate answers, marked and quoted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.answers.answer import Citation
from qa.answers.marking import Mark, mark, mark_read
from qa.answers.quoting import quote_range
from qa.answers.reader.reader import PageRead
from qa.answers.rereading import Features, ReadHit, features, position
from qa.retrieval.asked import Asked
from qa.retrieval.evidence import Evidence
from qa.retrieval.hits import Passage, Sentence

# A further citation must hold nearly as much of the question as the first, and score nearly as high.
_COVERAGE_SHARE = 0.9
_SCORE_MARGIN = 2.0
_FURTHER = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its marked run, and what the reader made of it: None where its passage was not read for runs."""

    passage: Passage
    sentence: Sentence
    mark: Mark
    read: Features | None = None

    @property
    def answer(self) -> str:
        """The marked run as it reads."""
        return self.sentence.text[self.mark.start : self.mark.end]

    def citation(self, number: int) -> Citation:
        """The candidate as offsets of its file."""
        reading = self.sentence.reading
        start, end = reading.span(*quote_range(reading.text, self.mark.start, self.mark.end))
        answer_start, answer_end = reading.span(self.mark.start, self.mark.end)
        return Citation(number, self.passage, start, end, answer_start, answer_end, self.sentence.score)


def candidates(found: Iterable[ReadHit], asked: Asked, evidence: Evidence) -> list[Candidate]:
    """Every sentence of the hits once, best first; one that stands in two passages as the better of them has it."""
    seen: dict[tuple[str, int], tuple[Sentence, ReadHit]] = {}
    for read_hit in found:
        for sentence in read_hit.hit.sentences:
            key = (read_hit.hit.passage.article.id, sentence.reading.offset(0))
            if key not in seen or seen[key][0].score < sentence.score:
                seen[key] = (sentence, read_hit)
    ranked = sorted(seen.values(), key=lambda pair: -pair[0].score)
    return [_candidate(read_hit.hit.passage, sentence, read_hit.read, asked, evidence) for sentence, read_hit in ranked]


def _candidate(
    passage: Passage, sentence: Sentence, read: PageRead | None, asked: Asked, evidence: Evidence
) -> Candidate:
    if read is None or not read.pieces:
        return Candidate(passage, sentence, mark(sentence.text, asked, evidence))
    marked = mark_read(sentence.text, asked, evidence, read, position(passage, sentence))
    return Candidate(passage, sentence, marked, features(sentence, passage, read))


def further(found: Sequence[Candidate]) -> list[Candidate]:
    """Up to two candidates that add to the first: another figure, or another article."""
    first, added = found[0], [found[0]]
    for candidate in found[1:]:
        if len(added) > _FURTHER:
            break
        if _as_good(candidate, first) and all(_adds(candidate, earlier) for earlier in added):
            added.append(candidate)
    return added[1:]


def _as_good(candidate: Candidate, first: Candidate) -> bool:
    return (
        candidate.mark.of_form == first.mark.of_form
        and candidate.sentence.coverage >= _COVERAGE_SHARE * first.sentence.coverage
        and candidate.sentence.score >= first.sentence.score - _SCORE_MARGIN
    )


def _adds(candidate: Candidate, earlier: Candidate) -> bool:
    if candidate.sentence.text == earlier.sentence.text:
        return False
    other_article = candidate.passage.article.id != earlier.passage.article.id
    return other_article or (candidate.mark.of_form and candidate.answer != earlier.answer)
