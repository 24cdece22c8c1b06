"""What is there again when the page is loaded again."""

import pytest
from playwright.sync_api import expect

from qa.chat.page import build_chat
from qa.chat.permalinks import question_link, quote_link
from qa.chat.wording import EN, ZH

QUESTION = "邵阳有多少家企业复工？"
FOLLOW_UP = "那衡阳呢？"


@pytest.fixture
def url(serve, archive) -> str:
    """A chat of the test's own, so that its archive remembers this test alone."""
    return serve(lambda: archive)


def test_a_reload_shows_the_same_turns_with_their_follow_ups(url, tab, ask, archive, shown):
    page = tab(url)
    for question in (
        QUESTION,
        FOLLOW_UP,
        "陷阱 <img src=x onerror='window.hacked = 1'> ${window.hacked = 1} {{value}}",
    ):
        ask(page, question)
    before, asked = shown(page), len(archive.histories)
    page.reload()
    assert shown(page) == before
    assert before[1] == [f"{ZH.understood_as}: 衡阳有多少家企业复工？"]
    expect(page.locator("#source section")).to_have_attribute("data-turn", "3")
    assert page.evaluate("window.hacked") is None
    assert len(archive.histories) == asked  # answers that were given a moment ago are not computed again
    ask(page, "那长沙呢？")
    assert archive.histories[-1][:2] == [QUESTION, FOLLOW_UP]


def test_the_browser_keeps_questions_and_no_answers(url, tab, ask, stored):
    page = tab(url)
    for question in (QUESTION, FOLLOW_UP):
        ask(page, question)
    for store in ("localStorage", "sessionStorage"):
        kept = stored(page, store)
        ids = [turn.pop("id") for turn in kept["turns"]]
        assert len({*ids}) == 2
        assert kept.pop("id")
        assert kept == {
            "version": 1,
            "address": "",
            "turns": [
                {"question": QUESTION, "history": [], "filters": {}, "stopped": False},
                {"question": FOLLOW_UP, "history": [QUESTION], "filters": {}, "stopped": False},
            ],
            "verdicts": {},
        }


def test_filters_and_stopped_turns_are_as_they_were(slow, tab, ask, texts):
    url, _ = slow("慢")
    page = tab(url + "?place=邵阳市")
    expect(page.locator("#filters")).to_contain_text("地点：邵阳市")
    ask(page, QUESTION)
    page.get_by_role("textbox", name=ZH.question).fill("邵阳慢慢查")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-2")).to_have_attribute("data-state", "pending")
    page.get_by_role("button", name=ZH.stop, exact=True).click()
    expect(page.locator("#turn-2")).to_have_attribute("data-state", "stopped")
    page.goto(url)
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    expect(page.locator("#turn-2")).to_have_attribute("data-state", "stopped")
    assert texts(page, ".asked-under li") == ["地点：邵阳市"] * 2


def test_a_question_that_was_waiting_is_asked_again(slow, tab, gate):
    url, _ = slow("慢")
    page = tab(url)
    page.get_by_role("textbox").fill("邵阳慢慢查")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "pending")
    page.reload()
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "pending")
    page.get_by_role("button", name=ZH.stop, exact=True).click()
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "stopped")
    gate.set()


def test_a_follow_up_to_a_question_that_was_reworded_or_deleted_stays_what_it_was(url, tab, ask, archive, shown):
    page = tab(url)
    for question in (QUESTION, FOLLOW_UP):
        ask(page, question)
    page.locator("#turn-1").get_by_role("button", name=ZH.edit_question).click()
    page.get_by_role("textbox").fill("长沙有多少家企业复工？")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1 .question")).to_have_text("长沙有多少家企业复工？")
    before = shown(page)
    page.reload()
    assert shown(page) == before
    page.locator("#turn-1").get_by_role("button", name=ZH.delete_question).click()
    expect(page.locator(".turn")).to_have_count(1)
    page.reload()
    assert shown(page)[:2] == ([FOLLOW_UP], [f"{ZH.understood_as}: 衡阳有多少家企业复工？"])


def test_a_tab_that_is_opened_afterwards_begins_with_the_last_conversation(url, tab, ask, shown):
    first = tab(url)
    ask(first, QUESTION)
    first.close()
    page = tab(url)
    assert shown(page)[0] == [QUESTION]


def test_two_tabs_keep_their_conversations_apart(url, tab, ask, shown, empty):
    first = tab(url)
    ask(first, QUESTION)
    second = tab(url)
    assert shown(second)[0] == [QUESTION]
    ask(second, FOLLOW_UP)
    ask(first, "长沙？")
    for page, expected in ((first, [QUESTION, "长沙？"]), (second, [QUESTION, FOLLOW_UP])):
        page.reload()
        assert shown(page)[0] == expected
    second.get_by_role("button", name=ZH.clear).click()
    expect(second.locator(".turn")).to_have_count(0)
    second.reload()
    empty(second)
    first.reload()
    assert shown(first)[0] == [QUESTION, "长沙？"]


def test_a_new_conversation_clears_what_was_kept(url, tab, ask, questions, empty):
    page = tab(url)
    ask(page, QUESTION)
    page.get_by_role("button", name=ZH.clear).click()
    expect(page.locator(".turn")).to_have_count(0)
    assert (questions(page), questions(page, "sessionStorage")) == (None, [])
    page.reload()
    empty(page)
    empty(tab(url))


def test_the_last_turn_that_is_deleted_leaves_nothing_behind(url, tab, ask, questions):
    page = tab(url)
    turn = ask(page, QUESTION)
    turn.get_by_role("button", name=ZH.delete_question).click()
    expect(page.locator(".turn")).to_have_count(0)
    assert (questions(page), questions(page, "sessionStorage")) == (None, [])


def test_a_link_shows_its_question_alone_and_leaves_what_is_kept(url, tab, ask, shown, questions):
    first = tab(url)
    ask(first, QUESTION)
    linked = tab(url + question_link("衡阳？"))
    assert shown(linked)[0] == ["衡阳？"]
    ask(linked, "那邵阳呢？")
    assert questions(linked) == [QUESTION]
    linked.reload()
    assert shown(linked)[0] == ["衡阳？", "那邵阳呢？"]
    linked.get_by_role("button", name=ZH.clear).click()
    expect(linked.locator(".turn")).to_have_count(0)
    assert questions(linked) == [QUESTION]
    linked.goto(url + question_link("长沙？"))
    assert shown(linked)[0] == ["长沙？"]


def test_a_link_to_a_quote_is_shown_beside_the_turns_of_its_tab(url, tab, ask, archive, shown, questions):
    page = tab(url + quote_link(archive.ask(QUESTION).citations[0]))
    expect(page.locator("#source section")).to_have_attribute("data-turn", "0")
    ask(page, "衡阳？")
    page.reload()
    assert shown(page)[0] == ["衡阳？"]
    expect(page.locator("#source section")).to_have_attribute("data-turn", "0")
    assert questions(page) is None


def test_an_english_page_restores_in_english(url, tab, ask, shown):
    page = tab(url, locale="en-GB")
    ask(page, "How many enterprises resumed in Shaoyang?")
    page.reload()
    assert shown(page)[0] == ["How many enterprises resumed in Shaoyang?"]
    expect(page.get_by_role("button", name=EN.ask, exact=True)).to_be_visible()


def test_a_question_that_is_reworded_stays_under_its_filters(url, tab, ask, archive, texts):
    page = tab(url + "?place=邵阳市")
    expect(page.locator("#filters")).to_contain_text("地点：邵阳市")
    ask(page, QUESTION)
    page.get_by_role("button", name=ZH.filters.remove.format(filter="地点：邵阳市")).click()
    expect(page.locator("#filters")).not_to_contain_text("地点：邵阳市")
    for tool, question in ((ZH.edit_question, "邵阳复工了多少家？"), (ZH.retry_question, None)):
        asked = len(archive.filters)
        page.locator("#turn-1").get_by_role("button", name=tool).click()
        if question:
            page.get_by_role("textbox", name=ZH.question).fill(question)
            page.keyboard.press("Enter")
        expect(page.locator("#turn-1 .question")).to_have_text("邵阳复工了多少家？")
        expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
        assert texts(page, ".asked-under li") == ["地点：邵阳市"]
        assert [filters.place for filters in archive.filters[asked:]] == ["邵阳市"] * bool(question)


def test_a_tab_that_the_server_has_forgotten_goes_on_with_what_the_browser_kept(newspaper, tab, ask, shown):
    demo = build_chat(newspaper.archive)
    _, url, _ = demo.launch(prevent_thread_lock=True, quiet=True, state_session_capacity=1)
    try:
        page = tab(url)
        ask(page, QUESTION)
        page.evaluate("window.before = true")
        other = tab(url)  # the server has room for one
        other.get_by_role("button", name="English").click()
        page.get_by_role("textbox").fill(FOLLOW_UP)
        page.keyboard.press("Enter")
        expect(page.locator("#turn-2")).to_have_attribute("data-state", "answered")
        assert shown(page)[0] == [QUESTION, FOLLOW_UP]
        assert page.evaluate("window.before") is None
    finally:
        demo.close()
