"""One reader's aid: what a run of a quote means, never a part of the quote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class AidKind(StrEnum):
    """What an aid does: none of them is a translation."""

    DATE = "date"  # a relative day, month or year, counted from the date that the article prints
    NUMBER = "number"  # a figure with 万 or 亿 or in Chinese numerals, in digits
    NAME = "name"  # a person or place in pinyin
    TERM = "term"  # a newspaper's term in its usual English


@dataclass(frozen=True, slots=True)
class Aid:
    """What the run `[start, end)` of a quote, in characters, means: `text`."""

    kind: AidKind
    start: int
    end: int
    text: str


def apart(found: Iterable[Aid]) -> tuple[Aid, ...]:
    """The aids in order, none overlapping another: the longest first, then the earliest, then as `AidKind` orders."""
    order = list(AidKind)
    kept: list[Aid] = []
    taken: set[int] = set()
    for aid in sorted(found, key=lambda a: (a.start - a.end, a.start, order.index(a.kind))):
        # None that was kept is shorter, so one that overlaps covers an end of this.
        if aid.start not in taken and aid.end - 1 not in taken:
            taken.update(range(aid.start, aid.end))
            kept.append(aid)
    return tuple(sorted(kept, key=lambda aid: aid.start))
