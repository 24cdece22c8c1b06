"""Clippings of the articles that ship, with the real model: the archive is opened again after a file has changed."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qa import Settings, open_archive
from qa.articles.corpus import seeds_folder
from qa.articles.reading import without_layout
from qa.chat.page import build_chat
from qa.chat.wording import ZH

QUESTIONS = ("邵阳有多少家企业复工复产？", "高新区经济运行调度会是哪天召开的？")
# Characters of the files that hold these words: few passages, so that the index is made quickly.
BEGINNINGS = {"1330家": 3_000, "高新区经济运行调度会": 700}
OPENER = f"#masthead button:has-text('{ZH.clippings}')"


@pytest.fixture
def papers(tmp_path) -> Path:
    """The beginnings of the two shipped files that the questions are about, to be changed."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for file in seeds_folder().glob("*.txt"):
        text = file.read_bytes().decode("utf-8")
        for word, length in BEGINNINGS.items():
            if word in text:
                (folder / file.name).write_bytes(text[:length].encode())
    return folder


@pytest.fixture
def reopen(papers, model_cache, free_tcp_port):
    """Open the archive over the folder as it is now, and serve it where it was served before.

    The port is none of those that Gradio tries by itself: between two launches another test would take it.
    """
    running = []

    def launch() -> str:
        archive = open_archive(papers, settings=Settings(cache=model_cache))
        for demo in running:
            demo.close()
        running.append(build_chat(lambda: archive))
        _, url, _ = running[-1].launch(prevent_thread_lock=True, quiet=True, server_port=free_tcp_port)
        return url

    yield launch
    running[-1].close()
    shutil.rmtree(running[-1].loading.wait().index_folder)


def exported(page) -> list[dict[str, str]]:
    with page.expect_download() as coming:
        page.get_by_role("button", name=ZH.export_as.format(format="CSV")).click()
    content = Path(coming.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_a_quote_that_has_changed_on_disk_says_so_and_the_others_are_what_the_files_hold(papers, reopen, visit, ask):
    url = reopen()
    page = visit(url)
    for question in QUESTIONS:
        turn = ask(page, question)
        turn.get_by_role("button", name=ZH.clip_quote, exact=True).first.click()
    page.locator(OPENER).click()
    expect(page.locator("#clippings blockquote")).to_have_count(2)
    first, second = exported(page)
    for row in (first, second):
        text = (papers / row[ZH.clipping_fields["file"]]).read_bytes().decode("utf-8")
        start, end = (int(row[ZH.clipping_fields[field]]) for field in ("start", "end"))
        assert without_layout(text[start:end]) == row[ZH.clipping_fields["quote"]]
    assert first[ZH.clipping_fields["answer"]] == "1330家"

    changed = papers / first[ZH.clipping_fields["file"]]
    changed.write_bytes(changed.read_bytes().replace("1330家".encode(), "1331家".encode()))
    assert reopen() == url
    page.reload()
    expect(page.locator("#status [data-state=ready]")).to_be_visible()
    page.locator(OPENER).click()
    rows = page.locator("#clippings li")
    expect(rows).to_have_count(2)
    expect(rows.first.locator("p")).to_have_text(ZH.lost_clippings["changed"])
    expect(rows.first.locator("blockquote")).to_have_count(0)
    assert rows.nth(1).locator("blockquote").text_content() == second[ZH.clipping_fields["quote"]]
    lost, kept = exported(page)
    assert kept == second
    assert {name: text for name, text in lost.items() if text} == {
        ZH.clipping_fields["question"]: QUESTIONS[0],
        ZH.clipping_fields["note"]: ZH.lost_clippings["changed"],
    }
