"""Where citations stand in a text as it reads in print: offsets only, nothing is searched for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from qa.answers.answer import Citation
from qa.articles.reading import Reading, Span


class Stretch(NamedTuple):
    """A run of text that lies in the quotes `numbers` (none: in no quote); `answer`: whether it answers."""

    text: str
    numbers: tuple[int, ...]
    answer: bool


def quote_reading(citation: Citation) -> Reading:
    """The quote with its places in the file; its text is `citation.quote`."""
    source = citation.article.file.text
    return Reading.of_spans(source, _lines(source, citation.start, citation.end))


def stretches(reading: Reading, citations: Sequence[Citation]) -> list[Stretch]:
    """Cut `reading` wherever a quote or an answer begins or ends; the parts together are its text."""
    quotes = [(c.number, _runs(reading, c.start, c.end)) for c in citations]
    answers = [run for c in citations for run in _runs(reading, c.answer_start, c.answer_end)]
    edges = {0, len(reading.text)}
    edges.update(edge for _, runs in quotes for run in runs for edge in run)
    edges.update(edge for run in answers for edge in run)
    cuts = sorted(edges)
    return [
        Stretch(
            reading.text[start:end],
            tuple(number for number, runs in quotes if _covers(runs, start)),
            _covers(answers, start),
        )
        for start, end in pairwise(cuts)
    ]


def _runs(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """Reading characters that come from file characters `[start, end)`; the joints between them belong in."""
    runs: list[tuple[int, int]] = []
    behind = -1  # where the piece before this one ends in the reading
    for at, first, last in reading.pieces:
        low, high = max(start, first), min(end, last)
        begin, stop = at + low - first, at + high - first
        if low < high and runs and runs[-1][1] == behind and begin == at:
            runs[-1] = (runs[-1][0], stop)
        elif low < high:
            runs.append((begin, stop))
        behind = at + last - first
    return runs


def _covers(runs: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in runs)


def _lines(source: str, start: int, end: int) -> Iterable[Span]:
    """The lines of the slice, each without the blanks around it."""
    for line in source[start:end].splitlines(keepends=True):
        bare = line.strip()
        first = start + len(line) - len(line.lstrip())
        yield Span(first, first + len(bare))
        start += len(line)
