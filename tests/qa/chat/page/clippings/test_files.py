"""Clippings taken away: what the browser saves, read by nothing of ours."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from qa.chat.clippings.as_markdown import section
from qa.chat.clippings.clipping import clippings_of
from qa.chat.wording import EN, ZH


@pytest.mark.parametrize(("locale", "wording"), [("zh-CN", ZH), ("en-GB", EN)])
@pytest.mark.parametrize("width", [1280, 390])
def test_each_kind_of_file_holds_the_quotes_in_the_readers_order(url, collect, board, locale, wording, width):
    page = collect(url, locale=locale, width=width)
    panel = board.opened(page, wording)
    board.button(panel, wording.move_up_quote, board.third).click()
    for name, suffix in (("Markdown", "md"), ("CSV", "csv"), ("DOCX", "docx")):
        file = board.download(page, panel, name, wording)
        assert re.fullmatch(wording.clippings_file.format(day=r"\d{4}-\d\d-\d\d") + rf"\.{suffix}", file.name)
        assert date.fromisoformat(file.name[-len(suffix) - 11 : -len(suffix) - 1])
        assert board.read_quotes(name, file.content, wording) == [board.first, board.third, board.second]
        expect(panel.get_by_role("status").first).to_have_text(wording.exported)


def test_the_same_file_can_be_taken_twice_and_nothing_of_it_stays_on_the_page(url, collect, board):
    page = collect(url)
    panel = board.opened(page)
    first, second = (board.download(page, panel, "CSV") for _ in range(2))
    assert first.content == second.content
    assert page.locator("#clippings-file output").get_attribute("data-content") is None


def test_all_are_copied_as_markdown(url, collect, board, newspaper):
    page = collect(url)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel = board.opened(page)
    board.button(panel, ZH.move_up_quote, board.second).click()
    panel.get_by_role("button", name=ZH.copy_all_as, exact=True).click()
    expect(panel.get_by_role("status").get_by_text(ZH.copied)).to_be_visible()
    first, second, third = clippings_of(board.kept(page), newspaper.archive().articles)
    text = "\n\n".join(section(clipping, ZH) for clipping in (first, second, third))
    assert page.evaluate("navigator.clipboard.readText()") == f"{text}\n"
    assert first.citation.quote == board.second


@pytest.mark.parametrize("width", [1280, 390])
def test_hostile_text_is_kept_shown_and_taken_away_to_the_letter(url, start, board, ask, newspaper, width):
    page = start(url, width=width)
    question = "陷阱 =1+1 <img src=x onerror='window.hacked = 1'> ${window.hacked = 1} **粗** [链](javascript:alert(1))"
    turn = ask(page, question)
    for pin in board.pins(turn).all():
        pin.click()
    panel = board.opened(page)
    told = [text.strip() for text in newspaper.hostile]
    assert board.quotes(panel) == told
    assert panel.locator("h3").evaluate_all("all => all.map(h => h.textContent)") == [question] * 6
    for name in ("Markdown", "CSV", "DOCX"):
        assert board.read_quotes(name, board.download(page, panel, name).content) == told
    expect(panel.locator("img, script, b, i")).to_have_count(0)
    assert page.evaluate("window.hacked") is None
    wide = f"all => all.filter(e => e.getBoundingClientRect().right > {width}.5).length"
    assert panel.locator("*").evaluate_all(wide) == 0
