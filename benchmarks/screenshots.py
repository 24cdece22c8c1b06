"""Take the pictures of the chat that the README shows: `python benchmarks/screenshots.py`.

Starts the chat over the articles that ship, asks it some questions in a real Chromium, as readers with different
screens and languages, and writes `benchmarks/screenshots/*.png`. Needs Playwright; takes the Chromium on the PATH, or
else Playwright's own.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TARGET = ROOT / "benchmarks" / "screenshots"
UNTIL_OPEN = 300_000  # milliseconds: the first start builds the index


@dataclass(frozen=True, slots=True)
class Picture:
    """What is asked, how the last question ends, and the screen that it is seen on; sizes in CSS pixels."""

    name: str
    questions: tuple[str, ...]
    state: str = "answered"
    locale: str = "zh-CN"
    scheme: str = "light"
    width: int = 1280
    height: int = 800
    scale: float = 1


PICTURES = (
    Picture("wide", ("谁主持召开了金融机构座谈会？", "邵阳有多少家企业复工复产？"), height=960),
    Picture("dark", ("谁主持召开了金融机构座谈会？",), scheme="dark"),
    Picture("english", ("How many enterprises resumed production in Shaoyang?",), locale="en-GB"),
    Picture("not-in-the-articles", ("株洲有多少家企业复工复产？",), state="unanswered"),
    Picture("phone", ("邵阳有多少家企业复工复产？",), width=390, scale=2),
)


def take(browser: Browser, url: str, picture: Picture) -> None:
    """Ask the picture's questions on the page at `url` and write what it shows then."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        locale=picture.locale,
        color_scheme=picture.scheme,
        reduced_motion="reduce",
    )
    page.goto(url)
    expect(page.locator("#status [data-state=ready]")).to_be_visible(timeout=UNTIL_OPEN)
    for number, question in enumerate(picture.questions, start=1):
        ask(page, number, question)
    expect(page.locator(".turn").last).to_have_attribute("data-state", picture.state)
    page.screenshot(path=TARGET / f"{picture.name}.png")
    page.close()


def ask(page: Page, number: int, question: str) -> None:
    """Put a question, and wait until it has come to its end."""
    page.get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(f"#turn-{number}")).not_to_have_attribute("data-state", "pending", timeout=UNTIL_OPEN)


def main() -> None:
    """Start the chat, take the pictures, close it."""
    from app import demo
    from benchmarks.browser import chromium

    TARGET.mkdir(exist_ok=True)
    _, url, _ = demo.launch(prevent_thread_lock=True, quiet=True)
    with chromium() as browser:
        for picture in PICTURES:
            take(browser, url, picture)
    demo.close()


if __name__ == "__main__":
    main()
