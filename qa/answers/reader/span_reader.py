"""The bundled reader: the encoder that ships with its upper layers trained for reading."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.abreast import longest_first
from embeddings.e5_graph import IDS
from embeddings.onnx_session import load_session
from qa.answers.reader.inputs import Page, Row, rows
from qa.answers.reader.reader import PageRead

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from embeddings.pieces import Tokenizer


class SpanReader:
    """Reads the pages of a question, each by itself; safe to use from several threads.

    `cache` is the folder where network and tokenizer are kept, made and loaded when they are first used; that raises
    ModelError and EncoderError where they cannot be.
    """

    def __init__(self, cache: Path, weights: Path) -> None:
        self._cache = cache
        self._weights = weights
        self._loading = Lock()

    def read(self, question: str, pages: Sequence[Page]) -> list[PageRead]:
        """What it makes of each page, in their order."""
        with self._loading:
            network, tokenizer = self._loaded
        pairs = rows(tokenizer, [question] * len(pages), pages)
        return [read for _, read in sorted(longest_first(partial(_read, network), pairs))]

    @cached_property
    def _loaded(self) -> tuple[InferenceSession, Tokenizer]:
        from embeddings.bundled_onnx import bundled_tokenizer
        from qa.answers.reader.graph import reader_network

        return load_session(reader_network(self._cache, self._weights)), bundled_tokenizer(self._cache)


def _read(network: InferenceSession, row: Row) -> PageRead:
    (ends,), ((holds,),) = network.run(("ends", "holds"), {IDS: np.array([row.ids], np.int64)})
    return page_read(row, *_chances(row, ends).T, holds=float(holds))


def _chances(row: Row, logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-probabilities, of the shape of the logits, that the answer begins and ends with each piece of the text.

    The first piece of the row has its share, that it is not there.
    """
    choice = [0, *range(row.first, row.first + len(row.spans))]
    chances = np.full_like(logits, -np.inf)
    chances[choice] = logits[choice] - np.logaddexp.reduce(logits[choice], axis=0)
    return chances


def page_read(row: Row, starts: NDArray[np.float32], ends: NDArray[np.float32], *, holds: float) -> PageRead:
    """One row of a network's output, float32 log-probabilities by piece, as what was made of its page."""
    # The first piece of a Latin word may stand for the blank before it too, or for nothing.
    kept = [n for n, (start, end) in enumerate(row.spans) if start < end]
    places = [row.first + n for n in kept]
    return PageRead(holds, [row.spans[n] for n in kept], starts[places], ends[places])
