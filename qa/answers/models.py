"""What searches and what reads: loaded once, and shared by every archive of a program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock, Thread

from embeddings import EmbeddingError, Encoder, load_encoder
from embeddings.model_source import BUNDLED as ENCODER
from qa.answers.courtesy import Courtesy
from qa.answers.reader.loading import BUNDLED as READER
from qa.answers.reader.loading import load_reader, reader_key
from qa.answers.reader.reader import Reader
from qa.errors import QAError
from qa.retrieval.index_store import Key


@dataclass(frozen=True, slots=True)
class Models:
    """An encoder, a reader, how sure the reader has to be, and who of all that use them goes first.

    `read_by` stands for what the reader makes of the same passages. `ahead` loads whatever can be loaded before it is
    needed.
    """

    encoder: Encoder
    reader: Reader | None
    caution: float | None
    read_by: Key
    ahead: Sequence[Callable[[], object]] = ()
    courtesy: Courtesy = field(default_factory=Courtesy)
    begun: Lock = field(default_factory=Lock)

    def begin(self) -> None:
        """Have them loaded in the background, while a question is taken apart: their first user finds them half done.

        What goes wrong is told to whoever uses them.
        """
        if self.ahead and self.begun.acquire(blocking=False):  # for good: once is enough
            for load in self.ahead:
                Thread(target=_tried, args=(load,), name="models").start()


def _tried(load: Callable[[], object]) -> None:
    with suppress(QAError, EmbeddingError):
        load()


def load_models(encoder: str, cache: Path, *, reader: str, caution: float | None) -> Models:
    """The models of these names; each is light until it is first used (embeddings.load_encoder, load_reader).

    `cache` is the folder where the bundled models are kept. Raises EncoderError and ModelError where there is no such
    model.
    """
    read_by: Key = {"reader": reader_key(reader), "caution": str(caution)}
    encodes, reads = load_encoder(encoder, cache), load_reader(reader, cache)
    # Only what ships: PyTorch runs the others, and where its import fails, a second one fails in another way.
    ahead: list[Callable[[], object]] = [partial(reads.read, "", [])] if reads and reader == READER else []
    ahead += [partial(encodes.encode_query, "")] if encoder == ENCODER else []
    return Models(encodes, reads, caution, read_by, ahead)
