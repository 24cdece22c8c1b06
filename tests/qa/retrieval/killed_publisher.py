"""Publish an index in place of another, in processes that are killed: python killed_publisher.py FOLDER MOMENTS

The first process dies as it is about to take its first step on the file system, the second at its second, until one
comes to its end; then MOMENTS more die at random moments. A line of JSON for each: how it ended, which of the two
indexes was found good then, whether every byte of it was that of a build from nothing, and what was left beside the
index after the next start, which publishes the old one again.
"""

import json
import os
import random
import runpy
import signal
import sys
import time
from collections.abc import Callable
from functools import cache, partial
from itertools import count
from pathlib import Path

from qa.articles.corpus import read_corpus
from qa.retrieval import english
from qa.retrieval.index_store import State, stamp, verified
from qa.retrieval.indexing import publish_index
from qa.retrieval.local_store import LocalStore
from qa.retrieval.passages import split_article
from qa.retrieval.retriever import Retriever

ROOT = Path(__file__).parents[3]
ENCODER = runpy.run_path(str(ROOT / "tests" / "conftest.py"))["BigramEncoder"]()
english._entries = cache(english._entries)  # the same each time, and none of it on disk
# What changes something on disk, as CPython's audit events call it; opening a file does if it is for writing.
STEPS = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.truncate")


def main(folder: Path, moments: int) -> None:
    """Kill, look, start again."""
    write = {name: partial(publish, folder, name) for name in ("old", "new")}
    fresh = {}
    for name in ("new", "old"):
        began = time.monotonic()
        write[name]()
        took = time.monotonic() - began
        fresh[name] = contents(folder / "index")

    def outcome(ended: str) -> dict:
        good = [name for name in fresh if verified(folder / "index", key(name)).state is State.GOOD]
        whole = contents(folder / "index") == (fresh[good[0]] if good else {})
        write["old"]()
        whole &= contents(folder / "index") == fresh["old"]
        return {"ended": ended, "good": good, "whole": whole, "left": sorted(path.name for path in folder.iterdir())}

    for step in count(1):
        ended = run(write["new"], prepare=partial(die_at, step))
        report(outcome(ended))
        if ended != "killed":
            break
    rng = random.Random(20)
    for _ in range(moments):
        report(outcome(run(write["new"], killed_after=rng.uniform(0, took))))


def report(outcome: dict) -> None:
    """A line on standard output, before the next process is made: it would have a copy of what is not yet written."""
    sys.stdout.write(f"{json.dumps(outcome)}\n")
    sys.stdout.flush()


def key(name: str) -> dict[str, str]:
    """What the index of a corpus was made from."""
    return {"corpus": name, "model": ENCODER.fingerprint}


def publish(folder: Path, name: str) -> None:
    """Put the index of one corpus in place, and read it as the next start does."""
    seen = stamp(folder / "index")
    passages = [passage for article in read_corpus(folder / name).articles for passage in split_article(article)]
    publish_index(folder / "index", key(name), passages, ENCODER, seen, LocalStore)
    Retriever.load(folder / "index", passages, ENCODER)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, as it is."""
    return {path.name: path.read_bytes() for path in folder.glob("*")}


def run(work: Callable[[], None], prepare: Callable[[], None] = lambda: None, killed_after: float | None = None) -> str:
    """Do `work` in a process of its own, killed after so many seconds; how that ended."""
    process = os.fork()
    if not process:
        prepare()
        work()
        os._exit(0)
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(process, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return {0: "finished", -signal.SIGKILL: "killed"}.get(code, f"exit code {code}")


def die_at(step: int) -> None:
    """From now on count the steps of this process, and kill it as it is about to take this one."""
    steps = count(1)

    def hook(event: str, arguments: tuple) -> None:
        writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (writes or event in STEPS) and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
