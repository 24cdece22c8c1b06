"""Where else the text of a cited article is printed → HTML and a line of text."""

from __future__ import annotations

from collections.abc import Sequence

from qa.articles.article import Article
from qa.chat.markup import NOTHING, Html, element, joined, text
from qa.chat.permalinks import article_link
from qa.chat.wording import Wording

BETWEEN = " · "
NAMED = 5  # reprints that are named; of more it is said how many there are


def render_reprints(reprints: Sequence[Article], wording: Wording) -> Html:
    """The other articles that print the text, each a link to its page; nothing where there are none."""
    if not reprints:
        return NOTHING
    links = [
        element("a", text(where(article)), href=article_link(article), target="_blank", rel="noopener", lang="zh")
        for article in reprints[:NAMED]
    ]
    said = text(f"{wording.reprints.format(count=len(reprints))} ")
    return element("p", said, joined(links, BETWEEN), text(_rest(reprints, wording)), class_="reprints")


def reprints_text(reprints: Sequence[Article], wording: Wording) -> str:
    """The same on one line; empty where there are none."""
    if not reprints:
        return ""
    named = BETWEEN.join(map(where, reprints[:NAMED]))
    return f"{wording.reprints.format(count=len(reprints))} {named}{_rest(reprints, wording)}"


def where(article: Article) -> str:
    """Paper and day, as far as they are printed; the file that holds the article where no paper is."""
    return " ".join(part for part in (article.source or article.file.name, article.printed_date) if part)


def _rest(reprints: Sequence[Article], wording: Wording) -> str:
    return f" {wording.reprints_more}" if len(reprints) > NAMED else ""
