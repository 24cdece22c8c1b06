"""Rows of which equal ones are held once, and which ids stand for each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors

_BLOCK = 4096  # rows that are hashed at a time, so that memory stays small beside the rows themselves


class DistinctRows:
    """`firsts` are the first id of each row, ascending, no two of which are alike; `row_of` is the row of each id."""

    def __init__(self, vectors: Vectors) -> None:
        hashes = np.concatenate([_hashed(vectors[at : at + _BLOCK]) for at in range(0, len(vectors) or 1, _BLOCK)])
        _, firsts, inverse = np.unique(hashes, return_index=True, return_inverse=True)
        order = np.argsort(firsts)
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        self.firsts: NDArray[np.int64] = firsts[order]
        self.row_of: NDArray[np.int64] = rank[inverse.reshape(-1)]
        self._ids = np.argsort(self.row_of, kind="stable")
        self._starts = np.searchsorted(self.row_of[self._ids], np.arange(len(order) + 1))

    def __len__(self) -> int:
        """How many ids there are."""
        return len(self.row_of)

    def ids(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The ids of all these rows, row by row, ascending in each, and of each row how many these are."""
        starts, counts = self._starts[rows], self._starts[rows + 1] - self._starts[rows]
        before = np.cumsum(counts) - counts
        return self._ids[np.arange(counts.sum()) + np.repeat(starts - before, counts)], counts


def _hashed(vectors: Vectors) -> NDArray[np.uint64]:
    """64 bits of each row: its numbers' bits, each times an odd number of its own (multilinear hashing).

    Of a million different rows, two are taken for one once in some 40 million times.
    """
    bits = np.ascontiguousarray(vectors, np.float32).view(np.uint32).astype(np.uint64)
    odd = np.random.default_rng(0).integers(1, 2**63, vectors.shape[1], np.uint64) * np.uint64(2) + np.uint64(1)
    hashes: NDArray[np.uint64] = bits @ odd
    return hashes
