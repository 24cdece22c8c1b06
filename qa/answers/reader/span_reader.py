"""The bundled reader: the encoder that ships with its upper layers trained for reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from qa.answers.reader.inputs import Page, Row, padded, rows
from qa.answers.reader.reader import PageRead

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

    from qa.answers.reader.network import SpanNetwork


class SpanReader:
    """Reads all pages of a question in one batch; safe to use from several threads. Loaded when first used."""

    def __init__(self, encoder_folder: Callable[[], Path], weights: Path) -> None:
        self._encoder_folder = encoder_folder
        self._weights = weights
        self._lock = Lock()
        self._loaded: tuple[SpanNetwork, PreTrainedTokenizerBase] | None = None

    def read(self, question: str, pages: Sequence[Page]) -> list[PageRead]:
        """What it makes of each page, in their order."""
        if not pages:
            return []
        import torch

        with self._lock:
            network, tokenizer = self._loaded = self._loaded or self._load()
            batch = rows(tokenizer, [question] * len(pages), pages)
            ids, readable = (torch.from_numpy(array) for array in padded(batch))
            with torch.inference_mode():
                starts, ends, holds = network(ids, readable)
        first, last = (torch.log_softmax(logits, dim=1).numpy() for logits in (starts, ends))
        return [page_read(row, first[n], last[n], float(holds[n])) for n, row in enumerate(batch)]

    def _load(self) -> tuple[SpanNetwork, PreTrainedTokenizerBase]:
        from transformers import AutoTokenizer

        from qa.answers.reader.network import SpanNetwork
        from qa.answers.reader.weights import load

        folder = self._encoder_folder()
        network = SpanNetwork.from_encoder(folder)
        load(network, self._weights)
        return network.eval(), AutoTokenizer.from_pretrained(folder)


def page_read(row: Row, starts: np.ndarray, ends: np.ndarray, holds: float) -> PageRead:
    """One row of a network's output, float32 log-probabilities by piece, as what was made of its page."""
    # The first piece of a Latin word may stand for the blank before it too, or for nothing.
    kept = [n for n, (start, end) in enumerate(row.spans) if start < end]
    places = [row.first + n for n in kept]
    return PageRead(holds, [row.spans[n] for n in kept], starts[places], ends[places])
