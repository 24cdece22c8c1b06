import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answer import Answer, Reason
from qa.chat.conversation import Turn
from qa.chat.filters_view import NO_CHOICES, filter_text, render_asked_under, render_filters, render_unmatched
from qa.chat.markup import as_shown
from qa.chat.places_view import render_places
from qa.chat.rendering import render_turn
from qa.chat.wording import EN, WORDINGS, ZH
from qa.errors import UsageError
from qa.retrieval.catalogue import Choices
from qa.retrieval.filters import FILTER_NAMES, parse_filters

CHOICES = Choices("2021-03-10", "2022-11-25", ("3月10日", "8日"), ("湖南日报",), ("邵阳市", "衡阳市"))
ALL = parse_filters({"since": "2022-11-01", "until": "2022-11-30", "on": "8日", "paper": "湖南日报", "place": "邵阳市"})
ANY_NAME = st.text(min_size=1, max_size=30) | st.text(st.sampled_from("<>&\"'`=/;#$ {}\\中"), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("filters", "name", "zh", "en"),
    [
        ({"place": "邵阳市"}, "place", "地点：邵阳市", "Place: 邵阳市"),
        ({"since": "2022-11-01"}, "since", "日期：2022-11-01 起", "Dates: from 2022-11-01"),
        ({"until": "2022-11-01"}, "until", "日期：2022-11-01 止", "Dates: until 2022-11-01"),
        (
            {"since": "2022-11-01", "until": "2022-11-30"},
            "until",
            "日期：2022-11-01 至 2022-11-30",
            "Dates: 2022-11-01 to 2022-11-30",
        ),
        ({"on": "3月10日"}, "on", "印出的日期：3月10日", "Date as printed: 3月10日"),
    ],
)
def test_a_filter_in_words(filters, name, zh, en):
    assert [filter_text(name, parse_filters(filters), wording) for wording in (ZH, EN)] == [zh, en]


@pytest.mark.parametrize("wording", [ZH, EN])
def test_each_filter_is_a_chip_that_leads_to_its_field_and_one_that_removes_it(parse, wording):
    html = parse(render_filters(ALL, CHOICES, wording))
    buttons = [(found["data-event"], found.get("data-field"), found.get("data-without")) for found in _buttons(html)]
    assert buttons == [
        ("edit", "since", None),
        ("filter", None, "since until"),
        ("edit", "on", None),
        ("filter", None, "on"),
        ("edit", "paper", None),
        ("filter", None, "paper"),
        ("edit", "place", None),
        ("filter", None, "place"),
        ("filter", None, None),  # the form's own
    ]
    said = filter_text("place", ALL, wording)
    assert _buttons(html)[6]["aria-label"] == wording.filters.change.format(filter=said)
    assert _buttons(html)[7]["aria-label"] == wording.filters.remove.format(filter=said)


def test_the_form_holds_what_is_given_and_offers_what_there_is(parse):
    html = parse(render_filters(ALL, CHOICES, ZH))
    assert [(f["name"], f["value"]) for tag, f, _ in html.elements if tag == "input"] == [
        ("since", "2022-11-01"),
        ("until", "2022-11-30"),
        ("place", "邵阳市"),
    ]
    assert [f["value"] for tag, f, _ in html.elements if tag == "option" and "selected" in f] == ["8日", "湖南日报"]
    assert [f["value"] for tag, f, text in html.elements if tag == "option" and not text] == ["邵阳市", "衡阳市"]
    assert html.texts("label") == ["从", "到", "印出的日期", "报纸", "地点"]
    assert html.texts("select") == ["不限3月10日8日", "不限湖南日报"]


def test_only_what_the_articles_hold_can_be_filtered_by(parse):
    assert render_filters(None, NO_CHOICES, ZH) == ""
    html = parse(render_filters(None, Choices("", "", (), ("湖南日报",), ()), ZH))
    assert html.texts("label") == ["报纸"]
    assert html.texts("ul") == []


def test_what_is_wrong_is_said_in_the_form_and_it_stays_open(parse):
    html = parse(render_filters(None, CHOICES, EN, wrong=True))
    assert html.texts("p", role="alert") == [EN.filters.wrong]
    assert html.texts("details", open="") or any("open" in f for tag, f, _ in html.elements if tag == "details")
    assert not any("open" in f for tag, f, _ in parse(render_filters(None, CHOICES, EN)).elements if tag == "details")


@given(ANY_NAME, ANY_NAME, st.sampled_from([ZH, EN]))
def test_any_name_is_shown_to_the_letter(parse, paper, place, wording):
    try:
        filters = parse_filters({"paper": paper, "place": place})
    except UsageError:
        return
    if filters is None:
        return
    html = parse(render_filters(filters, Choices("", "", (), (paper,), (place,)), wording))
    chips = [text for tag, found, text in html.elements if found.get("data-event") == "edit"]
    names = [name for name in FILTER_NAMES if name in filters.given]
    assert chips == [as_shown(filter_text(name, filters, wording)) for name in names]
    assert {tag for tag, _, _ in html.elements} <= set(
        "section div ul li button details summary form label input select option datalist".split()
    )


def test_a_turn_shows_the_filters_that_it_was_asked_under(archive, parse):
    filters = parse_filters({"since": "2022-01-01", "place": "邵阳市"})
    turn = Turn(1, "邵阳？", archive.ask("邵阳？", filters=filters), filters=filters)
    assert parse(render_turn(turn)).texts("div", "asked-under") == ["只问日期：2022-01-01 起地点：邵阳市"]
    dated = parse_filters({"since": "2022-01-01"})
    html = parse(render_asked_under(dated, archive.ask("邵阳？", filters=dated), ZH))
    assert html.texts("p", "undated") == [ZH.filters.undated.format(count=2)]
    assert render_asked_under(None, archive.ask("邵阳？"), ZH) == ""


@pytest.mark.parametrize("wording", WORDINGS.values())
def test_what_matched_nothing_is_named_with_a_button_that_asks_without_it(archive, parse, wording):
    filters = parse_filters({"since": "2030-01-01", "until": "2030-02-01", "place": "邵阳市", "paper": "<i>"})
    selection = archive.selection(filters)
    html = parse(render_unmatched(selection, 7, wording))
    assert [(b["data-event"], b["data-turn"], b["data-without"]) for b in _buttons(html)] == [
        ("without", "7", "since until"),
        ("without", "7", "paper"),
    ]
    assert html.texts("button") == [
        wording.filters.without.format(filter=filter_text(name, filters, wording)) for name in ("since", "paper")
    ]


def test_the_notice_of_a_filter_that_matched_nothing(archive, parse):
    filters = parse_filters({"place": "岳阳"})
    html = parse(render_turn(Turn(1, "邵阳？", archive.ask("邵阳？", filters=filters), filters=filters)))
    assert html.texts("h3")[0] == ZH.reasons[Reason.FILTER_MATCHES_NOTHING].headline
    assert html.texts("p", "missing") == []
    assert html.texts("ul", "unmatched") == ["去掉“地点：岳阳”再问"]


def test_a_place_that_was_understood_and_those_that_it_may_be_exchanged_for(archive, parse):
    answer = archive.ask("全市有多少家？")
    html = parse(render_turn(Turn(3, "全市有多少家？", answer)))
    assert html.texts("p", "understood") == ["地点“全市”理解为：衡阳市改问邵阳市<b>县</b>"]
    buttons = [b for b in _buttons(html) if b["data-event"] == "ask"]
    assert [(b["data-question"], b["data-turn"], b["aria-label"]) for b in buttons] == [
        ("邵阳市有多少家？", "3", "改问 邵阳市"),
        ("<i>有多少家？", "3", "改问 <b>县</b>"),
    ]
    english = archive.ask("How many in Hengyang?")
    html = parse(render_places(Turn(1, "How many in Hengyang?", english), english, EN))
    assert html.texts("button") == ["邵阳市 Shaoyang", "<b>县</b>"]


def test_nothing_is_said_where_the_place_is_written_as_in_the_articles(parse):
    answer = Answer("邵阳市？", "邵阳市？", "zh", False, None, (), Reason.FACT_NOT_STATED)
    assert parse(render_turn(Turn(1, "邵阳市？", answer))).texts("p", "understood") == []


def _buttons(html):
    return [found for tag, found, _ in html.elements if tag == "button"]
