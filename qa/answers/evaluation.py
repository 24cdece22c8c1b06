"""How good the answers are: a question set with proofs, scored by character offsets."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa.answers.answer import Answer, Citation
from qa.answers.question_files import GoldQuestion
from qa.articles.article import Article
from qa.articles.reading import Span
from qa.errors import UsageError
from qa.retrieval.hits import Hit

SEARCH_DEPTH = 10
LONGEST_HIT = 400
LONGEST_QUOTE = 120
PROVED_FROM = 0.5  # share of the proving sentence that a hit has to cover

Figures = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    `rank` is that of the first hit that proves the answer, from 1, None where none of the first ten does;
    `quote` whether the first citation proves it; `exact` and `overlap` (0 to 1) compare the answer with the
    accepted ones; `verbatim` is whether the first citation stands in its file like that, None without one.
    `confidence` is the answer's own.
    """

    gold: GoldQuestion
    answered: bool
    rank: int | None
    quote: bool
    exact: bool
    overlap: float
    verbatim: bool | None
    confidence: float = 0.0


class Archive(Protocol):
    """What is scored: something with articles that searches them and answers from them."""

    @property
    def articles(self) -> Sequence[Article]:
        """All articles that can be cited."""
        ...

    def search(self, question: str, *, k: int, history: Sequence[str]) -> Sequence[Hit]:
        """The best `k` passages, best first."""
        ...

    def ask(self, question: str, *, history: Sequence[str]) -> Answer:
        """The answer, or the reason why there is none."""
        ...


def judge_all(archive: Archive, questions: Iterable[GoldQuestion]) -> list[Outcome]:
    """Put every question to the archive and judge what comes back.

    Raises UsageError where the archive does not hold a question's file, or the file not its proof.
    """
    texts = {article.file.name: article.file.text for article in archive.articles}
    outcomes = []
    for gold in questions:
        if gold.answerable and gold.file not in texts:
            raise UsageError(f"question {gold.id} is about {gold.file}, which the articles lack; name its corpus")
        hits = archive.search(gold.question, k=SEARCH_DEPTH, history=gold.history)
        answer = archive.ask(gold.question, history=gold.history)
        outcomes.append(judge(gold, hits, answer, texts.get(gold.file, "")))
    return outcomes


def judge(gold: GoldQuestion, hits: Sequence[Hit], answer: Answer, text: str) -> Outcome:
    """Compare the hits and the answer to `gold` with its proof in `text`, the decoded text of `gold.file`.

    Raises UsageError where the proof of an answerable question does not stand in `text`.
    """
    proofs = _occurrences(text, gold.quote) if gold.answerable else []
    if gold.answerable and not proofs:
        raise UsageError(f"question {gold.id}: its quote does not stand in {gold.file}; check the question set")
    first = answer.citations[0] if answer.answered and answer.citations else None
    said = (answer.answer or "") if first else ""
    return Outcome(
        gold=gold,
        answered=answer.answered,
        rank=_rank(gold.file, proofs, hits),
        quote=bool(first and _proves(first, gold, proofs)),
        exact=bool(first) and folded(said) in map(folded, gold.accepted),
        overlap=max((overlap(said, accepted) for accepted in gold.accepted), default=0.0),
        verbatim=_is_verbatim(first) if first else None,
        confidence=answer.confidence,
    )


def summarise(outcomes: Iterable[Outcome]) -> Figures:
    """Sum up some outcomes; a figure is None where no outcome bears on it.

    R@1, R@5, MRR: the first hit that covers at least half of a proving sentence, counted by offsets; hits of
    more than 400 characters never count. quote: the first citation has at most 120 characters, white space
    aside, touches a proving sentence and holds an accepted answer. EM, F1: the answer against the accepted
    ones by characters, width and punctuation folded. false abstain: share of the answerable questions without
    an answer; false answer: share of the unanswerable ones with one. phi: mean over the answerable of +1 for
    a right quote, -1 for a wrong one, 0 for none, less false answer; 1 is perfect, always abstaining gives 0.
    """
    outcomes = list(outcomes)
    answerable = [outcome for outcome in outcomes if outcome.gold.answerable]
    false_answer = _mean(outcome.answered for outcome in outcomes if not outcome.gold.answerable)
    worth = _mean((1 if outcome.quote else -1) if outcome.answered else 0 for outcome in answerable)
    return {
        "n": len(outcomes),
        "R@1": _mean(outcome.rank == 1 for outcome in answerable),
        "R@5": _mean(outcome.rank is not None and outcome.rank <= 5 for outcome in answerable),
        "MRR": _mean(1 / outcome.rank if outcome.rank else 0 for outcome in answerable),
        "quote": _mean(outcome.quote for outcome in answerable),
        "EM": _mean(outcome.exact for outcome in answerable),
        "F1": _mean(outcome.overlap for outcome in answerable),
        "false abstain": _mean(not outcome.answered for outcome in answerable),
        "false answer": false_answer,
        "verbatim": _mean(outcome.verbatim for outcome in outcomes if outcome.verbatim is not None),
        "phi": None if worth is None else worth - (false_answer or 0),
    }


def summarise_groups(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    """Sum up all outcomes, those of each language and those of each kind of question, by group."""
    groups = {"all": list(outcomes)}
    for prefix, field in (("", "language"), ("kind ", "kind")):
        for outcome in outcomes:
            groups.setdefault(prefix + getattr(outcome.gold, field), []).append(outcome)
    return {name: summarise(members) for name, members in groups.items()}


def _mean(values: Iterable[float]) -> float | None:
    values = list(values)
    return sum(values) / len(values) if values else None


def _occurrences(text: str, part: str) -> list[Span]:
    starts = [at for at in range(len(text)) if text.startswith(part, at)] if part else []
    return [Span(start, start + len(part)) for start in starts]


def _rank(file: str, proofs: Sequence[Span], hits: Sequence[Hit]) -> int | None:
    for rank, hit in enumerate(hits[:SEARCH_DEPTH], start=1):
        passage = hit.passage
        if passage.article.file.name != file or passage.end - passage.start > LONGEST_HIT:
            continue
        if any(_covered(proof, passage.start, passage.end) >= PROVED_FROM for proof in proofs):
            return rank
    return None


def _covered(proof: Span, start: int, end: int) -> float:
    common = min(proof.end, end) - max(proof.start, start)
    return max(0, common) / (proof.end - proof.start)


def _proves(citation: Citation, gold: GoldQuestion, proofs: Sequence[Span]) -> bool:
    touches = any(citation.start < proof.end and proof.start < citation.end for proof in proofs)
    return (
        citation.article.file.name == gold.file
        and touches
        and len(_bare(citation.quote)) <= LONGEST_QUOTE
        and _is_verbatim(citation)
        and any(folded(accepted) and folded(accepted) in folded(citation.quote) for accepted in gold.accepted)
    )


def _is_verbatim(citation: Citation) -> bool:
    return _bare(citation.article.file.text[citation.start : citation.end]) == _bare(citation.quote)


def overlap(said: str, accepted: str) -> float:
    """F1 of the folded characters of two texts, as multisets (SQuAD's measure, by characters)."""
    ours, theirs = Counter(folded(said)), Counter(folded(accepted))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def _bare(text: str) -> str:
    return "".join(text.split())


def folded(text: str) -> str:
    """`text` in one width and case, without white space, punctuation and symbols; percent and point stay."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in plain if char in "%." or not _is_mark(char))


def _is_mark(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] in "PSZ"
