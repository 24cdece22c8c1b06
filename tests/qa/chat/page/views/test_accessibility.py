"""Every view of the page against axe-core, an outside judge of WCAG."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from qa.chat.wording import EN, ZH
from qa.errors import CorpusError

# Conformance to WCAG 2.2 at level AA, in the words of axe-core.
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
WORDINGS = {"zh-CN": ZH, "en-US": EN}


@pytest.fixture(scope="module")
def broken(serve_all) -> str:
    """A chat whose articles cannot be opened."""

    def opener():
        raise CorpusError("no such folder: /news; set YUANJU_CORPUS to a folder of articles")

    return serve_all(opener)


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG on the page as it is, one line an element."""
    judge = Axe("" if page.evaluate("'axe' in window") else AXE_SCRIPT)  # half a megabyte, once a page
    found = judge.run(page, options=WCAG).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def test_the_judge_finds_what_is_wrong(browser):
    page = browser.new_page()
    page.set_content(
        '<html lang="zh"><title>原句</title><main><h1>题</h1><button></button><p style="color:#ccc">淡淡的字</p>'
    )
    assert [line.partition(":")[0] for line in violations(page)] == ["button-name", "color-contrast"]
    page.close()


@pytest.mark.parametrize(("locale", "scheme"), [("zh-CN", "light"), ("en-US", "dark")])
def test_no_view_violates_wcag(url, view, reach, widths, locale, scheme):
    """Each view in each width, language and scheme; each language in each width by turns, from view to view."""
    here = view(url, locale, widths[locale], scheme=scheme)
    reach(here)
    assert violations(here.page) == []


@pytest.mark.parametrize(
    "link", ["?article=shaoyang.txt%231&start=1&end=3&hash=0", "?article=nothing.txt%231&start=0&end=1"]
)
def test_a_link_that_is_broken_violates_nothing(url, visit, link):
    page = visit(url + link, focus=False)
    expect(page.locator("#source .notice")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("locale", WORDINGS)
def test_a_page_without_its_articles_violates_nothing(broken, visit, ask, locale):
    page = visit(broken, locale=locale, ready=False)
    expect(page.locator("#status").get_by_role("alert")).to_be_visible()
    ask(page, "How many?")
    assert violations(page) == []


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-US", 390)])
def test_a_question_that_waits_and_one_that_is_stopped_violate_nothing(serve, archive, gate, visit, locale, width):
    def opener():
        gate.wait(60)
        return archive

    page = visit(serve(opener), locale=locale, width=width, ready=False)
    expect(page.locator("#status")).to_contain_text(WORDINGS[locale].loading)
    page.get_by_role("textbox").fill("邵阳？")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_attribute("data-state", "pending")
    assert violations(page) == []
    page.get_by_role("button", name=WORDINGS[locale].stop, exact=True).click()
    expect(page.locator(".turn")).to_have_attribute("data-state", "stopped")
    assert violations(page) == []
