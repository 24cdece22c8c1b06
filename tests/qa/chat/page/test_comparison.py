"""The table of figures in a browser: rows that lead to their quotes and back, wide and narrow."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from qa.chat.wording import EN, WORDINGS, ZH

QUESTION = {"zh": "各地有多少家企业复工？", "en": "How many in each place?"}
LOCALE = {"zh": "zh-CN", "en": "en-US"}
CELLS = [
    ["11月15日", "邵阳市", "1330家", "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人"],
    [None, "全市", "1049户", "全市1049户规模工业企业"],
    ["3月10日", None, "第2段", "第2段写的是别的事情，与问题无关"],
]


def rows(turn: Locator) -> Locator:
    return turn.get_by_role("table").get_by_role("row").filter(has=turn.page.get_by_role("cell"))


def source(turn: Locator, number: int) -> Locator:
    """The button of a row."""
    return rows(turn).get_by_role("button", name=re.compile(f"引文 {number}：|citation {number}:"))


def way_back(page: Page, number: int) -> Locator:
    return page.get_by_role("button", name=ZH.to_citation.format(number=number), exact=True)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_has_its_caption_its_heads_and_its_rows_to_the_letter(url, visit, ask, language, width):
    page = visit(url, locale=LOCALE[language], width=width)
    turn = ask(page, QUESTION[language])
    words = WORDINGS[language].comparison
    table = turn.get_by_role("table", name=words.caption)
    heads = [words.date, words.place, words.figure, words.quote, words.source]
    assert table.get_by_role("columnheader").all_text_contents() == heads
    for row, printed in zip(rows(turn).all(), CELLS, strict=True):
        cells = row.get_by_role("cell").evaluate_all("all => all.map(cell => cell.textContent)")
        assert cells[:4] == [value or words.unstated for value in printed]
    expect(table.get_by_text(words.differ, exact=True)).to_be_visible()


def test_every_figure_is_marked_in_its_quote(url, visit, ask, texts):
    page = visit(url)
    ask(page, QUESTION["zh"])
    assert texts(page, "#turn-1 td mark") == ["1330家", "1049户", "第2段"]


def test_nothing_of_a_hostile_row_runs_or_changes(url, visit, ask, texts, newspaper):
    page = visit(url)
    turn = ask(page, "各地陷阱")
    for place, text in enumerate(newspaper.hostile):
        cells = rows(turn).nth(place).get_by_role("cell").evaluate_all("all => all.map(cell => cell.textContent)")
        assert cells[:4] == [text, text, text, text.strip()]
        source(turn, place + 1).click()
        expect(way_back(page, place + 1)).to_be_focused()
        assert texts(page, f'#source mark[data-numbers="{place + 1}"]') == [text.strip()]
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_from_a_row_to_its_highlight_and_back_by_keyboard(url, visit, ask, in_view, key):
    page = visit(url)
    turn = ask(page, QUESTION["zh"])
    for number in (4, 1, 2):
        source(turn, number).press(key)
        expect(way_back(page, number)).to_be_focused()
        assert in_view(page, f'#source mark[data-numbers="{number}"]', "#source section")
        page.keyboard.press(key)
        expect(source(turn, number)).to_be_focused()
        expect(source(turn, number)).to_be_in_viewport()


def test_the_quote_of_the_answer_leads_back_to_where_one_came_from(url, visit, ask):
    page = visit(url)
    turn = ask(page, QUESTION["zh"])
    answer = turn.locator("figure").first.get_by_role("button", name=re.compile("引文 1："))
    answer.click()
    way_back(page, 1).click()
    expect(answer).to_be_focused()


def test_a_click_anywhere_on_a_row_opens_its_source_but_text_can_be_selected(url, visit, ask):
    page = visit(url)
    turn = ask(page, QUESTION["zh"])
    rows(turn).nth(2).get_by_text("3月10日").click()
    expect(way_back(page, 4)).to_be_focused()
    quote = rows(turn).first.locator("q")
    quote.scroll_into_view_if_needed()
    box = quote.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 14)
    page.mouse.up()
    selected = page.evaluate("`${getSelection()}`")
    assert selected
    assert selected in CELLS[0][3]
    expect(page.locator("#source :focus")).to_have_count(0)


def test_a_row_of_an_earlier_answer_brings_its_article_back(url, visit, ask):
    page = visit(url)
    turn = ask(page, QUESTION["zh"])
    ask(page, "那衡阳呢？")
    expect(page.locator("#source section")).to_have_attribute("data-turn", "2")
    source(turn, 4).click()
    expect(way_back(page, 4)).to_be_focused()
    page.keyboard.press("Enter")
    expect(source(turn, 4)).to_be_focused()


def test_on_a_narrow_screen_a_row_is_a_block_and_opens_the_sheet(url, visit, ask):
    page = visit(url, width=390)
    turn = ask(page, QUESTION["zh"])
    boxes = [cell.bounding_box() for cell in rows(turn).first.get_by_role("cell").all()]
    assert all(above["y"] + above["height"] <= below["y"] + 0.5 for above, below in pairwise(boxes))
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    rows(turn).nth(1).get_by_text("全市", exact=True).click()
    expect(page.get_by_role("dialog", name=ZH.source)).to_be_visible()
    expect(way_back(page, 2)).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.keyboard.press("Escape")
    expect(source(turn, 2)).to_be_focused()


def test_a_tap_on_a_row_opens_the_sheet(url, browser: Browser, ask):
    page = browser.new_page(viewport={"width": 390, "height": 860}, locale="zh-CN", has_touch=True)
    page.goto(url)
    expect(page.locator("#status [data-state=ready]")).to_be_visible()
    turn = ask(page, QUESTION["zh"])
    rows(turn).nth(2).get_by_text("3月10日").tap()
    expect(page.get_by_role("dialog", name=ZH.source)).to_be_visible()
    expect(way_back(page, 4)).to_be_focused()
    way_back(page, 4).tap()
    expect(page.locator("#source")).to_be_hidden()
    expect(source(turn, 4)).to_be_focused()
    page.context.close()


def test_buttons_are_large_enough_to_hit(url, visit, ask):
    for width in (1280, 390):
        turn = ask(visit(url, width=width), QUESTION["zh"])
        boxes = [button.bounding_box() for button in turn.locator(".comparison button").all()]
        assert len(boxes) == 10
        assert min(box["height"] for box in boxes) >= 24
        assert min(box["width"] for box in boxes) >= 24


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_row_is_clipped_by_its_own_button_and_stays_where_it_is(url, visit, ask, texts, language):
    page, words = visit(url, locale=LOCALE[language]), WORDINGS[language]
    turn = ask(page, QUESTION[language])
    clip = rows(turn).nth(2).get_by_role("button", name=words.clip_quote)
    clip.press("Enter")
    expect(clip).to_have_attribute("aria-pressed", "true")
    expect(clip).to_be_focused()
    page.locator("#masthead").get_by_role("button", name=words.clippings).click()
    kept = page.get_by_role("dialog", name=words.clippings)
    expect(kept.locator("blockquote")).to_have_text(CELLS[2][3])
    page.keyboard.press("Escape")
    clip.click()
    expect(clip).to_have_attribute("aria-pressed", "false")


def test_all_quotes_are_copied_at_once(url, visit, ask):
    page = visit(url, locale="en-US")
    turn = ask(page, QUESTION["en"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    toolbar = turn.get_by_role("toolbar", name=EN.comparison.copy_all)
    toolbar.get_by_role("button", name="Chicago").click()
    expect(turn.locator(".comparison [role=status]").last).to_have_text(EN.copied)
    copied = page.evaluate("navigator.clipboard.readText()").split("\n\n\n")
    assert [part.split("\n\n")[0] for part in copied] == [cells[3] for cells in CELLS]
