"""Question to answer: the best sentence quoted, the answer in it marked, or a reason."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from qa.answers.abstention import READ_THRESHOLD, UNREAD_THRESHOLD, probability, support
from qa.answers.answer import Answer, Citation, Comparison, Reason
from qa.answers.candidates import Candidate, further
from qa.answers.comparison import compared
from qa.answers.followups import Understood, understand
from qa.answers.headings import Headings
from qa.answers.place_readings import place_readings
from qa.answers.premises import missing_names
from qa.answers.reader.reader import Reader
from qa.answers.rereading import READ, ReadHit, distinct, reread
from qa.retrieval.evidence import Evidence
from qa.retrieval.filters import Filters, Selection
from qa.retrieval.hits import Hit
from qa.retrieval.language import language_of
from qa.retrieval.question import Query
from qa.retrieval.retriever import Retriever

LONGEST_QUESTION = 500
_SHORTEST_QUESTION = 2
_POINTERS = 3
# Below this share of the question's concepts the articles do not speak of its subject: for questions on something else
# altogether the best passage held at most 0.23 of them, for two in three on what the articles tell it held more.
_SUBJECT_COVERAGE = 0.25


class Answerer:
    """Answers questions from the passages of one retriever; safe to use from several threads.

    Without a reader the sentences stay ranked as retrieval ranked them. `caution` is the probability, 0 to 1, that an
    answer needs to be given; None for the one that was found best (abstention.py).
    """

    def __init__(self, retriever: Retriever, reader: Reader | None = None, *, caution: float | None = None) -> None:
        self._retriever = retriever
        self._reader = reader
        self._caution = caution
        self._headings = Headings(retriever.catalogue.own_place)

    def ask(self, question: str, *, history: Sequence[str] = (), k: int = 10, filters: Filters | None = None) -> Answer:
        """The answer from the best `k` passages; every question gets one, a reason where the articles do not say.

        With `filters` no article outside them is looked at.
        """
        clean = readable(question)
        refused = _refused(clean)
        if refused:
            return _unanswered(question, clean, refused)
        understood, query = self._query(clean, history)
        selection = self.selection(filters)
        if selection and selection.unmatched:
            empty = _unanswered(question, understood.text, Reason.FILTER_MATCHES_NOTHING)
            return replace(empty, selection=selection)
        answer = self._decided(question, understood, query, k, selection)
        read_as = place_readings(understood.text, query, answer, self._retriever.catalogue)
        return replace(answer, selection=selection, places=read_as)

    def search(
        self, question: str, *, history: Sequence[str] = (), k: int = 5, filters: Filters | None = None
    ) -> list[Hit]:
        """The best `k` passages, best first; none for a question without a word, or a longer one than is read.

        With `filters` the best `k` of those that they let in.
        """
        clean = readable(question)
        if _refused(clean):
            return []
        understood, query = self._query(clean, history)
        among = self.selection(filters)
        if self._reader is None:  # nobody asks for the answers in the sentences
            return self._retriever.search(query, k=max(k, READ), among=among)[:k]
        evidence = self._retriever.evidence(query)
        return [found.hit for found in self._found(understood, query, evidence, k, among)]

    def selection(self, filters: Filters | None) -> Selection | None:
        """What filters let in; None without filters."""
        return self._retriever.catalogue.select(filters) if filters else None

    def _query(self, clean: str, history: Sequence[str]) -> tuple[Understood, Query]:
        understood = understand(clean, [readable(earlier)[:LONGEST_QUESTION] for earlier in history])
        return understood, self._retriever.query(understood.text, focus=understood.focus)

    def _found(
        self, understood: Understood, query: Query, evidence: Evidence, k: int, among: Selection | None
    ) -> list[ReadHit]:
        hits = self._retriever.search(query, k=max(k, READ), among=among)
        return reread(self._reader, understood.text, query, evidence, hits, self._headings)[:k]

    def _decided(self, question: str, understood: Understood, query: Query, k: int, among: Selection | None) -> Answer:
        evidence = self._retriever.evidence(query)
        found = distinct(self._found(understood, query, evidence, k, among))
        if not found:
            return _unanswered(question, understood.text, Reason.NO_SUCH_SUBJECT)
        missing = missing_names(query, self._retriever.frequency)
        if missing:
            pointers = _citations(found[:_POINTERS], evidence)
            return _unanswered(question, understood.text, Reason.PREMISE_NOT_FOUND, pointers, missing)
        confidence = probability(support(query, evidence, found), read=found[0].read is not None)
        if confidence >= self._least(found[0]):
            citations = _citations([found[0], *further(found)], evidence)
            comparison = compared(query, found, evidence, citations)
            return _answered(question, understood.text, citations, comparison, confidence)
        spoken_of = any(evidence.coverage(c.passage.text) >= _SUBJECT_COVERAGE for c in found)
        reason = Reason.FACT_NOT_STATED if spoken_of else Reason.NO_SUCH_SUBJECT
        pointers = _citations(found[:_POINTERS], evidence) if spoken_of else ()
        return replace(_unanswered(question, understood.text, reason, pointers), confidence=confidence)

    def _least(self, best: Candidate) -> float:
        """The probability below which there is no answer."""
        if self._caution is not None:
            return self._caution
        return UNREAD_THRESHOLD if best.read is None else READ_THRESHOLD


def readable(question: str) -> str:
    """The question without control characters and lone surrogates, white space run together."""
    kept = (" " if unicodedata.category(char) in ("Cc", "Cs", "Cf", "Co", "Cn") else char for char in question)
    return " ".join("".join(kept).split())


def stands_alone(answer: Answer) -> bool:
    """Whether the question was understood as it stands, and not by those before it."""
    return answer.understood == readable(answer.question)


def _refused(clean: str) -> Reason | None:
    if len(clean) > LONGEST_QUESTION:
        return Reason.QUESTION_TOO_LONG
    if sum(char.isalnum() for char in clean) < _SHORTEST_QUESTION:
        return Reason.QUESTION_TOO_SHORT
    return None


def _citations(found: Sequence[Candidate], evidence: Evidence) -> tuple[Citation, ...]:
    return tuple(candidate.citation(number, evidence) for number, candidate in enumerate(found, start=1))


def _answered(
    question: str,
    understood: str,
    citations: tuple[Citation, ...],
    comparison: Comparison | None,
    confidence: float,
) -> Answer:
    return Answer(
        question,
        understood,
        language_of(question),
        True,
        citations[0].answer,
        citations,
        None,
        confidence=confidence,
        comparison=comparison,
    )


def _unanswered(
    question: str,
    understood: str,
    reason: Reason,
    pointers: tuple[Citation, ...] = (),
    missing: tuple[str, ...] = (),
) -> Answer:
    return Answer(question, understood, language_of(question), False, None, (), reason, missing, pointers)
