"""What an article is read under: its headline and date, and the place that its 我市 means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa.answers.reader.inputs import Page
from qa.articles.article import Article, SourceFile
from qa.retrieval.hits import Passage
from qa.retrieval.names import bare_place, is_known_place
from qa.retrieval.tokens import words

# How a paper speaks of its own place without naming it.
_HERE = re.compile("[我本全][省市县区州]")


class Headings:
    """Headings for the articles of one corpus.

    A paper calls its own city 我市 or 全市 and hardly ever by its name. It is taken to be the one of the places named
    on the page that most passages of the corpus name: `frequency` counts them by term.
    """

    def __init__(self, frequency: Mapping[str, int]) -> None:
        self._frequency = frequency
        self._own: dict[str, str] = {}

    def page(self, passage: Passage) -> Page:
        """The passage as the reader reads it."""
        return Page(self.of(passage.article), passage.text)

    def of(self, article: Article) -> str:
        """The place where the article speaks of one without naming it, then headline and date as printed."""
        speaks_of_here = any(_HERE.search(paragraph.text) for paragraph in article.paragraphs)
        here = self._own_place(article.file) if speaks_of_here else ""
        return " ".join(part for part in (here, article.title, article.date_text) if part)

    def _own_place(self, file: SourceFile) -> str:
        if file.name not in self._own:
            named = dict.fromkeys(bare_place(word) for word in words(file.text) if is_known_place(word))
            self._own[file.name] = max(named, key=lambda place: self._frequency.get(place, 0), default="")
        return self._own[file.name]
