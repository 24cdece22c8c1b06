"""Suggested questions in a real browser: before the first question, and after each answer."""

import threading

import pytest
from playwright.sync_api import expect

from qa.chat.wording import EN, ZH

QUESTION = "邵阳有多少家企业复工？"
NEXT = "全市有多少家企业复工？"


def hints(page):
    return page.locator("#hints button:visible")


@pytest.mark.parametrize(("locale", "wording"), [("zh-CN", ZH), ("en-GB", EN)])
@pytest.mark.parametrize("width", [1280, 390])
def test_an_archive_without_examples_suggests_what_to_ask(url, visit, newspaper, texts, locale, wording, width):
    page = visit(url, locale=locale, width=width)
    expect(page.get_by_role("region", name=wording.examples)).to_be_visible()
    assert texts(page, "#hints button") == [QUESTION, newspaper.hostile[2]]
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.documentElement.scrollWidth") == width
    hints(page).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    assert texts(page, "#turn-1 .question") == [QUESTION]


def test_after_an_answer_come_questions_to_go_on_with_and_a_new_conversation_begins_anew(
    url, visit, ask, newspaper, texts
):
    page = visit(url)
    ask(page, QUESTION)
    expect(page.get_by_role("region", name=ZH.next_questions)).to_be_visible()
    assert texts(page, "#hints button") == [NEXT, newspaper.hostile[2]]
    hints(page).first.click()
    expect(page.locator("#turn-2")).to_have_attribute("data-state", "answered")
    expect(hints(page)).to_have_text([newspaper.hostile[2]])  # what has been asked is not suggested again
    ask(page, "岳阳？")
    expect(hints(page)).to_have_count(0)
    page.get_by_role("button", name=ZH.clear).click()
    expect(page.get_by_role("region", name=ZH.examples)).to_be_visible()
    assert page.evaluate("window.hacked") is None


def test_they_follow_the_conversation_as_it_stands_when_a_turn_is_taken_away_or_the_page_loaded_again(
    serve, visit, ask, archive
):
    page = visit(serve(lambda: archive))
    ask(page, QUESTION)
    ask(page, "岳阳？")
    expect(page.locator("#hints section")).to_have_count(0)
    page.locator("#turn-2").get_by_role("button", name=ZH.delete_question).click()
    expect(page.locator('#hints [data-after="1"] button').first).to_have_text(NEXT)
    page.reload()
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    expect(page.locator('#hints [data-after="1"] button').first).to_have_text(NEXT)
    page.locator("#turn-1").get_by_role("button", name=ZH.delete_question).click()
    expect(page.get_by_role("region", name=ZH.examples)).to_be_visible()


def test_they_change_their_language_with_the_page(url, visit, ask):
    page = visit(url)
    ask(page, QUESTION)
    expect(page.get_by_role("region", name=ZH.next_questions)).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("region", name=EN.next_questions)).to_be_visible()
    expect(hints(page).first).to_have_attribute("lang", "zh")
    expect(page.locator("#hints").get_by_text(EN.in_other_language)).to_be_visible()
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("region", name=ZH.next_questions)).to_be_visible()


def test_where_there_are_examples_nothing_else_is_suggested(serve, visit, newspaper, texts):
    page = visit(serve(newspaper.archive, examples={"zh": (QUESTION,)}))
    expect(page.get_by_role("button", name=QUESTION)).to_be_visible()
    assert texts(page, "#hints button") == []


def test_the_answer_and_the_next_question_wait_for_no_suggestion(serve, visit, ask, archive, gate, texts):
    looking, found = threading.Event(), archive.next_questions

    def slow(answer, earlier):
        looking.set()
        gate.wait(60)
        return found(answer, earlier)

    archive.next_questions = slow
    page = visit(serve(lambda: archive))
    ask(page, QUESTION)
    assert looking.wait(30)
    ask(page, "衡阳？")
    ask(page, QUESTION)
    assert texts(page, ".turn > .question") == [QUESTION, "衡阳？", QUESTION]
    gate.set()
    expect(page.locator('#hints [data-after="3"]')).to_be_visible()


def test_suggestions_that_cannot_be_made_take_nothing_away(serve, visit, ask, archive):
    def broken(*_):
        raise OSError("the disk is full")

    archive.suggestions = archive.next_questions = broken
    page = visit(serve(lambda: archive))
    expect(ask(page, QUESTION)).to_have_attribute("data-state", "answered")
    expect(page.locator("#hints button")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
