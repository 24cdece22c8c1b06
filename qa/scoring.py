"""The answers of an archive scored: against a question set, or against what readers of the chat said of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

import typer
from tqdm import tqdm

from qa.answers.contract import SCHEMA_VERSION
from qa.answers.evaluation import judge_all, summarise_groups
from qa.answers.judged import judged, reviewed
from qa.answers.opinions import read_opinions
from qa.answers.question_files import read_question_set
from qa.answers.reliability import reliability
from qa.archive import Archive
from qa.chat.terminal import figures_table, reliability_lines, review_text
from qa.output import json_line


def print_scores(file: Path, opened: Callable[[], Archive], *, as_json: bool) -> None:
    """Put the questions of a file to the archive that `opened` gives, and print the figures.

    Raises UsageError for a file that holds neither questions nor verdicts, before anything is opened.
    """
    opinions = read_opinions(file)
    questions = [] if opinions else read_question_set(file)
    archive = opened()
    counted = partial(tqdm, unit="question", file=sys.stderr)
    verdicts = judged(opinions, archive.articles) if opinions else None
    outcomes = judge_all(archive, counted(verdicts.questions if verdicts else questions))
    review = reviewed(verdicts, archive, counted(verdicts.wrong)) if verdicts else None
    figures, bins = summarise_groups(outcomes), reliability(outcomes)
    if as_json:
        report = {"schema_version": SCHEMA_VERSION, "figures": figures, "reliability": list(map(asdict, bins))}
        typer.echo(json_line(report | ({"verdicts": asdict(review)} if review else {})))
        return
    lines = [figures_table(figures), reliability_lines(bins), review_text(review) if review else ""]
    typer.echo("\n".join(line for line in lines if line))
