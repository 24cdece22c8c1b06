"""Vectors of texts that were encoded before, so that no text is encoded twice.

    ThriftyEncoder(encoder, known, journal)     encodes what neither of the two holds, and keeps it in the journal
    Journal(path, fingerprint, width)           vectors on disk as they are made: what a run cut short leaves behind

A text is known by its content, wherever it stands; its vector is the same whatever it was encoded with.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from embeddings.encoder import Encoder, Vectors

TextId = bytes

_ID_BYTES = 16
_MAGIC = b"yuanju vectors 1"
# Texts that are encoded before they are written to disk: some seconds of work on two cores.
_BLOCK = 256


def text_id(text: str) -> TextId:
    """What a text is known by: the first 16 bytes of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_ID_BYTES]


def save_text_ids(path: Path, texts: Sequence[str]) -> None:
    """Write the ids of texts to `path`, under exactly that name, as rows of 16 bytes."""
    ids = b"".join(map(text_id, texts))
    with path.open("wb") as file:
        np.save(file, np.frombuffer(ids, np.uint8).reshape(-1, _ID_BYTES), allow_pickle=False)


def load_known(ids: Path, vectors: Path) -> dict[TextId, Vectors]:
    """The rows saved at `vectors` by the ids at `ids`; raises OSError or ValueError where they are no such files."""
    known = np.load(ids, allow_pickle=False)
    rows = np.load(vectors, mmap_mode="r", allow_pickle=False)
    return dict(zip(map(bytes, known), rows, strict=True))


class Journal:
    """A file of vectors, each with the id of its text and a checksum; written by one process at a time.

    What another model made, or what is half-written, is left out and then overwritten. Raises OSError where the file
    cannot be read or written.
    """

    def __init__(self, path: Path, fingerprint: str, width: int) -> None:
        self._path = path
        self._header = _MAGIC + hashlib.sha256(fingerprint.encode()).digest()
        self._record = np.dtype([("id", f"V{_ID_BYTES}"), ("row", "<f4", width), ("checksum", "<u4")])

    def read(self) -> dict[TextId, Vectors]:
        """Every vector up to the first record that is not as it was written; what follows is cut off."""
        records = self._records()
        good = next((n for n, record in enumerate(records) if record["checksum"] != _checksum(record)), len(records))
        self._cut(good)
        return {bytes(record["id"]): record["row"] for record in records[:good]}

    def append(self, ids: Sequence[TextId], rows: Vectors) -> None:
        """Add vectors, shape (len(ids), width), and have them on disk before this returns."""
        records = np.empty(len(ids), self._record)
        records["id"] = np.frombuffer(b"".join(ids), f"V{_ID_BYTES}")
        records["row"] = rows
        records["checksum"] = [_checksum(record) for record in records]
        with self._path.open("ab") as file:
            file.write(records.tobytes())
            file.flush()
            os.fsync(file.fileno())

    def _records(self) -> NDArray[np.void]:
        whole = self._path.read_bytes() if self._path.exists() else b""
        if not whole.startswith(self._header):
            return np.empty(0, self._record)
        count = (len(whole) - len(self._header)) // self._record.itemsize
        return np.frombuffer(whole, self._record, count, len(self._header))

    def _cut(self, records: int) -> None:
        """Keep the header and so many records; begin the file where there is none of this model."""
        if not records:
            self._path.write_bytes(self._header)
        os.truncate(self._path, len(self._header) + records * self._record.itemsize)


def _checksum(record: np.void) -> int:
    return zlib.crc32(record.tobytes()[:-4])


class ThriftyEncoder(Encoder):
    """An encoder that encodes no text twice: `known` are vectors by text id that it takes as they are.

    What it encodes goes to the `Journal` at `journal` first, a block at a time, and is not encoded again after an
    interruption. It is read once there is something to encode: only then the width of a vector is asked for, which has
    many an encoder load its model.
    """

    def __init__(self, encoder: Encoder, known: Mapping[TextId, Vectors], journal: Path) -> None:
        self._encoder = encoder
        self._given = known
        self._path = journal

    @property
    def fingerprint(self) -> str:
        """That of the encoder."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """Width of a vector."""
        return self._encoder.dimension

    def encode_passages(self, texts: Sequence[str], *, progress: bool = False) -> Vectors:
        """Unit rows, shape (len(texts), dimension); `progress` shows a bar on stderr."""
        ids = list(map(text_id, texts))
        known = self._known
        new = {key: text for key, text in zip(ids, texts, strict=True) if key not in known}
        # By length, so that a block holds many of one: that is how the encoder likes them.
        ordered = sorted(new, key=lambda key: len(new[key]))
        with tqdm(total=len(new), unit=" texts", disable=not (progress and new)) as bar:
            for at in range(0, len(ordered), _BLOCK):
                block = ordered[at : at + _BLOCK]
                rows = self._encoder.encode_passages([new[key] for key in block])
                self._journal.append(block, rows)
                known.update(zip(block, rows, strict=True))
                bar.update(len(block))
        return np.stack([known[key] for key in ids]) if ids else np.empty((0, self.dimension), np.float32)

    def encode_query(self, text: str) -> Vectors:
        """One unit vector, shape (dimension,)."""
        return self._encoder.encode_query(text)

    @cached_property
    def _journal(self) -> Journal:
        return Journal(self._path, self.fingerprint, self.dimension)

    @cached_property
    def _known(self) -> dict[TextId, Vectors]:
        return {**self._given, **self._journal.read()}
