"""The page while the archive opens, and when it cannot be opened."""

import threading
from functools import wraps

from playwright.sync_api import expect

from qa.chat.page.handlers import Handlers
from qa.chat.wording import EN, ZH
from qa.errors import CorpusError


def test_the_page_is_up_before_the_archive_and_the_first_question_waits(serve, visit, archive, gate):
    def opener():
        gate.wait(60)
        return archive

    page = visit(serve(opener), ready=False)
    expect(page.locator("#status [data-state=loading]")).to_have_text(ZH.loading)
    page.get_by_role("textbox").fill("邵阳有多少家企业复工？")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "pending")
    expect(page.locator("#turn-1 .pending")).to_have_text(ZH.loading)
    gate.set()
    expect(page.locator("#turn-1 .answer")).to_have_text("1330家")
    expect(page.locator("#status [data-state=ready]")).to_have_text(ZH.ready.format(articles=3, files=3))


def test_a_question_that_overtakes_the_greeting_stays_on_the_page(serve, visit, newspaper, gate, monkeypatch):
    greet, greeting = Handlers.greet, threading.Event()

    @wraps(greet)
    def late(*given):
        assert greeting.wait(60)
        return greet(*given)

    class Waiting(newspaper.archive):
        def ask(self, question, **circumstances):
            assert gate.wait(60)
            return super().ask(question, **circumstances)

    monkeypatch.setattr(Handlers, "greet", late)
    page = visit(serve(Waiting), ready=False)
    page.get_by_role("textbox").fill("邵阳有多少家企业复工？")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "pending")
    greeting.set()
    expect(page.locator("#status [data-state=ready]")).to_be_visible()
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "pending")
    gate.set()
    expect(page.locator("#turn-1 .answer")).to_have_text("1330家")


def test_enter_before_the_conversation_is_on_the_page_is_no_error(serve, visit, newspaper):
    page = visit(serve(newspaper.archive))
    page.evaluate("""() => {
        const conversation = document.getElementById("conversation");
        conversation.remove();
        const enter = new KeyboardEvent("keypress", { key: "Enter", bubbles: true, cancelable: true });
        document.querySelector("#question textarea").dispatchEvent(enter);
    }""")
    page.wait_for_timeout(0)  # an error of the page has come by now, and fails the test


def test_a_folder_that_is_missing_is_one_clear_message(serve, visit, ask, capfd):
    message = "no such folder: /news/<today>; set YUANJU_CORPUS to a folder of articles"

    def opener():
        raise CorpusError(message)

    page = visit(serve(opener), locale="en-US", ready=False)
    alert = page.locator("#status").get_by_role("alert")
    expect(alert).to_have_text(EN.not_opened + message)
    turn = ask(page, "How many?")
    expect(turn.get_by_role("alert")).to_have_text(EN.not_opened + message)
    assert "Traceback" not in "".join(capfd.readouterr())


def test_a_reload_tries_again_once_the_cause_is_mended(serve, visit, archive):
    mended = []

    def opener():
        if not mended:
            raise CorpusError("not there yet")
        return archive

    page = visit(serve(opener), ready=False)
    expect(page.locator("#status").get_by_role("alert")).to_contain_text("not there yet")
    mended.append(True)
    page.reload()
    expect(page.locator("#status [data-state=ready]")).to_be_visible()


def test_files_that_could_not_be_read_are_named(serve, visit, newspaper):
    skipped = (("图<1>.jpg", "binary"), ("b", "empty"), ("c", "empty"), ("d", "empty"))
    page = visit(serve(lambda: newspaper.archive(skipped=skipped)))
    names = ZH.skipped.format(names="图<1>.jpg (binary), b (empty), c (empty), …")
    expect(page.locator("#status")).to_have_text(f"{ZH.ready.format(articles=3, files=3)} · {names}")


def test_a_fault_of_the_program_is_a_message_too_and_the_next_question_works(serve, visit, ask, newspaper):
    page = visit(serve(newspaper.archive))
    expect(ask(page, "这里出错").get_by_role("alert")).to_have_text("".join(ZH.broken))
    expect(ask(page, "邵阳？")).to_have_attribute("data-state", "answered")
