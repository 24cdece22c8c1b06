"""The articles of an archive by date, paper and place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from qa.articles.article import Article, Kind
from qa.articles.imprint import full_date
from qa.retrieval.filters import Filters, Selection
from qa.retrieval.folding import fold
from qa.retrieval.hits import Passage
from qa.retrieval.place_table import PlaceTable

_MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
_BETWEEN_PAPERS = "、"
_PAPER_MARKS = "《》 "
# Selections that are kept: a question, its offers and those that follow are asked under the same filters.
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to filter by, the commonest first.

    `first` and `last` are the earliest and the latest full date, in the form 2022-11-21, empty where none is printed.
    """

    first: str
    last: str
    dates: tuple[str, ...]
    papers: tuple[str, ...]
    places: tuple[str, ...]


class Catalogue:
    """Finds the passages that filters let in; safe to use from several threads."""

    def __init__(self, passages: Sequence[Passage], places: PlaceTable) -> None:
        self.places = places
        self._articles = list({passage.article.id: passage.article for passage in passages}.values())
        self._numbers = {article.id: number for number, article in enumerate(self._articles)}
        self._article_of = np.array([self._numbers[passage.article.id] for passage in passages], np.int64)
        self._selected = lru_cache(_KEPT)(self._select)

    def select(self, filters: Filters) -> Selection:
        """The passages of the articles that fit all of the filters."""
        return self._selected(filters)

    def _select(self, filters: Filters) -> Selection:
        place = self.places.known(filters.place) if filters.place else ""
        fitting = {names: self._fitting(test) for names, test in self._tests(filters, place).items()}
        inside = self._inside(fitting.values())
        alone = [name for names, articles in fitting.items() if not articles for name in names]
        unmatched = () if inside else tuple(alone or filters.given)
        passages = np.flatnonzero(np.isin(self._article_of, sorted(inside)))
        return Selection(filters, len(inside), self._undated(filters, fitting), unmatched, place, passages)

    def choices(self) -> Choices:
        """Every date, paper and place of the articles."""
        days = sorted(article.published for article in self._articles if article.published)
        dates = Counter(article.printed_date for article in self._articles if article.printed_date)
        papers = Counter(paper for article in self._articles for paper in papers_of(article.source))
        first, last = (days[0].isoformat(), days[-1].isoformat()) if days else ("", "")
        return Choices(first, last, _ranked(dates), _ranked(papers), tuple(self.places.commonest()))

    def passages_of(self, article: Article) -> list[int]:
        """The numbers of an article's passages."""
        inside = self._article_of == self._numbers.get(article.id, -1)
        return [int(at) for at in np.flatnonzero(inside)]

    def own_place(self, article: Article) -> str:
        """The place that an article means by its 我市 or 全市, without 市; empty where it speaks of none."""
        return self.places.own_place_of(self.passages_of(article))

    def _tests(self, filters: Filters, place: str) -> dict[tuple[str, ...], Callable[[int], bool]]:
        """A test of an article's number for each filter that is given, both ends of the days as one."""
        given = filters.given
        tests: dict[tuple[str, ...], Callable[[int], bool]] = {}
        days = tuple(name for name in ("since", "until") if name in given)
        if days:
            tests[days] = lambda number: _within(self._articles[number], filters)
        if filters.on:
            tests[("on",)] = lambda number: _printed_on(self._articles[number], filters.on)
        if filters.paper:
            paper = plain_paper(filters.paper)
            tests[("paper",)] = lambda number: paper in map(plain_paper, papers_of(self._articles[number].source))
        if filters.place:
            naming = self._naming(filters.place, place)
            tests[("place",)] = naming.__contains__
        return tests

    def _fitting(self, test: Callable[[int], bool]) -> set[int]:
        return {number for number in range(len(self._articles)) if test(number)}

    def _inside(self, fitting: Iterable[set[int]]) -> set[int]:
        """The articles that are in every one of some sets."""
        return set(range(len(self._articles))).intersection(*fitting)

    def _naming(self, typed: str, place: str) -> set[int]:
        """The articles of a place; one that the gazetteer lacks (祥光社区) has to stand in them as it is typed."""
        if place:
            return set(self._article_of[self.places.passages(place)].tolist())
        written = {typed, fold(typed)}
        return {n for n, article in enumerate(self._articles) if any(name in _news(article) for name in written)}

    def _undated(self, filters: Filters, fitting: Mapping[tuple[str, ...], set[int]]) -> int:
        """How many articles fit the other filters and print no full date."""
        if not (filters.since or filters.until):
            return 0
        others = [articles for names, articles in fitting.items() if names[0] not in ("since", "until")]
        return sum(self._articles[number].published is None for number in self._inside(others))


def _within(article: Article, filters: Filters) -> bool:
    day = article.published
    if day is None:
        return False
    return (filters.since is None or filters.since <= day) and (filters.until is None or day <= filters.until)


def _printed_on(article: Article, wanted: str) -> bool:
    """Whether an article prints that date: a whole one as a whole, month and day in any year, else letter by letter."""
    day, _ = full_date(wanted)
    if day:
        return article.published == day
    asked = month_day(wanted)
    if not asked:
        return fold(article.date_text) == fold(wanted)
    return month_day_of(article) == asked


def month_day_of(article: Article) -> tuple[int, int] | None:
    """Month and day of the date that an article prints; None where it prints none."""
    if article.published:
        return article.published.month, article.published.day
    return month_day(article.date_text)


def month_day(printed: str) -> tuple[int, int] | None:
    """Month and day as 3月10日 names them; None where a text names none."""
    match = _MONTH_DAY.search(fold(printed))
    return (int(match[1]), int(match[2])) if match else None


def papers_of(source: str) -> list[str]:
    """The media that an article names as its source, without the marks around a title."""
    return [paper for part in source.split(_BETWEEN_PAPERS) if (paper := part.strip(_PAPER_MARKS))]


def plain_paper(paper: str) -> str:
    """The name of a paper as it is compared: folded, without the marks around a title."""
    return fold(paper).strip(_PAPER_MARKS)


def _news(article: Article) -> str:
    return "\n".join(p.text for p in article.paragraphs if p.kind is not Kind.FURNITURE)


def _ranked(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))
