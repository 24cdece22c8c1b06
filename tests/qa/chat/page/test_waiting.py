"""More people than the archive can answer at once: each sees where in the line it stands, or that the line is full."""

import json
import threading
import urllib.request

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import expect

from qa.chat.line import LineFullError
from qa.chat.page.blocks import _AT_ONCE, _WAITING
from qa.chat.wording import EN, ZH

HOSTILE = "<img src=x onerror='window.hacked=1'> {{x}} ${window.hacked = 1} 邵阳？"


@pytest.fixture
def crowd(serve, newspaper):
    """A chat that answers a question with 慢 in it only when it is let: its address, `come` and `let`."""
    let = threading.Semaphore(0)

    class Slow(newspaper.archive):
        def ask(self, question, **circumstances):
            if "慢" in question:
                assert let.acquire(timeout=120)
            return super().ask(question, **circumstances)

    url = serve(Slow)

    def come(number):
        """So many scripts ask slow questions; none of them listens for its answer."""
        for _ in range(number):
            body = json.dumps({"question": "慢慢问邵阳"}).encode()
            request = urllib.request.Request(f"{url}gradio_api/call/v2/ask", body, {"content-type": "application/json"})
            urllib.request.urlopen(request, timeout=30).close()

    yield url, come, let.release
    let.release(_AT_ONCE + _WAITING)


def put(page, question):
    page.get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("locale", "question", "wording"), [("zh-CN", "邵阳有多少家企业复工？", ZH), ("en-GB", "How many enterprises?", EN)]
)
def test_a_question_tells_its_number_until_it_is_its_turn(crowd, visit, locale, question, wording):
    url, come, let = crowd
    page = visit(url, locale=locale)
    come(_AT_ONCE + 2)
    put(page, question)
    pending = page.locator("#turn-1 .pending")
    expect(pending).to_have_text(wording.in_line.format(number=3))
    assert page.get_by_role("textbox").input_value() == ""
    let(1)
    expect(pending).to_have_text(wording.in_line.format(number=2))
    let(3)
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")


@pytest.mark.parametrize(
    ("locale", "question", "wording"), [("zh-CN", HOSTILE, ZH), ("en-GB", "How many enterprises resumed?", EN)]
)
def test_a_full_line_says_so_and_keeps_the_question(crowd, visit, locale, question, wording):
    url, come, let = crowd
    come(_AT_ONCE + _WAITING)
    page = visit(url, locale=locale)
    put(page, question)
    alert = page.locator("#turn-1").get_by_role("alert")
    expect(alert).to_have_text("".join(wording.busy) + question)
    let(_AT_ONCE + _WAITING)
    again = alert.get_by_role("button")
    again.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    assert page.locator("#turn-1 h2").text_content() == question
    expect(page.locator(".turn")).to_have_count(1)
    assert page.evaluate("window.hacked") is None


def test_a_full_line_keeps_nobody_from_reading(crowd, visit, ask):
    """What needs no archive works as ever: articles, languages, and opening the page at all."""
    url, come, let = crowd
    page = visit(url)
    ask(page, "邵阳有多少家企业复工？")
    come(_AT_ONCE + _WAITING)
    page.locator("#turn-1").get_by_role("button", name="按下「快进键」").first.click()
    expect(page.locator("#source [role=tab][aria-selected=true]")).to_contain_text("快进键")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name=EN.ask, exact=True)).to_be_visible()
    visit(url, locale="en-GB", width=390)
    let(_AT_ONCE + _WAITING)


def test_a_full_line_tells_scripts_too(crowd, capfd):
    url, come, let = crowd
    come(_AT_ONCE + _WAITING)
    script = Client(url, verbose=False)
    for name, arguments in [("/ask", ("邵阳？",)), ("/search", ("邵阳", 2))]:
        with pytest.raises(AppError) as refused:
            script.predict(*arguments, api_name=name)
        assert str(refused.value) == str(LineFullError(_WAITING))
    let(_AT_ONCE + _WAITING)
    assert script.predict("邵阳？", api_name="/ask")["answer"] == "1330家"
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(("way", "left"), [(ZH.clear, 0), (ZH.stop, 1)])
def test_who_leaves_the_line_gives_up_the_place(crowd, visit, way, left):
    """A reader who begins anew, or waits no longer, takes the last place again, not the one after it."""
    url, come, let = crowd
    come(_AT_ONCE + _WAITING - 1)
    page = visit(url)
    put(page, "邵阳有多少家企业复工？")
    expect(page.locator("#turn-1 .pending")).to_have_text(ZH.in_line.format(number=_WAITING))
    page.get_by_role("button", name=way, exact=True).click()
    expect(page.locator(".turn")).to_have_count(left)
    expect(page.locator(".pending")).to_have_count(0)
    put(page, "衡阳呢？")
    latest = page.locator(f"#turn-{left + 1}")
    expect(latest.locator(".pending")).to_have_text(ZH.in_line.format(number=_WAITING))
    let(_AT_ONCE + _WAITING)
    expect(latest.locator(".answer")).to_have_text("1049户")
