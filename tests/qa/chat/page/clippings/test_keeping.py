"""What a browser keeps of clippings: places and no text, and nothing that can break the page."""

import json

import pytest
from playwright.sync_api import expect

from qa.chat.clippings.clipping import clippings_of
from qa.chat.inputs import MAX_PINS
from qa.chat.wording import ZH


def test_the_browser_keeps_places_and_never_a_text(url, collect, board, newspaper):
    page = collect(url)
    own = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('yuanju')).sort()")
    assert own == ["yuanju.clippings", "yuanju.conversation"]
    found = clippings_of(board.kept(page), newspaper.archive().articles)
    assert [clipping.citation.quote for clipping in found] == [board.first, board.second, board.third]
    for part in ("规上工业", "1330", "规模工业", "全流程", "新湖南"):
        assert not any(part in page.evaluate(f"decodeURIComponent({json.dumps(pin)})") for pin in board.kept(page))


@pytest.mark.parametrize(
    "garbage",
    [
        "", "null", "7", "[]", "{{", '"?article=a"', "{}", '{"version":1}', '{"version":1,"pins":"?article=a"}',
        '{"version":1,"pins":{"length":9}}',
        '{"version":2,"pins":["?article=a"]}', '{"version":1,"pins":[1,null,{},[]]}',
    ],
)  # fmt: skip
def test_whatever_else_the_browser_has_kept_is_an_empty_list(url, start, board, ask, garbage):
    page = start(url)
    page.evaluate("garbage => localStorage.setItem('yuanju.clippings', garbage)", garbage)
    turn = ask(page, board.questions[0])
    expect(board.opener(page)).to_have_text(ZH.clippings)
    panel = board.opened(page)
    expect(panel.get_by_text(ZH.clippings_empty)).to_be_visible()
    board.close(page)
    board.pins(turn).first.click()
    expect(board.opener(page)).to_have_text(f"{ZH.clippings} 1")


def test_a_pin_that_is_none_says_so_and_can_be_removed(url, collect, board):
    page = collect(url)
    broken = [*board.kept(page), "?article=<script>", "no link at all"]
    page.evaluate("pins => localStorage.setItem('yuanju.clippings', JSON.stringify({ version: 1, pins }))", broken)
    panel = board.opened(page)
    expect(panel.get_by_text(ZH.lost_clippings["malformed"])).to_have_count(2)
    assert board.quotes(panel) == [board.first, board.second, board.third]
    panel.get_by_role("listitem").last.get_by_role("button", name=ZH.remove).click()
    assert board.kept(page) == broken[:-1]


def test_there_is_room_for_no_more_than_so_many(url, start, board, ask):
    page = start(url)
    many = [f"?article={number}" for number in range(MAX_PINS + 50)]
    page.evaluate("pins => localStorage.setItem('yuanju.clippings', JSON.stringify({ version: 1, pins }))", many)
    turn = ask(page, board.questions[0])
    expect(board.opener(page)).to_have_text(f"{ZH.clippings} {MAX_PINS}")
    board.pins(turn).first.click()
    expect(board.pins(turn).first).to_have_attribute("aria-pressed", "false")
    expect(turn.get_by_text(ZH.clippings_full.format(most=MAX_PINS))).to_be_visible()


def test_where_the_browser_keeps_nothing_clippings_last_as_long_as_the_page(url, start, board, ask):
    page = start(url)
    full = "() => { throw new DOMException('full', 'QuotaExceededError'); }"
    page.evaluate(f"() => {{ Storage.prototype.setItem = {full}; }}")
    turn = ask(page, board.questions[0])
    board.pins(turn).first.click()
    board.pins(turn).nth(1).click()
    expect(board.opener(page)).to_have_text(f"{ZH.clippings} 2")
    assert board.quotes(board.opened(page)) == [board.first, board.second]
    page.reload()
    expect(board.opener(page)).to_have_text(ZH.clippings)


def test_two_windows_of_a_browser_have_the_same_clippings(url, collect, board):
    page = collect(url)
    with page.expect_popup() as coming:
        page.evaluate("url => { open(url); }", url)
    other = coming.value
    expect(board.opener(other)).to_have_text(f"{ZH.clippings} 3")
    panel = board.opened(other)
    board.pins(page.locator("#turn-1")).nth(1).click()
    expect(board.opener(other)).to_have_text(f"{ZH.clippings} 2")
    board.button(panel, ZH.move_up_quote, board.third).click()
    papers = [pin.partition("&")[0] for pin in board.kept(page)]
    assert papers == ["?article=shaoyang.txt%231", "?article=hengyang.txt%231"]
    other.close()
