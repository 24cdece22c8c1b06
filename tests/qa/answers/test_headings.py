"""What an article is read under."""

import pytest

from qa.answers.headings import Headings
from qa.articles.article import Article, Kind, Paragraph, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.own_places import OwnPlaces

FREQUENCY = {"衡阳": 40, "耒阳": 7, "湖南": 9, "邵阳": 45}


def article(text, page=""):
    file = SourceFile("a.txt", text + page, "0" * 64, "utf-8")
    body = Paragraph(Kind.BODY, Reading.of_spans(file.text, [Span(0, len(text))]))
    return Article("a.txt#1", "桥修好了", "", "", "", None, "3月7日", None, file, (body,))


@pytest.mark.parametrize(
    ("text", "page", "expected"),
    [
        ("昨日，全市12座桥修好。", "耒阳市供电正常。衡阳市区放晴。", "衡阳 桥修好了 3月7日"),
        ("我市12座桥修好。", "耒阳供电正常。", "耒阳 桥修好了 3月7日"),
        ("我市12座桥修好。", "供电正常。", "桥修好了 3月7日"),  # the page names no place
        ("耒阳12座桥修好。", "衡阳市区放晴。", "桥修好了 3月7日"),  # the article says where
    ],
)
def test_an_article_that_speaks_of_its_own_place_is_read_under_its_name(text, page, expected):
    assert Headings(OwnPlaces(FREQUENCY).of).of(article(text, page)) == expected
