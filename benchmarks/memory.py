"""How much memory the chat holds, with the articles that ship and with others.

    python benchmarks/memory.py [FOLDER ...] [--questions 30]

For each folder of articles a chat of its own is started on its index, which has to be there already, as is the case
after the first start; its resident set is read when the page is served, after the first answer and after so many,
and its peak at the end. From the second folder on it is said what 100,000 passages more would take, as the difference
to the first, the smaller one.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from gradio_client import Client

from benchmarks.growth import MEGABYTE
from qa import open_archive
from qa.examples import EXAMPLES

QUESTIONS = [question for asked in EXAMPLES.values() for question in asked]


class Memory(NamedTuple):
    """Megabytes of a chat, and the passages that it searches."""

    passages: int
    served: float
    answered: float
    settled: float
    peak: float


def main() -> None:
    """Measure one chat after the other and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", default=[None])
    parser.add_argument("--questions", type=int, default=30)
    arguments = parser.parse_args()
    first: Memory | None = None
    for folder in arguments.folders:
        found = measured(folder, arguments.questions)
        print(
            f"{found.passages:7,} passages  page served {found.served:5.0f} MB  first answer {found.answered:5.0f} MB"
            f"  after {arguments.questions} {found.settled:5.0f} MB  peak {found.peak:5.0f} MB"
        )
        if first:
            more = (found.settled - first.settled) / (found.passages - first.passages)
            print(f"100,000 passages more: {100_000 * more:.0f} MB")
        first = first or found


def measured(folder: Path | None, questions: int) -> Memory:
    """The memory of a chat over a folder of articles, the shipped ones without."""
    passages = len(open_archive(folder).passages)
    with chat(folder) as (process, address):
        served = resident(process.pid, "VmRSS")
        client = Client(address, verbose=False)
        client.predict(QUESTIONS[0], api_name="/ask")
        answered = resident(process.pid, "VmRSS")
        for question in islice(cycle(QUESTIONS), questions - 1):
            client.predict(question, api_name="/ask")
        return Memory(passages, served, answered, resident(process.pid, "VmRSS"), resident(process.pid, "VmHWM"))


@contextmanager
def chat(folder: Path | None) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A chat in a process of its own, and its address as soon as the page is there."""
    address = f"http://127.0.0.1:{(port := _free_port())}/"
    corpus: Sequence[str] = ["--corpus", str(folder)] if folder else []
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", "chat", *corpus],
        env={**os.environ, "GRADIO_SERVER_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _served(address):
            if process.poll() is not None:
                raise SystemExit("The chat has ended; try the same with: python -m qa chat")
            time.sleep(0.05)
        yield process, address
    finally:
        process.terminate()
        process.wait()


def _served(address: str) -> bool:
    with suppress(urllib.error.URLError), urllib.request.urlopen(address, timeout=60):
        return True
    return False


def resident(process: int, figure: str) -> float:
    """Megabytes of a process: VmRSS is what it holds, VmHWM the most that it has held."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(rf"^{figure}:\s+(\d+) kB", status, re.MULTILINE)
    assert found, f"{figure} is not in /proc/{process}/status: this needs Linux"
    return int(found[1]) * 1024 / MEGABYTE


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


if __name__ == "__main__":
    main()
