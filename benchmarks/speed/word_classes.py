"""What it takes to class the words of sentences, against jieba's own reading of words that its dictionary lacks.

    python benchmarks/speed/word_classes.py [--rounds 5]

The sentences are those of the articles that ship; each round reads all of them by either way, in turn.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence

from jieba.posseg import POSTokenizer

from qa import open_archive
from qa.retrieval.names import tagged_words
from qa.retrieval.sentence_table import SentenceTable
from qa.retrieval.tokens import segmenter


def main() -> None:
    """Print the median microseconds of a character by either way, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    sentences = SentenceTable(open_archive().passages).texts
    ways = {"as jieba does": POSTokenizer(segmenter()).lcut, "as Yuanju does": tagged_words.__wrapped__}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(parser.parse_args().rounds):
        for name, seconds in taken.items():
            seconds.append(_seconds(ways[name], sentences))
    characters = sum(map(len, sentences))
    theirs, ours = (statistics.median(seconds) for seconds in taken.values())
    for name, median in zip(ways, (theirs, ours), strict=True):
        print(f"{name:14} {1e6 * median / characters:6.1f} microseconds a character")
    print(f"Yuanju / jieba: {ours / theirs:.2f}")


def _seconds(way: Callable[[str], object], sentences: Sequence[str]) -> float:
    began = time.perf_counter()
    for sentence in sentences:
        way(sentence)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
