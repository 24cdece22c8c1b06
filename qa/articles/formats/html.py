"""HTML: the main text of a page, without its navigation, and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from qa.articles.bylines import format_byline, parse_credit
from qa.articles.formats.extracted import Extracted
from qa.articles.formats.written import decoded
from qa.articles.parts import Part, details_of
from qa.articles.reading import Span
from qa.articles.unreadable import UnreadableError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,80}encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE)
_HEAD = 4096
# Declared by many a page that is something else; the bytes tell better.
_WEIGHED = re.compile(r"gb|big5|x-gbk|iso-?8859-?1$|latin|windows-1252|ascii", re.IGNORECASE)
_WESTERN = re.compile(r"iso-?8859-?1$|latin-?1$|windows-1252", re.IGNORECASE)
_TWO_WIDE_BYTES = re.compile(rb"[\x80-\xff]{2}")
# A paragraph of a page is whole: the blanks of a new paragraph keep the rules for broken columns away from it.
_INDENT = "\u3000\u3000"
_LONGEST_BYLINE = 60


def extract(raw: bytes) -> Extracted:
    """The page as one article: headline, subheadings behind `##`, paragraphs.

    What the page's code says of it is a guess, which what is printed comes before. Raises UnreadableError if the page
    has no main text.
    """
    source, encoding = decoded(raw, _declared(raw))
    tree = load_html(source)
    author = _author(tree) if tree is not None else ""
    page = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        favor_recall=True,  # else subheadings and short paragraphs are left out
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise UnreadableError("no main text is found on the page; save the article as text")
    title = " ".join((page.title or "").split())
    whole = "\n\n".join(filter(None, [title, *_paragraphs(page, title)]))
    details = details_of(
        {
            "title": title,
            "paper": page.sitename or "",
            "url": page.url or "",
            "date": _witnessed(source, page.date or ""),
            "byline": author or _short(page.author if page.author != page.sitename else ""),
        }
    )
    title_at = Span(0, len(title)) if title else None
    part = Part(Span(0, len(whole)), guessed=details, is_article=True, title_at=title_at)
    return Extracted(whole, (part,), encoding=encoding)


def _paragraphs(page: Document, title: str) -> Iterator[str]:
    """The lines of the main text, subheadings marked; the headline, where it begins with it, left out."""
    headings = {" ".join("".join(head.itertext()).split()) for head in page.body.iter("head")}
    lines = (" ".join(line.split()) for line in (page.text or "").splitlines())
    for number, line in enumerate(filter(None, lines)):
        if number or line != title:
            yield f"## {line}" if line in headings else f"{_INDENT}{line}"


def _author(tree: HtmlElement) -> str:
    """The persons that the page's code names as its authors, if it names persons; trafilatura leaves out 陈润."""
    named = tree.xpath("//meta[@name='author' or @property='article:author']/@content")
    found = (parse_credit(f"作者:{name}") for name in named)
    return format_byline(credit for credit in found if credit)


def _declared(raw: bytes) -> str:
    """The encoding that the page declares, where it is to be believed."""
    found = _CHARSET.search(raw, 0, _HEAD)
    name = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    if _WESTERN.match(name) and not _TWO_WIDE_BYTES.search(raw):
        return "cp1252"
    return "" if _WEIGHED.match(name) else name


def _short(byline: str | None) -> str:
    return byline if byline and len(byline) <= _LONGEST_BYLINE else ""


def _witnessed(source: str, day: str) -> str:
    """The date as the page holds it, "" if it holds only a part of it: what is guessed has no place in a citation."""
    try:
        known = date.fromisoformat(day)
    except ValueError:
        return ""
    gap = r"[-/.年月\s]{0,3}"
    found = re.search(rf"(?<!\d){known.year}{gap}0?{known.month}{gap}0?{known.day}(?!\d)日?", source)
    return (found[0] if "年" in found[0] else day) if found else ""
