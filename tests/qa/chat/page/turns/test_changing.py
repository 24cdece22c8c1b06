"""Stopping, asking again and deleting a turn, and the question that waits for the one before it."""

import pytest
from playwright.sync_api import expect

from qa.chat.wording import EN, ZH

QUESTION = "邵阳有多少家企业复工？"
FOLLOW_UP = "那衡阳呢？"


def tool(turn, name):
    return turn.get_by_role("button", name=name, exact=True)


def expect_all(page, selector, of_each, expected):
    """What is read of each element that fits comes to be exactly this.

    An older sight of the conversation that comes late stands on the page until the page has asked for a newer one.
    """
    script = f"""([selector, expected]) => {{
        const found = [...document.querySelectorAll(selector)].map({of_each});
        return JSON.stringify(found) === JSON.stringify(expected);
    }}"""
    page.wait_for_function(script, arg=[selector, expected])


def expect_states(page, expected):
    expect_all(page, ".turn", "turn => [turn.id, turn.dataset.state]", expected)


def expect_questions(page, expected):
    expect_all(page, ".question", "question => question.textContent", expected)


def a_question_that_waits(slow, visit):
    """The page on which it does so, as its first turn, and the box for the next one."""
    url, _ = slow("慢")
    page = visit(url)
    box = page.get_by_role("textbox")
    box.fill("邵阳慢慢查")
    box.press("Enter")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "pending")
    return page, box


def stays_unasked(page, gate, text):
    """The question that waits gets its answer, and what is in the box stays there."""
    gate.set()
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    page.wait_for_timeout(300)
    expect(page.get_by_role("textbox")).to_have_value(text)
    expect(page.locator(".turn")).to_have_count(1)


@pytest.mark.parametrize(("locale", "wording", "width"), [("zh-CN", ZH, 1280), ("en-GB", EN, 390)])
def test_a_question_that_is_stopped_says_so_and_the_page_is_free_at_once(
    slow, visit, ask, texts, gate, locale, wording, width
):
    url, archive = slow("Slowly")
    page = visit(url, locale=locale, width=width)
    page.get_by_role("textbox").fill("Slowly: how many in Shaoyang?")
    page.keyboard.press("Enter")
    turn = page.locator("#turn-1")
    expect(turn).to_have_attribute("data-state", "pending")
    expect(page.get_by_role("button", name=wording.ask, exact=True)).to_be_hidden()
    stop = page.get_by_role("button", name=wording.stop, exact=True)
    expect(stop).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    expect(turn).to_have_attribute("data-state", "stopped")
    expect(turn.locator(".notice")).to_have_text("".join(EN.stopped))  # the turn speaks as its question does
    expect(stop).to_be_hidden()
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(ask(page, QUESTION)).to_have_attribute("data-state", "answered")
    assert archive.answered == [QUESTION]
    gate.set()
    expect(ask(page, FOLLOW_UP)).to_have_attribute("data-state", "answered")
    assert "Slowly: how many in Shaoyang?" in archive.answered
    expect_states(page, [["turn-1", "stopped"], ["turn-2", "answered"], ["turn-3", "answered"]])
    tool(turn, EN.retry_question).click()
    expect(turn).to_have_attribute("data-state", "answered")
    assert texts(page, "#turn-1 .answer") == ["1330家"]


def test_a_question_can_be_stopped_before_there_is_an_archive_to_ask(serve, visit, ask, archive, gate):
    def opener():
        gate.wait(60)
        return archive

    page = visit(serve(opener), ready=False)
    ask_in(page, QUESTION)
    expect(page.locator("#turn-1 .pending")).to_have_text(ZH.loading)
    page.get_by_role("button", name=ZH.stop, exact=True).click()
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "stopped")
    gate.set()
    expect(ask(page, FOLLOW_UP)).to_have_attribute("data-state", "answered")
    expect_states(page, [["turn-1", "stopped"], ["turn-2", "answered"]])


def test_the_next_question_is_held_while_offers_are_looked_for_and_then_asked(slow, visit, gate):
    url, archive = slow("邵阳市")
    page = visit(url)
    box = page.get_by_role("textbox")
    box.fill("岳阳有多少家企业复工？")
    box.press("Enter")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "pending")
    expect(box).to_have_value("")
    box.fill(FOLLOW_UP)
    box.press("Enter")
    expect(page.get_by_text(ZH.held)).to_be_visible()
    expect(box).to_have_value(FOLLOW_UP)
    assert archive.answered == ["岳阳有多少家企业复工？"]
    gate.set()
    expect(page.locator("#turn-2")).to_have_attribute("data-state", "answered")
    expect(page.locator("#turn-1").get_by_role("button", name="邵阳市有多少家企业复工？")).to_be_visible()
    expect(page.get_by_text(ZH.held)).to_be_hidden()
    expect(box).to_have_value("")
    expect_questions(page, ["岳阳有多少家企业复工？", FOLLOW_UP])


def test_a_question_that_is_held_is_not_asked_while_it_is_still_being_written(slow, visit, gate):
    page, box = a_question_that_waits(slow, visit)
    box.press("Enter")  # nothing is held back where nothing was written
    expect(page.get_by_text(ZH.held)).to_be_hidden()
    box.press_sequentially("衡阳")
    box.press("Enter")
    expect(page.get_by_text(ZH.held)).to_be_visible()
    box.press_sequentially("呢")
    expect(page.get_by_text(ZH.held)).to_be_hidden()
    stays_unasked(page, gate, "衡阳呢")


def test_a_blank_that_comes_while_a_question_waits_is_neither_held_nor_asked(slow, visit, gate):
    page, box = a_question_that_waits(slow, visit)
    box.fill(" ")
    box.press("Enter")
    expect(page.get_by_text(ZH.held)).to_be_hidden()
    stays_unasked(page, gate, " ")


@pytest.mark.parametrize("question", ["衡阳？", " "])
def test_a_question_is_taken_the_moment_the_one_before_has_its_answer(url, visit, question):
    """Gradio is still busy with the one before, and takes no other."""
    page = visit(url)
    page.evaluate(
        """question => new MutationObserver((changes, observer) => {
            if (!document.querySelector("#turn-1[data-state=answered]")) return;
            observer.disconnect();
            const box = document.querySelector("#question textarea");
            box.value = question;
            box.dispatchEvent(new Event("input", { bubbles: true }));
            box.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true, cancelable: true }));
        }).observe(document.getElementById("conversation"), { childList: true, subtree: true })""",
        question,
    )
    page.get_by_role("textbox").fill("邵阳？")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-2 .question")).to_have_text(question, use_inner_text=False)
    expect(page.locator("#turn-2")).not_to_have_attribute("data-state", "pending")


def test_stopping_lets_the_question_that_was_held_go_ahead(slow, visit):
    page, box = a_question_that_waits(slow, visit)
    box.fill(QUESTION)
    box.press("Enter")
    page.get_by_role("button", name=ZH.stop, exact=True).click()
    expect(page.locator("#turn-2")).to_have_attribute("data-state", "answered")
    expect_states(page, [["turn-1", "stopped"], ["turn-2", "answered"]])


def test_asked_again_in_its_place_by_keyboard(url, visit, ask):
    page = visit(url)
    for question in (QUESTION, FOLLOW_UP):
        ask(page, question)
    page.get_by_role("textbox").fill("还没写完")
    retry = tool(page.locator("#turn-1"), ZH.retry_question)
    retry.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source section")).to_have_attribute("data-turn", "1")
    expect(retry).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page.locator("#turn-1"), ZH.edit_question)).to_be_focused()
    expect_questions(page, [QUESTION, FOLLOW_UP])
    expect_states(page, [["turn-1", "answered"], ["turn-2", "answered"]])
    expect(page.get_by_role("textbox")).to_have_value("还没写完")


def test_a_turn_that_is_deleted_leaves_the_page_and_its_source_with_it(url, visit, ask):
    page = visit(url)
    for question in (QUESTION, FOLLOW_UP, "长沙？"):
        ask(page, question)
    expect(page.locator("#source section")).to_have_attribute("data-turn", "3")
    tool(page.locator("#turn-2"), ZH.delete_question).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#turn-2")).to_have_count(0)
    expect(page.locator("#turn-3 [role=toolbar] button").first).to_be_focused()
    expect(page.locator("#source section")).to_have_attribute("data-turn", "3")
    tool(page.locator("#turn-3"), ZH.delete_question).click()
    expect(page.locator("#source .empty")).to_have_text(ZH.source_empty)
    expect(page.locator("#turn-1 [role=toolbar] button").first).to_be_focused()
    ask_in(page, "衡阳？")
    expect(page.locator("#turn-4")).to_have_attribute("data-state", "answered")
    expect_questions(page, [QUESTION, "衡阳？"])
    for turn in (4, 1):
        tool(page.locator(f"#turn-{turn}"), ZH.delete_question).click()
        expect(page.locator(f"#turn-{turn}")).to_have_count(0)
    expect(page.get_by_role("heading", name=ZH.welcome.headline)).to_be_visible()
    expect(page.get_by_role("textbox")).to_be_focused()


def test_deleting_does_not_move_the_conversation(url, visit, ask):
    page = visit(url)
    for n in range(4):
        ask(page, f"邵阳{n}？")
    scroller = page.locator(".turns")
    scroller.evaluate("turns => { turns.scrollTop = document.getElementById('turn-2').offsetTop; }")
    page.wait_for_timeout(100)
    before = scroller.evaluate("turns => turns.scrollTop")
    assert before > 200
    tool(page.locator("#turn-3"), ZH.delete_question).evaluate("button => button.click()")
    expect(page.locator("#turn-3")).to_have_count(0)
    assert scroller.evaluate("turns => turns.scrollTop") == pytest.approx(before, abs=2)


def test_turns_keep_apart_when_several_things_happen_at_once(slow, visit, ask, gate):
    url, _ = slow("慢")
    page = visit(url)
    for question in (QUESTION, FOLLOW_UP):
        ask(page, question)
    ask_in(page, "邵阳慢慢查")
    expect(page.locator("#turn-3")).to_have_attribute("data-state", "pending")
    tool(page.locator("#turn-1"), ZH.delete_question).click()
    expect(page.locator("#turn-1")).to_have_count(0)
    tool(page.locator("#turn-2"), ZH.retry_question).click()
    expect(page.locator("#turn-2")).to_have_attribute("data-state", "answered")
    gate.set()
    expect(page.locator("#turn-3")).to_have_attribute("data-state", "answered")
    expect_questions(page, [FOLLOW_UP, "邵阳慢慢查"])


@pytest.mark.parametrize("made_up", ["1e0", "７", "7", "", "<b>"])
def test_what_a_browser_makes_up_about_a_turn_changes_nothing(url, visit, ask, made_up):
    page = visit(url)
    ask(page, QUESTION)
    for event in ("retry", "delete"):
        click = "(button, number) => { button.dataset.turn = number; button.click(); }"
        page.locator(f"#turn-1 [data-event={event}]").evaluate(click, made_up)
    expect(ask(page, FOLLOW_UP)).to_have_attribute("data-state", "answered")
    expect_questions(page, [QUESTION, FOLLOW_UP])


def ask_in(page, question):
    """Put a question where turns have been deleted, so that its number is not their count."""
    page.get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")
