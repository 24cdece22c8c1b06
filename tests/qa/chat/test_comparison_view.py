"""The table of figures, read back from its HTML."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answer import Comparison, Row
from qa.answers.references import Style
from qa.chat.citation_view import STYLES, quoted_with_reference
from qa.chat.clippings.clipping import pin_of
from qa.chat.comparison_view import render_comparison
from qa.chat.conversation import Turn
from qa.chat.markup import as_shown
from qa.chat.rendering import render_turn
from qa.chat.wording import EN, WORDINGS, ZH

QUESTIONS = {"zh": "各地有多少家企业复工？", "en": "How many in each place?"}


@pytest.fixture
def turn(archive, parse):
    """The page's HTML for a question, parsed."""
    return lambda question, number=1: parse(render_turn(Turn(number, question, archive.ask(question))))


@pytest.mark.parametrize("language", WORDINGS)
def test_every_row_says_date_place_figure_quote_and_source(turn, language):
    words, clip = WORDINGS[language].comparison, WORDINGS[language].clip
    same = f"全市经济社会发展按下「快进键」{clip}"
    html = turn(QUESTIONS[language])
    heads = [words.date, words.place, words.figure, words.quote, words.source]
    assert html.texts("th", scope="col", role="columnheader") == heads
    cells = html.texts("td", role="cell")
    assert [cells[n : n + 5] for n in range(0, len(cells), 5)] == [
        [
            "11月15日",
            "邵阳市",
            "1330家",
            "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人",
            f"1全流程贴心服务全方位助企纾困新湖南客户端{clip}",
        ],
        [words.unstated, "全市", "1049户", "全市1049户规模工业企业", f"2{same}"],
        ["3月10日", words.unstated, "第2段", "第2段写的是别的事情，与问题无关", f"4{same}"],
    ]
    assert html.texts("caption") == [words.caption + words.differ]
    assert [text for tag, attributes, text in html.elements if tag == "mark"][1:4] == ["1330家", "1049户", "第2段"]


def test_that_reports_differ_is_said_only_where_they_do(archive, parse):
    answer = archive.ask(QUESTIONS["zh"])
    agreeing = replace(answer.comparison, differ=False)
    html = parse(render_comparison(Turn(1, answer.question, answer), agreeing, ZH))
    assert html.texts("caption") == [ZH.comparison.caption]


def test_the_table_stands_behind_the_answer_and_what_it_shows_is_not_listed_again(turn):
    html = turn(QUESTIONS["zh"])
    order = [attributes.get("class") or tag for tag, attributes, _ in html.elements]
    assert order.index("answer") < order.index("certainty") < order.index("table") < order.index("further")
    assert html.texts("blockquote", "quote") == [
        "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人",
        "前三季度16项指标中,邵阳市有12项增速高于全省",
    ]


def test_no_comparison_is_no_table(turn):
    assert turn("邵阳有多少家企业复工？").texts("table") == []


def test_each_row_has_a_button_that_leads_to_its_quote(turn):
    html = turn(QUESTIONS["zh"], 7)
    at = next(n for n, (tag, _, _) in enumerate(html.elements) if tag == "tbody")
    buttons = [attributes for _, attributes, _ in html.elements[at:] if attributes.get("data-event") == "show"][:3]
    assert [(b["data-turn"], b["data-number"]) for b in buttons] == [("7", "1"), ("7", "2"), ("7", "4")]
    assert buttons[2]["aria-label"] == "在原文中查看引文 4：全市经济社会发展按下「快进键」"


def test_each_row_can_be_clipped(archive, parse):
    answer = archive.ask(QUESTIONS["zh"])
    turn = Turn(1, answer.question, answer)
    html = parse(render_comparison(turn, answer.comparison, ZH))
    pins = [attributes["data-pin"] for _, attributes, _ in html.elements if attributes.get("data-event") == "pin"]
    assert pins == [pin_of(turn, row.citation) for row in answer.comparison.rows]


def test_all_quotes_are_copied_with_their_references_at_once(archive, parse):
    answer = archive.ask(QUESTIONS["en"])
    html = parse(render_comparison(Turn(1, answer.question, answer), answer.comparison, EN))
    copies = {a["aria-label"]: a["data-text"] for _, a, _ in html.elements if a.get("data-event") == "copy"}
    assert list(copies) == [f"{EN.comparison.copy_all}: {name}" for name in STYLES.values()]
    quoted = [quoted_with_reference(row.citation, Style.CHICAGO) for row in answer.comparison.rows]
    assert copies[f"{EN.comparison.copy_all}: Chicago"].split("\n\n\n") == quoted


def test_hostile_text_stays_text(turn, newspaper):
    html = turn("各地陷阱")
    cells = html.texts("td")
    assert [cells[n : n + 4] for n in range(0, len(cells), 5)] == [
        [text, text, text, text.strip()] for text in newspaper.hostile
    ]
    assert {tag for tag, _, _ in html.elements}.isdisjoint({"script", "img", "i", "a"})


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_whatever_a_row_says_is_shown_to_the_letter(newspaper, parse, date, place, figure):
    citation = newspaper.cite(newspaper.hengyang, 1, "全市1049户规模工业企业", "1049户")
    row = Row(date, place, figure, citation)
    html = parse(render_comparison(Turn(1, "？"), Comparison((row, row), differ=False), ZH))
    assert html.texts("td")[:3] == [as_shown(date), as_shown(place), as_shown(figure)]
