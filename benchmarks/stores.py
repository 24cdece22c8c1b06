"""The two stores side by side: whether they find the same, and how long a search takes.

    python benchmarks/stores.py agree QUESTIONS --milvus FILE.db [--first N]
    python benchmarks/stores.py search [--sizes 1000 5000 20000]

`agree` searches the articles that ship for QUESTIONS (JSON lines with `question`) in the index folder and in Milvus,
without the reader, and counts how often the first hit is the same and how many of the first five are. `search` times
the dense and the keyword list of both stores over so many made passages of Chinese words, with rows of random numbers.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from embeddings.encoder import Vectors
from qa import Hit, Settings, open_archive
from qa.articles.article import Article, Kind, Paragraph, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.lexicon import term_frequency
from qa.retrieval.local_store import LocalStore
from qa.retrieval.milvus_store import MilvusStores
from qa.retrieval.passage_store import Contents, PassageStore
from qa.retrieval.passages import split_article
from qa.retrieval.tokens import cut, segmenter

DIMENSION = 384
SEARCHES = 30


class RandomRows:
    """An encoder whose rows are random: how long a search takes does not depend on what they say."""

    fingerprint = "random rows"
    dimension = DIMENSION

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)

    def encode_passages(self, texts: list[str], *, progress: bool = False) -> Vectors:
        """A unit row for each text."""
        rows = self._random.normal(size=(len(texts), DIMENSION)).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def encode_query(self, text: str) -> Vectors:
        """A unit row."""
        return self.encode_passages([text])[0]


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="what", required=True)
    agree = commands.add_parser("agree")
    agree.add_argument("questions", type=Path)
    agree.add_argument("--milvus", required=True)
    agree.add_argument("--first", type=int)
    commands.add_parser("search").add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 20_000])
    given = parser.parse_args()
    if given.what == "agree":
        measure_agreement(given.questions, given.milvus, given.first)
    else:
        for size in given.sizes:
            measure_search(size)


def measure_agreement(questions: Path, milvus: str, first: int | None) -> None:
    """Search both stores for the same questions, and name the questions whose first hits differ."""
    settings = replace(Settings.from_env(), reader="none")  # which would put right what the stores find differently
    here, there = open_archive(settings=settings), open_archive(settings=replace(settings, store=milvus))
    asked = [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()][:first]
    shared, different = 0, []
    for question in asked:
        ours, theirs = ([_place(hit) for hit in archive.search(question, k=5)] for archive in (here, there))
        shared += len({*ours} & {*theirs})
        if ours[:1] != theirs[:1]:
            different.append(question)
    print(f"{len(asked)} questions: same first hit {1 - len(different) / len(asked):.3f}", end=", ")
    print(f"of the first five {shared / 5 / len(asked):.3f} are the same")
    print(*different, sep="\n")


def _place(hit: Hit) -> tuple[str, int]:
    return hit.passage.article.id, hit.passage.start


def measure_search(size: int) -> None:
    """Build both stores over so many passages, and print what building and searching took."""
    rng, words = random.Random(0), sorted(word for word in segmenter().FREQ if len(word) == 2)
    vocabulary = rng.sample(words, 20_000)
    passages = [
        p for n in range(size) for p in split_article(_article(n, "".join(rng.choices(vocabulary, k=90)) + "。"))
    ]
    texts = [cut(passage.text) for passage in passages]
    documents, encoder = [text.terms for text in texts], RandomRows()
    contents = Contents.read(passages, texts, term_frequency(documents))
    queries = [(encoder.encode_query(""), dict.fromkeys(rng.sample(vocabulary, 6), 1.0)) for _ in range(SEARCHES)]
    with tempfile.TemporaryDirectory() as folder:
        for name, kind in {"index folder": LocalStore, "milvus-lite": MilvusStores(f"{folder}/a.db", "")}.items():
            start = time.perf_counter()
            store = kind.build(contents, documents, encoder, progress=False)
            built = time.perf_counter() - start
            dense, keyword = _medians(store, queries)
            print(
                f"{len(passages):7,} passages  {name:12}  built in {built:5.0f} s"
                f"  dense {dense:7.1f} ms  keyword {keyword:7.1f} ms"
            )


def _medians(store: PassageStore, queries: list[tuple[Vectors, dict[str, float]]]) -> tuple[float, float]:
    """Milliseconds of a dense and of a keyword search, but for the first, which reads what the others find."""
    store.dense(queries[0][0], 50), store.keyword(queries[0][1], 50)
    times: list[list[float]] = [[], []]
    for vector, query in queries:
        _timed(lambda vector=vector: store.dense(vector, 50), times[0])
        _timed(lambda query=query: store.keyword(query, 50), times[1])
    return 1000 * float(np.median(times[0])), 1000 * float(np.median(times[1]))


def _timed(call: Callable[[], object], seconds: list[float]) -> None:
    start = time.perf_counter()
    call()
    seconds.append(time.perf_counter() - start)


def _article(number: int, text: str) -> Article:
    file = SourceFile(f"{number}.txt", text, "", "utf-8")
    paragraph = Paragraph(Kind.BODY, Reading.of_spans(text, [Span(0, len(text))]))
    return Article(f"{number}.txt#1", "", "", "", "", None, "", None, file, (paragraph,))


if __name__ == "__main__":
    main()
