"""Every view of the page on screens of all widths, at twice the size of its letters, and on paper."""

import pytest
from playwright.sync_api import Page

# 1280 px at 200 % are 640 px of the page's own, at 400 % 320 px: what WCAG 1.4.10 asks for.
WIDTHS = (320, 390, 640, 768, 1280, 1920, 2560)


def test_on_a_phone_text_at_twice_its_size_loses_nothing_and_nothing_sticks_out_up_to_a_wall(url, view, reach):
    here = view(url, "en-US", 390)
    reach(here)
    assert at_twice_the_size(here.page) == ([], [])
    here.page.evaluate("document.documentElement.style.fontSize = ''")
    assert [(width, found) for width in WIDTHS if (found := outside(at_width(here.page, width)))] == []


def test_on_a_desk_text_at_twice_its_size_loses_nothing(url, view, reach):
    here = view(url, "en-US", 1280)
    reach(here)
    assert at_twice_the_size(here.page) == ([], [])


def at_twice_the_size(page: Page) -> tuple[list[str], list[str]]:
    """What sticks out and what is cut off when the text alone grows."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    return outside(page), cut_off(page)


def at_width(page: Page, width: int) -> Page:
    """The page after it has been laid out anew."""
    page.set_viewport_size({"width": width, "height": 860})
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


def outside(page: Page) -> list[str]:
    """The elements that stick out of the window at its right; tabs scroll inside of their list."""
    wide = """all => all.filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 0.5)
        .filter(e => !e.matches("[role=tab]"))
        .map(e => e.outerHTML.slice(0, 120))"""
    scrolls = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return page.locator("#desk *, #masthead *, #clippings *, #uploads *").evaluate_all(wide) or ["the page"] * (
        scrolls > 0
    )


def cut_off(page: Page) -> list[str]:
    """The elements that hide a part of their text."""
    hidden = """all => all.filter(e => {
        const { overflowX, overflowY } = getComputedStyle(e);
        const cuts = (overflow, over) => ["hidden", "clip"].includes(overflow) && over > 1;
        return e.checkVisibility({ opacityProperty: true }) && e.clientWidth > 1 && e.textContent.trim()
            && !e.matches(".running :first-child, [role=tab]")  // the headline that they name stands below in full
            && (cuts(overflowX, e.scrollWidth - e.clientWidth) || cuts(overflowY, e.scrollHeight - e.clientHeight));
    }).map(e => e.outerHTML.slice(0, 120))"""
    return page.locator("#desk *, #masthead *, #clippings *, #uploads *").evaluate_all(hidden)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("reach", ["answered"], indirect=True)
def test_on_paper_stand_the_questions_the_answers_and_their_sources_and_nothing_to_press(url, view, reach, scheme):
    here = view(url, "zh-CN", 1280, scheme=scheme)
    reach(here)
    here.page.emulate_media(media="print")
    shown = "all => all.filter(e => e.checkVisibility({ visibilityProperty: true })).length"
    left = "all => all.filter(e => e.checkVisibility() && !e.querySelector('cite')).map(e => e.outerHTML)"
    controls = here.page.locator(":is(button, input, select, textarea, summary):not(.number)").evaluate_all(left)
    kept = here.page.locator(".turn .question, .turn .quote, #source .headline").evaluate_all(shown)
    ground = here.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert controls == []
    assert kept == 2 + 4 + 2
    assert ground == "rgb(255, 255, 255)"
