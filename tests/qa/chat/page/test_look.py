"""How the page looks: narrow screens, dark mode, contrast."""

import re
from pathlib import Path

import pytest

import qa.chat.page

STYLE = (Path(qa.chat.page.__file__).parent / "page.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.parametrize("question", ["邵阳？", "陷阱", "岳阳？", "各地？", "各地陷阱", "x" * 300])
def test_no_sideways_scrolling_on_a_narrow_screen(url, visit, ask, locale, question):
    page = visit(url, locale=locale, width=390)
    ask(page, question)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    wide = "all => all.filter(e => e.getBoundingClientRect().right > 390.5).map(e => e.outerHTML.slice(0, 80))"
    assert page.locator("#desk *, #masthead *").evaluate_all(wide) == []


def test_on_a_wide_screen_answer_and_article_stand_side_by_side(url, visit, ask):
    page = visit(url)
    ask(page, "邵阳？")
    answer, article = (page.locator(place).bounding_box() for place in ("#turn-1", "#source section"))
    assert answer["x"] + answer["width"] <= article["x"]
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_colour_scheme(url, visit, ask, scheme):
    page = visit(url, scheme=scheme)
    ask(page, "邵阳？")
    colours = palette(scheme)
    shown = "([place, property]) => getComputedStyle(document.querySelector(place))[property]"
    for place, name, property_ in (
        ("body", "paper", "backgroundColor"),
        ("#source section", "sheet", "backgroundColor"),
        ("#turn-1 .answer", "seal", "color"),
        ("#source .body", "ink", "color"),
        ("#source mark", "quote-mark", "backgroundColor"),
    ):
        assert page.evaluate(shown, [place, property_]) == rgb(colours[name]), place


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"), ("ink", "sheet"), ("faint", "paper"), ("faint", "sheet"), ("seal", "paper"),
        ("seal", "sheet"), ("on-seal", "seal"), ("on-mark", "quote-mark"), ("on-mark", "answer-mark"),
        ("ink", "rule"),
    ],
)  # fmt: skip
def test_every_text_has_the_contrast_that_wcag_aa_asks_for(scheme, text, ground):
    colours = palette(scheme)
    lighter, darker = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def palette(scheme: str) -> dict[str, str]:
    """The colours that the style sheet gives to a scheme, as #rrggbb."""
    block = re.search(r"^:root \{(.*?)^\}" if scheme == "light" else r"^  \.dark \{(.*?)^  \}", STYLE, re.M | re.S)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block[1]))


def channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*channels(colour))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    shares = [value / 255 for value in channels(colour)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
