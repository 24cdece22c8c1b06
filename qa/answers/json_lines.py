"""JSON Lines as they are read here: each complaint names the line, and says what it has to be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qa.errors import UsageError

BYTE_ORDER_MARK = "\ufeff"


def file_lines(path: Path) -> list[bytes]:
    """The lines of a question set; raises UsageError for a file that cannot be read."""
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"cannot read the question set {path}: {error.strerror}; name a JSON Lines file") from None


def decoded(raw: bytes, number: int, where: str) -> str:
    """A line as text, trimmed, without the mark that may begin the first; raises UsageError where it is not UTF-8."""
    try:
        return raw.decode("utf-8").removeprefix(BYTE_ORDER_MARK if number == 1 else "").strip()
    except UnicodeDecodeError as error:
        raise UsageError(f"{where}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from None


def json_object(line: str, where: str) -> dict[str, Any]:
    """The fields of the object on a line; raises UsageError where there is none."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: not JSON ({error}); give one JSON object a line") from None
    if not isinstance(fields, dict):
        raise UsageError(f"{where}: {line[:40]!r} is no JSON object; give one a line")
    return fields


def text_of(fields: dict[str, Any], name: str, where: str) -> str:
    """The text under `name`; raises UsageError for anything else."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise UsageError(f"{where}: the field {name!r} is {value!r}; it has to be a text")
    return value


def texts_of(fields: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    """The list of texts under `name`, empty where there is none; raises UsageError for anything else."""
    values = fields.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise UsageError(f"{where}: the field {name!r} is {values!r}; it has to be a list of texts")
    return tuple(values)
