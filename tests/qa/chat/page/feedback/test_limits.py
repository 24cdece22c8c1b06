"""Readers' verdicts in a real browser: narrow screens, files that cannot be written, browsers that make things up."""

import pytest
from playwright.sync_api import expect

from qa.answers.opinions import read_opinions
from qa.chat.inputs import MAX_REMARK
from qa.chat.wording import EN, ZH

QUESTION = "邵阳有多少家企业复工？"


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_on_a_narrow_screen_it_fits_and_every_target_is_large_enough(url, visit, ask, locale):
    page = visit(url, locale=locale, width=390)
    turn = ask(page, "岳阳？" if locale == "zh-CN" else "Yueyang?")
    words = ZH if locale == "zh-CN" else EN
    turn.get_by_role("button", name=words.wrong_silence, exact=True).click()
    turn.get_by_role("textbox").fill("长" * 300)
    wide = "all => all.filter(e => e.getBoundingClientRect().right > 390.5).map(e => e.outerHTML.slice(0, 80))"
    assert page.locator("#desk *").evaluate_all(wide) == []
    boxes = [button.bounding_box() for button in turn.locator(".opinion").get_by_role("button").all()]
    assert len(boxes) == 3
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes)


def test_a_file_that_cannot_be_written_is_one_message_and_the_rest_works(serve, visit, ask, newspaper, tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")
    page = visit(serve(newspaper.archive, feedback=tmp_path / "data" / "feedback.jsonl"))
    turn = ask(page, QUESTION)
    turn.get_by_role("button", name=ZH.right_answer, exact=True).click()
    expect(turn.locator(".opinion").get_by_role("status")).to_have_text(ZH.not_noted)
    expect(turn.get_by_role("button", name=ZH.right_answer, exact=True)).to_have_attribute("aria-pressed", "false")
    expect(turn.locator(".answer")).to_have_text("1330家")
    expect(ask(page, "衡阳？")).to_have_attribute("data-state", "answered")


def test_what_a_browser_makes_up_is_not_kept(url, visit, ask, kept):
    page = visit(url)
    turn = ask(page, QUESTION)
    button = turn.get_by_role("button", name=ZH.right_answer, exact=True)
    button.evaluate("button => { button.dataset.turn = 7; button.dataset.question = 'made up'; }")
    button.click()
    button.evaluate("button => { button.dataset.turn = 1; button.dataset.verdict = 'perfect'; }")
    button.click()
    expect(page.get_by_text("verdict: expected one of right, wrong, withdrawn")).to_be_visible()
    assert not kept.exists()
    turn.get_by_role("button", name=ZH.wrong_answer, exact=True).click()
    turn.get_by_role("textbox").evaluate("field => field.removeAttribute('maxlength')")
    turn.get_by_role("textbox").fill("长" * (MAX_REMARK + 1))
    turn.get_by_role("button", name=ZH.send_remark, exact=True).click()
    expect(page.get_by_text(f"remark: {MAX_REMARK + 1} characters")).to_be_visible()
    assert [(o.question, o.verdict, o.remark) for o in read_opinions(kept).last] == [(QUESTION, "wrong", "")]


def test_nobody_is_asked_where_nothing_was_answered_or_nothing_is_kept(url, serve, visit, ask, newspaper):
    page = visit(url)
    expect(ask(page, "这里出错").locator(".opinion")).to_have_count(0)
    expect(ask(page, " ").locator(".opinion")).to_have_count(0)
    expect(ask(page, QUESTION).locator(".opinion")).to_have_count(1)
    page = visit(serve(newspaper.archive))
    expect(ask(page, QUESTION).locator(".opinion")).to_have_count(0)
