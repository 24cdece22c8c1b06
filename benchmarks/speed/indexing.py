"""How much of the encoder's own throughput is left when a folder is indexed: ratios within one run.

    python benchmarks/speed/indexing.py [FOLDER] [--rounds 3] [--only "an index"]

The floor is the encoder's network over the pieces of every text of a folder of articles, each text once, up to eight
of one length in a batch; without a folder these are the articles that ship. Beside it stand the same texts one after
the other; the encoder with its tokenizer, and the one for many texts, which reads each with one thread; torch; and the
index of a cache that holds the models and nothing else.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from embeddings import SentenceEncoder, bundled_model_folder, find_model
from embeddings.bundled_onnx import bundled_encoder, bundled_onnx_folder
from embeddings.e5_bundle import PASSAGE_PROMPT
from embeddings.e5_graph import IDS, PLACES
from embeddings.onnx_session import load_session, threads
from embeddings.pieces import load_tokenizer
from qa import open_archive
from qa.retrieval.sentence_table import SentenceTable
from qa.settings import Settings

FLOOR = "the network, in batches"


def main() -> None:
    """Measure all ways in turn and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", metavar="WAY", help="what to measure beside the floor")
    given = parser.parse_args()
    folder, rounds = given.folder, given.rounds
    settings = Settings.from_env()
    passages = open_archive(folder, settings=settings).passages
    texts = list(dict.fromkeys([p.text for p in passages] + SentenceTable(passages).texts))
    ways = _ways(settings, texts, folder)
    taken: dict[str, list[float]] = {name: [] for name in ([FLOOR, *given.only] if given.only else ways)}
    for _ in range(rounds):
        for name, seconds in taken.items():
            began = time.perf_counter()
            ways[name]()
            seconds.append(time.perf_counter() - began)
    medians = {name: statistics.median(values) for name, values in taken.items()}
    floor = medians[FLOOR]
    print(f"{platform.machine()}, {threads()} threads, {len(texts)} texts, medians of {rounds} rounds")
    for name, median in medians.items():
        print(f"{name:30} {median:7.2f} s {len(texts) / median:7.1f} texts/s {floor / median:6.2f} of the first")


def _ways(settings: Settings, texts: list[str], articles: Path | None) -> dict[str, Callable[[], object]]:
    folder = bundled_onnx_folder(settings.cache)
    network, tokenizer = load_session(folder.network), load_tokenizer(folder.tokenizer)
    pieces = [np.array([tokenizer.framed(PASSAGE_PROMPT + text, PLACES)], np.int64) for text in texts]
    encoder = bundled_encoder(settings.cache)
    for_many = encoder.for_many()
    in_torch = SentenceEncoder(find_model(str(bundled_model_folder(settings.cache))))
    for loaded_when_used in (encoder, for_many, in_torch):
        loaded_when_used.encode_query("")
    return {
        FLOOR: lambda: [network.run(None, {IDS: ids}) for ids in _batches(pieces)],
        "the network, one by one": lambda: [network.run(None, {IDS: ids}) for ids in pieces],
        "the encoder": lambda: encoder.encode_passages(texts),
        "the encoder for many": lambda: for_many.encode_passages(texts),
        "the encoder in torch": lambda: in_torch.encode_passages(texts),
        "an index": lambda: _index(settings, articles),
    }


def _batches(pieces: list[np.ndarray]) -> list[np.ndarray]:
    """Texts of as many pieces as each other, up to eight together."""
    alike: dict[int, list[np.ndarray]] = {}
    for ids in pieces:
        alike.setdefault(ids.shape[1], []).append(ids)
    return [np.vstack(same[at : at + 8]) for same in alike.values() for at in range(0, len(same), 8)]


def _index(settings: Settings, articles: Path | None) -> None:
    """Index articles in a cache that holds the models."""
    with tempfile.TemporaryDirectory() as cache:
        for model in settings.cache.glob("multilingual-e5-small-*"):
            (Path(cache) / model.name).symlink_to(model)
        open_archive(articles, settings=Settings(cache=Path(cache)))


if __name__ == "__main__":
    main()
