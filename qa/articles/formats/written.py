"""Formats that are written as text: their bytes decoded, by the same rules as a plain file."""

from __future__ import annotations

from qa.articles.decoding import decode
from qa.articles.unreadable import UnreadableError
from qa.errors import CorpusError


def decoded(raw: bytes, declared: str = "") -> tuple[str, str]:
    """The text and its encoding. Raises UnreadableError if no encoding fits."""
    try:
        return decode("it", raw, declared=declared)
    except CorpusError as error:
        raise UnreadableError(str(error)) from error
