"""Passages kept on this machine: vectors in FAISS, terms in BM25, both read into memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder, Vectors
from embeddings.kept_vectors import save_text_ids
from embeddings.vector_index import VectorIndex
from qa.retrieval.filters import Selection
from qa.retrieval.keyword_index import KeywordIndex
from qa.retrieval.passage_store import Contents, Scores

# From how many passages on the dense list comes through a graph: below it, looking at all takes less than 4 ms
# (benchmarks/growth.py).
GRAPH_FROM = 50_000


class VectorFiles(NamedTuple):
    """The names of the two files of a vector index: its rows, and the ids of the texts that they stand for."""

    rows: str
    ids: str


_PASSAGES = VectorFiles("passages.npy", "passages.ids.npy")
_SENTENCES = VectorFiles("sentences.npy", "sentences.ids.npy")
VECTOR_FILES = (_PASSAGES, _SENTENCES)


class LocalStore:
    """A `PassageStore` in memory and in the files of an index folder."""

    def __init__(
        self, contents: Contents, vectors: VectorIndex, sentence_vectors: VectorIndex, keywords: KeywordIndex
    ) -> None:
        self._contents = contents
        self._vectors = vectors
        self._sentence_vectors = sentence_vectors
        self._keywords = keywords

    @classmethod
    def build(
        cls, contents: Contents, documents: Sequence[Sequence[str]], encoder: Encoder, *, progress: bool
    ) -> LocalStore:
        """Embed and index passages, at least one; `progress` shows bars on stderr."""
        texts = [passage.text for passage in contents.passages]
        return cls(
            contents,
            VectorIndex.build(encoder.encode_passages(texts, progress=progress), graph_from=GRAPH_FROM),
            VectorIndex.build(encoder.encode_passages(contents.sentences.texts, progress=progress)),
            KeywordIndex.build(documents),
        )

    @classmethod
    def load(cls, folder: Path, contents: Contents, encoder: Encoder) -> LocalStore:
        """Read what `save` wrote; nothing is embedded."""
        return cls(
            contents,
            VectorIndex.load(folder / _PASSAGES.rows),
            VectorIndex.load(folder / _SENTENCES.rows),
            KeywordIndex.load(folder),
        )

    @property
    def frequency(self) -> Mapping[str, int]:
        """Every term of the corpus and the number of passages it stands in."""
        return self._keywords.frequency

    def dense(self, vector: Vectors, k: int, *, among: Selection | None = None) -> Scores:
        """The `k` nearest passages, of a selection where one is given; from GRAPH_FROM on, without one, about these."""
        return self._vectors.search(vector, k, among=_numbers(among))

    def keyword(self, query: Mapping[str, float], k: int, *, among: Selection | None = None) -> Scores:
        """The best `k` passages for weighted terms."""
        return self._keywords.search(query, k, among=_numbers(among))

    def passage_cosines(self, vector: Vectors, numbers: Sequence[int]) -> list[float]:
        """The cosines of passages to a unit vector, in that order."""
        return self._vectors.scores(vector, numbers)

    def sentence_cosines(self, vector: Vectors, numbers: Sequence[int]) -> list[float]:
        """The cosines of sentences to a unit vector, in that order."""
        return self._sentence_vectors.scores(vector, numbers)

    def save(self, folder: Path) -> None:
        """Write vectors, the ids of their texts, and terms; the same contents give the same bytes."""
        self._vectors.save(folder / _PASSAGES.rows)
        save_text_ids(folder / _PASSAGES.ids, [passage.text for passage in self._contents.passages])
        self._sentence_vectors.save(folder / _SENTENCES.rows)
        save_text_ids(folder / _SENTENCES.ids, self._contents.sentences.texts)
        self._keywords.save(folder)


def _numbers(among: Selection | None) -> NDArray[np.int64] | None:
    return among.passages if among else None
