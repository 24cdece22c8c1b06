"""What Milvus keeps of a passage beside its vector, and filters as expressions over it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from qa.articles.article import Article
from qa.articles.imprint import full_date
from qa.retrieval.catalogue import month_day, month_day_of, papers_of, plain_paper
from qa.retrieval.filters import Filters
from qa.retrieval.folding import fold
from qa.retrieval.passage_store import Contents
from qa.retrieval.place_table import PlaceTable
from qa.retrieval.tokens import runs

Row = dict[str, Any]

# Bytes of a text in an array or a date. A filter has at most 100 characters, folded at most 18 times as many: what is
# longer than this no filter can ask for, and it is left out.
LONGEST_LABEL = 8192
# Of an array, which is Milvus's own limit; the gazetteer has fewer places, and no article names so many papers.
MOST_LABELS = 4096


def passage_rows(contents: Contents, fingerprint: str) -> Iterator[Row]:
    """The row of every passage in order, without its vector.

    `id` is a hash of all that the row says, of the passage's place and of the encoder's fingerprint: a passage of which
    anything changes is another row, and one that is written twice is the same.
    """
    for article, numbered in groupby(enumerate(contents.passages), lambda item: item[1].article):
        members = list(numbered)
        labels = _labels(article, contents.places, [number for number, _ in members])
        for _, passage in members:
            row: Row = {"words": " ".join(runs(passage.text)), **labels}
            made_from = [fingerprint, article.id, passage.start, passage.end, passage.text, row]
            yield {"id": hashlib.sha256(json.dumps(made_from).encode()).hexdigest()[:32], **row}


def _labels(article: Article, places: PlaceTable, passages: list[int]) -> Row:
    """What the filters test of an article."""
    month, day = month_day_of(article) or (0, 0)
    return {
        "day": _number(article.published) if article.published else 0,
        "month_day": 100 * month + day,
        "printed": next(_kept([fold(article.date_text)]), ""),
        "papers": list(_kept(map(plain_paper, papers_of(article.source))))[:MOST_LABELS],
        "places": list(_kept(places.named_in(passages)))[:MOST_LABELS],
        "own": places.own_place_of(passages),
    }


def expression(filters: Filters, place: str, places: PlaceTable) -> str:
    """The filters as Milvus reads them; `place` is theirs as the corpus writes it, empty for none of its places.

    A place that is none of the corpus's is left to the caller: it is looked for in the texts.
    """
    tests = []
    if filters.since or filters.until:
        since, until = filters.since or date.min, filters.until or date.max
        tests.append(f"day >= {_number(since)} and day <= {_number(until)}")
    if filters.on:
        tests.append(_printed_on(filters.on))
    if filters.paper:
        tests.append(f"array_contains(papers, {_quoted(plain_paper(filters.paper))})")
    if place:
        written, own = places.meaning(place)
        named = f"array_contains_any(places, [{', '.join(map(_quoted, sorted(written)))}])"
        tests.append(f"({named} or own == {_quoted(own)})" if own else named)
    return " and ".join(tests)


def _printed_on(wanted: str) -> str:
    """As `Catalogue` tests it: a whole date as a whole, month and day in any year, else letter by letter."""
    day, _ = full_date(wanted)
    if day:
        return f"day == {_number(day)}"
    asked = month_day(wanted)
    return f"month_day == {100 * asked[0] + asked[1]}" if asked else f"printed == {_quoted(fold(wanted))}"


def _number(day: date) -> int:
    return 10_000 * day.year + 100 * day.month + day.day


def _kept(labels: Iterable[str]) -> Iterator[str]:
    return (label for label in labels if len(label.encode()) <= LONGEST_LABEL)


def _quoted(text: str) -> str:
    """A text as a literal of Milvus's expressions, which has no escapes but these that embedded Milvus knows too."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
