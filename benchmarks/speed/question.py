"""What a question costs, against what it cannot cost less than: medians of the ratios of one run.

    python benchmarks/speed/question.py [--rounds 30] [--clients 1 4 16]

The floor of a search is one pass of the encoder over the pieces that it is given for the question, for an English one
with its gist in Chinese; that of an answer is this pass and one of the reader over each row that the answer has it
read, as many at a time as there are threads. Then several clients ask at once: questions answered a second. The same
passes in torch come last: Yuanju does not load it, and whatever runs behind it in one process is slower.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from operator import truediv
from unittest.mock import patch

os.environ.setdefault("MKL_CBWR", "AUTO,STRICT")  # as Yuanju has torch compute
os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # torch's threads would spin into what is measured next

import numpy as np
from onnxruntime import InferenceSession

from embeddings import bundled_model_folder
from embeddings.abreast import longest_first
from embeddings.bundled_onnx import bundled_onnx_folder, bundled_tokenizer
from embeddings.e5_bundle import QUERY_PROMPT
from embeddings.e5_graph import IDS, PLACES
from embeddings.encoder import Vectors
from embeddings.onnx_encoder import OnnxEncoder
from embeddings.onnx_session import load_session, threads
from qa import open_archive
from qa.answers.reader import span_reader
from qa.answers.reader.graph import reader_network
from qa.answers.reader.inputs import Row, rows
from qa.answers.reader.loading import WEIGHTS
from qa.archive import Archive
from qa.examples import EXAMPLES
from qa.settings import Settings

QUESTIONS = [question for asked in EXAMPLES.values() for question in asked]
Way = Callable[[str], object]
Given = dict[str, list[Sequence[int]]]
ENCODING = "encoder's pass"
READING = "passes of encoder and reader"


def main() -> None:
    """Measure each way in turn, round by round, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 4, 16])
    arguments = parser.parse_args()
    settings = Settings.from_env()
    archive = open_archive(settings=settings)
    given = _given(settings, archive)
    floors = _floors(settings, given)
    taken = measured({**floors, **_ways(settings, archive)}, arguments.rounds)
    print(f"{platform.machine()}, {threads()} threads, medians of {arguments.rounds} rounds")
    for name, seconds in taken.items():
        print(f"{name:40} {1000 * statistics.median(seconds):8.1f} ms")
    for product, floor, most in (("search, no reader", ENCODING, 1.25), ("ask", READING, 1.2)):
        print(f"{product} / {floor}: {ratio(taken[product], taken[floor]):.2f} (asked for: at most {most})")
    for clients in arguments.clients:
        print(f"{clients:3} clients: {asked_at_once(archive, clients):6.2f} questions a second")
    beside = measured({**floors, **_in_torch(settings, given)}, arguments.rounds)
    for floor in floors:
        print(f"{floor}, in torch / the same: {ratio(beside[f'{floor}, in torch'], beside[floor]):.2f}")


def _floors(settings: Settings, given: Given) -> dict[str, Way]:
    encoder = load_session(bundled_onnx_folder(settings.cache).network)
    reader = load_session(reader_network(settings.cache, WEIGHTS))
    return {
        ENCODING: lambda question: _pass(encoder, given[question][0]),
        READING: lambda question: [
            _pass(encoder, given[question][0]),
            *longest_first(partial(_pass, reader), given[question][1:]),
        ],
    }


def _ways(settings: Settings, archive: Archive) -> dict[str, Way]:
    bare = open_archive(settings=replace(settings, reader="none"))
    return {
        "search, no reader": bare.search,
        "ask, no reader": bare.ask,
        "search": archive.search,
        "ask": archive.ask,
    }


def _in_torch(settings: Settings, given: Given) -> dict[str, Way]:
    import torch
    from transformers import AutoModel

    network = AutoModel.from_pretrained(bundled_model_folder(settings.cache), add_pooling_layer=False).eval()

    def passed(pieces: Sequence[int]) -> object:
        with torch.inference_mode():
            return network(torch.tensor([pieces]))

    return {
        f"{ENCODING}, in torch": lambda question: passed(given[question][0]),
        f"{READING}, in torch": lambda question: list(map(passed, given[question])),
    }


def _given(settings: Settings, archive: Archive) -> Given:
    """For each question the pieces that the encoder is given, then each row that the reader is."""
    tokenizer = bundled_tokenizer(settings.cache)
    return {
        question: [tokenizer.framed(QUERY_PROMPT + _encoded(archive, question), PLACES), *_rows_read(archive, question)]
        for question in QUESTIONS
    }


def _encoded(archive: Archive, question: str) -> str:
    """The text that the encoder is given to search for a question."""
    given: list[str] = []
    encode = OnnxEncoder.encode_query

    def noted(encoder: OnnxEncoder, text: str) -> Vectors:
        given.append(text)
        return encode(encoder, text)

    with patch.object(OnnxEncoder, "encode_query", noted):
        archive.search(question)
    (text,) = filter(None, given)  # the empty one loads the network
    return text


def _rows_read(archive: Archive, question: str) -> list[Sequence[int]]:
    """The rows of pieces that the reader reads to answer a question."""
    read: list[Sequence[int]] = []

    def noted(*given: object) -> list[Row]:
        made = rows(*given)
        read.extend(row.ids for row in made)
        return made

    with patch.object(span_reader, "rows", noted):
        archive.ask(question)
    return read


def _pass(network: InferenceSession, pieces: Sequence[int]) -> object:
    return network.run(None, {IDS: np.array([pieces], np.int64)})


def measured(ways: dict[str, Way], rounds: int) -> dict[str, list[float]]:
    """The seconds of each way in each round; all take turns, so that what else the machine does strikes all alike.

    In each round in another order: a way is slower behind one that has filled the caches of the processor.
    """
    questions = cycle(QUESTIONS)
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number, question in zip(range(rounds + 1), questions, strict=False):
        for name in random.Random(number).sample(list(ways), len(ways)):
            began = time.perf_counter()
            ways[name](question)
            if number:  # the first round loads the models
                taken[name].append(time.perf_counter() - began)
    return taken


def ratio(product: Sequence[float], floor: Sequence[float]) -> float:
    """The median of each round's ratio, of one question: questions differ more than a way and its floor do."""
    return statistics.median(map(truediv, product, floor))


def asked_at_once(archive: Archive, clients: int, each: int = 4) -> float:
    """Questions answered a second while so many clients ask one after the other."""
    questions = list(islice(cycle(QUESTIONS), clients * each))
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(archive.ask, questions))
    return len(questions) / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
