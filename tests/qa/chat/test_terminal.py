"""What a terminal shows of an answer: the quote as it is, and nothing that could steer the terminal."""

import unicodedata
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answer import Answer, Citation, Comparison, Reason, Row
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.chat.terminal import answer_text, figures_table, hits_text, unmatched_text
from qa.retrieval.filters import Selection, parse_filters
from qa.retrieval.hits import Hit, Passage


def passage_of(text, title=""):
    article = Article("b#1", title, "", "", "", None, "", None, SourceFile("b", text, "", "utf-8"), ())
    return Passage(article, 0, len(text), Reading.of_spans(text, [Span(0, len(text))]))


def answer_in(text, start, end, title=""):
    citation = Citation(1, passage_of(text, title), 0, len(text), start, end, score=1.0)
    return Answer("?", "?", "zh", True, citation.answer, (citation,), None)


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("zh", "没有一篇报道符合筛选条件\n日期：2022-01-01 至 2022-02-01\n地点：\\x1b[2J\n另有 4 篇没有印全日期"),
        (
            "en",
            "No article fits the filters\nDates: 2022-01-01 to 2022-02-01\nPlace: \\x1b[2J\nArticles without",
        ),
    ],
)
def test_the_filters_to_blame_are_named_once_and_steer_no_terminal(language, printed):
    filters = parse_filters({"since": "2022-01-01", "until": "2022-02-01", "place": "\x1b[2J"})
    selection = Selection(filters, 0, 4, ("since", "until", "place"), "", np.arange(0))
    assert unmatched_text(selection, language).startswith(printed)
    answer = Answer("?", "?", language, False, None, (), Reason.FILTER_MATCHES_NOTHING, selection=selection)
    assert answer_text(answer, bold=False).splitlines()[2:] == unmatched_text(selection, language).splitlines()[1:]


def test_answer_is_bold_in_its_quote_where_asked_for():
    answer = answer_in("邵阳复工企业1330家,\n返岗109431人", 6, 11)
    shown = "1330家\n\n[1] 邵阳复工企业\x1b[1m1330家\x1b[0m,返岗109431人\n    b:0-22"
    assert answer_text(answer, bold=True) == shown
    assert answer_text(answer, bold=False) == shown.replace("\x1b[1m", "").replace("\x1b[0m", "")


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "同文另见1处： 《\\x07报》 3月10日"), ("en", "Also printed in 1 more: 《\\x07报》 3月10日")],
)
def test_under_a_citation_stands_where_else_it_is_printed(language, said):
    answer = answer_in("甲乙", 0, 1)
    reprint = replace(answer.citations[0].article, source="《\x07报》", date_text="3月10日")
    reprinted = replace(answer, language=language, citations=(replace(answer.citations[0], reprints=(reprint,)),))
    assert answer_text(reprinted, bold=False) == f"甲\n\n[1] 甲乙\n    b:0-2\n    {said}"


def test_control_characters_are_shown_as_escapes():
    shown = answer_text(answer_in("甲\x1b[31m乙\x07\x9b丙", 0, 1, "\x1b[2J题"), bold=False)
    assert shown == "甲\n\n[1] 甲\\x1b[31m乙\\x07\\x9b丙\n    \\x1b[2J题 · b:0-10"


@given(st.text(min_size=1))
def test_no_article_can_steer_the_terminal(text):
    shown = hits_text([Hit(passage_of(text, title=text), 1.0, None, None)])
    assert [char for char in shown if unicodedata.category(char) == "Cc" and char not in "\n\t"] == []


def test_figures_stand_in_columns_under_their_heads():
    table = figures_table({"all": {"n": 3, "R@1": 2 / 3}, "kind who": {"n": 1, "R@1": None}})
    assert table.splitlines() == [
        "                               n           R@1",
        "all                            3         0.667",
        "kind who                       1             -",
    ]


def test_figures_stand_side_by_side_behind_the_first_citation_by_the_numbers_of_theirs(archive):
    shown = answer_text(archive.ask("各地有多少家企业复工？"), bold=False).split("\n\n")
    assert shown[0] == "1330家"
    assert shown[1].startswith("[1] 截至11月15日,邵阳市规上工业复工复产企业1330家")
    assert shown[2].splitlines() == [
        "各处的数字：逐字照录，不相加，不平均",
        "各报说法不一",
        "日期      地点    数字",
        "11月15日  邵阳市  1330家  [1]",
        "未写明    全市    1049户  [2]",
        "3月10日   未写明  第2段   [4]",
    ]
    assert [part[:3] for part in shown[3:]] == ["[2]", "[3]", "[4]"]
    english = answer_text(archive.ask("How many in each place?"), bold=False)
    assert "Reports differ\nDate        Place       Figure\n11月15日    邵阳市      1330家  [1]\n" in english


@given(st.text(), st.text(), st.text())
def test_no_row_can_steer_the_terminal_or_take_two_lines(date, place, figure):
    answer = answer_in("邵阳复工企业1330家", 6, 11)
    rows = (Row(date, place, figure, *answer.citations),) * 2
    table = answer_text(replace(answer, comparison=Comparison(rows, differ=False)), bold=False).split("\n\n")[-1]
    assert table.count("\n") == 3
    assert [char for char in table if unicodedata.category(char) == "Cc" and char != "\n"] == []
