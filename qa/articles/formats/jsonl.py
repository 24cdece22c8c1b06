"""JSON Lines: one article a line, columns by name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from qa.articles.formats.extracted import Extracted
from qa.articles.formats.rows import Row, extracted_rows
from qa.articles.formats.written import decoded


def extract(raw: bytes) -> Extracted:
    """Read a line as an article; one that is no JSON object is left out and named."""
    text, encoding = decoded(raw)
    return extracted_rows(_rows(text), encoding)


def _rows(text: str) -> Iterator[Row]:
    # Lines of JSON end at line feeds alone: U+2028 and the like may stand inside of a string.
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        if line.strip():
            yield _row(number, line)


def _row(number: int, line: str) -> Row:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return Row(number, {}, "is not JSON")
    if not isinstance(data, dict):
        return Row(number, {}, "is not a JSON object")
    return Row(number, _texts(data))


def _texts(data: Mapping[str, Any]) -> dict[str, str]:
    """The values as text; a list of texts (paragraphs, authors) is put together line by line."""
    found = {}
    for name, value in data.items():
        values = value if isinstance(value, list) else [value]
        if all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in values):
            found[name] = "\n".join(str(one) for one in values)
    return found
