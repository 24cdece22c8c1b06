"""Sentences of hits as candidate answers, marked and quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answers.answer import Citation
from qa.answers.marking import Mark
from qa.answers.quoting import quote_spans, with_subject
from qa.articles.article import Article
from qa.retrieval.evidence import Evidence
from qa.retrieval.hits import Passage, Sentence

# A further citation must hold nearly as much of the question as the first, and score nearly as high.
_COVERAGE_SHARE = 0.9
_SCORE_MARGIN = 2.0
_FURTHER = 2


@dataclass(frozen=True, slots=True)
class Features:
    """What a sentence that was read is ranked by."""

    retrieved: float  # its score from retrieval
    holds: float  # the reader's log-odds that the passage holds the answer
    run: float  # the reader's log-probability of the marked run
    form: float  # 1: that run has the form asked for; -1: it has another; 0: no form is asked for


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its marked run, and what the reader made of it: None where its passage was not read for runs.

    `lacks_name` tells that it is not about a name of the question. `reprints` are the other articles that print the
    passage's own.
    """

    passage: Passage
    sentence: Sentence
    mark: Mark
    read: Features | None = None
    lacks_name: bool = False
    reprints: tuple[Article, ...] = ()

    @property
    def answer(self) -> str:
        """The marked run as it reads."""
        return self.sentence.text[self.mark.start : self.mark.end]

    def citation(self, number: int, evidence: Evidence) -> Citation:
        """The candidate as offsets of its file, its sentence led by the one that names its subject."""
        reading = with_subject(self.passage, self.sentence, evidence)
        lead = len(reading.text) - len(self.sentence.text)
        source = self.passage.article.file.text
        quote, answer = quote_spans(source, reading, lead + self.mark.start, lead + self.mark.end)
        return Citation(number, self.passage, *quote, *answer, self.sentence.score, self.reprints)

    def same_report(self, other: Candidate) -> bool:
        """Whether both stand in one article, or in two that print one text: neither confirms the other."""
        article = other.passage.article
        return article.id in {self.passage.article.id, *(reprint.id for reprint in self.reprints)}


def further(found: Sequence[Candidate]) -> list[Candidate]:
    """Up to two candidates that add to the first: another figure, or another report."""
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
    if not candidate.same_report(earlier):
        return True
    return candidate.mark.of_form and candidate.answer != earlier.answer
