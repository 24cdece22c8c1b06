"""Filters → HTML: the chips and the form over the question box, and what a turn says of its own."""

from __future__ import annotations

from collections.abc import Iterator

from qa.answers.answer import Answer
from qa.chat.markup import NOTHING, Html, element, joined, text, void_element
from qa.chat.wording import Wording
from qa.retrieval.catalogue import Choices
from qa.retrieval.filters import LONGEST_VALUE, Filters, Selection

NO_CHOICES = Choices("", "", (), (), ())
# Both ends of the days make one chip.
_GROUPS = (("since", "until"), ("on",), ("paper",), ("place",))
_MOST_PLACES = 200


def filter_text(name: str, filters: Filters, wording: Wording) -> str:
    """A filter in words: 地点：邵阳市; `name` is one of its fields, either end of the days means both."""
    given = filters.given
    said = "between" if name in _GROUPS[0] and given.keys() >= set(_GROUPS[0]) else name
    return wording.filters.said[said].format(**given)


def filter_texts(filters: Filters, wording: Wording) -> list[str]:
    """All filters in words, both ends of the days as one."""
    return [filter_text(names[0], filters, wording) for names in _given(filters)]


def render_filters(filters: Filters | None, choices: Choices, wording: Wording, *, wrong: bool = False) -> Html:
    """The filters of the next question as chips, and the form that sets them; nothing where nothing can be filtered.

    `wrong` tells that what was sent has not become a filter.
    """
    fields = list(_fields(filters, choices, wording))
    if not fields:
        return NOTHING
    words = wording.filters
    chips = [_chip(names, filters, wording) for names in _given(filters)] if filters else []
    alert = element("p", text(words.wrong), role="alert", class_="wrong")
    return element(
        "section",
        element("ul", *chips, class_="chips") if chips else NOTHING,
        element(
            "details",
            element("summary", text(words.edit)),
            element(
                "form",
                *fields,
                element("button", text(words.apply), type="submit", data_event="filter", class_="apply"),
                alert if wrong else NOTHING,
            ),
            open=wrong,
        ),
        class_="filters",
        aria_label=words.label,
        lang=wording.language,
    )


def render_asked_under(filters: Filters | None, outcome: object, wording: Wording) -> Html:
    """The filters that a question was asked under, and how many articles no day can let in; nothing without filters."""
    if filters is None:
        return NOTHING
    chips = element("ul", *(element("li", text(said)) for said in filter_texts(filters, wording)), class_="chips")
    label = element("span", text(wording.filters.asked_under), class_="label")
    undated = outcome.selection.undated if isinstance(outcome, Answer) and outcome.selection else 0
    note = element("p", text(wording.filters.undated.format(count=undated)), class_="undated")
    return element("div", label, chips, note if undated else NOTHING, class_="asked-under")


def render_unmatched(selection: Selection, turn: int, wording: Wording) -> Html:
    """The filters that let nothing in, each with a button that asks turn number `turn` again without it."""
    groups = [names for names in _given(selection.filters) if set(names) & set(selection.unmatched)]
    items = [element("li", _without(names, selection.filters, turn, wording)) for names in groups]
    return element("ul", *items, class_="unmatched")


def _without(names: tuple[str, ...], filters: Filters, turn: int, wording: Wording) -> Html:
    said = wording.filters.without.format(filter=filter_text(names[0], filters, wording))
    return element(
        "button", text(said), type="button", data_event="without", data_turn=turn, data_without=" ".join(names)
    )


def _given(filters: Filters) -> Iterator[tuple[str, ...]]:
    given = filters.given
    return (names for names in _GROUPS if any(name in given for name in names))


def _chip(names: tuple[str, ...], filters: Filters, wording: Wording) -> Html:
    said = filter_text(names[0], filters, wording)
    field = next(name for name in names if name in filters.given)
    change = wording.filters.change.format(filter=said)
    remove = wording.filters.remove.format(filter=said)
    return element(
        "li",
        element("button", text(said), type="button", data_event="edit", data_field=field, aria_label=change),
        element(
            "button",
            text("×"),
            type="button",
            data_event="filter",
            data_without=" ".join(names),
            aria_label=remove,
            class_="remove",
        ),
    )


def _fields(filters: Filters | None, choices: Choices, wording: Wording) -> Iterator[Html]:
    """A field for each thing that the articles can be filtered by."""
    given = filters.given if filters else {}
    names = wording.filters.names
    if choices.first:
        for name in ("since", "until"):
            yield _labelled(name, names[name], _day(name, given.get(name, ""), choices))
    for name, options in (("on", choices.dates), ("paper", choices.papers)):
        if options:
            yield _labelled(name, names[name], _select(name, given.get(name, ""), options, wording))
    if choices.places:
        yield _labelled("place", names["place"], _place(given.get("place", ""), choices))


def _labelled(name: str, label: str, field: Html) -> Html:
    return element("div", element("label", text(label), for_=f"filter-{name}"), field, class_="field")


def _day(name: str, value: str, choices: Choices) -> Html:
    return void_element(
        "input", type="date", name=name, id=f"filter-{name}", value=value, title=f"{choices.first} – {choices.last}"
    )


def _select(name: str, value: str, options: tuple[str, ...], wording: Wording) -> Html:
    listed = options if not value or value in options else (value, *options)
    chosen = [element("option", text(option), value=option, selected=option == value) for option in listed]
    first = element("option", text(wording.filters.any), value="", selected=not value)
    return element("select", first, *chosen, name=name, id=f"filter-{name}")


def _place(value: str, choices: Choices) -> Html:
    listed = [element("option", value=place) for place in choices.places[:_MOST_PLACES]]
    typed = void_element(
        "input",
        type="text",
        name="place",
        id="filter-place",
        value=value,
        list="places",
        maxlength=LONGEST_VALUE,
        autocomplete="off",
    )
    return joined([typed, element("datalist", *listed, id="places")])
