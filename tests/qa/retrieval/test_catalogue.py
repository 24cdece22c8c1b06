"""Which articles filters let in, and which filter is to blame where it is none."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.catalogue import Catalogue, Choices
from qa.retrieval.filters import FILTER_NAMES, parse_filters
from qa.retrieval.passages import split_article
from qa.retrieval.place_table import PlaceTable
from qa.retrieval.tokens import words

# Text, paper, full date, date as printed.
ARTICLES = (
    ("邵阳市企业复工。", "新湖南客户端、《湖南日报》", date(2022, 11, 21), "2022年11月21日"),
    ("邵阳县修路。", "湖南日报", date(2022, 11, 25), "2022-11-25"),
    ("衡阳市修桥。", "《衡阳日报》", None, "3月10日"),
    ("祥光社区发放口罩。", "", None, "8日"),
    ("株洲市修路。", "", date(2021, 3, 10), "2021年3月10日"),
    ("天气晴。", "", None, ""),
)


@pytest.fixture(scope="module")
def catalogue(make_article):
    made = [
        replace(make_article(text, name=f"{number}.txt"), source=source, published=published, date_text=printed)
        for number, (text, source, published, printed) in enumerate(ARTICLES)
    ]
    passages = [passage for article in made for passage in split_article(article)]
    return Catalogue(passages, PlaceTable.build(passages, [words(passage.text) for passage in passages], {}))


@pytest.mark.parametrize(
    ("filters", "inside"),
    [
        ({"since": "2022-11-21"}, [0, 1]),
        ({"until": "2022-11-21"}, [0, 4]),
        ({"since": "2022-11-22", "until": "2022-11-25"}, [1]),
        ({"on": "2022-11-21"}, [0]),
        ({"on": "2022年11月21日"}, [0]),
        ({"on": "11月21日"}, [0]),
        ({"on": "3月10日"}, [2, 4]),  # in any year, printed or not
        ({"on": "03月10号"}, [2, 4]),
        ({"on": "8日"}, [3]),  # letter by letter
        ({"paper": "湖南日报"}, [0, 1]),
        ({"paper": "《湖南日報》"}, [0, 1]),
        ({"paper": "新湖南客户端"}, [0]),
        ({"place": "邵阳"}, [0]),
        ({"place": "邵阳县"}, [1]),
        ({"place": "Hengyang"}, [2]),
        ({"place": "祥光社区"}, [3]),
        ({"place": "邵阳", "paper": "湖南日报", "since": "2022-11-21"}, [0]),
    ],
)
def test_filters_let_in_what_fits_all_of_them(catalogue, filters, inside):
    selection = catalogue.select(parse_filters(filters))
    assert selection.passages.tolist() == inside  # each article is one passage
    assert (selection.articles, selection.unmatched) == (len(inside), ())


@pytest.mark.parametrize(
    ("filters", "unmatched", "undated"),
    [
        ({"place": "长沙"}, ("place",), 0),
        ({"paper": "日报"}, ("paper",), 0),  # a part of a name is another name
        ({"on": "2022-03-10"}, ("on",), 0),  # the article that prints 3月10日 prints no year
        ({"since": "2023-01-01"}, ("since",), 3),
        ({"since": "2022-11-22", "until": "2022-11-24", "place": "邵阳"}, ("since", "until"), 0),
        ({"place": "长沙", "paper": "人民日报", "until": "2023-01-01"}, ("paper", "place"), 0),
        ({"place": "衡阳", "paper": "湖南日报"}, ("paper", "place"), 0),  # each fits something, both nothing
        ({"place": "衡阳", "since": "2020-01-01"}, ("since", "place"), 1),
    ],
)
def test_where_nothing_fits_it_is_told_what_is_to_blame(catalogue, filters, unmatched, undated):
    selection = catalogue.select(parse_filters(filters))
    assert (selection.articles, selection.passages.tolist()) == (0, [])
    assert (set(selection.unmatched), selection.undated) == (set(unmatched), undated)


def test_a_range_of_days_says_how_many_articles_print_no_full_date(catalogue):
    assert catalogue.select(parse_filters({"since": "2022-01-01"})).undated == 3
    assert catalogue.select(parse_filters({"since": "2022-01-01", "paper": "湖南日报"})).undated == 0
    assert catalogue.select(parse_filters({"on": "3月10日"})).undated == 0


def test_the_place_that_was_understood_is_told(catalogue):
    understood = {
        typed: catalogue.select(parse_filters({"place": typed})).place for typed in ("邵陽", "Hengyang", "长沙")
    }
    assert understood == {"邵陽": "邵阳市", "Hengyang": "衡阳市", "长沙": ""}


def test_what_there_is_to_filter_by(catalogue):
    assert catalogue.choices() == Choices(
        first="2021-03-10",
        last="2022-11-25",
        dates=("2021-03-10", "2022-11-21", "2022-11-25", "3月10日", "8日"),
        papers=("湖南日报", "新湖南客户端", "衡阳日报"),
        places=("株洲市", "衡阳市", "邵阳县", "邵阳市"),
    )


VALUES = {
    "since": ["2021-01-01", "2022-11-22"],
    "until": ["2022-11-21", "2023-01-01"],
    "on": ["3月10日", "8日", "2022-11-21", "9月9日"],
    "paper": ["湖南日报", "衡阳日报", "人民日报"],
    "place": ["邵阳", "邵阳县", "衡阳", "长沙"],
}


@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(VALUES[name]) for name in FILTER_NAMES}))
def test_all_filters_let_in_what_each_of_them_does(catalogue, given_filters):
    if not given_filters or given_filters.get("since", "") > given_filters.get("until", "9"):
        return
    selection = catalogue.select(parse_filters(given_filters))
    ranges = {name: value for name, value in given_filters.items() if name in ("since", "until")}
    parts = [ranges, *({n: v} for n, v in given_filters.items() if n not in ranges)]
    each = [set(catalogue.select(parse_filters(part)).passages.tolist()) for part in parts if part]
    assert set(selection.passages.tolist()) == set.intersection(*each)
    assert bool(selection.unmatched) == (not selection.articles)
    assert set(selection.unmatched) <= set(given_filters)
