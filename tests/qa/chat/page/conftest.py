"""A real server on loopback and a real browser, one of each for a module."""

import shutil
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from qa.chat.page import build_chat
from qa.retrieval.names import places

expect.set_options(timeout=30_000)  # milliseconds: a busy machine is no fault of the page

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the system brings it along, or else as Playwright does."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def serve():
    """Launch a chat over what an opener opens and return its address; closed at the end of the module."""
    places("")  # an archive that is open has its dictionary loaded; the scripted one has none
    running = []

    def launch(opener, **options) -> str:
        demo = build_chat(opener, **options)
        _, url, _ = demo.launch(prevent_thread_lock=True, quiet=True)
        running.append(demo)
        return url

    yield launch
    for demo in running:
        demo.close()


@pytest.fixture(scope="module")
def url(serve, newspaper) -> str:
    """A chat over the scripted archive, for modules that set up none of their own."""
    return serve(newspaper.archive)


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[SimpleNamespace]:
    """The pages that are open, by who reads what, and what has gone wrong on them."""
    state = SimpleNamespace(pages={}, errors=[])
    yield state
    for page in state.pages.values():
        page.context.close()


@pytest.fixture
def visit(browser: Browser, opened: SimpleNamespace):
    """Open an address as a reader with a language, a screen and a colour scheme, or start anew where it is open.

    An error in the page or a request to anywhere but its own server fails the test.
    """

    def open_page(url: str, *, locale="zh-CN", width=1280, scheme="light", ready=True, turns=0, focus=True) -> Page:
        key = (url, locale, width, scheme)
        if key not in opened.pages:
            size = {"width": width, "height": 860}
            opened.pages[key] = browser.new_page(
                viewport=size, locale=locale, color_scheme=scheme, reduced_motion="reduce"
            )
            opened.pages[key].on("pageerror", lambda error: opened.errors.append(str(error)))
            opened.pages[key].on("request", lambda request: opened.errors.extend(_outside(request.url, url)))
            opened.pages[key].goto(url)
        elif opened.pages[key].locator(".turn").count():  # where there is none, nothing would tell that it is done
            opened.pages[key].locator("#clear").click()
        page = opened.pages[key]
        expect(page.locator(".turn")).to_have_count(turns)
        if focus:
            page.get_by_role("textbox").focus()
        if ready:
            expect(page.locator("#status [data-state=ready]")).to_be_visible(timeout=30_000)
        return page

    yield open_page
    assert opened.errors == []


@pytest.fixture
def ask():
    """Put a question by typing it and pressing Enter; returns its turn, once that has come to an end."""

    def put(page: Page, question: str):
        turns = page.locator("#conversation article")
        number = turns.count() + 1
        page.get_by_role("textbox").fill(question)
        page.keyboard.press("Enter")
        turn = page.locator(f"#turn-{number}")
        expect(turn).not_to_have_attribute("data-state", "pending", timeout=30_000)
        return turn

    return put


@pytest.fixture
def texts():
    """The exact textContent of every element that fits a selector, white space and all."""
    everything = "elements => elements.map(element => element.textContent)"
    return lambda page, selector: page.locator(selector).evaluate_all(everything)


@pytest.fixture
def in_view():
    """Whether an element lies inside the visible part of its panel and of the window."""
    inside = """([selector, panel]) => {
        const box = document.querySelector(selector).getBoundingClientRect();
        const frame = document.querySelector(panel).getBoundingClientRect();
        return box.top >= Math.max(0, frame.top) && box.bottom <= Math.min(innerHeight, frame.bottom);
    }"""
    return lambda page, selector, panel: page.evaluate(inside, [selector, panel])


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """An event for a test to open; it never stays shut behind the test."""
    event = threading.Event()
    yield event
    event.set()


def _outside(requested: str, url: str) -> list[str]:
    """The address, if a page loaded something from anywhere but its own server."""
    own = requested.startswith((url.partition("?")[0], "data:", "blob:"))
    return [] if own else [f"request to {requested}"]
