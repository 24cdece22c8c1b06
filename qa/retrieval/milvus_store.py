"""Passages kept in Milvus: on a server or a cluster that several machines share, or in a file.

    MilvusStores(uri, corpus)                       the kind of store
    MilvusStores.fill(contents, encoder, shard)     one share of a corpus put in

What Milvus holds is known by content: whoever puts in what is there already changes nothing. The lists come from
Milvus, filters and all; they are fused here, because the ranking needs the score of each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, islice
from pathlib import Path

import numpy as np
from tqdm import tqdm

from embeddings.encoder import Encoder, Vectors
from embeddings.kept_vectors import text_id
from qa.retrieval.filters import Selection
from qa.retrieval.lexicon import load_lexicon, save_lexicon, term_frequency
from qa.retrieval.milvus_collection import BATCH, MilvusCollection, connect, passage_collection, sentence_collection
from qa.retrieval.milvus_fields import Row, expression, passage_rows
from qa.retrieval.passage_store import Contents, Scores
from qa.retrieval.sentence_table import SentenceTable
from qa.retrieval.shard import Shard

Texts = tuple[Row, str]  # a row without its vector, and the text to embed for it

_LEXICON = "lexicon.json"
# How often a term of weight 1 stands in what Milvus is asked for: its analyser takes no weights, but counts.
_TIMES = 4


class MilvusStores:
    """Stores on the Milvus at `uri`; `corpus` tells the collections of one folder of articles from another's."""

    def __init__(self, uri: str, corpus: str) -> None:
        self._uri = uri
        self._corpus = corpus

    def build(
        self, contents: Contents, documents: Sequence[Sequence[str]], encoder: Encoder, *, progress: bool
    ) -> MilvusStore:
        """Put in what Milvus lacks of a corpus, and remove what else its collections hold."""
        store = self._open(contents, term_frequency(documents), encoder)
        store.complete(encoder, progress=progress)
        return store

    def load(self, folder: Path, contents: Contents, encoder: Encoder) -> MilvusStore:
        """The store whose terms are in `folder`; what Milvus has lost meanwhile is put in again."""
        store = self._open(contents, load_lexicon(folder / _LEXICON), encoder)
        if not store.is_complete:
            store.complete(encoder, progress=True)
        return store

    def fill(self, contents: Contents, encoder: Encoder, shard: Shard) -> int:
        """Put in one share of a corpus and remove nothing; how many passages were new."""
        return self._open(contents, {}, encoder).fill(encoder, shard, progress=True)

    def _open(self, contents: Contents, frequency: Mapping[str, int], encoder: Encoder) -> MilvusStore:
        client = connect(self._uri)
        name = f"yuanju_{_short_hash(self._corpus)}_{_short_hash(encoder.fingerprint)}"
        passages = passage_collection(client, self._uri, f"{name}_passages", encoder.dimension)
        sentences = sentence_collection(client, self._uri, f"{name}_sentences", encoder.dimension)
        return MilvusStore(contents, frequency, encoder, passages, sentences)


class MilvusStore:
    """A `PassageStore` in two collections of Milvus."""

    def __init__(
        self,
        contents: Contents,
        frequency: Mapping[str, int],
        encoder: Encoder,
        passages: MilvusCollection,
        sentences: MilvusCollection,
    ) -> None:
        self.frequency = frequency
        self._contents = contents
        self._fingerprint = encoder.fingerprint
        self.passages = passages
        self._sentences = sentences
        self._numbers = {row["id"]: n for n, row in enumerate(passage_rows(contents, encoder.fingerprint))}
        self._keys = list(self._numbers)

    def dense(self, vector: Vectors, k: int, *, among: Selection | None = None) -> Scores:
        """The `k` nearest passages, none of them missed; of a selection, where Milvus applies its filters."""
        return self._best("vector", vector, k, among)

    def keyword(self, query: Mapping[str, float], k: int, *, among: Selection | None = None) -> Scores:
        """The best `k` passages for weighted terms, which Milvus cuts into its own."""
        asked = " ".join(" ".join([term] * max(1, round(_TIMES * weight))) for term, weight in sorted(query.items()))
        return self._best("terms", asked, k, among) if asked else []

    def passage_cosines(self, vector: Vectors, numbers: Sequence[int]) -> list[float]:
        """The cosines of passages to a unit vector, in that order."""
        return _cosines(vector, self.passages, [self._keys[number] for number in numbers])

    def sentence_cosines(self, vector: Vectors, numbers: Sequence[int]) -> list[float]:
        """The cosines of sentences to a unit vector, in that order."""
        keys = [_sentence_key(self._contents.sentences.texts[number]) for number in numbers]
        return _cosines(vector, self._sentences, keys)

    def save(self, folder: Path) -> None:
        """Write the terms of the corpus; everything else is in Milvus."""
        save_lexicon(folder / _LEXICON, self.frequency)

    @property
    def is_complete(self) -> bool:
        """Whether Milvus holds as many passages and sentences as there are."""
        sentences = len(set(self._contents.sentences.texts))
        return (len(self.passages), len(self._sentences)) == (len(self._keys), sentences)

    def complete(self, encoder: Encoder, *, progress: bool) -> None:
        """Put in what Milvus lacks, and remove what is no longer in the corpus."""
        self.fill(encoder, progress=progress)
        self.passages.keep_only(self._numbers)
        self._sentences.keep_only(set(map(_sentence_key, self._contents.sentences.texts)))

    def fill(self, encoder: Encoder, shard: Shard | None = None, *, progress: bool) -> int:
        """Embed and put in the passages and sentences of a share, or of all, that Milvus lacks; how many passages.

        So many at a time that what a run leaves undone when it is cut short is little.
        """
        passages = self._contents.passages
        ours = [shard is None or shard.holds(passage.article) for passage in passages]
        inside = list(compress(passages, ours))
        own_rows = compress(passage_rows(self._contents, self._fingerprint), ours)
        rows = ((row, passage.text) for row, passage in zip(own_rows, inside, strict=True))
        sentences = dict.fromkeys(SentenceTable(inside).texts)
        keyed = (({"id": _sentence_key(text)}, text) for text in sentences)
        with tqdm(total=len(inside) + len(sentences), unit=" texts", disable=not progress) as bar:
            new = sum(_put_in(self.passages, block, encoder, bar) for block in _blocks(rows))
            for block in _blocks(keyed):
                _put_in(self._sentences, block, encoder, bar)
        self.passages.seal()
        return new

    def _best(self, field: str, query: Vectors | str, k: int, among: Selection | None) -> Scores:
        """Hits by number; a row that another machine has just put in is none of these passages."""
        if among is not None and not len(among.passages):
            return []
        hits = self.passages.search(field, query, k, self._expression(among))
        known = [(self._numbers[key], score) for key, score in hits if key in self._numbers]
        return sorted(known, key=lambda hit: (-hit[1], hit[0]))[:k]

    def _expression(self, among: Selection | None) -> str:
        if among is None:
            return ""
        if among.filters.place and not among.place:
            keys = ", ".join(f'"{self._keys[number]}"' for number in among.passages)
            return f"id in [{keys}]"
        return expression(among.filters, among.place, self._contents.places)


def _cosines(vector: Vectors, collection: MilvusCollection, keys: list[str]) -> list[float]:
    """Row by row, so that what is computed beside a row does not change it."""
    cosines: list[float] = np.vecdot(collection.vectors(keys), vector).tolist() if keys else []
    return cosines


def _blocks(rows: Iterator[Texts]) -> Iterator[list[Texts]]:
    return iter(lambda: list(islice(rows, BATCH)), [])


def _put_in(collection: MilvusCollection, block: list[Texts], encoder: Encoder, bar: tqdm) -> int:
    """Embed and write the rows of a block that a collection lacks; how many."""
    held = collection.held([row["id"] for row, _ in block])
    new = [(row, text) for row, text in block if row["id"] not in held]
    if new:
        vectors = encoder.encode_passages([text for _, text in new])
        collection.write([{**row, "vector": vector} for (row, _), vector in zip(new, vectors, strict=True)])
    bar.update(len(block))
    return len(new)


def _sentence_key(text: str) -> str:
    return text_id(text).hex()


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
