"""Rows of a table → one text in which every row is an article, its headline a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from qa.articles.formats.extracted import Extracted
from qa.articles.parts import Part, details_of, field_of
from qa.articles.reading import Span
from qa.articles.unreadable import UnreadableError

# Between two rows, so that no rule takes them for one text.
_BETWEEN = "\n\n\n\n"
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column name, or the reason why it is none; `line` is where it stands in the file, from 1."""

    line: int
    values: Mapping[str, str]
    problem: str = ""


def extracted_rows(rows: Iterable[Row], encoding: str) -> Extracted:
    r"""Put the rows into one text, one article each; a row without text is left out and named.

    A value of a row is not verbatim in its file (`\\n` and `""` stand for other characters there), so offsets count
    the characters of this text. Raises UnreadableError if no row holds text.
    """
    pieces: list[str] = []
    parts: list[Part] = []
    left_out: list[str] = []
    at = 0
    for row in rows:
        values = _by_field(row.values)
        title, body = " ".join(values.pop("title", "").split()), values.pop("text", "").strip()
        if problem := row.problem or _problem(title + body):
            left_out.append(f"line {row.line} {problem}")
            continue
        text = "\n\n".join(filter(None, [title, body]))
        title_at = Span(at, at + len(title)) if title else None
        details = replace(details_of(values), title=title)
        parts.append(Part(Span(at, at + len(text)), declared=details, is_article=True, title_at=title_at))
        pieces.append(text + _BETWEEN)
        at += len(text) + len(_BETWEEN)
    if not parts:
        raise UnreadableError("; ".join(["it holds no article", *_named(left_out)]))
    return Extracted("".join(pieces), tuple(parts), encoding=encoding, left_out=_named(left_out))


def _by_field(values: Mapping[str, str]) -> dict[str, str]:
    """The values by field; of two columns for one field the first that is filled counts."""
    found: dict[str, str] = {}
    for column, value in values.items():
        field = field_of(column)
        if field and value.strip():
            found.setdefault(field, value)
    return found


def _problem(text: str) -> str:
    if not text:
        return "has no text in a column such as text, content or 正文"
    return "holds half a character" if any("\ud800" <= char <= "\udfff" for char in text) else ""


def _named(left_out: list[str]) -> tuple[str, ...]:
    more = len(left_out) - _MOST_NAMED
    return (*left_out[:_MOST_NAMED], *([f"and {more} more lines"] if more > 0 else []))
