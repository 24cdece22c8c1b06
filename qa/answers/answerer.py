"""Question to answer: the best sentence quoted, the answer in it marked, or a reason."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from qa.answers.abstention import THRESHOLD, lacks_name, probability, support
from qa.answers.answer import Answer, Reason
from qa.answers.candidates import Candidate, candidates, further
from qa.answers.followups import Understood, understand
from qa.answers.premises import missing_names
from qa.retrieval.hits import Hit
from qa.retrieval.language import language_of
from qa.retrieval.question import Query
from qa.retrieval.retriever import Retriever

LONGEST_QUESTION = 500
_SHORTEST_QUESTION = 2
_POINTERS = 3
# Below this share of the question's concepts the articles do not speak of its subject.
_SUBJECT_COVERAGE = 0.35


class Answerer:
    """Answers questions from the passages of one retriever; safe to use from several threads."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    def ask(self, question: str, *, history: Sequence[str] = (), k: int = 10) -> Answer:
        """The answer from the best `k` passages; every question gets one, a reason where the articles do not say."""
        clean = readable(question)
        refused = _refused(clean)
        if refused:
            return _unanswered(question, clean, refused)
        return self._decided(question, *self._query(clean, history), k)

    def search(self, question: str, *, history: Sequence[str] = (), k: int = 5) -> list[Hit]:
        """The best `k` passages, best first; none for a question without a word, or a longer one than is read."""
        clean = readable(question)
        return [] if _refused(clean) else self._retriever.search(self._query(clean, history)[1], k=k)

    def _query(self, clean: str, history: Sequence[str]) -> tuple[Understood, Query]:
        understood = understand(clean, [readable(earlier)[:LONGEST_QUESTION] for earlier in history])
        return understood, self._retriever.query(understood.text, focus=understood.focus)

    def _decided(self, question: str, understood: Understood, query: Query, k: int) -> Answer:
        evidence = self._retriever.evidence(query)
        hits = self._retriever.search(query, k=k)
        ranked = candidates(hits, query.asked, evidence)
        found = sorted(ranked, key=lambda candidate: lacks_name(candidate, evidence))
        if not found:
            return _unanswered(question, understood.text, Reason.NO_SUCH_SUBJECT)
        missing = missing_names(query, self._retriever.frequency)
        if missing:
            return _unanswered(question, understood.text, Reason.PREMISE_NOT_FOUND, found, missing)
        given = support(query, evidence, found)
        if probability(given) < THRESHOLD:
            spoken_of = evidence.coverage(found[0].passage.text) >= _SUBJECT_COVERAGE
            reason = Reason.FACT_NOT_STATED if spoken_of else Reason.NO_SUCH_SUBJECT
            return _unanswered(question, understood.text, reason, found if spoken_of else ())
        return _answered(question, understood.text, found)


def readable(question: str) -> str:
    """The question without control characters and lone surrogates, white space run together."""
    kept = (" " if unicodedata.category(char) in ("Cc", "Cs", "Cf", "Co", "Cn") else char for char in question)
    return " ".join("".join(kept).split())


def _refused(clean: str) -> Reason | None:
    if len(clean) > LONGEST_QUESTION:
        return Reason.QUESTION_TOO_LONG
    if sum(char.isalnum() for char in clean) < _SHORTEST_QUESTION:
        return Reason.QUESTION_TOO_SHORT
    return None


def _answered(question: str, understood: str, found: Sequence[Candidate]) -> Answer:
    cited = [found[0], *further(found)]
    citations = tuple(candidate.citation(number) for number, candidate in enumerate(cited, start=1))
    return Answer(question, understood, language_of(question), True, citations[0].answer, citations, None)


def _unanswered(
    question: str,
    understood: str,
    reason: Reason,
    found: Sequence[Candidate] = (),
    missing: tuple[str, ...] = (),
) -> Answer:
    pointers = tuple(candidate.citation(number) for number, candidate in enumerate(found[:_POINTERS], start=1))
    return Answer(question, understood, language_of(question), False, None, (), reason, missing, pointers)
