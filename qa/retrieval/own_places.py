"""The place that a page means by its 我市 and 全市."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa.articles.article import Article
from qa.articles.reading import Span
from qa.retrieval.names import bare_place, is_known_place
from qa.retrieval.tokens import words

# How a paper speaks of its own place without naming it.
HERE = re.compile("[我本全][省市县区州]")


class OwnPlaces:
    """The own places of the pages of one corpus.

    A paper calls its own city 我市 or 全市 and hardly ever by its name. It is taken to be the one of the places named
    on the page that most passages of the corpus name: `frequency` counts them by term.
    """

    def __init__(self, frequency: Mapping[str, int]) -> None:
        self._frequency = frequency
        self._own: dict[str, str] = {}
        self._own_of_page: dict[tuple[str, Span | None], str] = {}

    def of(self, article: Article) -> str:
        """The place, without 市 or 县, of an article that speaks of its own; empty for any other."""
        if article.id not in self._own:  # every passage of an article asks for it
            speaks_of_here = any(HERE.search(paragraph.text) for paragraph in article.paragraphs)
            self._own[article.id] = self._of_page(article) if speaks_of_here else ""
        return self._own[article.id]

    def _of_page(self, article: Article) -> str:
        page = (article.file.name, article.page)
        if page not in self._own_of_page:
            named = dict.fromkeys(bare_place(word) for word in words(article.page_text) if is_known_place(word))
            self._own_of_page[page] = max(named, key=lambda place: self._frequency.get(place, 0), default="")
        return self._own_of_page[page]
