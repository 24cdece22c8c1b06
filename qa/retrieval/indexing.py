"""The index of a corpus on disk, made anew where it has to be, from what is there already where that is still true."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from embeddings.encoder import Encoder, Vectors
from embeddings.kept_vectors import TextId, ThriftyEncoder, load_known, text_id
from embeddings.sealed_folder import whole
from qa.errors import IndexStoreError
from qa.retrieval.hits import Passage
from qa.retrieval.index_key import MODEL
from qa.retrieval.index_store import (
    Finding,
    Key,
    OvertakenError,
    Stamp,
    State,
    check_not_overtaken,
    publish,
    read,
    stamp,
)
from qa.retrieval.local_store import VECTOR_FILES
from qa.retrieval.passage_store import StoreKind
from qa.retrieval.retriever import Retriever

if TYPE_CHECKING:
    from qa.retrieval.milvus_store import MilvusStores

_LOG = logging.getLogger(__name__)

# New passages, with their sentences some seconds of work: from here on a network for many gains what loading it costs.
_MANY = 64


class Index(NamedTuple):
    """An index in memory, and the stamp of the folder that it was read from."""

    retriever: Retriever
    stamp: Stamp | None


def open_index(
    folder: Path, key: Key, passages: Sequence[Passage], encoder: Encoder, seen: Stamp | None, stores: StoreKind
) -> Index:
    """The index of `passages` in `folder`, built and published where there is no good one.

    `seen` is the stamp that the folder had before the articles were read. Raises OvertakenError where another process
    has published the index of other articles since: those read here may be older. Raises IndexStoreError where the
    folder can be neither read nor written.
    """

    def load(good: Path) -> Index:
        return Index(Retriever.load(good, passages, encoder, stores=stores), stamp(good))

    found = read(folder, key, load)
    if isinstance(found, Finding):
        level = logging.WARNING if found.state is State.DAMAGED else logging.INFO
        _LOG.log(level, "The index in %s is %s and is built anew. %s", folder, found.state, found.detail)
        publish_index(folder, key, passages, encoder, seen, stores)
        found = read(folder, key, load)
    if isinstance(found, Index):
        return found
    if found.state is State.DAMAGED:
        raise IndexStoreError(
            f"The index in {folder} is damaged as soon as it is written ({found.detail}). Name another cache folder."
        )
    raise OvertakenError(f"the index in {folder} is {found.state} as soon as it is written: {found.detail}")


def publish_index(
    folder: Path, key: Key, passages: Sequence[Passage], encoder: Encoder, seen: Stamp | None, stores: StoreKind
) -> None:
    """Put the index of `passages` in place of the one with the stamp `seen`.

    The files are those of an index built from nothing, but only texts that the index before it does not hold are
    embedded, and of those none that a run which was cut short has embedded. Raises OvertakenError where another index
    has been put there since, IndexStoreError where the folder cannot be written.
    """
    journal = folder.with_name(f".{folder.name}.vectors")

    def write(temporary: Path) -> None:
        check_not_overtaken(folder, seen)
        known = _known(folder, encoder.fingerprint)
        new = sum(text_id(passage.text) not in known for passage in passages)
        thrifty = ThriftyEncoder(encoder.for_many() if new >= _MANY else encoder, known, journal)
        Retriever.build(passages, thrifty, stores=stores, progress=True).save(temporary)
        journal.unlink(missing_ok=True)

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
