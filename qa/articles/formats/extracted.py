"""What an extractor hands over: the text, where its articles stand in it, and how that travels as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import pairwise
from typing import Any

from qa.articles.parts import Details, Part
from qa.articles.reading import Span


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file that is none itself.

    `parts` are its articles where the format says where they are (none: the rules for newspaper pages cut it);
    `pages` the offsets where its pages begin; `encoding` that of the file ("" for a format without); `left_out` says
    what of the file could not be read, one sentence each.
    """

    text: str = field(repr=False)
    parts: tuple[Part, ...] = ()
    pages: tuple[int, ...] = ()
    encoding: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def text_sha256(self) -> str:
        """Hex digest over the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def to_json(extracted: Extracted) -> dict[str, Any]:
    """The extracted text as JSON data."""
    return {
        "text": extracted.text,
        "parts": [_part_to_json(part) for part in extracted.parts],
        "pages": list(extracted.pages),
        "encoding": extracted.encoding,
        "left_out": list(extracted.left_out),
    }


def from_json(data: Mapping[str, Any]) -> Extracted:
    """What `to_json` made.

    Raises ValueError, TypeError, KeyError or AttributeError for data that it cannot have made, such as offsets outside
    of the text.
    """
    text = str(data["text"])
    text.encode()  # half a surrogate pair is no text
    parts = tuple(_part_from_json(part, len(text)) for part in data["parts"])
    pages = tuple(int(start) for start in data["pages"])
    ends = [0, *(at for part in parts for at in part.span), len(text)]
    if any(before > behind for bounds in (ends, [0, *pages, len(text)]) for before, behind in pairwise(bounds)):
        raise ValueError("offsets that are out of order")
    return Extracted(text, parts, pages, str(data["encoding"]), tuple(str(one) for one in data["left_out"]))


def _part_to_json(part: Part) -> dict[str, Any]:
    return {
        "span": list(part.span),
        "declared": _details_to_json(part.declared),
        "guessed": _details_to_json(part.guessed),
        "is_article": part.is_article,
        "title_at": list(part.title_at) if part.title_at else None,
    }


def _part_from_json(data: Mapping[str, Any], length: int) -> Part:
    title_at = Span(*map(int, data["title_at"])) if data["title_at"] else None
    if title_at and not 0 <= title_at.start < title_at.end <= length:
        raise ValueError("a headline outside of the text")
    declared, guessed = _details_from_json(data["declared"]), _details_from_json(data["guessed"])
    return Part(Span(*map(int, data["span"])), declared, guessed, bool(data["is_article"]), title_at)


def _details_to_json(details: Details) -> dict[str, str | None]:
    """What is given alone."""
    given = {one.name: getattr(details, one.name) for one in fields(details) if getattr(details, one.name)}
    return given | ({"published": details.published.isoformat()} if details.published else {})


def _details_from_json(data: Mapping[str, Any]) -> Details:
    texts = {name: str(value) for name, value in data.items() if name != "published"}
    return Details(**texts, published=date.fromisoformat(data["published"]) if data.get("published") else None)
