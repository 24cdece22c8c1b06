"""What a question is put to: articles of some days, of one paper, about one place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from qa.errors import UsageError

LONGEST_VALUE = 100  # characters; no name of a paper or a place is longer

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Filters:
    """The articles that are asked: those that fit everything that is given.

    `since` and `until` are days, both included, and hold for articles that print a full date. `on` is a date as an
    article prints it: 2022-11-21, 3月10日, 8日. `paper` is a medium that the article names as its source, `place` one
    that it names or that its page is of. Raises UsageError where no filter is given, or `since` lies behind `until`.
    """

    since: date | None = None
    until: date | None = None
    on: str = ""
    paper: str = ""
    place: str = ""

    def __post_init__(self) -> None:
        if not self.given:
            raise UsageError(f"filters: none is given; give one of {', '.join(FILTER_NAMES)}, or no filters at all")
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"filters: since {self.since} lies behind until {self.until}; exchange them")

    def without(self, *names: str) -> Filters | None:
        """The filters without those of these names; None where no other is given."""
        return parse_filters({name: value for name, value in self.given.items() if name not in names})

    @property
    def given(self) -> dict[str, str]:
        """The filters that are given, by name; days as in 2022-11-21."""
        values = ((name, getattr(self, name)) for name in FILTER_NAMES)
        return {name: value if isinstance(value, str) else value.isoformat() for name, value in values if value}


FILTER_NAMES = tuple(f.name for f in fields(Filters))


@dataclass(frozen=True, slots=True)
class Selection:
    """What filters let in.

    `articles` is how many articles, `passages` the numbers of their passages, ascending. `undated` is how many articles
    only a day keeps out because they print no full date. `unmatched` names the filters to blame where nothing is let
    in: those that fit no article by themselves, or else all of them. `place` is the place as the archive writes it.
    """

    filters: Filters
    articles: int
    undated: int
    unmatched: tuple[str, ...]
    place: str
    passages: NDArray[np.int64] = field(repr=False, compare=False)


def parse_filters(given: object) -> Filters | None:
    """Filters from plain values, as scripts, browsers and files give them; None for none.

    Raises UsageError for anything but an object of texts with these names, and for a day that is none.
    """
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise UsageError(f"filters: expected an object, got {type(given).__name__}; leave them out for none")
    unknown = [str(name) for name in given if name not in FILTER_NAMES]
    if unknown:
        raise UsageError(f"filters: {unknown[0]!r:.40} is none; they are {', '.join(FILTER_NAMES)}")
    values = {name: _text(name, value).strip() for name, value in given.items() if value is not None}
    if not any(values.values()):
        return None
    days = {name: _day(name, values.pop(name, "")) for name in ("since", "until")}
    return Filters(**days, **values)  # type: ignore[arg-type]


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise UsageError(f"filters: {name}: expected a text of at most {LONGEST_VALUE} characters, got {value!r:.40}")
    return value


def _day(name: str, value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value if _ISO.fullmatch(value) else "")
    except ValueError:
        raise UsageError(f"filters: {name}: expected a day such as 2022-11-21, got {value!r:.40}") from None
