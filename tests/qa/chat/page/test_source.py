"""The source panel: tabs, the way from a citation to its highlight and back, and the sheet on a narrow screen."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from qa.chat.wording import ZH

QUESTION = "邵阳有多少家企业复工？"
RESUMED, HENGYANG = "全流程贴心服务全方位助企纾困", "全市经济社会发展按下「快进键」"


def citation(turn: Locator, number: int) -> Locator:
    """The button of a citation in its answer."""
    return turn.get_by_role("button", name=re.compile(f"引文 {number}："))


def way_back(page: Page, number: int) -> Locator:
    """The number before a highlight."""
    return page.get_by_role("button", name=ZH.to_citation.format(number=number), exact=True)


def headlines(page: Page) -> list[str]:
    return [heading.text_content() for heading in page.locator("#source h3").all() if heading.is_visible()]


def test_articles_are_tabs_of_which_one_is_open(url, visit, ask):
    page = visit(url)
    ask(page, QUESTION)
    tabs = page.get_by_role("tablist", name=ZH.cited_articles).get_by_role("tab")
    assert tabs.all_text_contents() == [RESUMED, HENGYANG]
    assert headlines(page) == [RESUMED]
    tabs.nth(1).click()
    assert headlines(page) == [HENGYANG]
    expect(page.get_by_role("tab", selected=True)).to_have_text(HENGYANG)
    expect(page.get_by_role("tabpanel", name=HENGYANG)).to_be_visible()
    expect(page.locator('#source mark[data-numbers="2"]')).to_be_in_viewport()


def test_tabs_are_one_stop_and_the_arrow_keys_lead_from_one_to_the_next(url, visit, ask):
    page = visit(url)
    ask(page, QUESTION)
    tabs = page.get_by_role("tab")
    tabs.first.focus()
    for key, chosen in (("ArrowRight", 1), ("ArrowRight", 0), ("ArrowLeft", 1), ("Home", 0), ("End", 1)):
        page.keyboard.press(key)
        expect(tabs.nth(chosen)).to_be_focused()
        expect(tabs.nth(chosen)).to_have_attribute("aria-selected", "true")
        assert headlines(page) == [(RESUMED, HENGYANG)[chosen]]
    page.keyboard.press("Tab")
    expect(page.get_by_role("tab").and_(page.locator(":focus"))).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    expect(tabs.nth(1)).to_be_focused()


def test_one_article_has_no_tabs(url, visit, ask):
    page = visit(url)
    ask(page, "衡阳？")
    expect(page.get_by_role("tab")).to_have_count(0)
    assert headlines(page) == [HENGYANG]


def test_a_citation_jumps_to_its_highlight_in_its_tab_also_from_an_earlier_answer(url, visit, ask, in_view):
    page = visit(url)
    first = ask(page, QUESTION)
    for number in (3, 2, 1):
        citation(first, number).click()
        expect(way_back(page, number)).to_be_focused()
        assert in_view(page, f'#source mark[data-numbers="{number}"]', "#source section")
    page.get_by_role("button", name=ZH.citation.format(number=2), exact=True).click()
    expect(way_back(page, 2)).to_be_focused()
    assert headlines(page) == [HENGYANG]
    ask(page, "那衡阳呢？")
    expect(page.locator("#source section")).to_have_attribute("data-turn", "2")
    citation(first, 3).click()
    expect(way_back(page, 3)).to_be_focused()
    assert headlines(page) == [RESUMED]
    assert in_view(page, '#source mark[data-numbers="3"]', "#source section")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_from_a_highlight_the_keyboard_leads_back_to_its_citation(url, visit, ask, key):
    page = visit(url)
    turn = ask(page, QUESTION)
    for number in (2, 3):
        citation(turn, number).press(key)
        expect(way_back(page, number)).to_be_focused()
        page.keyboard.press(key)
        expect(citation(turn, number)).to_be_focused()
        expect(citation(turn, number)).to_be_in_viewport()


def test_a_click_on_a_highlight_leads_back_but_text_can_be_selected_and_copied_to_the_letter(
    url, visit, ask, newspaper
):
    page = visit(url)
    turn = ask(page, QUESTION)
    mark = page.locator('#source mark[data-numbers="1"]')
    mark.click()
    expect(citation(turn, 1)).to_be_focused()
    paragraph = mark.evaluate(
        "mark => { getSelection().selectAllChildren(mark.parentElement); return `${getSelection()}`; }"
    )
    assert paragraph == "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人。"


def test_on_a_narrow_screen_the_source_is_a_sheet_that_a_citation_opens(url, visit, ask):
    page = visit(url, width=390)
    turn = ask(page, QUESTION)
    sheet = page.get_by_role("dialog", name=ZH.source)
    expect(page.locator("#source")).to_be_hidden()
    citation(turn, 2).click()
    expect(sheet).to_have_attribute("aria-modal", "true")
    expect(way_back(page, 2)).to_be_focused()
    expect(page.locator('#source mark[data-numbers="2"]')).to_be_in_viewport(ratio=1)
    assert headlines(page) == [HENGYANG]
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement.closest('#source') !== null || document.activeElement === document.body"
        )
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(citation(turn, 2)).to_be_focused()


def test_the_sheet_is_closed_in_every_way_and_the_citation_has_the_focus_again(url, visit, ask):
    page = visit(url, width=390)
    turn = ask(page, QUESTION)
    ways = (
        lambda: page.get_by_role("button", name=ZH.back, exact=True).click(),
        lambda: page.go_back(),
        lambda: page.locator("#source").click(position={"x": 100, "y": 10}),
        lambda: page.keyboard.press("Enter"),  # on the number before the highlight
    )
    for close in ways:
        citation(turn, 3).click()
        expect(way_back(page, 3)).to_be_focused()
        close()
        expect(page.locator("#source")).to_be_hidden()
        expect(citation(turn, 3)).to_be_focused()
        expect(citation(turn, 3)).to_be_in_viewport()
    expect(turn).to_have_attribute("data-state", "answered")
    page.get_by_role("textbox").fill("还能再问")


def test_a_sheet_whose_screen_becomes_wide_is_a_panel_again(url, visit, ask):
    page = visit(url, width=390)
    turn = ask(page, QUESTION)
    citation(turn, 1).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 860})
    expect(page.get_by_role("region", name=ZH.source)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("textbox").fill("还能再问")
    page.set_viewport_size({"width": 390, "height": 860})
    expect(page.locator("#source")).to_be_hidden()


def test_on_paper_every_cited_article_is_there(url, visit, ask):
    page = visit(url)
    ask(page, QUESTION)
    page.emulate_media(media="print")
    assert headlines(page) == [RESUMED, HENGYANG]
    page.emulate_media(media="screen")
