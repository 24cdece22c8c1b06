"""Whether work grows as the text does: processor time for files of n, 2n, 4n and 8n characters made to be slow.

    python benchmarks/linear.py [--size 131072] [--only digits]

Each file is read, indexed and asked, with an encoder that only counts characters, so that all time measured is Yuanju's
own and that of its libraries. The exponent is that of the line through the logarithms: 1 is linear, 2 quadratic.
"""

from __future__ import annotations

import argparse
import functools
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from embeddings.encoder import Vectors
from qa.answers.answerer import Answerer
from qa.articles.corpus import read_corpus
from qa.retrieval import english
from qa.retrieval.passages import split_articles
from qa.retrieval.retriever import Retriever

STEPS = (1, 2, 4, 8)
QUESTIONS = (
    "邵阳有多少家企业复工复产？",
    "全市复工率是多少？",
    "谁来到企业？",
    "企业12家1月1日中9",
    "How many enterprises resumed work in Shaoyang?",
)
_CHARACTERS = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道"


def _unlike(size: int) -> str:
    return "".join(random.Random(7).choices(_CHARACTERS, k=size))


def _numbered(unit: str) -> Callable[[int], str]:
    """The unit over and over, 0 in it counted up: no cache helps."""

    def text(size: int) -> str:
        length = len(unit) + len(str(size // len(unit))) - 1
        return "".join(unit.replace("0", str(number)) for number in range(size // length + 1))[:size]

    return text


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


KINDS: dict[str, Callable[[int], str]] = {
    "one line": _numbered("昨日,邵阳市第0批企业复工,返岗0人。"),
    "one line on our city": _numbered("我市第0批企业复工,返岗0人。"),
    "unbroken Chinese": _unlike,
    "one character": _repeated("中"),
    "one word": _repeated("企业"),
    "one Latin letter": _repeated("a"),
    "Latin words": _numbered("work0 in Shaoyang "),
    "digits": _repeated("1234567890"),
    "numerals": _repeated("一千零四十九"),
    "opening brackets": _repeated("("),
    "nested brackets": lambda size: "（" * (size // 2) + "）" * (size // 2),
    "quotation marks": _repeated("“"),
    "pairs of quotation marks": _repeated("“中”"),
    "book titles": _numbered("《第0期》"),
    "stops": _repeated("。"),
    "asterisks": _repeated("*a**"),
    "blanks": lambda size: "\u3000" * (size - 5) + "企业复工。",
    "combining accents": lambda size: "e" + "\u0323\u0301" * (size // 2),
    "our city in combining accents": lambda size: "我市企业" + "\u0301\u0323" * (size // 2),
    "lines of one character": lambda size: "\n".join(_unlike(size // 2)),
    "empty lines": lambda size: "复工" + "\n" * (size - 5) + "昨日。",
    "wrapped lines": _numbered("今天天气很好,我市共有0人参加。今天天气很\n"),
    "wrapped lines without a stop": _numbered("今天天气很好我市共有0人参加今天天气很好的\n"),
    "bylines": _numbered("■本报记者 张三0\n\n"),
    "headlines": _numbered("第0次会议召开\n\n"),
    "photo credits": _numbered("今天天气很好,共有0人参加。\n\n张三 摄\n\n"),
    "articles": _numbered("第0次会议召开\n\n■本报记者 张三\n\n本报讯 会议共有0人参加。\n\n"),
    "names": _repeated("张三丰、李四光、邓群策、"),
    "dates": _numbered("2022年1月0日,1—2月,"),
    "addresses": _numbered("a.b0@example.com http://a.b/0 0739-5363823 "),
    "bars": _repeated("首页|"),
    "markup": _numbered("<b>0</b>&nbsp;"),
}


class CharacterCounter:
    """An encoder in no time: how often a text holds characters of each of 32 classes, as unit rows."""

    fingerprint = "32 classes of characters"
    dimension = 32

    def encode_passages(self, texts: Sequence[str], *, progress: bool = False) -> Vectors:
        """One row a text."""
        return np.array([self.encode_query(text) for text in texts], np.float32).reshape(-1, self.dimension)

    def encode_query(self, text: str) -> Vectors:
        """A unit row."""
        codes = np.frombuffer(f"{text} ".encode("utf-32-le"), np.uint32) % self.dimension
        counts = np.bincount(codes, minlength=self.dimension).astype(np.float32)
        return counts / np.linalg.norm(counts)


def main() -> None:
    """Measure every kind of text and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=131_072, help="n, in characters")
    parser.add_argument("--only", default="", help="kinds of text whose names hold this")
    given = parser.parse_args()
    # Two seconds of every index go into a dictionary that has nothing to do with the text.
    english._dictionary = functools.cache(english._dictionary)
    _seconds("企业复工。")  # loads what is loaded once
    print(f"{'seconds at 8n, exponent':30}{'reading':>16}{'indexing':>16}{'asking':>16}")
    for name in [name for name in KINDS if given.only in name]:
        sizes = [step * given.size for step in STEPS]
        rows = np.array([_seconds(KINDS[name](size)) for size in sizes])
        exponents = [float(np.polyfit(np.log(sizes), np.log(column), 1)[0]) for column in rows.T]
        cells = [f"{last:10.2f} {exponent:5.2f}" for last, exponent in zip(rows[-1], exponents, strict=True)]
        print(f"{name:30}{''.join(cells)}", flush=True)


def _seconds(text: str) -> tuple[float, ...]:
    """Processor time of reading, indexing and asking."""
    return tuple(_stages(text))


def _stages(text: str) -> Iterator[float]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text(text, encoding="utf-8", newline="")
        began = time.process_time()
        corpus = read_corpus(Path(folder))
        yield time.process_time() - began
    began = time.process_time()
    passages = split_articles(corpus.articles)
    retriever = Retriever.build(passages, CharacterCounter())
    yield time.process_time() - began
    answerer = Answerer(retriever)
    began = time.process_time()
    for question in QUESTIONS:
        answerer.ask(question)
    yield time.process_time() - began


if __name__ == "__main__":
    main()
