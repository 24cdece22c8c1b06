"""Files as a browser sends them, checked against the limits before anything is done with them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from qa.chat.uploads.names import display_name
from qa.errors import QAError

MOST_FILES = 20
LARGEST_FILE = 10 * 1024**2  # bytes
LARGEST_TOGETHER = 30 * 1024**2  # bytes
MOST_ARTICLES = 500
MOST_CHARACTERS = 500_000  # what so many articles of a newspaper hold; to index them takes minutes

LONGEST_SENT_NAME = 1000  # characters


class Problem(StrEnum):
    """Why what was sent is not taken; none of it is."""

    NOTHING = "nothing"
    MALFORMED = "malformed"
    TOO_MANY_FILES = "too_many_files"
    FILE_TOO_LARGE = "file_too_large"
    TOO_LARGE = "too_large"
    TOO_MANY_ARTICLES = "too_many_articles"
    TOO_MUCH_TEXT = "too_much_text"
    BUSY = "busy"
    FULL = "full"


class RefusedError(QAError):
    """Files are not taken; `values` are what the sentence about `problem` names."""

    def __init__(self, problem: Problem, **values: str | int) -> None:
        super().__init__(f"files refused: {problem}")
        self.problem = problem
        self.values: Mapping[str, str | int] = values


class Sent(NamedTuple):
    """A file, by the name that the browser gives it; a content of None is one that the browser could not read."""

    name: str
    content: bytes | None


class Taken(NamedTuple):
    """How many files, and bytes of them, a reader has on the server already."""

    files: int = 0
    size: int = 0


NOTHING = Taken()


def checked_files(value: object, before: Taken = NOTHING) -> list[Sent]:
    """The files of a list of objects with `name`, `size` and `content`, which is Base64 or null.

    Raises RefusedError for too many or too large ones, counted with those from `before`, and for anything else.
    """
    if not isinstance(value, list) or not value:
        raise RefusedError(Problem.NOTHING)
    if len(value) + before.files > MOST_FILES:
        raise RefusedError(Problem.TOO_MANY_FILES, count=len(value) + before.files, most=MOST_FILES)
    sizes = [_size(one) for one in value]
    for one, size in zip(value, sizes, strict=True):
        if size > LARGEST_FILE:
            values = {"size": in_mb(size), "most": in_mb(LARGEST_FILE)}
            raise RefusedError(Problem.FILE_TOO_LARGE, name=display_name(one["name"]), **values)
    if (size := sum(sizes) + before.size) > LARGEST_TOGETHER:
        raise RefusedError(Problem.TOO_LARGE, size=in_mb(size), most=in_mb(LARGEST_TOGETHER))
    return [Sent(one["name"], _decoded(one["content"])) for one in value]


def in_mb(size: int) -> str:
    """A size in megabytes as it is written, rounded up so that no size above a limit reads like it."""
    tenths = -(-size * 10 // 1024**2)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def _size(one: object) -> int:
    """The bytes of a file: those that are there, or how many there are said to be."""
    if not isinstance(one, dict) or one.keys() != {"name", "size", "content"}:
        raise RefusedError(Problem.MALFORMED)
    name, size, content = one["name"], one["size"], one["content"]
    if not isinstance(name, str) or len(name) > LONGEST_SENT_NAME:
        raise RefusedError(Problem.MALFORMED)
    if isinstance(content, str):
        return len(content) * 3 // 4 - content[-2:].count("=")
    if content is not None or isinstance(size, bool) or not isinstance(size, int):
        raise RefusedError(Problem.MALFORMED)
    return max(size, 0)


def _decoded(content: str | None) -> bytes | None:
    try:
        return None if content is None else base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError(Problem.MALFORMED) from error
