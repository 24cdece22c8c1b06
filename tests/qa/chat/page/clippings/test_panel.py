"""Clippings in a real browser: pinned, put in order, removed, and there again after a reload."""

import re

import pytest
from playwright.sync_api import expect

from qa.chat.wording import EN, ZH


def test_a_quote_is_pinned_and_taken_off_again(url, start, board, ask):
    page = start(url)
    turn = ask(page, board.questions[0])
    expect(board.pins(turn)).to_have_count(3)
    expect(board.opener(page)).to_have_text(ZH.clippings)
    for pressed, said, count in (("true", ZH.clipped, "1"), ("false", ZH.unclipped, "")):
        board.pins(turn).nth(1).click()
        expect(board.pins(turn).nth(1)).to_have_attribute("aria-pressed", pressed)
        expect(turn.get_by_role("status").get_by_text(said, exact=True)).to_be_visible()
        expect(board.opener(page)).to_have_text(f"{ZH.clippings} {count}")
    expect(turn.get_by_role("button", pressed=True)).to_have_count(0)


@pytest.mark.parametrize(("locale", "wording"), [("zh-CN", ZH), ("en-GB", EN)])
@pytest.mark.parametrize("width", [1280, 390])
def test_quotes_of_several_questions_are_there_after_a_reload(url, collect, board, locale, wording, width):
    page = collect(url, locale=locale, width=width)
    page.reload()
    expect(board.opener(page, wording)).to_have_text(f"{wording.clippings} 3")
    panel = board.opened(page, wording)
    assert board.quotes(panel) == [board.first, board.second, board.third]
    assert panel.get_by_role("heading", level=3).all_text_contents() == [
        board.questions[0],
        board.questions[0],
        board.questions[1],
    ]
    assert panel.locator("mark").all_text_contents() == ["1330家", "1049户", "1049户"]
    wheres = panel.locator("figcaption").all_text_contents()
    assert wheres[0] == "全流程贴心服务全方位助企纾困 新湖南客户端 2022-11-21 肖洋桂"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    wide = f"all => all.filter(e => e.getBoundingClientRect().right > {width}.5).map(e => e.outerHTML.slice(0, 80))"
    assert page.locator("#clippings *, #masthead *").evaluate_all(wide) == []
    board.close(page)
    expect(board.opener(page, wording)).to_be_focused()


def test_the_pins_of_an_answer_that_comes_again_are_pressed(url, collect, board, ask):
    page = collect(url)
    page.reload()
    turn = ask(page, board.questions[0])
    expect(board.pins(turn).and_(page.get_by_role("button", pressed=True))).to_have_count(2)
    page.get_by_role("button", name="English").click()
    expect(board.opener(page, EN)).to_have_text("Clippings 3")
    page.get_by_role("button", name="中文").click()
    expect(board.opener(page)).to_have_text("剪报 3")


def test_the_order_is_the_readers_and_lasts(url, collect, board):
    page = collect(url)
    panel = board.opened(page)
    expect(board.button(panel, ZH.move_up_quote, board.first)).to_have_attribute("aria-disabled", "true")
    expect(board.button(panel, ZH.move_down_quote, board.third)).to_have_attribute("aria-disabled", "true")
    for label, order, place in (
        (ZH.move_up_quote, [board.first, board.third, board.second], 2),
        (ZH.move_up_quote, [board.third, board.first, board.second], 1),
        (ZH.move_up_quote, [board.third, board.first, board.second], 1),
        (ZH.move_down_quote, [board.first, board.third, board.second], 2),
    ):
        board.button(panel, label, board.third).press("Enter")
        expect(board.button(panel, label, board.third)).to_be_focused()
        expect(panel.get_by_role("status").first).to_have_text(ZH.moved.format(place=place, count=3))
        assert board.quotes(panel) == order
    page.reload()
    assert board.quotes(board.opened(page)) == [board.first, board.third, board.second]


def test_one_is_removed_and_the_focus_stays_among_the_others(url, collect, board):
    page = collect(url)
    panel = board.opened(page)
    for removed, left, focused in (
        (board.second, [board.first, board.third], board.third),
        (board.third, [board.first], board.first),
    ):
        board.button(panel, ZH.remove_quote, removed).click()
        assert board.quotes(panel) == left
        expect(board.button(panel, ZH.remove_quote, focused)).to_be_focused()
    board.button(panel, ZH.remove_quote, board.first).click()
    expect(panel).to_be_focused()
    expect(panel.get_by_text(ZH.clippings_empty)).to_be_visible()
    expect(panel.get_by_role("toolbar")).to_be_hidden()
    assert board.kept(page) == []
    board.close(page)
    expect(board.pins(page).and_(page.get_by_role("button", pressed=True))).to_have_count(0)


def test_all_are_removed_only_once_it_is_confirmed(url, collect, board):
    page = collect(url)
    panel = board.opened(page)
    remove, keep = (panel.get_by_role("button", name=name, exact=True) for name in (ZH.remove_all, ZH.keep_all))
    remove.click()
    asked = panel.get_by_role("group", name=ZH.really_remove_all)
    expect(keep).to_be_focused()
    keep.click()
    expect(asked).to_be_hidden()
    expect(remove).to_be_focused()
    assert board.quotes(panel) == [board.first, board.second, board.third]
    remove.click()
    asked.get_by_role("button", name=ZH.remove_all, exact=True).click()
    expect(panel).to_be_focused()
    expect(panel.get_by_text(ZH.clippings_empty)).to_be_visible()
    assert board.kept(page) == []
    board.close(page)
    expect(board.opener(page)).to_have_text(ZH.clippings)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_panel_is_a_dialog_that_closes_in_every_way(url, collect, board, width):
    page = collect(url, width=width)
    ways = (
        lambda: page.keyboard.press("Escape"),
        lambda: page.get_by_role("button", name=ZH.clippings_close, exact=True).click(),
        lambda: page.go_back(),
        lambda: page.locator("#clippings").click(position={"x": 10, "y": 10}),
    )
    for close_it in ways:
        panel = board.opened(page)
        expect(panel).to_have_attribute("aria-modal", "true")
        expect(panel).to_be_focused()
        for _ in range(20):
            page.keyboard.press("Tab")
            assert page.evaluate(
                "document.activeElement.closest('#clippings') !== null || document.activeElement === document.body"
            )
        close_it()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(board.opener(page)).to_be_focused()
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_role("textbox").fill("还能再问")


def test_everything_can_be_done_with_the_keyboard_alone(url, start, board, ask):
    page = start(url)
    turn = ask(page, board.questions[0])
    for citation in (0, 1):
        turn.get_by_role("toolbar", name=ZH.copy).nth(citation).get_by_role("button").first.focus()
        page.keyboard.press("End")
        expect(board.pins(turn).nth(citation)).to_be_focused()
        page.keyboard.press("Space")
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.dataset.event") == "clippings":
            break
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name=ZH.clippings)
    expect(panel).to_be_focused()
    assert board.tab_to(page, "clipping-down") == {"event": "clipping-down"}
    page.keyboard.press("Enter")
    assert board.quotes(panel) == [board.second, board.first]
    board.tab_to(page, "clipping-remove")
    page.keyboard.press("Space")
    assert board.quotes(panel) == [board.second]
    page.keyboard.press("Escape")
    expect(board.opener(page)).to_be_focused()


def test_a_clipping_opens_its_article_in_a_window_of_its_own(url, collect, board, texts):
    page = collect(url)
    panel = board.opened(page)
    with page.expect_popup() as coming:
        panel.get_by_role("link", name=re.compile("全流程贴心服务")).click()
    expect(coming.value.locator("#source mark")).to_be_focused()
    assert texts(coming.value, "#source mark") == [board.first]
    coming.value.close()


def test_before_the_articles_are_open_the_panel_is_and_says_so(serve, start, board, archive, gate):
    page = start(serve(lambda: gate.wait() and archive), ready=False)
    board.opener(page).click()
    panel = page.get_by_role("dialog", name=ZH.clippings)
    expect(panel.get_by_text(ZH.loading)).to_be_visible()
    gate.set()
    expect(panel.get_by_text(ZH.clippings_empty)).to_be_visible()
    expect(panel).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_buttons_are_large_enough_to_be_hit(url, collect, board, scheme):
    page = collect(url, width=390, scheme=scheme)
    panel = board.opened(page)
    panel.get_by_role("button", name=ZH.remove_all, exact=True).click()
    small = """all => all.map(b => [b.textContent, b.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([name]) => name)"""
    assert panel.get_by_role("button").evaluate_all(small) == []


def test_on_paper_are_the_clippings_alone(url, collect, board):
    page = collect(url)
    panel = board.opened(page)
    page.emulate_media(media="print")
    expect(panel.locator("blockquote").last).to_be_visible()
    for hidden in ("#desk", "#clippings .handling >> nth=0", "#clippings .taking"):
        expect(page.locator(hidden)).to_be_hidden()
    page.emulate_media(media="screen")
