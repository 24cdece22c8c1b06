"""What `yuanju ask` from a warm cache takes, against a program that only loads the same: ratios within one run.

    python benchmarks/speed/starting.py [--rounds 30] [--imports]

The floor is a process that imports the libraries that the command imports, loads both networks, the tokenizer and
jieba's dictionary, and encodes one text. With --imports it prints instead what the command imports and how long each
takes.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

from qa.settings import Settings

ROOT = Path(__file__).parents[2]
QUESTION = "邵阳有多少家企业复工复产？"
ASK = ["-m", "qa", "ask", QUESTION, "--json"]
LONGEST_IMPORTS = 25
FLOOR = """
import sys
from pathlib import Path
import faiss, numpy, onnxruntime, bm25s, typer, opencc
import jieba, jieba.posseg
jieba.initialize()
from embeddings.bundled_onnx import bundled_encoder
from embeddings.onnx_session import load_session
from qa.answers.reader.graph import reader_network
from qa.answers.reader.loading import WEIGHTS
cache = Path(sys.argv[1])
load_session(reader_network(cache, WEIGHTS))
bundled_encoder(cache).encode_query("邵阳")
"""


def main() -> None:
    """Measure both in turn and print medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--imports", action="store_true")
    arguments = parser.parse_args()
    subprocess.run([sys.executable, *ASK], cwd=ROOT, check=True, capture_output=True)  # models and index are there now
    if arguments.imports:
        print_imports()
        return
    ways = {"floor": ["-c", FLOOR, str(Settings.from_env().cache)], "ask": ASK}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(arguments.rounds):
        for name, command in ways.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
            taken[name].append(time.perf_counter() - began)
    medians = {name: statistics.median(values) for name, values in taken.items()}
    print(f"{platform.machine()}, {os.cpu_count()} cores, medians of {arguments.rounds}")
    for name, median in medians.items():
        print(f"{name:6} {median:6.2f} s")
    print(f"ask / floor: {medians['ask'] / medians['floor']:.2f} (asked for: at most 1.3)")


def print_imports() -> None:
    """The modules that take longest, with all that they import, in milliseconds."""
    done = subprocess.run([sys.executable, "-X", "importtime", *ASK], cwd=ROOT, check=True, capture_output=True)
    rows = [line.split("|") for line in done.stderr.decode().splitlines() if line.startswith("import time:")]
    timed = sorted(((int(total), name.strip()) for _, total, name in rows[1:]), reverse=True)
    for microseconds, name in timed[:LONGEST_IMPORTS]:
        print(f"{microseconds / 1000:8.1f} ms  {name}")


if __name__ == "__main__":
    main()
