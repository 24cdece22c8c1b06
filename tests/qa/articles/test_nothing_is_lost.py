"""Every visible character of a file is in one paragraph of one article, or on the list of what was dropped."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.article import Article, SourceFile
from qa.articles.assembly import Dropped, Why
from qa.articles.corpus import read_corpus, seeds_folder
from qa.articles.parsing import parse_file

LINES = [
    "复工复产进行时",
    "朱健主持召开座谈会时强调 加强银企对接 深化产融合作",
    "高新区税务局: 把优惠政策 精准装入企业“口袋”",
    "——邵阳市全力以赴",
    "■本报记者 陈 润",
    "■文/图 本报记者 谢小青",
    "■向吟吟 摄",
    "图片新闻",
    "本报讯 (记者 谢小青)2月21日,高新区经济运行调度会召开。",
    "**本报讯** 昨日下午,为积极响应",
    "党中央对广大党员的号召,市委办系统党员干部捐款。",
    "市领导刘正兴、胡水龙参加督导。",
    "有序推进",
    "进疫情防控和复工复产,已于2月10日复工。",
    "志愿者发放防疫知识宣传单 ■陆静 摄",
    "3月10日,来雁塔公园绿化景观工程正在加紧施工,园林工人在护坡上忙碌着平土、铺植草皮,预计5月底完工。李四 摄",
    "2022-11-21 12:38 来源: 新湖南客户端",
    "标题:复工复产",
    "原文链接:https://example.com/1",
    "(此稿刊于《湖南日报》2022年11月21日第7版)",
    "分享到:",
    "首页 | 收藏本站 | 联系我们",
    "版权所有:邵阳市发展和改革委员会 湘ICP备06007413号",
    "联系电话:0739-5363823",
    "# 开学",
    "## 早市",
    "**小标题**",
    "----",
    "\u3000\u3000“你好。”",
    "1. 打开网站",
    "Enterprises in the city resumed work on Monday after a long",
    "\ufeff\u200b",
    "\x1f衡阳\x1f",
]
PAGES = st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n", "\n\n\n\n\n", "\r\n"])), max_size=25)
ANY_LINES = st.text(
    st.sampled_from("衡阳复工本报讯记者摄■#*-—|：:()（）“”。,，、\u3000 \n\r\t19ab\ufeff\u2028"), max_size=200
)


def visible(text: str) -> Counter[int]:
    return Counter(at for at, char in enumerate(text) if not char.isspace())


def kept_and_dropped(text: str, articles: tuple[Article, ...], dropped: tuple[Dropped, ...]) -> Counter[int]:
    """How often each visible character of a file is in a paragraph, or on the list of what was dropped."""
    pieces = [piece for article in articles for paragraph in article.paragraphs for piece in paragraph.reading.pieces]
    spans = [(start, end) for _, start, end in pieces] + [tuple(one.span) for one in dropped]
    return Counter(at for start, end in spans for at in range(start, end) if not text[at].isspace())


@pytest.mark.parametrize("file", read_corpus(seeds_folder()).files, ids=lambda file: file.name)
def test_nothing_is_lost(file):
    parsed = parse_file(file)
    assert kept_and_dropped(file.text, *(parsed.articles, parsed.dropped)) == visible(file.text)


def test_what_the_seeds_lose_is_marks_repeats_and_nothing_else():
    corpus = read_corpus(seeds_folder())
    texts = {file.name: file.text for file in corpus.files}
    lost = Counter((one.file[:3], one.why, texts[one.file][slice(*one.span)]) for one in corpus.dropped)
    title = "全流程贴心服务 全方位助企纾困——邵阳市全力以赴确保“疫情防控不失守,经济发展不减速”"
    paragraph = (
        "青峰社区的欧召应老人每天奔波在街头巷尾,开展政策宣传,对小区进行消毒处理,参与各小区、路口执勤,"
        "用自己的实际行动践行着一名“衡阳群众”应有的担当。"
    )
    assert lost == {
        ("001", Why.REPEATED_PARAGRAPH, paragraph): 1,
        ("002", Why.LAYOUT_MARK, "#"): 3,
        ("002", Why.LAYOUT_MARK, "##"): 2,
        ("003", Why.REPEATED_TITLE, title): 7,
        ("004", Why.LAYOUT_MARK, "#"): 1,
        ("004", Why.LAYOUT_MARK, "##"): 2,
        ("004", Why.LAYOUT_MARK, "**"): 8,
    }


@given(PAGES)
def test_no_page_loses_or_doubles_a_character(parse, lines):
    _assert_nothing_is_lost(parse, "".join(line + end for line, end in lines))


@given(ANY_LINES)
def test_no_text_loses_or_doubles_a_character(parse, text):
    _assert_nothing_is_lost(parse, text)


def _assert_nothing_is_lost(parse, text: str) -> None:
    parsed = parse(text)
    assert kept_and_dropped(text, parsed.articles, parsed.dropped) == visible(text)
    paragraphs = [paragraph for article in parsed.articles for paragraph in article.paragraphs]
    for paragraph in paragraphs:
        for at, start, end in paragraph.reading.pieces:
            assert text[start:end] == paragraph.text[at : at + end - start]
            assert [paragraph.reading.offset(at + step) for step in range(end - start)] == list(range(start, end))


def test_the_same_file_gives_the_same_articles():
    for file in read_corpus(seeds_folder()).files:
        copy = SourceFile(file.name, file.text, file.sha256, file.encoding)
        assert parse_file(copy) == parse_file(file)
