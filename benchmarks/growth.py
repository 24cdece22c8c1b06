"""What happens as an archive grows: indexing, answers, and the search for the nearest vectors.

    python benchmarks/growth.py index ARTICLES QUESTIONS --into FOLDER [--sizes 1000 10000]
    python benchmarks/growth.py ask ARTICLES QUESTIONS --into FOLDER [--sizes 1000 10000]
    python benchmarks/growth.py read ARTICLES QUESTIONS --into FOLDER [--sizes 1000 10000]
    python benchmarks/growth.py search ROWS QUESTIONS [--sizes 10000 20000 50000 100000]

`index` measures `yuanju index` in a process of its own for each number of articles, those that have questions first;
`ask` then asks the same questions of each of these archives; `read` says of more questions for how many the passages
that are read hold the sentence that answers, by the way they are chosen. `search` compares the graph with looking at
all rows of a vector index (`passages.npy` or `sentences.npy` of an index folder); where a size asks for more than the
file holds, the rest is made of them with noise. ARTICLES and QUESTIONS as in news.py.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import numpy as np

from benchmarks.news import NewsQuestion, news_questions, read_records
from embeddings import load_encoder
from embeddings.encoder import Vectors
from embeddings.vector_index import VectorIndex
from qa import open_archive
from qa.answers.evaluation import folded
from qa.answers.rereading import READ
from qa.articles.corpus import read_corpus
from qa.place import place_of
from qa.retrieval.passages import split_articles
from qa.retrieval.ranking import Candidate, promising
from qa.retrieval.retriever import DEPTH, Retriever
from qa.settings import Settings

MEGABYTE = 1_000_000
# Questions that are answered, and those that are only searched for, which is quick.
ASKED = 200
ASKED_ALONE = 1200
DEPTHS = (50, 100, 200)
NOISE = 0.48

T = TypeVar("T")


def main() -> None:
    """Measure what is asked for and print a line for each size."""
    given = _parser().parse_args()
    if given.what == "search":
        measure_search(np.load(given.rows, mmap_mode="r"), given.questions, given.sizes)
        return
    for size in given.sizes:
        folder = sample(given.articles, given.questions, size, given.into)
        cache = given.into / "cache"
        if given.what == "index":
            measure_index(folder, size, cache)
        elif given.what == "ask":
            measure_answers(folder, given.questions, cache)
        else:
            measure_choice(folder, given.questions, cache)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="what", required=True)
    for name in ("index", "ask", "read"):
        command = commands.add_parser(name)
        command.add_argument("articles", type=Path)
        command.add_argument("questions", type=Path)
        command.add_argument("--into", type=Path, required=True)
        command.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    command = commands.add_parser("search")
    command.add_argument("rows", type=Path)
    command.add_argument("questions", type=Path)
    command.add_argument("--sizes", type=int, nargs="+", default=[10_000, 20_000, 50_000, 100_000])
    return parser


def sample(articles: Path, questions: Path, size: int, into: Path) -> Path:
    """A folder with one file of `size` articles, one a line, those that have questions first."""
    folder = into / f"news-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    asked = {record["article_id"] for record in read_records(questions)}
    records = sorted(read_records(articles), key=lambda record: record["id"] not in asked)[:size]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (folder / "news.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def measure_index(folder: Path, size: int, cache: Path) -> None:
    """Index a folder in a process of its own: seconds, those of the processor, its peak of memory, what it wrote."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "qa", "index", str(folder)]
    subprocess.run(command, check=True, env={**os.environ, "YUANJU_CACHE": str(cache)}, stdout=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    written = sum(file.stat().st_size for file in cache.glob(f"index/{folder.name}-*/*"))
    print(
        f"{size:7,} articles  {seconds:7.0f} s  {size / seconds:5.2f} articles/s  {worked:7.0f} s of processor"
        f"  peak {after.ru_maxrss * 1024 / MEGABYTE:6.0f} MB (of all so far)  index {written / MEGABYTE:6.0f} MB"
    )


def measure_answers(folder: Path, questions: Path, cache: Path) -> None:
    """Ask the same questions of an archive: how long each takes, and how often the sentence that answers is quoted.

    Or the answer in another sentence: the more articles there are, the more of them tell the same.
    """
    archive = open_archive(folder, settings=Settings(cache=cache))
    known = _known(folder)
    asked = _asked(questions, known, ASKED)
    counted: Counter[str] = Counter()
    searching: list[float] = []
    asking: list[float] = []
    for question in asked:
        hits = _timed(partial(archive.search, question.text, k=READ), searching)
        answer = _timed(partial(archive.ask, question.text), asking)
        quote = answer.citations[0].quote if answer.answered else ""
        proven = [[_proves(sentence.text, question, known) for sentence in hit.sentences] for hit in hits]
        counted["right sentence read"] += any(map(any, proven))
        counted["first"] += bool(hits) and proven[0][0]
        counted["quoted"] += bool(quote) and _proves(quote, question, known)
        counted["its answer in the quote"] += folded(question.answer) in folded(quote)
    shares = ", ".join(f"{what} {number / len(asked):.3f}" for what, number in counted.items())
    middle, slow = 1000 * np.percentile(asking, (50, 95))
    print(
        f"{len(known):7,} articles  {len(archive.passages):7,} passages  {len(asked)} questions: {shares},"
        f" ask: median {middle:.0f} ms, p95 {slow:.0f} ms, search: median {1000 * np.median(searching):.0f} ms",
        flush=True,
    )


def measure_choice(folder: Path, questions: Path, cache: Path) -> None:
    """Count the questions that have their sentence in the first READ passages as fused and as they promise to score."""
    settings = Settings(cache=cache)
    place = place_of(folder, settings)
    articles = read_corpus(place.articles, texts=place.texts, aside=place.cache).articles
    encoder = load_encoder(settings.model, settings.cache)
    retriever = Retriever.load(place.index, split_articles(articles), encoder)
    known = _known(folder)
    asked = _asked(questions, known, ASKED_ALONE)
    for depth in DEPTHS:
        held: Counter[tuple[str, str]] = Counter()
        with patch("qa.retrieval.retriever.DEPTH", depth):
            for question in asked:
                query = retriever.query(question.text)
                found = retriever.candidates(query, retriever.evidence(query))
                for way, chosen in (("fused", found), ("promising", promising(found))):
                    held[way, question.language] += any(_holds(one, question, known) for one in chosen[:READ])
        total = Counter(question.language for question in asked)
        shares = (
            f"{way} {language} {number / total[language]:.3f}" for (way, language), number in sorted(held.items())
        )
        print(f"{len(known):7,} articles  lists of {depth:3}  {'  '.join(shares)}", flush=True)


def _known(folder: Path) -> dict[str, str]:
    """The texts of a sample by the ids of their articles."""
    return {record["id"]: record["text"] for record in read_records(folder / "news.jsonl")}


def _asked(questions: Path, known: Mapping[str, str], count: int) -> list[NewsQuestion]:
    """A seeded sample of the answerable questions about articles that are known, a smaller one at the head of it."""
    about = [record for record in read_records(questions) if record["article_id"] in known]
    asked = [question for record in about for question in news_questions(record) if question.file]
    first = random.Random(0).sample(asked, min(ASKED, len(asked)))
    chosen = set(first)
    others = [question for question in asked if question not in chosen]
    return first + random.Random(1).sample(others, min(len(others), count - len(first)))


def _holds(candidate: Candidate, question: NewsQuestion, known: Mapping[str, str]) -> bool:
    return any(_proves(reading.text, question, known) for reading in candidate.readings)


def _proves(quote: str, question: NewsQuestion, known: Mapping[str, str]) -> bool:
    at = known[question.about].find(quote)
    return at >= 0 and question.proven_by(question.about, at, at + len(quote))


def measure_search(rows: Vectors, questions: Path, sizes: list[int]) -> None:
    """Time the nearest DEPTH rows both ways, in turn, and count how many of the exact ones the graph finds."""
    settings = Settings.from_env()
    encoder = load_encoder(settings.model, settings.cache)
    asked = [encoder.encode_query(record["question_zh"]) for record in read_records(questions)]
    for size in sizes:
        some = enlarged(rows, size)
        exact = VectorIndex.build(some)
        start = time.perf_counter()
        graph = VectorIndex.build(some, graph_from=1)
        built = time.perf_counter() - start
        times: dict[str, list[float]] = {"exact": [], "graph": []}
        recalls = []
        for vector in asked:
            true = dict(_timed(partial(exact.search, vector, DEPTH), times["exact"]))
            found = dict(_timed(partial(graph.search, vector, DEPTH), times["graph"]))
            recalls.append(len(true.keys() & found.keys()) / len(true))
        flat, quick = (1000 * float(np.median(times[way])) for way in ("exact", "graph"))
        print(
            f"{len(some):8,} rows  exact {flat:6.2f} ms  graph {quick:5.2f} ms  recall@{DEPTH} {np.mean(recalls):.4f}"
            f"  ({len(asked)} questions)  graph built in {built:.0f} s"
        )


def enlarged(rows: Vectors, size: int) -> Vectors:
    """So many unit rows: a seeded choice of `rows`, or all of them and as many more made of them with noise.

    A made row has a cosine of about 0.9 to the one that it was made of.
    """
    rng = np.random.default_rng(0)
    if size <= len(rows):
        return np.ascontiguousarray(rows[np.sort(rng.permutation(len(rows))[:size])])
    origins = rows[rng.integers(0, len(rows), size - len(rows))]
    noise = rng.normal(size=origins.shape).astype(np.float32)
    made = origins + NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    return np.vstack([rows, made / np.linalg.norm(made, axis=1, keepdims=True)]).astype(np.float32)


def _timed(call: Callable[[], T], seconds: list[float]) -> T:
    start = time.perf_counter()
    found = call()
    seconds.append(time.perf_counter() - start)
    return found


if __name__ == "__main__":
    main()
