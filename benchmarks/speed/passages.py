"""Latency, memory and time to build by the number of passages, and how each of them grows.

    python benchmarks/speed/passages.py ARTICLES QUESTIONS ROWS [--sizes 1000 10000 100000]

Each size is measured in a process of its own. ARTICLES and QUESTIONS as in news.py; where a size asks for more than
there are, the first half of one article and the second half of another make one more. Embedding is left out, which
takes the same for each text: vectors are those of ROWS (a `passages.npy` of an index folder), and as many more made of
them with noise, whatever the text. What is measured is what is left: reading the passages for terms, sentences, places,
reprints and English, loading what was saved, and searching it, the question's pass through the encoder included.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import chain, count, islice
from pathlib import Path

import numpy as np

from benchmarks.growth import MEGABYTE, enlarged
from benchmarks.news import news_article, read_records
from embeddings import load_encoder
from embeddings.encoder import Encoder, Vectors
from qa.articles.article import Article
from qa.retrieval.passages import split_article
from qa.retrieval.retriever import Retriever
from qa.settings import Settings

ASKED = 100
FIGURES = ("built", "loaded", "search", "memory", "index")


class KnownRows:
    """An encoder for questions; passages get some of the rows that are given, and made ones, whatever their text."""

    def __init__(self, encoder: Encoder, rows: Vectors) -> None:
        self._encoder = encoder
        self._rows = rows
        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        self.encode_query = encoder.encode_query

    def encode_passages(self, texts: Sequence[str], *, progress: bool = False) -> Vectors:
        """So many rows, shape (len(texts), dimension)."""
        return enlarged(self._rows, len(texts))


def main() -> None:
    """Measure each size and print a line for it, then the exponents that fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--alone", action="store_true", help="measure the one size here, and print figures")
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(measured(given.articles, given.questions, given.rows, *given.sizes)))
        return
    table = {size: _in_a_process(given, size) for size in given.sizes}
    for size, found in table.items():
        print(
            f"{size:8,} passages  built in {found['built']:6.1f} s  loaded in {found['loaded']:5.1f} s"
            f"  search {found['search']:6.1f} ms  holds {found['memory']:6.0f} MB  index {found['index']:5.0f} MB"
        )
    for figure in FIGURES if len(table) > 1 else ():
        values = [found[figure] for found in table.values()]
        exponent = np.polyfit(np.log(list(table)), np.log(values), 1)[0]
        print(f"{figure}: grows as passages ** {exponent:.2f}")


def _in_a_process(given: argparse.Namespace, size: int) -> dict[str, float]:
    files = [str(path) for path in (given.articles, given.questions, given.rows)]
    command = [sys.executable, __file__, *files, "--alone", "--sizes", str(size)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return found


def measured(articles: Path, questions: Path, rows: Path, size: int) -> dict[str, float]:
    """Seconds to build and to load, milliseconds of a search, megabytes held and on disk, of so many passages."""
    settings = Settings.from_env()
    encoder = KnownRows(load_encoder(settings.model, settings.cache), np.load(rows))
    passages = list(islice(chain.from_iterable(map(split_article, _articles(articles))), size))
    asked = [record["question_zh"] for record in read_records(questions)[:ASKED]]
    encoder.encode_query("")  # loads the model
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        Retriever.build(passages, encoder).save(Path(folder))
        built = time.perf_counter() - began
        began = time.perf_counter()
        retriever = Retriever.load(Path(folder), passages, encoder)
        loaded = time.perf_counter() - began
        index = sum(file.stat().st_size for file in Path(folder).iterdir()) / MEGABYTE
        taken = [_search(retriever, question) for question in asked]
    figures = (built, loaded, 1000 * float(np.median(taken)), _resident(), index)
    return dict(zip(FIGURES, figures, strict=True))


def _search(retriever: Retriever, question: str) -> float:
    began = time.perf_counter()
    retriever.search(retriever.query(question), k=10)
    return time.perf_counter() - began


def _articles(path: Path) -> Iterator[Article]:
    """Those of the file, then halves of two of them, ever further apart."""
    records = read_records(path)
    yield from map(news_article, records)
    for distance in count(1):
        for number, record in enumerate(records):
            other = records[(number + distance) % len(records)]
            text = _half(record["text"], 0) + _half(other["text"], 1)
            yield news_article({"id": f"{record['id']} {distance}", "text": text})


def _half(text: str, which: int) -> str:
    """The first or the second half of the sentences of a text."""
    sentences = re.findall(r".*?[。！？\n]|.+$", text, re.DOTALL)
    middle = len(sentences) // 2
    return "".join(islice(sentences, middle) if which == 0 else sentences[middle:])


def _resident() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / MEGABYTE


if __name__ == "__main__":
    main()
