"""Articles without a page in between, and the questions and passages made of them."""

from collections.abc import Callable

import pytest

from qa.articles.article import Article, Kind, Paragraph, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.english import EnglishBridge
from qa.retrieval.keyword_index import KeywordIndex
from qa.retrieval.tokens import terms


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


DOCUMENTS = [
    "邵阳市规上工业企业复工复产1330家,返岗109431人。",
    "衡阳市委书记邓群策到企业调研。",
    "永兴县今年修了12座桥,3月10日通车。",
    "口罩发放到社区。",
]


@pytest.fixture(scope="session")
def bridge() -> EnglishBridge:
    """A bridge to the words of four short documents: 邵阳, 邓群策, 永兴县, 口罩 and what stands around them."""
    return EnglishBridge.build(KeywordIndex.build([terms(document) for document in DOCUMENTS]).frequency)
