"""The tokenizer of the bundled model, one for all that read texts with it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from embeddings.once import once

BEGIN, END = 0, 2  # the pieces <s> and </s>, which stand around a text


class Pieces(NamedTuple):
    """What a text falls into: the `ids` of the pieces, and the characters `[start, end)` each stands for."""

    ids: list[int]
    spans: list[tuple[int, int]]


class Tokenizer:
    """Cuts texts with the SentencePiece model at `path`; several threads may use it at once.

    Texts fall into the pieces that the model was published with, but for three things: white space at the ends of a
    text is left out, marks such as `<s>` are text like any other, and an accent is kept that combines with a character
    which the map replaces.

    Raises OSError where there is no such file, RuntimeError where it is none of SentencePiece's.
    """

    def __init__(self, path: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_proto=path.read_bytes())

    def ids(self, text: str) -> list[int]:
        """The pieces of `text`."""
        ids: list[int] = self._processor.encode(text)
        return ids

    def framed(self, text: str, longest: int) -> list[int]:
        """The pieces of `text` between `BEGIN` and `END`, cut so that they are no more than `longest` together."""
        return [BEGIN, *self.ids(text)[: longest - 2], END]

    def pieces(self, text: str) -> Pieces:
        """The pieces of `text` with the characters that they stand for, of which each has one at least."""
        found = self._processor.encode(text, return_type="offset_mapping")
        return Pieces(found["ids"], [(start, max(end, start + 1)) for start, end in found["offsets"]])


@once  # 250,000 pieces take 60 MB and half a second; encoder and reader have the same
def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer that was saved at `path`."""
    return Tokenizer(path)
