"""Which reader a setting names."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from qa.answers.reader.reader import Reader
from qa.errors import MissingExtraError

BUNDLED, NONE = "bundled", "none"
WEIGHTS = Path(__file__).with_name("reader.safetensors")


def load_reader(name: str, cache: Path) -> Reader | None:
    """The reader of that name: "bundled", "none", or a cross-encoder by its folder or its name on the hub.

    It is light: the network is loaded when the first page is read; that raises ModelError and EncoderError where there
    is no such model. `cache` is the folder where the bundled one is kept. Raises MissingExtraError where what runs a
    cross-encoder is not installed.
    """
    if name == NONE:
        return None
    if name == BUNDLED:
        from qa.answers.reader.span_reader import SpanReader

        return SpanReader(cache, WEIGHTS)
    if find_spec("sentence_transformers") is None:
        raise MissingExtraError("models", "sentence-transformers")
    from qa.answers.reader.cross_encoder import CrossEncoderReader

    return CrossEncoderReader(name)


def reader_key(name: str) -> str:
    """Stands for what a reader of that name says: the name, and a checksum of the weights where they ship."""
    return f"{name} {hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()}" if name == BUNDLED else name
