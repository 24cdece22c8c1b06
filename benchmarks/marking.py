"""How often the marked run is the answer, given the sentence that proves it, on news that does not ship.

    python benchmarks/marking.py QUESTIONS

Prints exact match and the overlap of characters (F1), width and punctuation folded, for each language and kind.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from reader.examples import read_records

from qa.answers.evaluation import folded, overlap
from qa.answers.marking import mark
from qa.retrieval.english import EnglishBridge
from qa.retrieval.evidence import Evidence
from qa.retrieval.keyword_index import KeywordIndex
from qa.retrieval.question import analyse
from qa.retrieval.tokens import terms


def main() -> None:
    """Read, mark, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    records = read_records(parser.parse_args().questions)
    frequency = KeywordIndex.build([terms(record["quote"]) for record in records]).frequency
    bridge = EnglishBridge.build(frequency)
    scores = defaultdict(list)
    for record in records:
        for language in ("zh", "en"):
            query = analyse(record[f"question_{language}"], bridge)
            marked = mark(record["quote"], query.asked, Evidence(query.concepts, frequency, len(records)))
            said = record["quote"][marked.start : marked.end]
            score = (folded(said) == folded(record["answer"]), overlap(said, record["answer"]))
            scores[language].append(score)
            scores[f"{language} {record['kind']}"].append(score)
    for name, pairs in sorted(scores.items()):
        exact, shared = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        print(f"{name:14} EM {exact:.3f}  F1 {shared:.3f}  ({len(pairs)} questions)")


if __name__ == "__main__":
    main()
