"""Questions that name the answers to choose from: 是3月7日还是3月8日, March 7 or March 8."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.retrieval.evidence import cuts_figure
from qa.retrieval.folding import fold_in_place

_BETWEEN = re.compile(r"还是|\bor\b")
_OUTSIDE_LEFT = re.compile(r"^.*(?:[，,。；;：:？?！!是]|\b(?:is|are|was|were|by|in|on|at|with)\b)", re.DOTALL)
_OUTSIDE_RIGHT = re.compile(r"[，,。；;：:？?！!].*$", re.DOTALL)
_DAY = re.compile(r"(?<=\d)号")
_SHORTEST_OPTION = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands before and behind the 还是 or "or" of a question, folded; empty where there is none."""

    left: str = ""
    right: str = ""

    def __bool__(self) -> bool:
        return bool(self.left or self.right)

    def runs(self, text: str) -> list[tuple[int, int]]:
        """Where `text` writes one of the options: the longest end of the left one, the longest beginning of the right.

        Days match as 日 and 号, figures only as a whole.
        """
        written = _DAY.sub("日", fold_in_place(text))
        lefts = (self.left[at:] for at in range(len(self.left)))
        rights = (self.right[:end] for end in range(len(self.right), 0, -1))
        found = (next(filter(None, (_place(written, part) for part in parts)), None) for parts in (lefts, rights))
        return [place for place in found if place]


NO_CHOICE = Choice()


def choice(folded: str) -> Choice:
    """The choice that a folded question offers."""
    between = _BETWEEN.search(folded)
    if between is None:
        return NO_CHOICE
    left = _OUTSIDE_LEFT.sub("", folded[: between.start()].rstrip(" ,，"))
    right = _OUTSIDE_RIGHT.sub("", folded[between.end() :])
    return Choice(_DAY.sub("日", left.strip()), _DAY.sub("日", right.strip()))


def _place(text: str, part: str) -> tuple[int, int] | None:
    if len(part) < _SHORTEST_OPTION and not part.isdigit():
        return None
    at = text.find(part)
    while at >= 0 and cuts_figure(text, at, at + len(part)):
        at = text.find(part, at + 1)
    return (at, at + len(part)) if at >= 0 else None
