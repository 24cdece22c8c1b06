"""What a terminal shows of an answer: the quote as it is, and nothing that could steer the terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answer import Answer, Citation
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.chat.terminal import answer_text, figures_table, hits_text
from qa.retrieval.hits import Hit, Passage


def passage_of(text, title=""):
    article = Article("b#1", title, "", "", "", None, "", None, SourceFile("b", text, "", "utf-8"), ())
    return Passage(article, 0, len(text), Reading.of_spans(text, [Span(0, len(text))]))


def answer_in(text, start, end, title=""):
    citation = Citation(1, passage_of(text, title), 0, len(text), start, end, score=1.0)
    return Answer("?", "?", "zh", True, citation.answer, (citation,), None)


def test_answer_is_bold_in_its_quote_where_asked_for():
    answer = answer_in("邵阳复工企业1330家,\n返岗109431人", 6, 11)
    shown = "1330家\n\n[1] 邵阳复工企业\x1b[1m1330家\x1b[0m,返岗109431人\n    b:0-22"
    assert answer_text(answer, bold=True) == shown
    assert answer_text(answer, bold=False) == shown.replace("\x1b[1m", "").replace("\x1b[0m", "")


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
