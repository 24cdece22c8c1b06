"""Vectors from any sentence-transformers model, on the processor."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from tqdm import tqdm

from embeddings.encoder import Encoder, Vectors, fingerprint_of
from embeddings.errors import EncoderError
from embeddings.model_source import ModelSource
from embeddings.progress import no_bars

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_LIBRARIES = ("sentence-transformers", "transformers", "tokenizers", "torch")
_QUERY_PROMPTS = ("query",)
_PASSAGE_PROMPTS = ("document", "passage", "corpus")

# On a processor a larger batch gains nothing: measured against the library's 32, one thread took 11% less time for
# passages of one length.
_BATCH_SIZE = 8


class SentenceEncoder(Encoder):
    """Encodes with the model of a sentence-transformers folder; several threads may use it at once.

    The prompts are those that the model names for queries and for passages, none where it names none. The
    model is loaded on first use; that raises EncoderError where the folder holds none, or a damaged one. The
    same text gives the same bits on every run, whatever it is encoded with, and, where torch computes with MKL
    (x86), for any number of threads, unless the program has computed with MKL before.
    """

    def __init__(self, source: ModelSource) -> None:
        self._source = source
        self._model: SentenceTransformer | None = None
        # One text at a time: a tokenizer's padding and truncation are state that threads would change in each
        # other's midst, and the network keeps all cores busy by itself.
        self._lock = Lock()

    @property
    def fingerprint(self) -> str:
        """The model with a checksum of its files, and the libraries that run it; needs no loading."""
        return fingerprint_of(self._source.identity, _LIBRARIES)

    @cached_property
    def dimension(self) -> int:
        """Width of a vector."""
        return len(self.encode_query(""))

    def encode_passages(self, texts: Sequence[str], *, progress: bool = False) -> Vectors:
        """Unit rows, shape (len(texts), dimension); `progress` shows a bar on stderr."""
        rows = np.empty((len(texts), self.dimension), np.float32)
        with self._lock, tqdm(total=len(texts), unit=" texts", disable=not progress) as bar:
            model = self._loaded()
            name = _prompt_name(model, _PASSAGE_PROMPTS)
            for numbers in _batches(model, name, texts):
                rows[numbers] = model.encode_document(
                    [texts[number] for number in numbers],
                    prompt_name=name,
                    batch_size=_BATCH_SIZE,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
                bar.update(len(numbers))
        return rows

    def encode_query(self, text: str) -> Vectors:
        """One unit vector, shape (dimension,)."""
        with self._lock:
            model = self._loaded()
            name = _prompt_name(model, _QUERY_PROMPTS)
            row = model.encode_query(text, prompt_name=name, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(row, np.float32)

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            self._model = _load(self._source.folder)
        return self._model


def _load(folder: Path) -> SentenceTransformer:
    # Without this, MKL sums the products of short texts in another order for another number of threads. It is read
    # when MKL computes first, hence before torch is imported, and costs nothing that could be measured.
    os.environ.setdefault("MKL_CBWR", "AUTO,STRICT")
    try:
        from sentence_transformers import SentenceTransformer
    except OSError as error:  # torch looks for a temporary folder when it is imported
        raise EncoderError(
            f"The model in {folder} cannot be loaded ({error.strerror or error}). "
            "Name a folder that may be written in TMPDIR."
        ) from error
    try:
        with no_bars():
            # A model kept in half precision would be slow on a processor, and its vectors coarse.
            return SentenceTransformer(
                str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": "float32"}
            )
    except Exception as error:  # what a damaged or foreign folder brings up is anyone's guess
        raise EncoderError(
            f"The model in {folder} cannot be loaded ({type(error).__name__}: {error}). "
            "Name a folder that sentence-transformers can load."
        ) from error


def _batches(model: SentenceTransformer, prompt: str | None, texts: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of texts that have as many pieces as each other, a batch at a time.

    Nothing is padded: that would be work for nothing, and would add up a text's numbers in another order, so that
    its last bits would tell what it was encoded with.
    """
    before = (model.prompts[prompt] or "") if prompt else ""
    lengths = [min(len(ids), model.max_seq_length or len(ids)) for ids in _pieces(model, [before + t for t in texts])]
    for _, alike in groupby(sorted(range(len(texts)), key=lengths.__getitem__), key=lengths.__getitem__):
        numbers = list(alike)
        yield from (numbers[at : at + _BATCH_SIZE] for at in range(0, len(numbers), _BATCH_SIZE))


def _pieces(model: SentenceTransformer, texts: list[str]) -> list[list[int]]:
    pieces: list[list[int]] = model.tokenizer(texts, verbose=False)["input_ids"] if texts else []
    return pieces


def _prompt_name(model: SentenceTransformer, names: Sequence[str]) -> str | None:
    """The first of `names` under which the model has a prompt.

    sentence-transformers would take the first name that is there at all, and puts an empty "document" into
    every model, which hides the "passage" of many.
    """
    return next((name for name in names if model.prompts.get(name)), None)
