"""Real servers on loopback and a real browser: one for all tests below here, since its start and its cache are dear."""

import shutil
import threading
from collections.abc import Callable, Iterator

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


class Tabs:
    """The tabs of all readers. One that is closed is emptied and used again: a new one takes three times as long."""

    def __init__(self, profile: Callable[[str], BrowserContext]) -> None:
        self._profile = profile
        self._free: dict[str, list[Page]] = {}
        self._at: dict[Page, tuple[str, str]] = {}
        self._errors: list[str] = []

    def open(
        self, url: str, locale: str, *, width: int = 1280, scheme: str = "light", script: str = "", emptied: bool = True
    ) -> Page:
        """A tab at an address; a `script` runs before those of the page.

        It is `emptied` of what readers with this language have kept for the address, unless others still read there.
        """
        free = [] if script else self._free.setdefault(locale, [])
        page = free.pop() if free else self._new(locale)
        self._at[page] = url, "" if script else locale
        if script:
            page.add_init_script(script)
        if emptied:
            devtools = page.context.new_cdp_session(page)
            kept = {"origin": url.partition("?")[0], "storageTypes": "local_storage"}
            devtools.send("Storage.clearDataForOrigin", kept)
            devtools.detach()
        page.emulate_media(media="screen")
        self.dress(page, width, scheme)
        page.goto(url)
        return page

    def dress(self, page: Page, width: int, scheme: str) -> None:
        """Give a page the width and the colours of a reader's screen."""
        page.set_viewport_size({"width": width, "height": 860})
        page.emulate_media(color_scheme=scheme)

    def close(self, page: Page) -> None:
        """Empty a tab for whoever needs one next; close it where a script would run in it again.

        Nothing is left to do where a test has closed it.
        """
        _, locale = self._at.pop(page)
        if page.is_closed():
            return
        if not locale:
            page.close()
            return
        page.evaluate("() => { try { sessionStorage.clear(); } catch { /* there is none on an error's page */ } }")
        page.goto("about:blank")
        self._free[locale].append(page)

    def check(self) -> None:
        """Fail where a page had an error, or asked anywhere but its own server, since this was called last."""
        errors, self._errors = self._errors, []  # each fails the test that it is of, and no other
        assert errors == []

    def _new(self, locale: str) -> Page:
        page = self._profile(locale).new_page()
        page.on("pageerror", lambda error: self._errors.append(error.stack or str(error)))
        page.on("request", lambda request: self._errors.extend(_outside(request.url, self._at.get(page, ("",))[0])))
        return page


@pytest.fixture(scope="package")
def tabs(profile: Callable[[str], BrowserContext]) -> Tabs:
    """The tabs of all readers."""
    return Tabs(profile)


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
def opened(serve_all: Servers, tabs: Tabs) -> Iterator[dict[Page, tuple[str, str]]]:
    """The pages that are open, with the address and the language of each."""
    pages: dict[Page, tuple[str, str]] = {}
    yield pages
    for page in pages:
        tabs.close(page)


@pytest.fixture
def visit(serve: Servers, tabs: Tabs, opened: dict[Page, tuple[str, str]]):
    """Open an address as a reader with a language, a screen and a colour scheme, or start anew where it is open.

    An error in the page or a request to anywhere but its own server fails the test. A page of a server of the test's
    own, or one that a link opened, is closed with the test.
    """
    seen: dict[tuple[str, str, int, str], Page] = {}  # in this test: what it has in view stays

    def open_page(url: str, *, locale="zh-CN", width=1280, scheme="light", ready=True, turns=0, focus=True) -> Page:
        key = (url, locale, width, scheme)
        others = (page for page, where in opened.items() if where == key[:2] and page not in seen.values())
        page = seen.get(key) or next(others, None)
        if page is None:
            page = tabs.open(url, locale, width=width, scheme=scheme)
            opened[page] = key[:2]
        else:
            tabs.dress(page, width, scheme)
            if page.locator(".turn").count():  # where there is none, nothing would tell that it is done
                page.locator("#clear").click()
        seen[key] = page
        page.bring_to_front()  # one that is behind another is drawn once a second
        expect(page.locator(".turn")).to_have_count(turns)
        if focus:
            page.get_by_role("textbox").focus()
        if ready:
            expect(page.locator("#status [data-state=ready]")).to_be_visible()
        return page

    yield open_page
    for page, (url, _) in list(opened.items()):
        page.context.clear_permissions()
        if "?" in url or url in serve.urls:
            del opened[page]
            tabs.close(page)
    tabs.check()


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
