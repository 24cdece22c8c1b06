"""Nearest vectors by inner product, on FAISS: exact, or through a graph where there are very many."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.distinct_rows import DistinctRows
from embeddings.encoder import Vectors
from embeddings.errors import VectorIndexError
from embeddings.neighbour_graph import NeighbourGraph, library, one_thread

Found = tuple[NDArray[np.float32], NDArray[np.int64]]


class VectorIndex:
    """Rows of vectors, each found by the id that is its place; with unit rows the scores are cosines.

    With a graph a search is approximate, but one among some ids never is. Rows are stored as a plain `.npy` array,
    which needs no trust: a FAISS file carries no checksum, and a crafted one can crash its reader. Searching from
    several threads at once is safe.
    """

    def __init__(self, distinct: DistinctRows, flat: Any, graph: NeighbourGraph | None = None) -> None:  # noqa: ANN401
        self._distinct = distinct
        self._flat = flat  # FAISS has no types
        self._graph = graph

    @classmethod
    def build(cls, vectors: Vectors, *, graph_from: int | None = None) -> VectorIndex:
        """An index of rows, shape (n, dimension), with a graph where at least `graph_from` of them differ.

        Raises ValueError for another shape, infinity or NaN.
        """
        vectors = _checked(vectors)
        distinct = DistinctRows(vectors)
        if graph_from is None or len(distinct.firsts) < graph_from:
            return cls(distinct, _flat(vectors[distinct.firsts]))
        graph = NeighbourGraph.build(vectors[distinct.firsts])
        return cls(distinct, graph.flat, graph)

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """The index saved at `path`; raises VectorIndexError where there is none, or a graph of another."""
        try:
            with path.open("rb") as file:
                vectors = _checked(np.lib.format.read_array(file, allow_pickle=False))
        except (OSError, ValueError, EOFError) as error:
            raise VectorIndexError(f"{path} holds no vectors ({error}). Build the index anew.") from error
        distinct = DistinctRows(vectors)
        flat, links = _flat(vectors[distinct.firsts]), _links(path)
        return cls(distinct, flat, NeighbourGraph.load(links, flat) if links.exists() else None)

    def save(self, path: Path) -> None:
        """Write all vectors to `path`, under exactly that name, and the graph, if there is one, beside it."""
        with path.open("wb") as file:
            np.save(file, self.vectors(range(len(self))), allow_pickle=False)
        if self._graph:
            self._graph.save(_links(path))

    def __len__(self) -> int:
        return len(self._distinct)

    @property
    def dimension(self) -> int:
        """Width of a vector."""
        return int(self._flat.d)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The rows of `ids`, in that order, shape (len(ids), dimension); IndexError for an unknown id."""
        wanted = self._known(np.asarray(ids, np.int64).reshape(-1))
        rows: Vectors = self._flat.reconstruct_batch(self._distinct.row_of[wanted])
        return rows

    def scores(self, vector: Vectors, ids: Sequence[int]) -> list[float]:
        """The inner products of `vector`, shape (dimension,), with the rows of `ids`, in that order.

        Rows are read where they lie, each by itself. Raises ValueError for a wrong width or numbers not finite,
        IndexError for an unknown id.
        """
        query, rows = self._query(vector), self._distinct.row_of[self._known(np.asarray(ids, np.int64))]
        scores = np.empty(len(rows), np.float32)
        if len(rows):  # FAISS refuses to look at none
            query_at, scores_at, rows_at = map(library().swig_ptr, (query, scores, rows))
            with one_thread():
                self._flat.compute_distance_subset(1, query_at, len(rows), scores_at, rows_at)
        found: list[float] = scores.tolist()
        return found

    def search(self, vector: Vectors, k: int, *, among: NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        """The `k` rows nearest to `vector`, shape (dimension,): (id, score), by falling score, then by id.

        Fewer where the index holds fewer. `among` are the ids, each once, that can be found at all: the best `k` of
        them are, however far down they stand among all. Raises ValueError for k below 1, a wrong width, or numbers
        not finite, IndexError for an unknown id.
        """
        if k < 1:
            raise ValueError(f"a search is for at least one vector, k was {k}")
        query = self._query(vector)
        allowed = None if among is None else self._mask(among)
        with one_thread():  # a single query gains nothing from a second, and would wait for one that is busy
            approximate = self._graph if allowed is None else None
            scores, rows = approximate.search(query, k) if approximate else self._exact(query, k, allowed)
        ids, counts = self._distinct.ids(rows)
        scores = np.repeat(scores, counts)
        if allowed is not None:
            ids, scores = ids[allowed[ids]], scores[allowed[ids]]
        best = np.lexsort((ids, -scores))[:k]
        return list(zip(ids[best].tolist(), scores[best].tolist(), strict=True))

    def _query(self, vector: Vectors) -> Vectors:
        """`vector` as FAISS takes it, shape (1, dimension)."""
        if vector.shape != (self.dimension,) or not np.isfinite(vector).all():
            raise ValueError(f"a search takes {self.dimension} finite numbers, not shape {vector.shape} or NaN")
        return np.ascontiguousarray(vector[None], np.float32)

    def _mask(self, among: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Of each id, whether it is among some."""
        allowed = np.zeros(len(self), np.bool_)
        allowed[self._known(among)] = True
        return allowed

    def _known(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        if len(ids) and not 0 <= ids.min() <= ids.max() < len(self):
            raise IndexError(f"ids from {ids.min()} to {ids.max()} of an index of {len(self)} vectors")
        return ids

    def _exact(self, query: Vectors, k: int, allowed: NDArray[np.bool_] | None) -> Found:
        """The best `k` rows of allowed ids and all that tie with the last: FAISS cuts between equals as it likes."""
        only, count = (None, self._flat.ntotal) if allowed is None else self._only(allowed)
        asked = k + 1
        while count:
            scores, found = self._flat.search(query, min(asked, count), params=only)
            if asked >= count or scores[0, -1] < scores[0, k - 1]:
                return scores[0], found[0]
            asked *= 2
        return np.empty(0, np.float32), np.empty(0, np.int64)

    def _only(self, allowed: NDArray[np.bool_]) -> tuple[Any, int]:
        """FAISS's own test for the rows of allowed ids, a bit for each, and how many rows these are."""
        rows = np.zeros(self._flat.ntotal, np.bool_)
        rows[self._distinct.row_of[allowed]] = True
        faiss = library()
        selector = faiss.IDSelectorBitmap(np.packbits(rows, bitorder="little"))
        return faiss.SearchParameters(sel=selector), int(rows.sum())


def _checked(vectors: Vectors) -> Vectors:
    vectors = np.ascontiguousarray(vectors, np.float32)
    if vectors.ndim != 2 or not vectors.shape[1]:
        raise ValueError(f"an index is built of rows, shape (n, dimension), not of shape {vectors.shape}")
    if not np.isfinite(vectors).all():
        raise ValueError("an index is built of finite numbers, there are infinities or NaNs among these")
    return vectors


def _flat(rows: Vectors) -> Any:  # noqa: ANN401
    flat = library().IndexFlatIP(rows.shape[1])
    flat.add(rows)
    return flat


def _links(path: Path) -> Path:
    """Where the graph of the rows at `path` lies."""
    return path.with_suffix(".hnsw")
