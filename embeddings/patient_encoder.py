"""An encoder that keeps nobody waiting who only has a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from embeddings.encoder import Encoder, Vectors

_BLOCK = 16  # texts: about a second of work on two cores, for which the encoder is nobody else's


class PatientEncoder(Encoder):
    """Encodes passages a few at a time with another encoder.

    Before each few `between` is called: it may wait, and what it raises ends the encoding. Behind them `told` gets how
    many texts have been encoded by now, since this was made.
    """

    def __init__(self, encoder: Encoder, between: Callable[[], None], told: Callable[[int], None]) -> None:
        self._encoder = encoder
        self._between = between
        self._told = told
        self._done = 0

    @property
    def fingerprint(self) -> str:
        """That of the encoder."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """Width of a vector."""
        return self._encoder.dimension

    def encode_passages(self, texts: Sequence[str], *, progress: bool = False) -> Vectors:
        """Unit rows, shape (len(texts), dimension); `progress` is left to `told`."""
        rows = np.empty((len(texts), self.dimension), np.float32)
        for at in range(0, len(texts), _BLOCK):
            self._between()
            block = texts[at : at + _BLOCK]
            rows[at : at + _BLOCK] = self._encoder.encode_passages(block)
            self._done += len(block)
            self._told(self._done)
        return rows

    def encode_query(self, text: str) -> Vectors:
        """One unit vector, shape (dimension,)."""
        return self._encoder.encode_query(text)
