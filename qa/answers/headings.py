"""What an article is read under: its headline and date, and the place that its 我市 means."""

from __future__ import annotations

from collections.abc import Mapping

from qa.answers.reader.inputs import Page
from qa.articles.article import Article
from qa.retrieval.hits import Passage
from qa.retrieval.own_places import OwnPlaces


class Headings:
    """Headings for the articles of one corpus; `frequency` counts its passages by term."""

    def __init__(self, frequency: Mapping[str, int]) -> None:
        self._own = OwnPlaces(frequency)

    def page(self, passage: Passage) -> Page:
        """The passage as the reader reads it."""
        return Page(self.of(passage.article), passage.text)

    def of(self, article: Article) -> str:
        """The place where the article speaks of one without naming it, then headline and date as printed."""
        return " ".join(part for part in (self._own.of(article), article.title, article.date_text) if part)
