"""Real servers on loopback and a real browser: one for all tests below here, since its start and its cache are dear."""

import shutil
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from qa.chat.page import build_chat
from qa.chat.page.launching import ChatBlocks
from qa.retrieval.names import places

PATIENCE = 60_000  # milliseconds: a busy machine is no fault of the page
expect.set_options(timeout=PATIENCE)

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium as the system brings it along, or else as Playwright does.

    It is gone before the tests of another folder begin: while it runs, no other event loop can.
    """
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def profile(browser: Browser) -> Callable[[str], BrowserContext]:
    """The browser of all readers with a language: what it has fetched of Gradio's scripts it has compiled already.

    Gradio takes the first port that is free, so that most servers are found at the address of the one before.
    """
    contexts: dict[str, BrowserContext] = {}

    def of(locale: str) -> BrowserContext:
        if locale not in contexts:
            size = {"width": 1280, "height": 860}
            contexts[locale] = browser.new_context(viewport=size, locale=locale, reduced_motion="reduce")
            contexts[locale].set_default_timeout(PATIENCE)
        return contexts[locale]

    return of


@pytest.fixture
def empty_page(profile: Callable[[str], BrowserContext]) -> Callable[[str, str], Page]:
    """A new page of a reader with a language, in which nothing is kept for an address yet."""

    def open_page(url: str, locale: str) -> Page:
        page = profile(locale).new_page()
        devtools = page.context.new_cdp_session(page)
        devtools.send("Storage.clearDataForOrigin", {"origin": url.partition("?")[0], "storageTypes": "local_storage"})
        devtools.detach()
        return page

    return open_page


class Servers:
    """Chats that are served: those that are `running`, and the `urls` that they have or had."""

    def __init__(self) -> None:
        places("")  # an archive that is open has its dictionary loaded; the scripted one has none
        self.running: list[ChatBlocks] = []
        self.urls: list[str] = []

    def __call__(self, opener: Callable[[], object], **options: object) -> str:
        self.running.append(build_chat(opener, **options))
        _, url, _ = self.running[-1].launch(prevent_thread_lock=True, quiet=True)
        self.urls.append(url)
        return url

    def close(self) -> None:
        for demo in self.running:
            demo.close()


@pytest.fixture
def serve() -> Iterator[Servers]:
    """Launch a chat over what an opener opens and return its address; closed at the end of the test."""
    servers = Servers()
    yield servers
    servers.close()


@pytest.fixture(scope="module")
def serve_all() -> Iterator[Servers]:
    """What `serve` does, for all the tests of a module."""
    servers = Servers()
    yield servers
    servers.close()


@pytest.fixture(scope="module")
def url(serve_all, newspaper) -> str:
    """A chat over the scripted archive, for modules that set up none of their own."""
    return serve_all(newspaper.archive)


@pytest.fixture(scope="module")
def opened(serve_all: Servers) -> Iterator[SimpleNamespace]:
    """The pages that are open, by who reads what, and what has gone wrong on them."""
    state = SimpleNamespace(pages={}, errors=[])
    yield state
    for page in state.pages.values():
        page.close()


@pytest.fixture
def visit(serve, empty_page, opened: SimpleNamespace):
    """Open an address as a reader with a language, a screen and a colour scheme, or start anew where it is open.

    An error in the page or a request to anywhere but its own server fails the test. A page of a server of the test's
    own, or one that a link opened, is closed with the test.
    """

    def open_page(url: str, *, locale="zh-CN", width=1280, scheme="light", ready=True, turns=0, focus=True) -> Page:
        key = (url, locale, width, scheme)
        if key not in opened.pages:
            opened.pages[key] = page = empty_page(url, locale)
            page.set_viewport_size({"width": width, "height": 860})
            page.emulate_media(color_scheme=scheme)
            page.on("pageerror", lambda error: opened.errors.append(error.stack or str(error)))
            page.on("request", lambda request: opened.errors.extend(_outside(request.url, url)))
            page.goto(url)
        elif opened.pages[key].locator(".turn").count():  # where there is none, nothing would tell that it is done
            opened.pages[key].locator("#clear").click()
        page = opened.pages[key]
        page.bring_to_front()  # one that is behind another is drawn once a second
        expect(page.locator(".turn")).to_have_count(turns)
        if focus:
            page.get_by_role("textbox").focus()
        if ready:
            expect(page.locator("#status [data-state=ready]")).to_be_visible()
        return page

    yield open_page
    for page in opened.pages.values():
        page.context.clear_permissions()
    for key in [key for key in opened.pages if "?" in key[0] or key[0] in serve.urls]:
        opened.pages.pop(key).close()
    errors, opened.errors[:] = opened.errors[:], []  # each fails the test that it is of, and no other
    assert errors == []


@pytest.fixture
def ask():
    """Put a question by typing it and pressing Enter; returns its turn, once that has come to an end."""

    def put(page: Page, question: str):
        turns = page.locator("#conversation article")
        number = turns.count() + 1
        page.get_by_role("textbox").fill(question)
        page.keyboard.press("Enter")
        turn = page.locator(f"#turn-{number}")
        expect(turn).not_to_have_attribute("data-state", "pending")
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
