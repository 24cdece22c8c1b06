"""Links that last: to a question, and to a quote by its place in the file and the hash of what stands there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import quote, urlencode

from qa.answers.answer import Answer, Citation
from qa.articles.article import Article
from qa.articles.reading import Reading
from qa.chat.conversation import Shown, Turn
from qa.chat.inputs import Link
from qa.retrieval.filters import Filters
from qa.retrieval.hits import Passage

HASH_DIGITS = 12  # hex digits of the SHA-256 that a link carries


class LinkProblem(StrEnum):
    """Why a link to a quote cannot be followed."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"  # no such article
    CHANGED = "changed"  # the article no longer holds that passage there


def question_link(question: str, filters: Filters | None = None) -> str:
    """The query that opens the page and asks the question, under the same filters."""
    return f"?{urlencode({'q': question} | (filters.given if filters else {}), errors='replace')}"


def quote_link(citation: Citation) -> str:
    """The query that opens the article with the quote highlighted."""
    return _link(citation.article, citation.start, citation.end)


def article_link(article: Article) -> str:
    """The query that opens the article at its headline, or at what else it begins with."""
    first = article.paragraphs[0].reading
    return _link(article, *first.span(0, len(first.text)))


def _link(article: Article, start: int, end: int) -> str:
    digits = slice_hash(article, start, end)
    return f"?{urlencode({'article': article.id, 'start': start, 'end': end, 'sha': digits})}"


def slice_hash(article: Article, start: int, end: int) -> str:
    """The first digits of the SHA-256 of what the article's file holds at `[start, end)`."""
    return hashlib.sha256(article.file.text[start:end].encode()).hexdigest()[:HASH_DIGITS]


def followed(link: Link, articles: Iterable[Article]) -> Shown | LinkProblem:
    """What the source panel shows for a link: the very passage that it was made for, or why there is none.

    The passage belongs to no turn of the conversation: its turn has the number 0.
    """
    article = next((article for article in articles if article.id == link.article), None)
    if article is None:
        return LinkProblem.UNKNOWN
    start, end = link.start, link.end
    if not _holds(article, start, end) or slice_hash(article, start, end) != link.sha:
        return LinkProblem.CHANGED
    passage = Passage(article, start, end, Reading.joined([p.reading for p in article.paragraphs]))
    citation = Citation(1, passage, start, end, start, end, score=0.0)
    return Shown(Turn(0, "", Answer("", "", "zh", False, None, (), None, pointers=(citation,))), 1)


def text_fragment(citation: Citation) -> str:
    """What, behind a web page's address, makes a browser highlight the quote there; empty for one of several lines.

    A line break in the file may be a space, a new line or nothing on the page: such a quote might not be found.
    """
    if citation.article.file.text[citation.start : citation.end] != citation.quote:
        return ""
    # The hyphen is syntax in a text directive, as are the comma and the ampersand (WICG, URL fragment text directives).
    return ":~:text=" + quote(citation.quote, safe="").replace("-", "%2D")


def _holds(article: Article, start: int, end: int) -> bool:
    """Whether the first and the last character of the slice belong to the article."""
    pieces = [piece for paragraph in article.paragraphs for piece in paragraph.reading.pieces]
    inside = (any(piece.start <= edge < piece.end for piece in pieces) for edge in (start, end - 1))
    return start < end and all(inside)
