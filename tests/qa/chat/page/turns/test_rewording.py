"""Rewording a question in its place."""

import pytest
from playwright.sync_api import expect

from qa.chat.wording import EN, ZH

QUESTION = "邵阳有多少家企业复工？"
FOLLOW_UP = "那衡阳呢？"
HOSTILE = "陷阱 <img src=x onerror='window.hacked = 1'> ${window.hacked = 1} {{value}} \"'&amp; $x$ **粗**"


def tool(turn, name):
    return turn.get_by_role("button", name=name, exact=True)


def test_a_question_is_reworded_in_its_place_and_what_came_after_stays(url, visit, ask, texts):
    page = visit(url)
    for question in (QUESTION, FOLLOW_UP):
        ask(page, question)
    box = page.get_by_role("textbox")
    box.fill("还没写完")
    tool(page.locator("#turn-1"), ZH.edit_question).click()
    expect(box).to_be_focused()
    expect(box).to_have_value(QUESTION)
    expect(page.locator("#notes")).to_contain_text(ZH.rewording + QUESTION)
    box.fill("岳阳有多少家企业复工？")
    box.press("Enter")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "unanswered")
    expect(page.locator("#notes").get_by_text(ZH.rewording)).to_be_hidden()
    expect(box).to_have_value("还没写完")
    assert texts(page, ".question") == ["岳阳有多少家企业复工？", FOLLOW_UP]
    assert texts(page, "#turn-2 .understood") == [f"{ZH.understood_as}: 衡阳有多少家企业复工？"]
    assert texts(page, "#turn-2 .answer") == ["1049户"]
    expect(page.locator("#source mark")).to_have_count(0)


@pytest.mark.parametrize("way_out", ["Escape", "button"])
def test_rewording_can_be_left_and_changes_nothing(url, visit, ask, texts, way_out):
    page = visit(url, locale="en-US")
    ask(page, "How many enterprises resumed?")
    box = page.get_by_role("textbox")
    box.fill("A draft")
    tool(page.locator("#turn-1"), EN.edit_question).click()
    box.fill("Something else")
    if way_out == "Escape":
        box.press("Escape")
    else:
        page.get_by_role("button", name=EN.keep_question).click()
    expect(box).to_have_value("A draft")
    expect(tool(page.locator("#turn-1"), EN.edit_question)).to_be_focused()
    expect(page.locator("#notes").get_by_text(EN.rewording)).to_be_hidden()
    assert texts(page, ".question") == ["How many enterprises resumed?"]


def test_a_hostile_question_is_reworded_to_the_letter(url, visit, ask, texts, newspaper):
    page = visit(url)
    ask(page, HOSTILE)
    tool(page.locator("#turn-1"), ZH.edit_question).click()
    box = page.get_by_role("textbox")
    expect(box).to_have_value(HOSTILE)
    assert texts(page, "#notes .reworded") == [HOSTILE]
    box.press("End")
    box.press_sequentially("？")
    page.get_by_role("button", name=ZH.ask, exact=True).click()
    expect(page.locator("#turn-1 .question")).to_have_text(HOSTILE + "？")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    assert texts(page, "#turn-1 .quote") == [text.strip() for text in newspaper.hostile]
    assert page.evaluate("window.hacked") is None


def test_a_turn_that_is_deleted_while_it_is_reworded_leaves_the_box_as_it_was(url, visit, ask):
    page = visit(url)
    ask(page, QUESTION)
    box = page.get_by_role("textbox")
    box.fill("草稿")
    tool(page.locator("#turn-1"), ZH.edit_question).click()
    tool(page.locator("#turn-1"), ZH.delete_question).click()
    expect(page.locator("#turn-1")).to_have_count(0)
    expect(box).to_have_value("草稿")
    expect(page.locator("#notes").get_by_text(ZH.rewording)).to_be_hidden()


@pytest.mark.parametrize(("locale", "wording"), [("zh-CN", ZH), ("en-US", EN)])
def test_on_a_phone_nothing_sticks_out_while_a_long_question_is_reworded(url, visit, ask, locale, wording):
    page = visit(url, locale=locale, width=390)
    ask(page, "邵阳" * 100)
    tool(page.locator("#turn-1"), ZH.edit_question).click()
    expect(page.get_by_role("button", name=wording.keep_question)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    wide = "all => all.filter(e => e.getBoundingClientRect().right > 390.5).map(e => e.outerHTML.slice(0, 80))"
    assert page.locator("#desk *:not(.reworded)").evaluate_all(wide) == []
    small = "all => all.filter(b => b.getBoundingClientRect().height < 24).map(b => b.outerHTML)"
    assert page.locator(".copying button, #notes button, #ask").evaluate_all(small) == []


def test_enter_and_escape_of_an_input_method_neither_reword_nor_leave(url, visit, ask, texts):
    page = visit(url)
    ask(page, QUESTION)
    tool(page.locator("#turn-1"), ZH.edit_question).click()
    box = page.get_by_role("textbox")
    box.fill("")
    devtools = page.context.new_cdp_session(page)
    for key, shown in (("Escape", ""), ("Enter", "衡阳")):
        devtools.send("Input.imeSetComposition", {"text": "heng yang", "selectionStart": 9, "selectionEnd": 9})
        pressed = {"key": key, "code": key, "windowsVirtualKeyCode": 229}
        devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **pressed})
        devtools.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
        if shown:
            devtools.send("Input.insertText", {"text": shown})
        devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})
        expect(box).to_have_value(shown)
        expect(page.locator("#notes").get_by_text(ZH.rewording)).to_be_visible()
    assert texts(page, ".question") == [QUESTION]
    box.press("Enter")
    expect(page.locator("#turn-1 .question")).to_have_text("衡阳")
