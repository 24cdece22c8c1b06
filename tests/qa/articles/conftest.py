"""Texts into parsed files, without a folder in between."""

from collections.abc import Callable

import pytest

from qa.articles.article import Article, Kind, SourceFile
from qa.articles.parsing import ParsedFile, parse_file


@pytest.fixture(scope="session")
def parse() -> Callable[[str], ParsedFile]:
    return lambda text: parse_file(SourceFile("page.txt", text, "0" * 64, "utf-8"))


@pytest.fixture(scope="session")
def only_article(parse) -> Callable[[str], Article]:
    def read(text: str) -> Article:
        [article] = parse(text).articles
        return article

    return read


@pytest.fixture(scope="session")
def texts_of() -> Callable[..., list[str]]:
    def texts(article: Article, *kinds: Kind) -> list[str]:
        return [paragraph.text for paragraph in article.paragraphs if paragraph.kind in kinds]

    return texts
