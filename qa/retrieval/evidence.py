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
        return self._share(self._best_first, fold_in_place(text))

    def coverage_of_parts(self, text: str, parts: Iterable[str]) -> list[float]:
        """The `coverage` of each part of `text`, in which only what stands in the whole is looked for."""
        folded = fold_in_place(text)
        within = [([term for term in terms if term.text in folded], weight) for terms, weight in self._best_first]
        within = [(terms, weight) for terms, weight in within if terms]
        return [self._share(within, fold_in_place(part)) for part in parts]

    def _share(self, weighted: Iterable[tuple[Sequence[_Term], float]], folded: str) -> float:
        held = sum(weight * _best_held(terms, folded) for terms, weight in weighted)
        return held / self._total if self._total else 0.0

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
        return [concept for concept, terms in named if not _best_held(terms, folded)]


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


def _best_held(terms: Iterable[_Term], folded: str) -> float:
    """The share of the first term that a text holds, 0 if it holds none."""
    for text, share, cuttable in terms:
        if text in folded and (not cuttable or any(True for _ in _occurrences(folded, text))):
            return share
    return 0.0


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
