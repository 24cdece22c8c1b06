"""Vectors from a network in ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from tqdm import tqdm

from embeddings.abreast import longest_first
from embeddings.e5_graph import IDS, PLACES
from embeddings.encoder import Encoder, Vectors, fingerprint_of
from embeddings.onnx_session import load_session
from embeddings.pieces import Tokenizer, load_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_LIBRARIES = ("onnxruntime", "sentencepiece")


@dataclass(frozen=True, slots=True)
class OnnxFolder:
    """A folder with a network and the tokenizer of its texts."""

    path: Path

    @property
    def network(self) -> Path:
        """Reads ids of pieces, gives unit rows."""
        return self.path / "encoder.onnx"

    @property
    def tokenizer(self) -> Path:
        """A model of SentencePiece."""
        return self.path / "sentencepiece.model"


class OnnxEncoder(Encoder):
    """Encodes with network and tokenizer of a folder, loaded on first use; several threads may use it at once.

    The same text gives the same bits on every run, whatever it is encoded with, and for any number of threads.
    `identity` is the model's name with a checksum. `intra_op_threads` is how many read one text, all unless told.
    """

    def __init__(
        self,
        folder: OnnxFolder,
        identity: str,
        *,
        query_prompt: str,
        passage_prompt: str,
        intra_op_threads: int | None = None,
    ) -> None:
        self._folder = folder
        self._identity = identity
        self._query_prompt = query_prompt
        self._passage_prompt = passage_prompt
        self._intra_op_threads = intra_op_threads
        self._loading = Lock()

    @property
    def fingerprint(self) -> str:
        """The model with its checksum, and the libraries that run it; needs no loading."""
        return fingerprint_of(self._identity, _LIBRARIES)

    @cached_property
    def dimension(self) -> int:
        """Width of a vector."""
        return len(self.encode_query(""))

    def encode_passages(self, texts: Sequence[str], *, progress: bool = False) -> Vectors:
        """Unit rows, shape (len(texts), dimension); `progress` shows a bar on stderr."""
        rows = np.empty((len(texts), self.dimension), np.float32)
        encoded = longest_first(self._row, [self._passage_prompt + text for text in texts])
        for number, row in tqdm(encoded, total=len(texts), unit=" texts", disable=not progress):
            rows[number] = row
        return rows

    def encode_query(self, text: str) -> Vectors:
        """One unit vector, shape (dimension,)."""
        return self._row(self._query_prompt + text)

    def for_many(self) -> OnnxEncoder:
        """One that reads each text with one thread: those that share a text wait for each other at every step.

        It takes 0.94 of the time, 0.3 s to load and 0.2 GB (benchmarks/speed/indexing.py).
        """
        return OnnxEncoder(
            self._folder,
            self._identity,
            query_prompt=self._query_prompt,
            passage_prompt=self._passage_prompt,
            intra_op_threads=1,
        )

    def _row(self, text: str) -> Vectors:
        network, tokenizer = self._loaded
        row: Vectors
        # A text is never in one batch with others: the runtime would add up its numbers in another order, so that their
        # last bits told what it was encoded with.
        ((row,),) = network.run(None, {IDS: np.array([tokenizer.framed(text, PLACES)], np.int64)})
        return row

    @property
    def _loaded(self) -> tuple[InferenceSession, Tokenizer]:
        with self._loading:
            return self._network_and_tokenizer

    @cached_property
    def _network_and_tokenizer(self) -> tuple[InferenceSession, Tokenizer]:
        with ThreadPoolExecutor(1) as beside:  # each takes some 0.3 s, and leaves the interpreter to others
            tokenizer = beside.submit(load_tokenizer, self._folder.tokenizer)
            return load_session(self._folder.network, intra_op_threads=self._intra_op_threads), tokenizer.result()
