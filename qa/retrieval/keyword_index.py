"""BM25 over terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray


class KeywordIndex:
    """BM25 (Lucene's variant) over documents given as lists of terms; ids are positions in that list."""

    def __init__(self, bm25: bm25s.BM25) -> None:
        self._bm25 = bm25

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> KeywordIndex:
        """Index documents, at least one; those without a term are never found."""
        bm25 = bm25s.BM25(method="lucene")
        # bm25s raises where no document has a term. It keeps the empty term for itself, and no query holds it.
        known = documents if any(documents) else [[""]] * len(documents)
        # Numbered here: bm25s numbers terms in the order of a set, so that its files would change with the hash seed.
        numbers = {term: number for number, term in enumerate(dict.fromkeys(chain.from_iterable(known)))}
        bm25.index(([[numbers[term] for term in document] for document in known], numbers), show_progress=False)
        return cls(bm25)

    @cached_property
    def frequency(self) -> Mapping[str, int]:
        """Every term of the index and the number of documents it stands in."""
        counts = np.diff(self._bm25.scores["indptr"])
        return {term: int(counts[number]) for term, number in self._bm25.vocab_dict.items() if term}

    def search(
        self, query: Mapping[str, float], k: int, *, among: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Ids and scores of the best k documents for weighted terms, by descending score, then id.

        Documents that share no term with the query are not hits, however few there are, nor are those outside `among`.
        A score is the same with and without: rarity is that in all documents.
        """
        known = {term: weight for term, weight in query.items() if term in self.frequency}
        if not known:
            return []
        scores = np.zeros(self._bm25.scores["num_docs"], dtype=np.float64)
        for term, weight in sorted(known.items()):
            documents, values = self._column(term)
            scores[documents] += weight * values
        if among is not None:
            outside = np.ones(len(scores), np.bool_)
            outside[among] = False
            scores[outside] = 0.0
        best = _best(scores, k)
        return list(zip(best.tolist(), scores[best].tolist(), strict=True))

    def _column(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The documents that hold a term, each once, and what it is worth in each.

        bm25s gives a number for every document of the corpus, which takes longer the more there are.
        """
        scores, number = self._bm25.scores, self._bm25.vocab_dict[term]
        column = slice(scores["indptr"][number], scores["indptr"][number + 1])
        return scores["indices"][column], scores["data"][column]

    def save(self, folder: Path) -> None:
        """Write the index's files into an existing folder."""
        self._bm25.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> KeywordIndex:
        """Read what `save` wrote."""
        return cls(bm25s.BM25.load(folder, show_progress=False))


def _best(scores: NDArray[np.float64], k: int) -> NDArray[np.int64]:
    """The numbers of the `k` greatest scores above 0, by falling score, then by number; only these are sorted."""
    found = np.flatnonzero(scores)
    if len(found) > k:
        found = found[scores[found] >= np.partition(scores[found], -k)[-k]]
    best: NDArray[np.int64] = found[np.argsort(-scores[found], kind="stable")][:k]
    return best
