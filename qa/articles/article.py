"""What a newspaper article is: the types that everything later stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from qa.articles.reading import Reading


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus as it was decoded.

    `name` is relative to the corpus folder, with forward slashes; `text` keeps its line ends untouched, and all
    offsets count its characters; `sha256` is the hex digest of the raw bytes.
    """

    name: str
    text: str = field(repr=False)
    sha256: str
    encoding: str


class Kind(StrEnum):
    """What a paragraph is on its page."""

    HEADLINE = "headline"
    KICKER = "kicker"
    BYLINE = "byline"
    SUBHEADING = "subheading"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"  # navigation, share bars, footers: never answered from as news


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in reading order, mended; every character of it has its place in the file."""

    kind: Kind
    reading: Reading

    @property
    def text(self) -> str:
        """The paragraph as it reads in print."""
        return self.reading.text


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a file.

    `id` is `<file name>#<number, from 1, in the order of the file>`. Empty strings stand for what the page does
    not print. `published` is a full date only where the text prints one; `date_text` is what is printed (3月10日).
    `paragraphs` holds everything of the article, headline and byline included, in reading order.
    """

    id: str
    title: str
    kicker: str
    byline: str
    source: str
    published: date | None
    date_text: str
    url: str | None
    file: SourceFile
    paragraphs: tuple[Paragraph, ...] = field(repr=False)

    @property
    def printed_date(self) -> str:
        """The full date where the page prints one, else what it prints of it; a year is never added."""
        return self.published.isoformat() if self.published else self.date_text
