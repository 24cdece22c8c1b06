"""What a newspaper article is: the types that everything later stands on."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from qa.articles.reading import Reading, Span


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus and its text.

    `name` is relative to the corpus folder, with forward slashes; `text` is the decoded file, its line ends untouched,
    or what was extracted from it, and all offsets count its characters; `sha256` is the hex digest of the raw bytes,
    `text_sha256` that of an extracted text in UTF-8 ("" where the text is the file itself). `encoding` is "" for a
    format that has none. `pages` are the offsets where the pages of a PDF begin.
    """

    name: str
    text: str = field(repr=False)
    sha256: str
    encoding: str
    format: str = "text"
    text_sha256: str = ""
    pages: tuple[int, ...] = field(default=(), repr=False)

    def page(self, at: int) -> int | None:
        """The page, from 1, on which character `at` stands; None where the file has no pages."""
        return bisect_right(self.pages, at) if self.pages else None


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
    `paragraphs` holds everything of the article, headline and byline included, in reading order. `edition` is the
    page of the newspaper (版次), where it is declared. `page` is the stretch of the file's text that is this article
    and no other; None where the file is a page with everything on it.
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
    edition: str = ""
    page: Span | None = None

    @property
    def page_text(self) -> str:
        """What is printed on one page with the article: the whole file, or the article alone."""
        return self.file.text[slice(*self.page)] if self.page else self.file.text

    @property
    def printed_date(self) -> str:
        """The full date where the page prints one, else what it prints of it; a year is never added."""
        return self.published.isoformat() if self.published else self.date_text
