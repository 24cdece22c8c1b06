"""Vectors from any sentence-transformers model, on the processor."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from embeddings.encoder import Encoder, Vectors
from embeddings.errors import EncoderError
from embeddings.model_source import ModelSource, find_model
from embeddings.progress import no_bars

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_LIBRARIES = ("sentence-transformers", "transformers", "tokenizers", "torch")
_QUERY_PROMPTS = ("query",)
_PASSAGE_PROMPTS = ("document", "passage", "corpus")

# Texts of a batch are padded to the longest. On a processor a larger batch gains nothing to make up for that: measured
# against the library's 32, one thread took 11% less time for passages of one length, 31% less for sentences.
_BATCH_SIZE = 8


def load_encoder(model: str, cache: Path) -> Encoder:
    """The encoder of `model`: "bundled", a sentence-transformers folder, or a name on the Hugging Face hub.

    It is light: the model itself is loaded when the first text is encoded, or the dimension asked for.
    `cache` is the folder where the bundled model is kept. Raises EncoderError where there is no such model.
    """
    return SentenceEncoder(find_model(model, cache))


class SentenceEncoder:
    """Encodes with the model of a sentence-transformers folder; several threads may use it at once.

    The prompts are those that the model names for queries and for passages, none where it names none. The
    model is loaded on first use; that raises EncoderError where the folder holds none, or a damaged one. The
    same texts give the same bits on every run and, where torch computes with MKL (x86), for any number of
    threads, unless the program has computed with MKL before.
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
        libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
        return f"{self._source.identity}; {libraries}"

    @cached_property
    def dimension(self) -> int:
        """Width of a vector."""
        return len(self.encode_query(""))

    def encode_passages(self, texts: Sequence[str], *, progress: bool = False) -> Vectors:
        """Unit rows, shape (len(texts), dimension); `progress` shows a bar on stderr."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        with self._lock:
            model = self._loaded()
            name = _prompt_name(model, _PASSAGE_PROMPTS)
            rows = model.encode_document(
                list(texts),
                prompt_name=name,
                batch_size=_BATCH_SIZE,
                normalize_embeddings=True,
                show_progress_bar=progress,
            )
        return np.asarray(rows, np.float32)

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
    from sentence_transformers import SentenceTransformer

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


def _prompt_name(model: SentenceTransformer, names: Sequence[str]) -> str | None:
    """The first of `names` under which the model has a prompt.

    sentence-transformers would take the first name that is there at all, and puts an empty "document" into
    every model, which hides the "passage" of many.
    """
    return next((name for name in names if model.prompts.get(name)), None)
