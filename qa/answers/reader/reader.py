"""What a reader is: (question, pages) → for each page how likely it holds the answer, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.answers.reader.inputs import Page

# Pieces: longer answers are hardly ever the shortest run that answers.
LONGEST_ANSWER = 40
# Runs of one stretch that are looked at before the likeliest is taken after all.
LIKELIEST = 20


class Run(NamedTuple):
    """Characters `[start, end)` of a page's text as an answer; `score` is its log-probability on that page."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a reader makes of one page for one question.

    `holds` are the log-odds that the page holds the answer. `pieces` are the characters of the text that each piece
    stands for, ascending; `starts` and `ends` the log-probabilities, float32 of the same length, that the answer begins
    or ends with it. A reader that only ranks gives no pieces.
    """

    holds: float
    pieces: Sequence[tuple[int, int]]
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]

    def score(self, start: int, end: int) -> float:
        """Log-probability of the run `[start, end)`: of the pieces that it begins and ends with; -inf outside."""
        first = next((n for n, piece in enumerate(self.pieces) if start < piece[1]), None)
        last = next((n for n in range(len(self.pieces) - 1, -1, -1) if self.pieces[n][0] < end), None)
        if first is None or last is None or last < first:
            return -np.inf
        return float(self.starts[first] + self.ends[last])

    def runs(self, low: int, high: int) -> Iterator[Run]:
        """The likeliest runs inside characters `[low, high)`, the best first; none where no piece lies in it."""
        inside = [n for n, (start, end) in enumerate(self.pieces) if low <= start < end <= high]
        starts, ends = self.starts[inside], self.ends[inside]
        allowed = np.tri(len(inside), k=LONGEST_ANSWER - 1, dtype=bool) & ~np.tri(len(inside), k=-1, dtype=bool)
        table = np.where(allowed, starts[:, None] + ends[None, :], -np.inf)
        for place in np.argsort(-table, axis=None, kind="stable")[:LIKELIEST]:
            first, last = np.unravel_index(place, table.shape)
            if allowed[first, last]:
                yield Run(self.pieces[inside[first]][0], self.pieces[inside[last]][1], float(table[first, last]))

    def best(self, low: int, high: int) -> Run | None:
        """The likeliest run inside characters `[low, high)`; None where no piece lies in it."""
        return next(self.runs(low, high), None)


class Reader(Protocol):
    """Reads pages for a question."""

    def read(self, question: str, pages: Sequence[Page]) -> list[PageRead]:
        """What it makes of each page, in their order."""
        ...
