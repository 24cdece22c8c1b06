"""What a retriever gets its two lists and its cosines from, wherever these are kept.

    PassageStore    an open store: the dense list, the keyword list, the cosines of passages and of sentences
    StoreKind       how such a store is made and opened again

Passages and sentences go by their numbers in the corpus; a store that keeps them elsewhere translates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from embeddings.encoder import Encoder, Vectors
from qa.retrieval.filters import Selection
from qa.retrieval.hits import Passage
from qa.retrieval.place_table import PlaceTable
from qa.retrieval.sentence_table import SentenceTable
from qa.retrieval.tokens import Cut

Scores = list[tuple[int, float]]  # passage numbers with scores, best first


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds: passages, at least one, their sentences, and which of them name which places."""

    passages: Sequence[Passage]
    sentences: SentenceTable
    places: PlaceTable

    @classmethod
    def read(cls, passages: Sequence[Passage], texts: Sequence[Cut], frequency: Mapping[str, int]) -> Contents:
        """Read passages, whose texts are cut, for sentences and places.

        `frequency` tells in how many of them each term stands.
        """
        places = PlaceTable.build(passages, [text.words for text in texts], frequency)
        return cls(passages, SentenceTable(passages), places)


class PassageStore(Protocol):
    """The passages of a corpus, found by vector and by term; safe to use from several threads."""

    @property
    def frequency(self) -> Mapping[str, int]:
        """Every term of the corpus and the number of passages it stands in."""

    def dense(self, vector: Vectors, k: int, *, among: Selection | None = None) -> Scores:
        """The `k` passages nearest to a unit vector, by cosine, then by number; of a selection where one is given."""

    def keyword(self, query: Mapping[str, float], k: int, *, among: Selection | None = None) -> Scores:
        """The best `k` passages for weighted terms, by BM25, then by number; none that shares no term."""

    def passage_cosines(self, vector: Vectors, numbers: Sequence[int]) -> list[float]:
        """The cosines of passages to a unit vector, in that order; what is asked beside one does not change it."""

    def sentence_cosines(self, vector: Vectors, numbers: Sequence[int]) -> list[float]:
        """The same of sentences."""

    def save(self, folder: Path) -> None:
        """Write into an existing folder what the store needs there to be opened again."""


class StoreKind(Protocol):
    """Makes and opens stores of one kind."""

    def build(
        self, contents: Contents, documents: Sequence[Sequence[str]], encoder: Encoder, *, progress: bool
    ) -> PassageStore:
        """A store that holds `contents` and nothing else; `documents` are the terms of each passage."""

    def load(self, folder: Path, contents: Contents, encoder: Encoder) -> PassageStore:
        """Open what was built for the same contents and saved in `folder`."""
