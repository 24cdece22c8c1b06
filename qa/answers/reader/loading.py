"""Which reader a setting names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from qa.answers.reader.reader import Reader

BUNDLED, NONE = "bundled", "none"
WEIGHTS = Path(__file__).with_name("reader.safetensors")


def load_reader(name: str, encoder_folder: Callable[[], Path]) -> Reader | None:
    """The reader of that name: "bundled", "none", or a cross-encoder by its folder or its name on the hub.

    It is light: the network is loaded when the first page is read, and `encoder_folder`, the folder of the encoder
    that ships, is asked for then. That raises ModelError where there is no such model.
    """
    if name == NONE:
        return None
    if name == BUNDLED:
        from qa.answers.reader.span_reader import SpanReader

        return SpanReader(encoder_folder, WEIGHTS)
    from qa.answers.reader.cross_encoder import CrossEncoderReader

    return CrossEncoderReader(name)


def reader_key(name: str) -> str:
    """Stands for what a reader of that name says: the name, and a checksum of the weights where they ship."""
    return f"{name} {hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()}" if name == BUNDLED else name
