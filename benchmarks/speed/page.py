"""What the chat puts on top of an answer: from Enter in a real Chromium until the answer is drawn, against the answer.

    python benchmarks/speed/page.py [--rounds 30]

Each question of `benchmarks/questions/seeds.jsonl` is put to the archive and on the page, by turns first to the one and
to the other; server, archive and browser share the machine, as they do where one reads at home. Beside it stands how
long the page's own thread is busy with a question. Needs Playwright; takes the Chromium on the PATH, or else its own.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from benchmarks.browser import chromium
from qa import open_archive
from qa.answers.question_files import read_question_set
from qa.archive import Archive
from qa.chat.page import build_chat
from qa.examples import EXAMPLES

QUESTIONS = Path(__file__).parents[1] / "questions" / "seeds.jsonl"
AFTERWARDS = 1500  # milliseconds in which the page settles behind an answer
# Milliseconds from Enter to the second frame behind the answer's coming: by then the first one is on the screen.
TIMED = """number => {
    window.drawn = new Promise((done) => {
        let began;
        addEventListener("keydown", () => { began = performance.now(); }, { capture: true, once: true });
        new MutationObserver((changes, observer) => {
            const turn = document.getElementById(`turn-${number}`);
            if (!turn || turn.dataset.state === "pending") return;
            observer.disconnect();
            requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
        }).observe(document.getElementById("conversation"), { childList: true, subtree: true, attributes: true });
    });
}"""


def main() -> None:
    """Measure both in turn and print medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    questions = [gold.question for gold in read_question_set(QUESTIONS)][: rounds + 1]
    archive = open_archive()
    chat = build_chat(lambda: archive, examples=EXAMPLES)
    _, url, _ = chat.launch(prevent_thread_lock=True, quiet=True)
    with chromium() as browser:
        page = browser.new_page()
        page.goto(url)
        page.locator("#status [data-state=ready]").wait_for()
        taken = [measured(archive, page, number, question) for number, question in enumerate(questions, start=1)]
    chat.close()
    asked, drawn, busy = map(statistics.median, zip(*taken[1:], strict=True))  # the first pays for what comes first
    print(f"{platform.machine()}, {os.cpu_count()} cores, medians of {len(taken) - 1}")
    print(f"answer       {asked:7.1f} ms")
    print(f"on the page  {drawn:7.1f} ms, {drawn / asked:.2f} of it, {drawn - asked:.0f} ms more")
    print(f"page busy    {busy:7.1f} ms")


def measured(archive: Archive, page: Page, number: int, question: str) -> tuple[float, float, float]:
    """Milliseconds: an answer, the same on the page as its turn of that number, how long the page's thread is busy."""
    if number % 2:
        return answered(archive, question), *put(page, number, question)
    drawn, busy = put(page, number, question)
    return answered(archive, question), drawn, busy


def answered(archive: Archive, question: str) -> float:
    """Milliseconds that an answer takes."""
    began = time.perf_counter()
    archive.ask(question)
    return 1e3 * (time.perf_counter() - began)


def put(page: Page, number: int, question: str) -> tuple[float, float]:
    """Milliseconds from Enter until the answer is drawn, and those that the page's thread is busy with it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    page.get_by_role("textbox").fill(question)
    page.evaluate(TIMED, number)
    before = busy_for(devtools)
    page.keyboard.press("Enter")
    drawn: float = page.evaluate("drawn")
    page.wait_for_timeout(AFTERWARDS)
    busy = busy_for(devtools) - before
    devtools.detach()
    return drawn, busy


def busy_for(devtools: CDPSession) -> float:
    """Milliseconds that the page's thread has been busy since it began."""
    metrics = {metric["name"]: metric["value"] for metric in devtools.send("Performance.getMetrics")["metrics"]}
    return 1e3 * float(metrics["TaskDuration"])


if __name__ == "__main__":
    main()
