"""Reprints against a comparison of all pairs with Python's own sets, and what a search makes of them."""

import json
import runpy
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.article import Kind
from qa.retrieval.passages import split_article
from qa.retrieval.ranking import Candidate
from qa.retrieval.reprints import Reprints, said_once
from qa.retrieval.retriever import Retriever
from qa.retrieval.sentence_table import SentenceTable

ROOT = Path(__file__).parents[3]
BigramEncoder = runpy.run_path(str(ROOT / "tests" / "conftest.py"))["BigramEncoder"]
BRIDGE = (
    "永兴县今年修了12座桥，总长3公里，3月10日通车。县交通局局长李卫国说，新桥让沿河5个村的8600名村民不用再绕路。"
    "王家村的菜农说，过去去镇上卖菜要走一个半小时，现在二十分钟就到。工程去年8月开工，投资1.2亿元，由省路桥集团承建。"
)
TRADITIONAL = (
    "永興縣今年修了12座橋,總長3公里,3月10日通車。縣交通局局長李衛國說,新橋讓沿河5個村的8600名村民不用再繞路。"
    "王家村的菜農說,過去去鎮上賣菜要走一個半小時,現在二十分鐘就到。工程去年8月開工,投資1.2億元,由省路橋集團承建。"
)
LED = f"本报讯 记者从县里获悉：{BRIDGE}"
CUT = BRIDGE.removesuffix("工程去年8月开工，投资1.2亿元，由省路桥集团承建。")
SHARE = (
    "{name}{day}收盘报{close}元，涨{up}%，成交{deal}亿元，换手率{turn}%，主力资金净流入{flow}万元，散户资金净流出{out}万元。"
    "该公司主营湘江沿岸码头的装卸、仓储和水上运输，近90天内没有机构给出评级。以上内容由证券之星根据公开信息整理，与本站立场无关。"
)
MONDAY = SHARE.format(name="湘江股份", day="8月7日", close=12.31, up=1.02, deal=3.51, turn=2.2, flow=1200, out=800)
TUESDAY = SHARE.format(name="湘江股份", day="8月8日", close=12.77, up=3.74, deal=4.02, turn=2.9, flow=3100, out=1900)
MASKS = (
    "祥光社区给老人发放口罩3000只。志愿者上门量体温，送菜送药，陪独居老人聊天，一个月走访了420户，解决难题97件。"
    "居委会主任说，热线电话夜里也有人接，药品当天送到。"
)


@pytest.fixture
def articles(make_article):
    return lambda *texts: [make_article(text, name=f"{number}.txt") for number, text in enumerate(texts)]


def groups(articles):
    """The groups of reprints as sets of file numbers."""
    found = Reprints.find(articles)
    names = {frozenset({a.file.name, *(r.file.name for r in found.of(a))}) for a in articles if found.of(a)}
    return {frozenset(int(name.removesuffix(".txt")) for name in group) for group in names}


def test_another_writing_another_lead_and_a_shortened_end_are_reprints(articles):
    assert groups(articles(BRIDGE, MASKS, TRADITIONAL, LED)) == {frozenset({0, 2, 3})}
    assert groups(articles(BRIDGE, CUT)) == {frozenset({0, 1})}


def test_one_template_with_other_figures_is_no_reprint(articles):
    assert groups(articles(MONDAY, TUESDAY, MONDAY)) == {frozenset({0, 2})}


def test_a_roundup_is_no_reprint_of_the_reports_in_it(articles):
    assert groups(articles(f"{BRIDGE}\n{MASKS}\n{MONDAY}", BRIDGE, MASKS, MONDAY)) == set()


def test_what_is_short_or_stands_around_the_news_makes_no_reprint(articles, make_article):
    assert groups(articles("永兴县修桥。", "永兴县修桥。", "", "")) == set()
    one, other = (make_article(text, furniture=(BRIDGE,), name=f"{text}.txt") for text in ("天晴。", "有雨。"))
    assert len(Reprints.find([one, other])) == 0
    assert {p.kind for p in one.paragraphs} == {Kind.BODY, Kind.FURNITURE}


def test_a_text_that_hundreds_print_is_found_without_comparing_all_pairs(articles):
    printed = [f"{number}号报纸消息。{BRIDGE}" for number in range(300)]
    assert groups(articles(*printed, MASKS)) == {frozenset(range(300))}


def test_the_others_of_an_article_come_in_the_order_of_the_corpus(articles):
    made = articles(BRIDGE, MASKS, TRADITIONAL, LED)
    found = Reprints.find(made)
    assert found.of(made[2]) == (made[0], made[3])
    assert found.of(made[1]) == ()


def test_groups_are_the_same_after_writing_and_reading(articles, tmp_path):
    made = articles(BRIDGE, MASKS, TRADITIONAL, LED)
    found = Reprints.find(made)
    found.save(tmp_path / "reprints.json")
    assert json.loads((tmp_path / "reprints.json").read_text()) == [["0.txt#1", "2.txt#1", "3.txt#1"]]
    read = Reprints.load(tmp_path / "reprints.json", made)
    assert [read.of(article) for article in made] == [found.of(article) for article in made]


PIECES = st.sampled_from([*(part + "。" for part in f"{BRIDGE}{MASKS}{MONDAY}{TUESDAY}".split("。") if part)])
TEXTS = st.lists(st.lists(PIECES, max_size=8).map("".join), max_size=6)


@given(TEXTS)
def test_sketches_miss_no_pair_that_a_comparison_of_all_finds(make_article, texts):
    made = [make_article(text, name=f"{number}.txt") for number, text in enumerate(texts)]
    alike = [{one, other} for one, other in combinations(range(len(texts)), 2) if by_sets(texts[one], texts[other])]
    assert groups(made) == {frozenset(group) for group in joined(alike)}


def by_sets(one, other):
    """The definition: containment, resemblance and figures, counted with sets of strings."""
    letters = [[char for char in text if char.isalnum()] for text in (one, other)]
    if min(map(len, letters)) < 60:
        return False
    first, second = ({tuple(text[at : at + 8]) for at in range(len(text) - 7)} for text in letters)
    contained = len(first & second) / min(len(first), len(second))
    resembling = len(first & second) / len(first | second)
    return contained >= 0.8 and resembling >= 0.5 and figures_agree(one, other)


def figures_agree(one, other):
    fewer, more = sorted((set(figures(one)), set(figures(other))), key=len)
    return len(fewer - more) <= max(2, len(fewer) / 4)


def figures(text):
    """Runs of digits with at most one stop inside, read without a pattern."""
    for run in "".join(char if char in "0123456789." else " " for char in text).split():
        parts = [part for part in run.split(".") if part]
        yield ".".join(parts)


def joined(pairs):
    found = []
    for pair in pairs:
        touching = [group for group in found if group & pair]
        found = [group for group in found if not group & pair] + [set().union(pair, *touching)]
    return found


@pytest.fixture
def candidates(make_article):
    """A candidate for each text, the best first, of a corpus in which they are the articles."""

    def make(*texts):
        made = [make_article(text, name=f"{number}.txt") for number, text in enumerate(texts)]
        found = Reprints.find(made)
        passages = [passage for article in made for passage in split_article(article)]
        table = SentenceTable(passages)
        return [
            Candidate(p, 1.0, 0.9, 1.0, 0.9, 1.0, readings, [0.9] * len(readings), found.of(p.article))
            for p, (_, readings) in zip(passages, map(table.of, range(len(passages))), strict=True)
        ]

    return make


def test_the_better_passage_stands_for_its_reprints(candidates):
    found = candidates(LED, MASKS, BRIDGE)
    assert list(said_once(found)) == [found[0], found[1]]
    assert list(said_once(found[::-1])) == [found[2], found[1]]


def test_passages_of_one_article_and_articles_that_only_resemble_each_other_all_stay(candidates):
    found = candidates(MONDAY, TUESDAY)
    assert list(said_once([*found, *found])) == [*found, *found]


def test_a_search_shows_a_reprinted_text_once_and_names_where_else_it_stands(articles, tmp_path):
    made = articles(BRIDGE, MASKS, TRADITIONAL, LED)
    passages = [passage for article in made for passage in split_article(article)]
    built = Retriever.build(passages, BigramEncoder())
    built.save(tmp_path)
    for retriever in (built, Retriever.load(tmp_path, passages, BigramEncoder())):
        hits = retriever.search(retriever.query("永兴县修了几座桥？"), k=5)
        first, *others = hits
        assert first.passage.article in (made[0], made[2], made[3])
        assert {first.passage.article.id, *(r.id for r in first.reprints)} == {"0.txt#1", "2.txt#1", "3.txt#1"}
        assert [hit.passage.article.id for hit in others] == ["1.txt#1"]
        assert others[0].reprints == ()
