"""A chat over one article, to which readers may add their own; a real index, no reader of sentences."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect

from qa import Settings, open_archive
from qa.chat.uploads import shelves

QUESTION = "永兴县修了几座桥？"


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> SimpleNamespace:
    """The folder of what readers add, and the file of what they think of answers."""
    folder = tmp_path_factory.mktemp("kept")
    return SimpleNamespace(uploads=folder / "uploads", feedback=folder / "feedback.jsonl")


@pytest.fixture(scope="module")
def url(serve_all, kept, tmp_path_factory, model_cache) -> str:
    """The chat. What the page leaves behind is gone at once: nobody waits for minutes here."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text("永兴县今年修了31座桥。\n", encoding="utf-8")
    archive = open_archive(folder, settings=Settings(cache=model_cache, reader="none"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shelves, "GRACE", 0)
        patched.setattr(shelves, "_LOOK", 0.1)
        yield serve_all(lambda: archive, uploads=kept.uploads, feedback=kept.feedback)


@pytest.fixture
def reader(browser: Browser, url: str, tabs, ask):
    """A reader with a browser of their own: `visit()` opens the page, with what a reader does on it."""
    pages: list[Page] = []

    def visit(locale: str = "zh-CN", width: int = 1280) -> SimpleNamespace:
        if pages:
            page = browser.new_page(locale=locale, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": 860})
            page.goto(url)
        else:
            page = tabs.open(url, locale, width=width)
        pages.append(page)
        expect(page.locator("#status [data-state=ready]")).to_be_visible()
        return SimpleNamespace(
            page=page, ask=lambda question=QUESTION: ask(page, question), add=lambda *f: add(page, *f)
        )

    yield visit
    for page in pages[1:]:
        page.close()
    if pages:
        tabs.close(pages[0])


def add(page: Page, *files: tuple[str, bytes]) -> None:
    """Open the panel unless it is open, and choose files."""
    if not page.locator("#uploads[data-open]").count():
        page.locator("#own-add button, #own [data-event=uploads]").click()
        expect(page.get_by_role("dialog")).to_be_visible()
    chosen = [{"name": name, "mimeType": "text/plain", "buffer": content} for name, content in files]
    page.locator("#uploads input").set_input_files(chosen)


@pytest.fixture
def on_disk(kept):
    """The files that readers have added, as they lie on the disk now."""
    return lambda: sorted(path for path in Path(kept.uploads).glob("*/*/articles/*"))
