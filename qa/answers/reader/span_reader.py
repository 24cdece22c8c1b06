"""The bundled reader: the encoder that ships with its upper layers trained for reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from qa.answers.reader.inputs import Page, Row, padded, rows
from qa.answers.reader.reader import PageRead

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

    from qa.answers.reader.network import SpanNetwork

_AT_ONCE = 4


class SpanReader:
    """Reads the pages of a question, those of about one length together; safe to use from several threads.

    The network is loaded when it is first used.
    """

    def __init__(self, encoder_folder: Callable[[], Path], weights: Path) -> None:
        self._encoder_folder = encoder_folder
        self._weights = weights
        self._lock = Lock()
        self._loaded: tuple[SpanNetwork, PreTrainedTokenizerBase] | None = None

    def read(self, question: str, pages: Sequence[Page]) -> list[PageRead]:
        """What it makes of each page, in their order."""
        if not pages:
            return []
        with self._lock:
            network, tokenizer = self._loaded = self._loaded or self._load()
            batch = rows(tokenizer, [question] * len(pages), pages)
            read: dict[int, PageRead] = {}
            for numbers in _alike(batch):
                read |= zip(numbers, _read([batch[n] for n in numbers], network), strict=True)
        return [read[n] for n in range(len(batch))]

    def _load(self) -> tuple[SpanNetwork, PreTrainedTokenizerBase]:
        from transformers import AutoTokenizer

        from qa.answers.reader.network import SpanNetwork
        from qa.answers.reader.weights import load

        folder = self._encoder_folder()
        network = SpanNetwork.from_encoder(folder)
        load(network, self._weights)
        return network.eval(), AutoTokenizer.from_pretrained(folder)


def _alike(batch: Sequence[Row]) -> Iterator[list[int]]:
    """Numbers of rows of about one length, a few at a time: padding is computed with like all else."""
    ordered = sorted(range(len(batch)), key=lambda n: len(batch[n].ids))
    yield from (ordered[at : at + _AT_ONCE] for at in range(0, len(ordered), _AT_ONCE))


def _read(batch: Sequence[Row], network: SpanNetwork) -> list[PageRead]:
    import torch

    ids, readable = (torch.from_numpy(array) for array in padded(batch))
    with torch.inference_mode():
        starts, ends, holds = network(ids, readable)
    first, last = (torch.log_softmax(logits, dim=1).numpy() for logits in (starts, ends))
    return [page_read(row, first[n], last[n], float(holds[n])) for n, row in enumerate(batch)]


def page_read(row: Row, starts: np.ndarray, ends: np.ndarray, holds: float) -> PageRead:
    """One row of a network's output, float32 log-probabilities by piece, as what was made of its page."""
    # The first piece of a Latin word may stand for the blank before it too, or for nothing.
    kept = [n for n, (start, end) in enumerate(row.spans) if start < end]
    places = [row.first + n for n in kept]
    return PageRead(holds, [row.spans[n] for n in kept], starts[places], ends[places])
