"""A graph through which the nearest vectors are found without looking at all of them: HNSW, on FAISS.

Malkov and Yashunin (2016), "Efficient and robust approximate nearest neighbor search using Hierarchical Navigable Small
World graphs".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.errors import VectorIndexError

# Measured on vectors of news (benchmarks/README.md, "Growth"): with these the graph finds more than 0.99 of the fifty
# nearest of 50,000 passages, and of as many sentences, which lie closer together; with a width of 256, 0.984 of those.
_NEIGHBOURS = 32
_BUILD_WIDTH = 80
_SEARCH_WIDTH = 512


def library() -> Any:  # noqa: ANN401
    """FAISS, imported when it is first used; its types are those of C++."""
    import faiss

    return faiss


class NeighbourGraph:
    """Finds rows of a flat index, no two of which are equal: among many equal ones a search gets lost.

    Measured: with every tenth of 20,000 rows one of five, it finds 0.90 of the fifty nearest instead of 0.996.
    """

    def __init__(self, graph: Any, flat: Any) -> None:  # noqa: ANN401 (FAISS has no types)
        self._graph = graph
        self.flat = flat  # the graph does not keep it alive

    @classmethod
    def build(cls, vectors: Vectors) -> NeighbourGraph:
        """A graph with a flat index under it, its `flat`; the same rows give the same graph, byte for byte."""
        faiss = library()
        flat = faiss.IndexFlatIP(vectors.shape[1])
        graph = faiss.IndexHNSW(flat, _NEIGHBOURS)
        graph.hnsw.efConstruction = _BUILD_WIDTH
        with one_thread():  # several would link in the order in which they come by
            graph.add(vectors)
        return cls(graph, flat)

    @classmethod
    def load(cls, path: Path, flat: Any) -> NeighbourGraph:  # noqa: ANN401
        """The graph saved at `path`, over the rows of `flat`; raises VectorIndexError where it is not theirs."""
        faiss = library()
        try:
            graph = faiss.read_index(str(path))
        except RuntimeError as error:
            raise VectorIndexError(f"{path} holds no graph ({error}). Build the index anew.") from error
        if not isinstance(graph, faiss.IndexHNSW) or (graph.ntotal, graph.d) != (flat.ntotal, flat.d):
            raise VectorIndexError(f"{path} is no graph over {flat.ntotal} vectors. Build the index anew.")
        graph.storage, graph.own_fields = flat, False
        return cls(graph, flat)

    def save(self, path: Path) -> None:
        """Write the links to `path`; the rows are stored elsewhere, once."""
        faiss = library()
        faiss.write_index(self._graph, str(path), faiss.IO_FLAG_SKIP_STORAGE)

    def search(self, query: Vectors, k: int) -> tuple[Vectors, NDArray[np.int64]]:
        """Scores and numbers of about the `k` nearest rows, each of shape (at most k,), best first."""
        faiss = library()
        width = faiss.SearchParametersHNSW(efSearch=max(_SEARCH_WIDTH, k))
        scores, rows = self._graph.search(query, k, params=width)
        found = rows[0] >= 0  # FAISS fills up with -1
        return scores[0, found], rows[0, found]


@contextmanager
def one_thread() -> Iterator[None]:
    """FAISS on the calling thread alone.

    The setting is the calling thread's, and torch's as well: left at one, it would halve torch's speed.
    """
    faiss = library()
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)
