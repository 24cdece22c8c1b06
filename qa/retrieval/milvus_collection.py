"""One collection of a Milvus server, or of the file that milvus-lite keeps in place of one.

    connect(uri)            a client; a path that ends in .db is opened in this process
    MilvusCollection        rows by key: written, fetched, searched, removed

Raises IndexStoreError for whatever the server refuses.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from embeddings.encoder import Vectors
from qa.errors import IndexStoreError, MissingExtraError
from qa.retrieval.milvus_fields import LONGEST_LABEL, MOST_LABELS
from qa.retrieval.tokens import STOP_WORDS

try:
    from pymilvus import CollectionSchema, DataType, Function, FunctionType, MilvusClient, MilvusException
    from pymilvus.milvus_client.index import IndexParams
except ImportError as error:
    raise MissingExtraError("milvus", "pymilvus") from error

T = TypeVar("T")
Hits = list[tuple[str, float]]  # keys with scores, best first

# Rows of one request: with their vectors some megabytes, of the 64 that a server takes.
BATCH = 1000
# Milliseconds between signs of life: several in five minutes are an attack to milvus-lite, which hangs up.
_NO_SIGN_OF_LIFE = 3_600_000
# What one search may be for; Milvus's own limit.
_MOST_HITS = 16_384
# Bytes; Milvus's own limit. A passage has at most 400 characters, folded at most 18 times as many.
_LONGEST_TEXT = 65_535
# Those of the keyword index on this machine (bm25s).
_BM25 = {"bm25_k1": 1.5, "bm25_b": 0.75}


def connect(uri: str) -> MilvusClient:
    """A client of the server at `uri`, or of the file at a path that ends in .db, made where there is none."""
    with _reported(uri):
        return _open_file(uri) if uri.endswith(".db") else MilvusClient(uri)


def _open_file(path: str) -> MilvusClient:
    """Serve the file in this process, silent about the requests and signs of life that only a server knows.

    Its jieba would read a cache out of the shared temporary folder, where anybody may have put it.
    """
    import jieba

    folder = Path(path).absolute().parent
    folder.mkdir(parents=True, exist_ok=True)
    jieba.dt.tmp_dir = str(folder)
    jieba.setLogLevel(logging.WARNING)
    for name in ("grpc._server", "pymilvus", "milvus_lite"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return MilvusClient(path, grpc_options={"grpc.keepalive_time_ms": _NO_SIGN_OF_LIFE})


@contextmanager
def _reported(uri: str) -> Iterator[None]:
    """Report what Milvus refuses as what it means for the index; the password of the address is left out."""
    try:
        yield
    except (MilvusException, OSError) as error:
        advice = "close whatever else has the file open" if uri.endswith(".db") else "see whether the server is up"
        address = uri.rpartition("@")[2]
        message = getattr(error, "message", error)
        raise IndexStoreError(f"Milvus at {address} does not do its part: {message}; {advice}.") from error


class MilvusCollection:
    """Rows with a text `id` as key and a `vector`; safe to use from several threads."""

    def __init__(self, client: MilvusClient, uri: str, name: str) -> None:
        self.name = name
        self._client = client
        self._uri = uri

    @classmethod
    def opened(
        cls, client: MilvusClient, uri: str, name: str, schema: CollectionSchema, indexes: IndexParams
    ) -> MilvusCollection:
        """The collection of that name, which is made where there is none: of several who make it at once, by one."""
        with _reported(uri):
            try:
                if not client.has_collection(name):
                    client.create_collection(name, schema=schema, index_params=indexes, consistency_level="Strong")
            except MilvusException:
                if not client.has_collection(name):
                    raise
            client.load_collection(name)
        return cls(client, uri, name)

    def __len__(self) -> int:
        with _reported(self._uri):
            [counted] = self._client.query(self.name, filter="", output_fields=["count(*)"])
        return int(counted["count(*)"])

    def held(self, keys: Sequence[str]) -> set[str]:
        """Those of some keys that there are rows of."""
        return {row["id"] for row in self._get(keys, "id")}

    def vectors(self, keys: Sequence[str]) -> Vectors:
        """The vectors of rows in the order of their keys, at least one; raises IndexStoreError where one is gone."""
        rows = {row["id"]: row["vector"] for row in self._get(list(dict.fromkeys(keys)), "vector")}
        if gone := [key for key in keys if key not in rows]:
            raise IndexStoreError(
                f"{self.name} in Milvus lacks {len(gone)} rows of the index; run `yuanju index` for the folder."
            )
        return np.array([rows[key] for key in keys], np.float32)

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put rows in; one that is there already is replaced."""
        with _reported(self._uri):
            self._client.upsert(self.name, list(rows))

    def seal(self) -> None:
        """Have what was written sorted in: until then embedded Milvus weighs terms by what a filter leaves."""
        with _reported(self._uri):
            self._client.flush(self.name)

    def keep_only(self, keys: Collection[str]) -> None:
        """Remove every row of another key."""
        with _reported(self._uri):
            pages = self._client.query_iterator(self.name, batch_size=BATCH, output_fields=["id"])
            others = [row["id"] for page in iter(pages.next, []) for row in page if row["id"] not in keys]
            pages.close()
            for some in _batches(others):
                self._client.delete(self.name, ids=some)

    def search(self, field: str, query: Any, k: int, expression: str) -> Hits:  # noqa: ANN401 (a vector or a text)
        """The best `k` rows that fit an expression, and all that tie with the last: Milvus cuts between equals."""
        asked = k + 1
        while True:
            asked = min(asked, _MOST_HITS)
            hits = self._best(field, query, asked, expression)
            if len(hits) < asked or asked == _MOST_HITS or hits[-1][1] < hits[k - 1][1]:
                return hits
            asked *= 2

    def _best(self, field: str, query: Any, k: int, expression: str) -> Hits:  # noqa: ANN401
        with _reported(self._uri):
            [found] = self._client.search(self.name, data=[query], anns_field=field, limit=k, filter=expression)
        # milvus-lite gives BM25, which is never negative, as a distance: with its sign turned.
        return [(hit["id"], abs(hit["distance"]) if field == "terms" else hit["distance"]) for hit in found]

    def _get(self, keys: Sequence[str], field: str) -> Iterator[dict[str, Any]]:
        for some in _batches(keys):
            with _reported(self._uri):
                yield from self._client.get(self.name, ids=some, output_fields=[field])


def passage_collection(client: MilvusClient, uri: str, name: str, dimension: int) -> MilvusCollection:
    """The collection of passages: vectors, BM25 over what Milvus's own Chinese analyser makes of `words`, labels.

    The vectors are searched without an approximation, so that a question gets the same passages every time and
    filters lose none.
    """
    schema, indexes = _with_vectors(dimension)
    analyser = {"tokenizer": "jieba", "filter": [{"type": "stop", "stop_words": sorted(STOP_WORDS)}]}
    schema.add_field(
        "words", DataType.VARCHAR, max_length=_LONGEST_TEXT, enable_analyzer=True, analyzer_params=analyser
    )
    schema.add_field("terms", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function("bm25", FunctionType.BM25, ["words"], ["terms"]))
    for whole in ("day", "month_day"):
        schema.add_field(whole, DataType.INT32)
    for text in ("printed", "own"):
        schema.add_field(text, DataType.VARCHAR, max_length=LONGEST_LABEL)
    for several in ("papers", "places"):
        labels = {"element_type": DataType.VARCHAR, "max_length": LONGEST_LABEL, "max_capacity": MOST_LABELS}
        schema.add_field(several, DataType.ARRAY, **labels)
    indexes.add_index("terms", "SPARSE_INVERTED_INDEX", metric_type="BM25", params=_BM25)
    return MilvusCollection.opened(client, uri, name, schema, indexes)


def sentence_collection(client: MilvusClient, uri: str, name: str, dimension: int) -> MilvusCollection:
    """The collection of sentences: vectors, which are only fetched."""
    return MilvusCollection.opened(client, uri, name, *_with_vectors(dimension))


def _with_vectors(dimension: int) -> tuple[CollectionSchema, IndexParams]:
    schema, indexes = MilvusClient.create_schema(auto_id=False), MilvusClient.prepare_index_params()
    schema.add_field("id", DataType.VARCHAR, is_primary=True, max_length=32)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    indexes.add_index("vector", "FLAT", metric_type="IP")
    return schema, indexes


def _batches(keys: Sequence[T]) -> Iterator[list[T]]:
    """As many at a time as one request is for."""
    return (list(keys[at : at + BATCH]) for at in range(0, len(keys), BATCH))
