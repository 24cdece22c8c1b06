"""What a question costs, against what it cannot cost less than: ratios of medians within one run.

    python benchmarks/speed.py [--rounds 30]

One forward pass is the reader's network over one row of 200 pieces.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle

import torch
from qa.answers.reader.network import SpanNetwork

from embeddings import bundled_model_folder, load_encoder
from qa import open_archive
from qa.examples import EXAMPLES
from qa.settings import Settings

PIECES = 200
MOST_PASSES = 12


def main() -> None:
    """Measure each in turn, round by round, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    seconds = measured(_ways(Settings.from_env()), rounds)
    print(f"{platform.machine()}, {torch.get_num_threads()} threads, torch {torch.__version__}, medians of {rounds}")
    for name, median in seconds.items():
        print(f"{name:34} {1000 * median:8.1f} ms")
    print(f"search without the reader / encode  {seconds['search, no reader'] / seconds['encode the question']:.2f}")
    passes = seconds["ask"] / seconds["one forward pass"]
    print(f"ask / one forward pass              {passes:.2f} (at most {MOST_PASSES})")


def _ways(settings: Settings) -> dict[str, Callable[[str], object]]:
    encoder = load_encoder(settings.model, settings.cache)
    bare = open_archive(settings=replace(settings, reader="none"))
    reading = open_archive(settings=settings)
    network = SpanNetwork.from_encoder(bundled_model_folder(settings.cache)).eval()
    ids = torch.randint(5, 20_000, (1, PIECES), generator=torch.Generator().manual_seed(1))
    readable = torch.ones_like(ids, dtype=torch.bool)

    def one_pass(_: str) -> object:
        with torch.inference_mode():
            return network(ids, readable)

    return {
        "encode the question": encoder.encode_query,
        "one forward pass": one_pass,
        "search, no reader": bare.search,
        "ask, no reader": bare.ask,
        "search": reading.search,
        "ask": reading.ask,
    }


def measured(ways: dict[str, Callable[[str], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each way; all take turns, so that what else the machine does strikes all alike."""
    questions = cycle(question for asked in EXAMPLES.values() for question in asked)
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number, question in zip(range(rounds + 1), questions, strict=False):
        for name, way in ways.items():
            began = time.perf_counter()
            way(question)
            if number:  # the first round loads the models
                taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(values) for name, values in taken.items()}


if __name__ == "__main__":
    main()
