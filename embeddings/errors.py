"""What can go wrong with vectors, as one family.

EmbeddingError
├── EncoderError      a model cannot be found, converted or loaded
└── VectorIndexError  a file does not hold the vectors of an index

Arguments that make no sense are ValueErrors.
"""


class EmbeddingError(Exception):
    """Base of the errors that this package raises on purpose; the message says what, where and what next."""


class EncoderError(EmbeddingError):
    """An encoder's model cannot be found, converted or loaded."""


class VectorIndexError(EmbeddingError):
    """A file does not hold the vectors of an index."""
