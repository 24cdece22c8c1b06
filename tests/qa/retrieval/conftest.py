"""Articles without a page in between, and the questions and passages made of them."""

from collections.abc import Callable

import pytest

from qa.articles.article import Article, Kind, Paragraph, SourceFile
from qa.articles.reading import Reading, Span


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    """An article of a file of its own, a paragraph a text; what is furniture stands below the news."""

    def make(*news: str, furniture: tuple[str, ...] = (), name: str = "a.txt") -> Article:
        kinds = [Kind.BODY] * len(news) + [Kind.FURNITURE] * len(furniture)
        source, paragraphs = "", []
        for text, kind in zip([*news, *furniture], kinds, strict=True):
            start = len(source)
            source += text + "\n\n"
            paragraphs.append((kind, Span(start, start + len(text))))
        readings = [Paragraph(kind, Reading.of_spans(source, [span])) for kind, span in paragraphs]
        file = SourceFile(name, source, "0" * 64, "utf-8")
        return Article(f"{name}#1", "", "", "", "", None, "", None, file, tuple(readings))

    return make
