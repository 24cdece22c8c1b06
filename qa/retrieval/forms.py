"""Runs of a sentence that have the form of what a question asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qa.retrieval.asked import FIGURES, Asked, Kind
from qa.retrieval.figures import (
    Form,
    bare_numbers,
    clock_times,
    contacts,
    dates,
    figures,
    is_money,
    is_time_span,
    percents,
)
from qa.retrieval.names import organisations, persons, places

_FINDERS: Mapping[Kind, Callable[[str], Sequence[Form]]] = {
    Kind.PERCENT: percents,
    Kind.TIME: clock_times,
    Kind.CONTACT: contacts,
    Kind.PERSON: persons,
    Kind.PLACE: places,
    Kind.ORGANISATION: organisations,
}


def forms(text: str, asked: Asked) -> Sequence[Form]:
    """Runs of `text` that have the form asked for, in order; none for kinds without a form."""
    if asked.kind is Kind.MONEY:
        return [form for form in figures(text) if is_money(form)]
    if asked.kind is Kind.DURATION:
        return [form for form in figures(text) if is_time_span(form)]
    if asked.kind is Kind.QUANTITY:
        return _quantities(text, asked)
    if asked.kind is Kind.DATE:
        return dates(text) or clock_times(text)
    finder = _FINDERS.get(asked.kind)
    return finder(text) if finder else ()


def _quantities(text: str, asked: Asked) -> list[Form]:
    """Figures of a measure that is asked for. Without one 多少 may ask for any: 净赚了多少, 占了多少."""
    if not asked.any_figure:
        return [form for form in figures(text) if _counts(form, asked)]
    shares = percents(text)
    others = [form for form in figures(text) if all(form.end <= s.start or s.end <= form.start for s in shares)]
    return sorted([*shares, *others], key=lambda form: form.start)


def _counts(form: Form, asked: Asked) -> bool:
    """Whether a figure's measure word is one of those asked for; without any, whatever is no money and no time."""
    if asked.units:
        return form.unit[0] in asked.units or form.unit[-1] in asked.units
    return not (is_money(form) or is_time_span(form))


def near_forms(text: str, asked: Asked) -> Sequence[Form]:
    """Runs that may answer where none has the very form: any figure for a figure (多少 may ask for a share)."""
    if asked.kind not in FIGURES:
        return ()
    return percents(text) or figures(text) or bare_numbers(text)
