"""Filters and places in a real browser: set, changed, taken away, asked under and asked without."""

import pytest
from playwright.sync_api import expect

from qa.answers.answer import Reason
from qa.chat.filters_view import filter_text
from qa.chat.permalinks import question_link
from qa.chat.wording import EN, ZH
from qa.retrieval.filters import parse_filters

QUESTION = "邵阳有多少家企业复工？"


@pytest.fixture
def url(serve, archive) -> str:
    """A chat over an archive of the test's own, whose filters nobody else has set."""
    return serve(lambda: archive)


def open_form(page, wording=ZH):
    page.locator("#filters").get_by_text(wording.filters.edit).click()


def put(page, wording=ZH, **values):
    """Fill the form in and send it with its button."""
    open_form(page, wording)
    for name, value in values.items():
        field = page.locator("#filters").get_by_label(wording.filters.names[name], exact=True)
        if name in ("on", "paper"):
            field.select_option(value)
        else:
            field.fill(value)
    page.get_by_role("button", name=wording.filters.apply, exact=True).click()


def chips(page):
    return page.locator("#filters li button:first-child")


@pytest.mark.parametrize(("locale", "wording"), [("zh-CN", ZH), ("en-GB", EN)])
@pytest.mark.parametrize("width", [1280, 390])
def test_filters_hold_for_the_next_question_and_can_be_changed_and_removed(
    url, visit, ask, archive, locale, wording, width
):
    page = visit(url, locale=locale, width=width)
    put(page, wording, place="Shaoyang", on="2022-11-21")
    understood = parse_filters({"on": "2022-11-21", "place": "邵阳市"})
    expect(chips(page)).to_have_text([filter_text(name, understood, wording) for name in ("on", "place")])
    expect(page.get_by_role("textbox", name=wording.question)).to_be_focused()
    turn = ask_in(page, wording, QUESTION)
    expect(turn.locator(".asked-under li")).to_have_text([filter_text(n, understood, ZH) for n in ("on", "place")])
    assert archive.filters[-1] == understood
    page.get_by_role(
        "button", name=wording.filters.remove.format(filter=filter_text("on", understood, wording))
    ).click()
    expect(chips(page)).to_have_text([filter_text("place", understood, wording)])
    page.get_by_role(
        "button", name=wording.filters.change.format(filter=filter_text("place", understood, wording))
    ).click()
    field = page.get_by_label(wording.filters.names["place"], exact=True)
    expect(field).to_be_focused()
    field.fill("衡阳")
    page.keyboard.press("Enter")
    expect(chips(page)).to_have_text([filter_text("place", parse_filters({"place": "衡阳"}), wording)])
    assert page.evaluate("document.documentElement.scrollWidth") == width


def ask_in(page, wording, question):
    number = page.locator("#conversation article").count() + 1
    page.get_by_role("textbox", name=wording.question).fill(question)
    page.keyboard.press("Enter")
    turn = page.locator(f"#turn-{number}")
    expect(turn).not_to_have_attribute("data-state", "pending")
    return turn


def test_a_filter_that_matches_nothing_says_so_and_is_asked_without(url, visit, archive, texts):
    page = visit(url)
    put(page, place="岳阳", paper="新湖南客户端")
    expect(chips(page)).to_have_count(2)
    turn = ask_in(page, ZH, QUESTION)
    expect(turn).to_have_attribute("data-state", "unanswered")
    expect(turn.locator(".notice h3")).to_have_text(ZH.reasons[Reason.FILTER_MATCHES_NOTHING].headline)
    assert texts(page, "#turn-1 .quote") == []
    turn.get_by_role("button", name="去掉“地点：岳阳”再问").click()
    again = page.locator("#turn-2")
    expect(again).to_have_attribute("data-state", "answered")
    assert archive.filters[-1] == parse_filters({"paper": "新湖南客户端"})
    assert texts(page, "#turn-2 .question") == [QUESTION]
    assert texts(page, "#turn-2 .asked-under li") == ["报纸：新湖南客户端"]
    expect(chips(page)).to_have_text(["报纸：新湖南客户端"])


def test_days_that_do_not_follow_each_other_are_no_filter(url, visit):
    page = visit(url)
    put(page, since="2022-11-02", until="2022-11-01")
    expect(page.locator("#filters").get_by_role("alert")).to_have_text(ZH.filters.wrong)
    expect(chips(page)).to_have_count(0)
    expect(page.get_by_label(ZH.filters.names["since"], exact=True)).to_be_focused()


def test_a_range_of_days_says_how_many_articles_print_no_full_date(url, visit):
    page = visit(url)
    put(page, since="2022-11-01")
    expect(chips(page)).to_have_count(1)
    turn = ask_in(page, ZH, QUESTION)
    expect(turn.locator(".undated")).to_have_text(ZH.filters.undated.format(count=2))


def test_the_form_is_used_with_the_keyboard_alone(url, visit):
    page = visit(url)
    page.locator("#filters summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label(ZH.filters.names["paper"], exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("邵阳")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=ZH.filters.apply, exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(chips(page)).to_have_text(["报纸：《${报}》".replace("《", "").replace("》", ""), "地点：邵阳市"])
    page.locator("#filters summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label(ZH.filters.names["place"], exact=True).focus()
    page.keyboard.press("Escape")
    expect(page.get_by_label(ZH.filters.names["place"], exact=True)).to_be_hidden()
    expect(page.locator("#filters summary")).to_be_focused()


def test_what_is_typed_into_a_filter_is_shown_to_the_letter_and_never_run(url, visit, texts):
    page, place = visit(url), "<img src=x onerror='window.hacked = 1'> ${window.hacked = 1} {{value}}"
    put(page, place=place)
    expect(chips(page)).to_have_text([f"地点：{place}"])
    ask_in(page, ZH, QUESTION)
    assert texts(page, "#turn-1 .asked-under li") == [f"地点：{place}"]
    assert texts(page, "#turn-1 .unmatched button") == [f"去掉“地点：{place}”再问"]
    assert page.evaluate("window.hacked") is None
    expect(page.locator("#desk img")).to_have_count(0)


def test_a_link_to_a_question_brings_its_filters(url, visit, texts):
    filters = parse_filters({"since": "2022-01-01", "place": "邵阳市"})
    page = visit(url + question_link(QUESTION, filters), turns=1)
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    assert texts(page, "#turn-1 .asked-under li") == ["日期：2022-01-01 起", "地点：邵阳市"]
    expect(chips(page)).to_have_text(["日期：2022-01-01 起", "地点：邵阳市"])


def test_the_filters_change_their_language_with_the_page(url, visit):
    page = visit(url)
    put(page, place="邵阳")
    expect(chips(page)).to_have_text(["地点：邵阳市"])
    page.get_by_role("button", name="English").click()
    expect(chips(page)).to_have_text(["Place: 邵阳市"])


@pytest.mark.parametrize("width", [1280, 390])
def test_the_place_that_was_understood_is_shown_and_exchanged(url, visit, ask, archive, texts, width):
    page = visit(url, width=width, focus=False)
    put(page, paper="新湖南客户端")
    expect(chips(page)).to_have_count(1)
    turn = ask_in(page, ZH, "全市有多少家企业复工？")
    assert texts(page, "#turn-1 .place > span:first-child") == ["地点“全市”理解为：衡阳市"]
    page.locator("#filters .remove").click()
    expect(chips(page)).to_have_count(0)
    turn.get_by_role("button", name="改问 邵阳市").press("Enter")
    expect(page.locator("#turn-2")).to_have_attribute("data-state", "answered")
    assert texts(page, "#turn-2 .question") == ["邵阳市有多少家企业复工？"]
    assert archive.filters[-1] == parse_filters({"paper": "新湖南客户端"})  # those of the turn, not of the box
    expect(page.locator("#turn-2 .place")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_target_is_large_enough_and_nothing_sticks_out(url, visit, scheme, width):
    page = visit(url, scheme=scheme, width=width)
    put(page, place="岳阳", since="2022-11-01")
    expect(chips(page)).to_have_count(2)
    ask_in(page, ZH, "全市有多少家企业复工？")
    open_form(page)
    small = "all => all.filter(e => e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
    assert page.locator("#filters :is(button, summary, input, select), .unmatched button").evaluate_all(small) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    box = page.locator("#composer").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 861
