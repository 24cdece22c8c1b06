"""All aids of a quote: in order, apart, inside it, for whatever text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.aids.aid import Aid, AidKind, apart
from qa.answers.aids.aids import aids, quote_aids
from qa.answers.aids.days import Base
from qa.answers.aids.terms import term_aids
from qa.answers.answer import Citation
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.hits import Passage

BASE = Base(2022, 11, 21)
QUOTE = "昨日,代理市长朱健赴衡南县,1.2万家规上企业同比多复工。"


def seen(quote, language="en"):
    return [(aid.kind.value, quote[aid.start : aid.end], aid.text) for aid in quote_aids(quote, BASE, language)]


def test_everything_that_a_quote_needs():
    assert seen(QUOTE) == [
        ("date", "昨日", "20 November 2022"),
        ("term", "代理市长", "acting mayor"),
        ("name", "朱健", "Zhu Jian"),
        ("name", "衡南县", "Hengnan County"),
        ("number", "1.2万家", "12,000"),
        ("term", "规上企业", term_aids("规上企业")[0].text),
        ("term", "同比", "compared with the same period of the year before"),
        ("term", "复工", "resuming work"),
    ]


def test_readers_of_chinese_get_the_dates_alone():
    assert seen(QUOTE, "zh") == [("date", "昨日", "2022年11月20日")]


def test_a_citation_counts_in_characters_of_its_quote_and_from_its_own_article():
    text = "本报讯\n新华社北京3月10日电 昨\n日,邵阳复工。"
    file = SourceFile("a.txt", text, "0" * 64, "utf-8")
    article = Article("a.txt#1", "", "", "", "", None, "3月10日", None, file, ())
    start = text.index("昨")
    passage = Passage(article, 0, len(text), Reading.of_spans(text, [Span(0, len(text))]))
    citation = Citation(1, passage, start, len(text), start, start + 3, 0.0)
    assert citation.quote == "昨日,邵阳复工。"
    assert aids(citation, "en") == (Aid(AidKind.NAME, 3, 5, "Shaoyang"), Aid(AidKind.TERM, 5, 7, "resuming work"))


@pytest.mark.parametrize(
    ("quote", "terms"),
    [
        ("全市规模以上工业企业复工复产", ["规模以上工业", "复工复产"]),
        ("市委书记到访", ["市委书记"]),
        ("复工", ["复工"]),
        ("全市委托城市委员", []),
        ("到岗率与排污许可证", ["到岗率", "排污许可证"]),
        ("疫情防控實行閉環管理", ["疫情防控", "閉環管理"]),
    ],
)
def test_the_longest_term_that_is_a_word(quote, terms):
    found = apart(term_aids(quote))
    assert [quote[aid.start : aid.end] for aid in found] == terms


def test_the_longest_stays_then_the_earliest():
    long, early, late, inside = (Aid(AidKind.TERM, *at, "x") for at in ((0, 5), (6, 8), (7, 9), (1, 3)))
    assert apart([inside, late, early, long]) == (long, early)


WORDS = [
    "昨日",
    "今年以来",
    "1.2万",
    "元",
    "近",
    "百分之",
    "三百余",
    "家",
    "邓群策",
    "书记",
    "邵阳市",
    "复工",
    "“",
    "”",
    "、",
    ",",
    "0",
]
texts = st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=25).map("".join)


@given(texts, st.sampled_from([BASE, Base(None, 3, 1), Base(None, None, 31), None]), st.sampled_from(["zh", "en"]))
def test_aids_lie_in_the_quote_in_order_and_apart(quote, base, language):
    found = quote_aids(quote, base, language)
    assert all(0 <= aid.start < aid.end <= len(quote) and aid.text for aid in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert found == quote_aids(quote, base, language)


@pytest.mark.parametrize("run", ["中", "1", "百", "万1", "复工", "昨日", "“", "、", "邵阳", "近", "1,000", "%", "陈"])
def test_long_runs_take_linear_time(run):
    quote_aids("复工", BASE, "en")  # the dictionaries are read once
    short, long = (run * (size // len(run)) for size in (200, 1_600))
    assert _least_work(long) < 24 * (_least_work(short) + 0.02)


def _least_work(quote):
    """Seconds of this thread's own work, of three tries: what else the process does adds to any one of them."""
    tries = []
    for _ in range(3):
        started = time.thread_time()
        quote_aids(quote, BASE, "en")
        tries.append(time.thread_time() - started)
    return min(tries)
