"""What an article is read under: its headline and date, and the place that its 我市 means."""

from __future__ import annotations

from collections.abc import Callable

from qa.answers.reader.inputs import Page
from qa.articles.article import Article
from qa.retrieval.hits import Passage


class Headings:
    """Headings for the articles of one corpus; `own_place` gives the place that one means by its 我市, or nothing."""

    def __init__(self, own_place: Callable[[Article], str]) -> None:
        self._own_place = own_place

    def page(self, passage: Passage) -> Page:
        """The passage as the reader reads it."""
        return Page(self.of(passage.article), passage.text)

    def of(self, article: Article) -> str:
        """The place where the article speaks of one without naming it, then headline and date as printed."""
        return " ".join(part for part in (self._own_place(article), article.title, article.date_text) if part)
