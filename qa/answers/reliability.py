"""How far the confidence can be trusted: what it said beside what came true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answers.evaluation import Outcome

_STEPS = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers given with a confidence from `low` to below `high`, the last bin's end included.

    `said` is their mean confidence, `was` the share of them whose quote was right.
    """

    low: float
    high: float
    answers: int
    said: float
    was: float


def reliability(outcomes: Sequence[Outcome]) -> list[Bin]:
    """Bins of equal width that hold an answer, ascending (the diagram of Niculescu-Mizil and Caruana 2005)."""
    bins: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.answered:
            bins.setdefault(min(_STEPS - 1, int(outcome.confidence * _STEPS)), []).append(outcome)
    return [_bin(number, members) for number, members in sorted(bins.items())]


def _bin(number: int, members: Sequence[Outcome]) -> Bin:
    said = sum(outcome.confidence for outcome in members) / len(members)
    was = sum(outcome.quote for outcome in members) / len(members)
    return Bin(number / _STEPS, (number + 1) / _STEPS, len(members), said, was)
