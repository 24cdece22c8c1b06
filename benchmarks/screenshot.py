"""Take the picture of the chat that the README shows: `python benchmarks/screenshot.py`.

Starts the chat over the articles that ship, asks it two questions in a real Chromium and writes
`benchmarks/screenshot.png`. Needs Playwright; takes the Chromium on the PATH, or else Playwright's own.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

QUESTIONS = ("谁主持召开了金融机构座谈会？", "邵阳有多少家企业复工复产？")
SIZE = {"width": 1280, "height": 800}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
UNTIL_OPEN = 300_000  # milliseconds: the first start builds the index


def take(url: str, target: Path) -> None:
    """Ask the questions on the page at `url` and write what it shows then to `target`."""
    with sync_playwright() as playwright:
        browser = next(filter(None, map(shutil.which, BROWSERS)), None)
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport=SIZE, locale="zh-CN", reduced_motion="reduce")
        page.goto(url)
        for number, question in enumerate(QUESTIONS, start=1):
            page.get_by_role("textbox").fill(question)
            page.keyboard.press("Enter")
            answered = page.locator(f"#turn-{number}[data-state=answered]")
            expect(answered).to_be_visible(timeout=UNTIL_OPEN)
        page.screenshot(path=target)
        chromium.close()


def main() -> None:
    """Start the chat, take the picture, close it."""
    from app import demo

    _, url, _ = demo.launch(prevent_thread_lock=True, quiet=True)
    take(url, ROOT / "benchmarks" / "screenshot.png")
    demo.close()


if __name__ == "__main__":
    main()
