"""A page to clip quotes on, and what a reader does and sees there."""

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Locator, Page, expect

from qa.chat.wording import ZH

QUESTIONS = ("邵阳有多少家企业复工？", "那衡阳呢？")
FIRST = "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人"
SECOND = "全市1049户规模工业企业"
THIRD = "目前，全市1049户规模工业企业已全部复工复产"


@pytest.fixture
def start(visit):
    """Open the page as `visit` does, in a browser that keeps no clippings yet; the panel is shut behind the test."""
    pages = []

    def open_page(url: str, **how) -> Page:
        page = visit(url, **how)
        page.evaluate("localStorage.clear()")
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        close(page)


@pytest.fixture
def collect(start, ask):
    """Open the page and clip two quotes of one question and one of another."""

    def open_page(url: str, **how) -> Page:
        page = start(url, **how)
        first, second = (ask(page, question) for question in QUESTIONS)
        for pin in (pins(first).nth(0), pins(first).nth(1), pins(second).first):
            pin.click()
        return page

    return open_page


@pytest.fixture(scope="session")
def board() -> SimpleNamespace:
    """The helpers and the texts of this file."""
    return SimpleNamespace(
        questions=QUESTIONS,
        first=FIRST,
        second=SECOND,
        third=THIRD,
        pins=pins,
        opener=opener,
        opened=opened,
        quotes=quotes,
        kept=kept,
        button=button,
        close=close,
        download=download,
        read_quotes=read_quotes,
        tab_to=tab_to,
    )


def pins(place: Page | Locator) -> Locator:
    """The buttons that put a quote among the clippings; the turns of these tests are Chinese."""
    return place.get_by_role("button", name=ZH.clip_quote, exact=True)


def opener(page: Page, wording=ZH) -> Locator:
    return page.locator("#masthead").get_by_role("button", name=wording.clippings)


def opened(page: Page, wording=ZH) -> Locator:
    """The panel with what is clipped in it."""
    opener(page, wording).click()
    panel = page.get_by_role("dialog", name=wording.clippings, exact=True)
    expect(panel).to_be_visible()
    expect(panel.locator("ol")).to_have_count(1)
    return panel


def quotes(panel: Locator) -> list[str]:
    return panel.locator("blockquote").evaluate_all("all => all.map(quote => quote.textContent)")


def kept(page: Page) -> list[str]:
    return json.loads(page.evaluate("localStorage.getItem('yuanju.clippings')"))["pins"]


def button(panel: Locator, label: str, quote: str) -> Locator:
    return panel.get_by_role("button", name=label.format(quote=quote[:20]))


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def download(page: Page, panel: Locator, name: str, wording=ZH) -> SimpleNamespace:
    with page.expect_download() as coming:
        panel.get_by_role("button", name=wording.export_as.format(format=name), exact=True).click()
    return SimpleNamespace(name=coming.value.suggested_filename, content=Path(coming.value.path()).read_bytes())


def read_quotes(name: str, content: bytes, wording=ZH) -> list[str]:
    """The quotes in a file, read by nothing of ours."""
    if name == "CSV":
        lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        return [line[wording.clipping_fields["quote"]] for line in lines]
    if name == "DOCX":
        return [p.text for p in docx.Document(io.BytesIO(content)).paragraphs if p.style.name == "Quote"]
    tokens = MarkdownIt("commonmark").parse(content.decode())
    # The lines of a heading lie one level deep, those of a block quote two, those of a list three.
    quoted = [token for token in tokens if token.type == "inline" and token.level == 2]
    return ["".join(child.content for child in token.children) for token in quoted]


def tab_to(page: Page, event: str) -> dict[str, str]:
    """Press Tab until the focus is on a button of that event."""
    for _ in range(20):
        page.keyboard.press("Tab")
        reached = page.evaluate("({ ...document.activeElement.dataset })")
        if reached.get("event") == event:
            return reached
    raise AssertionError(f"no button {event} in reach")
