"""Every quality figure of the README: what is asked, what comes back, and what each part adds.

    python benchmarks/quality.py [--questions FILE ...] [--cmrc FILE] [--sample 300]

The question sets are those of benchmarks/questions, about the articles that ship. `--cmrc` takes a file of SQuAD's
shape (cmrc2018_trial.json): its paragraphs become a corpus, a file each, and a sample of its questions is asked of all
of them, and as many of those that have a translation, in English. Results are printed as Markdown tables.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.append(str(Path(__file__).with_name("reader")))
from examples import read_translations

from qa import open_archive
from qa.answers import answerer, rereading
from qa.answers.evaluation import Figures, Outcome, judge_all, summarise_groups
from qa.answers.marking import Mark
from qa.answers.question_files import GoldQuestion, read_question_set
from qa.answers.reader.inputs import Page
from qa.answers.reader.loading import load_reader
from qa.answers.reader.reader import PageRead, Reader
from qa.answers.reliability import reliability
from qa.settings import Settings

QUESTIONS = [Path(__file__).with_name("questions") / name for name in ("seeds.jsonl", "spoken.jsonl")]
TRANSLATIONS = Path(__file__).parent / "reader" / "questions" / "cmrc_english.tsv"
SHOWN = ("n", "R@1", "R@5", "quote", "EM", "F1", "false abstain", "false answer", "phi")
Change = Callable[[], AbstractContextManager[object]]


def main() -> None:
    """Ask, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, nargs="+", default=QUESTIONS)
    parser.add_argument("--cmrc", type=Path)
    parser.add_argument("--sample", type=int, default=300)
    arguments = parser.parse_args()
    settings = Settings.from_env()
    if arguments.cmrc:
        with tempfile.TemporaryDirectory() as folder:
            questions = _written(arguments.cmrc, Path(folder), arguments.sample)
            _compare(
                questions, replace(settings, corpus=Path(folder)), {"as it ships": nullcontext}, ["bundled", "none"]
            )
        return
    for path in arguments.questions:
        print(f"\n# {path.name}")
        _compare(read_question_set(path), settings, PARTS, ["bundled"])
        _compare(read_question_set(path), settings, {"without the reader": nullcontext}, ["none"])


def _compare(
    questions: Sequence[GoldQuestion], settings: Settings, parts: Mapping[str, Change], readers: Sequence[str]
) -> None:
    for reader in readers:
        with patch("qa.answers.models.load_reader", _remembering):
            archive = open_archive(settings=replace(settings, reader=reader))
        for name, change in parts.items():
            with change():
                outcomes = judge_all(archive, questions)
            print(f"\n{name} (reader: {reader})\n\n{_table(outcomes)}", flush=True)


class Remembering:
    """A reader that reads the same pages for the same question once; the parts differ in what they make of it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[tuple[str, tuple[Page, ...]], list[PageRead]] = {}

    def read(self, question: str, pages: Sequence[Page]) -> list[PageRead]:
        """What the reader makes of each page."""
        key = (question, tuple(pages))
        if key not in self._read:
            self._read[key] = self._reader.read(question, pages)
        return self._read[key]


def _remembering(name: str, cache: Path) -> Remembering | None:
    reader = load_reader(name, cache)
    return Remembering(reader) if reader else None


def _table(outcomes: Sequence[Outcome]) -> str:
    groups = summarise_groups(outcomes)
    rows = [_row(name, groups[name]) for name in ("all", "zh", "en") if name in groups]
    said = ", ".join(f"{b.said:.2f} was {b.was:.2f} ({b.answers})" for b in reliability(outcomes))
    return "\n".join([f"| | {' | '.join(SHOWN)} |", "|---" * (len(SHOWN) + 1) + "|", *rows, "", f"Confidence: {said}"])


def _row(name: str, figures: Figures) -> str:
    values = (figures[figure] for figure in SHOWN)
    shown = ("-" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}" for value in values)
    return f"| {name} | {' | '.join(shown)} |"


def _without_rules() -> AbstractContextManager[object]:
    """Mark what the reader marks, whatever form is asked for."""
    kept = rereading.mark_read

    def only_read(text: str, asked: object, evidence: object, read: PageRead, at: int) -> Mark:
        run = read.best(at, at + len(text))
        return Mark(run.start - at, run.end - at, False, 0.0) if run else kept(text, asked, evidence, read, at)

    return patch.object(rereading, "mark_read", only_read)


def _without_premises() -> AbstractContextManager[object]:
    """Ask no name of the question to stand in the articles."""
    stack = ExitStack()
    stack.enter_context(patch.object(answerer, "missing_names", lambda *_: ()))
    stack.enter_context(patch.object(rereading, "lacks_name", lambda *_: False))
    return stack


PARTS: Mapping[str, Change] = {
    "as it ships": nullcontext,
    "without the rules for forms": _without_rules,
    "without the premise check": _without_premises,
}


def _written(path: Path, folder: Path, sample: int) -> list[GoldQuestion]:
    """Write every paragraph as a file and draw a seeded sample of the questions about them, in each language."""
    english = read_translations(TRANSLATIONS)
    chinese, translated = [], []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            name = f"{paragraph['qas'][0]['id'].rpartition('_QUERY')[0]}.txt"
            (folder / name).write_text(paragraph["context"], encoding="utf-8", newline="")
            asked = [_gold(qa, name, paragraph["context"]) for qa in paragraph["qas"]]
            chinese += asked
            translated += [replace(q, language="en", question=english[q.id]) for q in asked if q.id in english]
    draw = random.Random(1)
    return [q for asked in (chinese, translated) for q in draw.sample(asked, min(sample, len(asked)))]


def _gold(qa: Mapping[str, Any], file: str, context: str) -> GoldQuestion:
    answers = tuple(dict.fromkeys(answer["text"] for answer in qa["answers"]))
    proof = next(answer for answer in answers if answer in context)
    return GoldQuestion(qa["id"], "zh", "what", qa["question"], (), file, proof, answers)


if __name__ == "__main__":
    main()
