"""How much of what a question names stands in a text, and where."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa.retrieval.concept import Concept, Sort
from qa.retrieval.folding import fold_in_place


class _Term(NamedTuple):
    """A term, its share of what its concept is worth, and whether a figure could hold it as a part of itself."""

    text: str
    share: float
    cuttable: bool

    def stands_in(self, folded: str) -> bool:
        """Whether a folded text holds it, and not only inside a longer figure."""
        return self.text in folded and (not self.cuttable or any(True for _ in _occurrences(folded, self.text)))

    def among(self, folded: Sequence[str]) -> list[int]:
        """The numbers of the folded texts that it stands in.

        One character is found five times as fast as two, and most texts lack the first or the last.
        """
        first, last = self.text[0], self.text[-1]
        return [number for number, text in enumerate(folded) if last in text and first in text and self.stands_in(text)]


_INSIDE_BEFORE = re.compile(r"\d[.,]?$")
_INSIDE_BEHIND = re.compile(r"[.,]?\d")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text names the concept of that number: `[start, end)`, and what share of the question that is worth."""

    start: int
    end: int
    concept: int
    weight: float


class Evidence:
    """A question's concepts, weighted by rarity, against any text of the corpus."""

    def __init__(self, concepts: Sequence[Concept], frequency: Mapping[str, int], passages: int) -> None:
        self._weighted = [(c, c.emphasis * _rarity(c, frequency, passages)) for c in concepts]
        self._total = sum(weight for _, weight in self._weighted)
        self._best_first = [(_best_first(c.terms), weight) for c, weight in self._weighted]

    def coverage(self, text: str) -> float:
        """Share of the concepts' weight that `text` holds, 0 to 1; 0 for a question without concepts."""
        return self.coverages([text])[0]

    def coverages(self, texts: Iterable[str]) -> list[float]:
        """The `coverage` of each text: term by term, which takes half as long as text by text."""
        folded = list(map(fold_in_place, texts))
        held = [0.0] * len(folded)
        for terms, weight in self._best_first:
            for number, share in _holding(terms, folded).items():
                held[number] += weight * share
        return [weight / self._total if self._total else 0.0 for weight in held]

    def places(self, text: str) -> list[Place]:
        """Every place of `text` that names a concept, in the order of the concepts."""
        folded = fold_in_place(text)
        return [
            Place(at, at + len(term), number, weight * share / self._total)
            for number, (concept, weight) in enumerate(self._weighted)
            for term, share in concept.terms.items()
            for at in _occurrences(folded, term)
        ]

    def worth(self, concept: int) -> float:
        """What share of the question the concept of that number is worth, 0 to 1."""
        return self._weighted[concept][1] / self._total

    def lacking(self, text: str, sort: Sort) -> list[Concept]:
        """The concepts of this sort that stand nowhere in `text`."""
        paired = zip(self._weighted, self._best_first, strict=True)
        named = [(concept, terms) for (concept, _), (terms, _) in paired if concept.sort is sort]
        folded = fold_in_place(text) if named else ""
        return [concept for concept, terms in named if not any(term.stands_in(folded) for term in terms)]


def rarity(term: str, frequency: Mapping[str, int], passages: int) -> float:
    """Inverse document frequency of a term as in BM25 (Robertson and Zaragoza 2009), never negative."""
    holding = frequency.get(term, 0)
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def _rarity(concept: Concept, frequency: Mapping[str, int], passages: int) -> float:
    weights = [share * rarity(term, frequency, passages) for term, share in concept.terms.items()]
    return max(weights, default=rarity("", frequency, passages))


def _best_first(terms: Mapping[str, float]) -> list[_Term]:
    by_share = sorted(terms.items(), key=lambda term: -term[1])
    return [_Term(text, share, text[0].isdigit() or text[-1].isdigit()) for text, share in by_share]


def _holding(terms: Sequence[_Term], folded: Sequence[str]) -> dict[int, float]:
    """The numbers of the texts that hold one of the terms, each with the share of the first that it holds."""
    shares: dict[int, float] = {}
    for term in reversed(terms):
        shares |= dict.fromkeys(term.among(folded), term.share)
    return shares


def _occurrences(text: str, term: str) -> Iterator[int]:
    """Where a term stands; a figure not inside a longer one: 133 is not in 1330家, nor in 0.133."""
    at = text.find(term)
    while at >= 0:
        if not cuts_figure(text, at, at + len(term)):
            yield at
        at = text.find(term, at + 1)


def cuts_figure(text: str, start: int, end: int) -> bool:
    """Whether `[start, end)` begins or ends inside a longer figure."""
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    return (text[start].isdigit() and _INSIDE_BEFORE.search(before) is not None) or (
        text[end - 1].isdigit() and _INSIDE_BEHIND.match(behind) is not None
    )
