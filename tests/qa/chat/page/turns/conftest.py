"""Tabs of one browser that may be loaded again, what their stores hold, and an archive that can be made to wait."""

import json
from threading import Event

import pytest
from playwright.sync_api import Page, expect

from qa.chat.wording import ZH

NAME = "yuanju.conversation"


@pytest.fixture
def tab(serve, tabs):
    """Open tabs of one browser; each `tab(url)` is another one. An error in a page fails the test."""
    opened: list[Page] = []

    def open_tab(url: str, script: str = "", locale: str = "zh-CN") -> Page:
        opened.append(tabs.open(url, locale, script=script, emptied=not opened))
        expect(opened[-1].locator("#status [data-state=ready]")).to_be_visible()
        return opened[-1]

    yield open_tab
    for page in opened:
        tabs.close(page)
    tabs.check()


@pytest.fixture
def stored():
    """What a store of the browser holds of a conversation; None where it holds nothing."""

    def read(page: Page, store: str = "localStorage"):
        value = page.evaluate(f"{store}.getItem({NAME!r})")
        return value and json.loads(value)

    return read


@pytest.fixture
def store():
    """Put anything into a store of the browser, in the place of the conversation."""

    def put(page: Page, value: str, store: str = "localStorage"):
        page.evaluate("([store, name, value]) => window[store].setItem(name, value)", [store, NAME, value])

    return put


@pytest.fixture
def questions(stored):
    """The questions that a store of the browser holds; None where it holds no conversation."""

    def read(page: Page, store: str = "localStorage"):
        kept = stored(page, store)
        return kept and [turn["question"] for turn in kept["turns"]]

    return read


@pytest.fixture
def shown(texts):
    """All that the conversation says, once every turn of it is answered."""

    def read(page: Page):
        expect(page.locator(".turn")).not_to_have_count(0)
        expect(page.locator(".turn[data-state=pending]")).to_have_count(0)
        return texts(page, ".question"), texts(page, ".understood"), texts(page, ".answer"), texts(page, ".quote")

    return read


@pytest.fixture
def empty():
    """Nothing is asked on a page, and nothing is wrong on it."""

    def check(page: Page):
        expect(page.get_by_role("heading", name=ZH.welcome.headline)).to_be_visible()
        page.wait_for_timeout(400)
        expect(page.locator(".turn")).to_have_count(0)
        expect(page.get_by_role("alert")).to_have_count(0)

    return check


@pytest.fixture
def slow(serve, archive, gate):
    """The address of a chat in which questions that hold a word wait for the gate, and its archive."""

    def launch(word):
        gated = _GatedArchive(archive, gate, word)
        return serve(lambda: gated), gated

    return launch


class _GatedArchive:
    """An archive in which a question with a certain word in it waits for a gate; it remembers what it has answered."""

    def __init__(self, archive, gate: Event, word: str) -> None:
        self._archive, self._gate, self._word = archive, gate, word
        self.articles, self.skipped, self.choices = archive.articles, archive.skipped, archive.choices
        self.answered: list[str] = []
        self.get_ready = archive.get_ready

    def ask(self, question, *, history=(), filters=None):
        if self._word in question:
            assert self._gate.wait(100)
        answer = self._archive.ask(question, history=history, filters=filters)
        self.answered.append(question)
        return answer
