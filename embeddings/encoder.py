"""What an encoder is: texts in, unit rows out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into float32 unit vectors of one width.

    `fingerprint` changes whenever the vectors would: it names the model, a checksum of its weights, and the
    library that runs it.
    """

    @property
    def fingerprint(self) -> str:
        """What an index must have been built with to be searched with this encoder."""
        ...

    @property
    def dimension(self) -> int:
        """Width of a vector."""
        ...

    def encode_passages(self, texts: Sequence[str], *, progress: bool = False) -> Vectors:
        """Unit rows, shape (len(texts), dimension); `progress` shows a bar on stderr."""
        ...

    def encode_query(self, text: str) -> Vectors:
        """One unit vector, shape (dimension,)."""
        ...

    def for_many(self) -> Encoder:
        """The same vectors from the encoder that is quickest over many passages: to be let go when they are done."""
        return self


def fingerprint_of(identity: str, libraries: Iterable[str]) -> str:
    """A model's name with its checksum, and the installed libraries that run it with their versions."""
    return f"{identity}; {', '.join(f'{name} {version(name)}' for name in libraries)}"
