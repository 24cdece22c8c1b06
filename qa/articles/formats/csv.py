"""CSV: one article a row, columns by the names in the first row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from qa.articles.formats.extracted import Extracted
from qa.articles.formats.rows import Row, extracted_rows
from qa.articles.formats.written import decoded
from qa.articles.parts import field_of
from qa.articles.unreadable import UnreadableError

_DELIMITERS = ",;\t"
_TOO_MANY = "has more cells than the first row; put quotation marks around a text that holds commas"


def extract(raw: bytes) -> Extracted:
    """Read a row as an article; the delimiter is the comma, semicolon or tab that the first row holds most of.

    Raises UnreadableError if no column holds the text.
    """
    text, encoding = decoded(raw)
    usual = csv.field_size_limit(max(1, len(text)))  # for the whole process, so it is put back
    try:
        return extracted_rows(_rows(text.lstrip("\ufeff")), encoding)
    finally:
        csv.field_size_limit(usual)


def _rows(text: str) -> Iterator[Row]:
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    header: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line, {}, f"is not CSV ({error})")
            continue
        if not header:
            header = _header(cells)
        elif any(cell.strip() for cell in cells[len(header) :]):
            yield Row(line, {}, _TOO_MANY)
        elif any(cell.strip() for cell in cells):
            yield Row(line, dict(zip(header, cells, strict=False)))


def _header(cells: list[str]) -> list[str]:
    if not any(field_of(cell) == "text" for cell in cells):
        named = ", ".join(cells)[:200]
        raise UnreadableError(
            f"no column holds the text of the articles; name one text, content or 正文 (now: {named})"
        )
    return cells
