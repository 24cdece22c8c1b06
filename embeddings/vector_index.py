"""Nearest vectors by inner product, exact, on FAISS."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.errors import VectorIndexError


class VectorIndex:
    """Rows of vectors, each found by the id that is its place; with unit rows the scores are cosines.

    Stored as a plain `.npy` array, which needs no trust: a FAISS file carries no checksum, and a crafted one
    can crash its reader. Searching from several threads at once is safe.
    """

    def __init__(self, vectors: Vectors) -> None:
        import faiss

        self._faiss: Any = faiss  # its types are those of C++
        self._index: Any = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    @classmethod
    def build(cls, vectors: Vectors) -> VectorIndex:
        """An index of rows, shape (n, dimension); raises ValueError for another shape, infinity or NaN."""
        vectors = np.ascontiguousarray(vectors, np.float32)
        if vectors.ndim != 2 or not vectors.shape[1]:
            raise ValueError(f"an index is built of rows, shape (n, dimension), not of shape {vectors.shape}")
        if not np.isfinite(vectors).all():
            raise ValueError("an index is built of finite numbers, there are infinities or NaNs among these")
        return cls(vectors)

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """The index saved at `path`; raises VectorIndexError where there is none."""
        try:
            with path.open("rb") as file:
                return cls.build(np.lib.format.read_array(file, allow_pickle=False))
        except (OSError, ValueError, EOFError) as error:
            raise VectorIndexError(f"{path} holds no vectors ({error}). Build the index anew.") from error

    def save(self, path: Path) -> None:
        """Write all vectors to `path`, under exactly that name."""
        with path.open("wb") as file:
            np.save(file, self.vectors(range(len(self))), allow_pickle=False)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Width of a vector."""
        return int(self._index.d)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The rows of `ids`, in that order, shape (len(ids), dimension); IndexError for an unknown id."""
        wanted = np.asarray(ids, np.int64).reshape(-1)
        if len(wanted) and not 0 <= wanted.min() <= wanted.max() < len(self):
            raise IndexError(f"ids from {wanted.min()} to {wanted.max()} of an index of {len(self)} vectors")
        rows: Vectors = self._index.reconstruct_batch(wanted)
        return rows

    def search(self, vector: Vectors, k: int, *, among: NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        """The `k` rows nearest to `vector`, shape (dimension,): (id, score), by falling score, then by id.

        Fewer where the index holds fewer. `among` are the ids, each once, that can be found at all: the best `k` of
        them are, however far down they stand among all. Raises ValueError for k below 1, a wrong width, or numbers
        not finite, IndexError for an unknown id.
        """
        if k < 1:
            raise ValueError(f"a search is for at least one vector, k was {k}")
        if vector.shape != (self.dimension,) or not np.isfinite(vector).all():
            raise ValueError(f"a search takes {self.dimension} finite numbers, not shape {vector.shape} or NaN")
        rows = len(self) if among is None else len(among)
        if not rows:
            return []
        only = None if among is None else self._faiss.SearchParameters(sel=self._selector(among))
        found = self._best(np.ascontiguousarray(vector[None], np.float32), min(k, rows), rows, only)
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]

    def _selector(self, among: NDArray[np.int64]) -> Any:  # noqa: ANN401 (FAISS has no types)
        """FAISS's own test for the ids: a bit for each row."""
        if not 0 <= among.min() <= among.max() < len(self):
            raise IndexError(f"ids from {among.min()} to {among.max()} of an index of {len(self)} vectors")
        chosen = np.zeros(len(self), np.bool_)
        chosen[among] = True
        return self._faiss.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))

    def _best(self, query: Vectors, k: int, rows: int, only: Any) -> list[tuple[int, float]]:  # noqa: ANN401
        """The best `k` of `rows` and all that tie with the last of them: FAISS cuts between equals as it likes."""
        asked = k + 1
        while True:
            scores, ids = self._searched(query, min(asked, rows), only)
            if asked >= rows or scores[0, -1] < scores[0, k - 1]:
                return list(zip(ids[0].tolist(), scores[0].tolist(), strict=True))
            asked *= 2

    def _searched(self, query: Vectors, k: int, only: Any) -> tuple[Vectors, NDArray[np.int64]]:  # noqa: ANN401
        # A single query gains nothing from a second thread, and would wait for one where another library keeps all
        # cores busy. The setting is the calling thread's, and torch's as well: left at one, it halves its speed.
        threads = self._faiss.omp_get_max_threads()
        self._faiss.omp_set_num_threads(1)
        try:
            scores, ids = self._index.search(query, k, params=only)
        finally:
            self._faiss.omp_set_num_threads(threads)
        return scores, ids
