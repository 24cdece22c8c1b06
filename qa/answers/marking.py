"""The shortest run of a sentence that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answers.reader.reader import PageRead
from qa.retrieval.asked import FIGURES, FORMED, Asked, Kind
from qa.retrieval.evidence import Evidence, Place
from qa.retrieval.figures import Form
from qa.retrieval.forms import forms, near_forms
from qa.retrieval.sentences import clause_ranges

# Characters over which a named thing's pull on a figure beside it falls to a third, and what a comma or an "and"
# between them costs in characters: fitted on the news questions (benchmarks/marking.py).
REACH = 12.0
COMMA = 8.0
_STOPS = "，,、：:；;。.！!？?— \u3000\n"
# Kinds whose forms end where the answer ends; a name or a place is often longer or shorter than its form.
_EXACT = FIGURES | {Kind.TIME, Kind.DATE, Kind.CONTACT}
_NAMES = frozenset({Kind.PERSON, Kind.PLACE, Kind.ORGANISATION})
_COMMAS = frozenset("，,；;、和与及")


@dataclass(frozen=True, slots=True)
class Mark:
    """The marked run `[start, end)` of a sentence.

    `of_form` tells that it has the form that was asked for, `nearness` how close it stands to what the question names.
    """

    start: int
    end: int
    of_form: bool
    nearness: float


def mark(text: str, asked: Asked, evidence: Evidence) -> Mark:
    """The run of a sentence that answers: of the form asked for, nearest to what the question names.

    Where the sentence has no such run, or the question asks for no form, the clause that holds most of what the
    question names; the whole sentence where it is one clause.
    """
    places = evidence.places(text)
    given = _Given(text, asked, places)
    for found, of_form in ((forms(text, asked), True), (near_forms(text, asked), False)):
        new = [form for form in found if asked.choice or not given.holds(form.start, form.end)]
        fresh = [(nearness(text, form, places), form) for form in new]
        if fresh:
            near, best = max(fresh, key=lambda f: (f[0], -f[1].start))
            return Mark(best.start, best.end, of_form, near)
    clauses = [(start, _without_stop(text, start, end)) for start, end in clause_ranges(text)]
    worded = [(start, end) for start, end in clauses if start < end] or [(0, len(text))]
    start, end = max(worded, key=lambda clause: (_held(clause[0], clause[1], places), -clause[0]))
    return Mark(start, end, False, _held(start, end, places))


def mark_read(text: str, asked: Asked, evidence: Evidence, read: PageRead, at: int) -> Mark:
    """The run of a sentence that answers, as a reader sees it; the sentence begins at character `at` of what was read.

    Where the question offers a choice the options decide what can be marked, of a figure or a date the form decides
    where it begins and ends; the reader, which of several it is. What the question itself says is no answer to it,
    unless it offers a choice or asks whether something is so.
    """
    places = evidence.places(text)
    among = [_whole_form(text, asked, *run) for run in asked.choice.runs(text)]
    given = _Given(text, asked, places)
    delimited = among or _new_forms(text, asked, given)
    if delimited:
        best = max(delimited, key=lambda form: (read.score(at + form.start, at + form.end), -form.start))
        return Mark(best.start, best.end, True, nearness(text, best, places))
    runs = [_bare(text, run.start - at, run.end - at) for run in read.runs(at, at + len(text))]
    may_repeat = bool(asked.choice) or asked.kind is Kind.YES_NO
    worded = (run for run in runs if any(map(str.isalnum, text[slice(*run)])))
    new = (run for run in worded if may_repeat or not given.holds(*run))
    start, end = next(new, (0, 0))
    if start == end:
        return mark(text, asked, evidence)
    held = any(form.start < end and start < form.end for form in forms(text, asked))
    return Mark(start, end, held, 0.0)


def _new_forms(text: str, asked: Asked, given: _Given) -> list[Form]:
    """Figures, dates and the like of the form asked for that the question does not give itself."""
    if asked.kind not in _EXACT:
        return []
    return [form for form in forms(text, asked) if asked.choice or not given.holds(form.start, form.end)]


def _whole_form(text: str, asked: Asked, start: int, end: int) -> Form:
    """The form asked for that an option stands in, or the option as it stands."""
    around = (form for form in forms(text, asked) if form.start <= start and end <= form.end)
    return next(around, Form(start, end))


def form_of(marked: Mark, asked: Asked) -> float:
    """1 for a run of the form asked for, -1 for one of another, 0 where no form is asked for."""
    if asked.kind not in FORMED and not asked.choice:
        return 0.0
    return 1.0 if marked.of_form else -1.0


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The run without the stops and blanks at its ends."""
    run = text[start:end]
    begin = start + len(run) - len(run.lstrip(_STOPS))
    return begin, begin + len(run.strip(_STOPS))


class _Given:
    """What of a sentence the question itself names: asked of many runs, and worked out once."""

    def __init__(self, text: str, asked: Asked, places: Sequence[Place]) -> None:
        self._text = text
        self._given = {at for place in places for at in range(place.start, place.end)}
        named = forms(text, asked) if asked.kind in _NAMES else ()
        self._names = {at for name in named for at in range(name.start, name.end)}

    def holds(self, start: int, end: int) -> bool:
        """Whether it names the run: all its figures, all the names of the kind asked for, or all of it."""
        run = set(range(start, end))
        telling = self._names & run or {at for at in run if self._text[at].isdigit()} or run
        return telling <= self._given


def _held(start: int, end: int, places: Sequence[Place]) -> float:
    concepts = {p.concept: p.weight for p in places if start <= p.start and p.end <= end}
    return sum(concepts.values())


def _without_stop(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(_STOPS))


def nearness(text: str, form: Form, places: Sequence[Place]) -> float:
    """How close a run stands to what the question names: each concept counts once, from its nearest place."""
    nearest: dict[int, float] = {}
    for place in places:
        pull = place.weight * _pull(text, form, place)
        nearest[place.concept] = max(pull, nearest.get(place.concept, 0.0))
    return sum(nearest.values())


def _pull(text: str, form: Form, place: Place) -> float:
    low, high = min(form.end, place.end), max(form.start, place.start)
    between = text[low:high]
    distance = len(between) + COMMA * sum(char in _COMMAS for char in between)
    return float(0.37 ** (distance / REACH))
