"""Every article of the files that ship: what is printed about it, and where its text begins and ends."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from qa.articles.article import Article, Kind
from qa.articles.corpus import read_corpus, seeds_folder


@dataclass(frozen=True)
class Row:
    title: str = ""
    kicker: str = ""
    byline: str = ""
    date_text: str = ""
    published: date | None = None
    source: str = ""
    url: str | None = None
    paragraphs: int = 0
    first: str = ""
    last: str = ""
    subheadings: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


INVENTORY = tomllib.loads(Path(__file__).with_name("inventory.toml").read_text(encoding="utf-8"))["article"]
FILES = sorted({entry["file"] for entry in INVENTORY})


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    return read_corpus(seeds_folder()).articles


@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_these_articles(articles, texts_of, name):
    found = [article for article in articles if article.file.name == name]
    expected = [_expected(entry) for entry in INVENTORY if entry["file"] == name]
    assert [_row(article, texts_of, row) for article, row in zip(found, expected, strict=True)] == expected
    assert [article.id for article in found] == [f"{name}#{number}" for number in range(1, len(found) + 1)]


def test_there_are_no_other_files(articles):
    assert sorted({article.file.name for article in articles}) == FILES


def test_sentences_broken_by_columns_and_pictures_are_whole(articles, texts_of):
    text = "\n".join(text for article in articles for text in texts_of(article, Kind.BODY))
    whole = [
        "白沙绿岛投资开发有限公司有序推进进疫情防控和复工复产,已于2月10日复工。",
        "监测体温、清洁消毒,做好一系列的防护措施后,他穿上“衡阳群众”志愿者马甲,骑上电动车",
        "“作为一个党员,应该做到召之能来、来之能战、战之能胜。”",
        "昨日下午,为积极响应党中央对广大党员的号召,市委办系统党员干部",
        "朱健指出，衡南县要在现有良好工作基础上，集聚智慧、汇聚资源，全力推动高质量发展。",
        "强化对特殊场所和重点人群的防护措施。他强调,要进一步压紧压实责任,落实更严格的管理措施,"
        "坚决防止外部传染源输入,精准稳妥推进企业复工复产,确保经济社会平稳有序。",
    ]
    assert [sentence for sentence in whole if sentence not in text] == []


def test_what_stands_around_the_web_page_is_furniture(articles, texts_of):
    [page] = [article for article in articles if article.file.name.startswith("003")]
    assert texts_of(page, Kind.FURNITURE) == [
        "您现在所在的位置 : 首页\xa0>\xa0专题专栏\xa0>\xa0学习贯彻党的二十大精神专题",
        "分享到:",
        "• 【字体:",
        "扫一扫在手机打开当前页",
        "首页 | 收藏本站 | 联系我们 | 免责声明 | 网站地图",
        "联系电话:0739-5363823",
        "版权所有:邵阳市发展和改革委员会 Copyright © 2011 - 2020 All Rights Reserved",
        "主办单位:邵阳市发展和改革委员会 承办单位:邵阳市发展和改革委员会 湘ICP备06007413号",
        "湘公网安备 43050202000153号 网站标识码:4305000052",
        "主办单位:邵阳市发展和改革委员会",
        "联系电话:0739-5363823",
    ]


def _expected(entry: dict) -> Row:
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    return Row(**{name: value for name, value in fields.items() if name != "file"})


def _row(article: Article, texts_of, expected: Row) -> Row:
    body = texts_of(article, Kind.BODY)
    return Row(
        article.title,
        article.kicker,
        article.byline,
        article.date_text,
        article.published,
        article.source,
        article.url,
        len(body),
        body[0][: len(expected.first)],
        body[-1][-len(expected.last) :],
        tuple(texts_of(article, Kind.SUBHEADING)),
        tuple(texts_of(article, Kind.CAPTION)),
    )
