"""Permalinks: what is copied, and what opens from it."""

import re

import pytest
from playwright.sync_api import expect

from qa.chat.permalinks import question_link, quote_link
from qa.chat.wording import ZH

QUESTION = "邵阳有多少家企业复工？"
QUOTE = "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人"


@pytest.fixture
def link(archive) -> str:
    """The link to the first quote of the answer about 邵阳."""
    return quote_link(archive.ask(QUESTION).citations[0])


def test_links_to_the_question_and_to_a_quote_are_copied_whole(url, visit, ask, link):
    page = visit(url)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(page, QUESTION)
    for name, copied in ((ZH.link_to_question, question_link(QUESTION)), (ZH.link_to_quote, link)):
        turn.get_by_role("button", name=name, exact=True).first.click()
        expect(turn.get_by_text(ZH.copied).first).to_be_visible()
        page.wait_for_function(
            "copied => navigator.clipboard.readText().then(text => text === copied)", arg=url + copied
        )


def test_a_link_to_a_question_asks_it(url, visit, texts):
    page = visit(url + question_link(QUESTION), turns=1)
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    assert texts(page, "#turn-1 .question") == [QUESTION]
    assert texts(page, "#turn-1 .answer") == ["1330家"]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_link_to_a_quote_opens_its_article_there(url, visit, ask, texts, link, width):
    page = visit(url + link, width=width, focus=False)
    mark = page.locator("#source mark")
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport(ratio=1)
    assert texts(page, "#source mark") == [QUOTE]
    expect(page.locator("#source strong")).to_have_count(0)
    if width == 390:
        page.get_by_role("dialog").get_by_role("button", name=ZH.back, exact=True).click()
        expect(page.get_by_role("dialog")).to_have_count(0)
    expect(ask(page, "衡阳？")).to_have_attribute("data-state", "answered")


@pytest.mark.parametrize(
    ("pattern", "put", "problem"),
    [
        ("sha=[0-9a-f]{12}", "sha=0123456789ab", "changed"),
        ("start=", "start=1", "changed"),
        ("end=", "end=1000", "changed"),
        ("article=shaoyang", "article=gone", "unknown"),
        ("&sha=.*", "", "malformed"),
        ("start=", "start=<script>", "malformed"),
    ],
)
@pytest.mark.parametrize("width", [1280, 390])
def test_a_link_to_what_is_no_longer_there_says_so(url, visit, texts, link, width, pattern, put, problem):
    page = visit(url + re.sub(pattern, put, link), width=width, focus=False)
    expect(page.locator("#source").get_by_role("alert")).to_have_text("".join(ZH.broken_links[problem]))
    expect(page.locator("#source").get_by_role("alert")).to_be_in_viewport()
    assert texts(page, "#source mark") == texts(page, "#source article") == []


def test_what_a_link_asks_is_shown_to_the_letter_and_never_run(url, visit, texts):
    question = "陷阱 <img src=x onerror='window.hacked = 1'> ${window.hacked = 1} {{value}}"
    page = visit(url + question_link(question), turns=1)
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    assert texts(page, "#turn-1 .question") == [question]
    assert page.evaluate("window.hacked") is None
