"""The index of a corpus on disk, made anew where it has to be, from what is there already where that is still true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.encoder import Encoder, Vectors
from embeddings.kept_vectors import Journal, TextId, ThriftyEncoder, load_known
from embeddings.sealed_folder import whole
from qa.retrieval.hits import Passage
from qa.retrieval.index_store import Key, publish
from qa.retrieval.local_store import VECTOR_FILES, LocalStore
from qa.retrieval.passage_store import StoreKind
from qa.retrieval.retriever import Retriever

if TYPE_CHECKING:
    from qa.retrieval.milvus_store import MilvusStores

MODEL = "model"  # the entry of a key that holds the encoder's fingerprint


def publish_index(
    folder: Path, key: Key, passages: Sequence[Passage], encoder: Encoder, stores: StoreKind = LocalStore
) -> None:
    """Put the index of `passages` in place of `folder`; the files are those of an index built from nothing.

    Only texts that the index before it does not hold are embedded, and of those none that a run which was cut short
    has embedded. Raises IndexStoreError where the folder cannot be written.
    """
    journal = folder.with_name(f".{folder.name}.vectors")

    def write(temporary: Path) -> None:
        kept = Journal(journal, encoder.fingerprint, encoder.dimension)
        thrifty = ThriftyEncoder(encoder, _known(folder, encoder.fingerprint), kept)
        Retriever.build(passages, thrifty, stores=stores, progress=True).save(temporary)
        kept.discard()

    publish(folder, key, write)


def milvus_stores(uri: str, corpus_folder: Path) -> MilvusStores:
    """The stores of a folder of articles on the Milvus at `uri`; raises MissingExtraError where its client is missing.

    A folder is known by its path, which several machines have to see it under.
    """
    from qa.retrieval.milvus_store import MilvusStores

    return MilvusStores(uri, str(corpus_folder.resolve()))


def _known(folder: Path, fingerprint: str) -> Mapping[TextId, Vectors]:
    """The vectors of the index in `folder`, by text; none of a damaged one, or one of another model."""
    key = whole(folder)
    if key is None or key.get(MODEL) != fingerprint:
        return {}
    try:
        return {k: v for rows, ids in VECTOR_FILES for k, v in load_known(folder / ids, folder / rows).items()}
    except (OSError, ValueError):  # an index of an older version holds no ids
        return {}
