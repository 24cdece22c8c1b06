"""Which place of the articles a place of the question was taken for, and which it might have been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answers.answer import Answer, Citation, PlaceReading
from qa.retrieval.catalogue import Catalogue
from qa.retrieval.concept import Concept, Sort
from qa.retrieval.folding import fold_in_place
from qa.retrieval.names import bare_place, is_known_place, sound_of_place
from qa.retrieval.own_places import HERE
from qa.retrieval.place_table import level
from qa.retrieval.question import Query

_MOST_OTHERS = 3


def place_readings(question: str, query: Query, answer: Answer, catalogue: Catalogue) -> tuple[PlaceReading, ...]:
    """The places that `question` names and that the articles write otherwise, in the order in which it names them.

    A bare name is read as the quote or its article writes it in full, or else as most articles do; 全市 as the own
    place of the page that is cited. A place that is nowhere is none of them: `answer.missing` tells that.
    """
    cited = answer.citations[0] if answer.citations else None
    named = [*_named(question, query, cited, catalogue), *_here(question, cited, catalogue)]
    read = {
        start: (written, place) for start, written, place in named if place not in (written, fold_in_place(written))
    }
    return tuple(
        PlaceReading(written, place, tuple(_others(question, start, written, place, query, catalogue)))
        for start, (written, place) in sorted(read.items())
    )


def _named(question: str, query: Query, cited: Citation | None, catalogue: Catalogue) -> Iterator[tuple[int, str, str]]:
    """Where the question names a place, how it is written there, and the place."""
    folded = fold_in_place(question)
    for concept in query.concepts:
        place = _place(concept, catalogue)
        at = folded.find(concept.surface if query.language == "zh" else concept.surface.lower())
        if place and at >= 0:
            written = question[at : at + len(concept.surface)]
            yield at, written, _in_article(place, cited, catalogue) or catalogue.places.full(place)


def _place(concept: Concept, catalogue: Catalogue) -> str:
    """The place that a concept is, as the corpus writes it; empty for any other, and for one that stands nowhere."""
    if concept.sort is not Sort.NAME:
        return ""
    names = concept.chinese or (concept.surface,)
    held = (name for name in names if is_known_place(name) and catalogue.places.passages(name))
    return next(held, "")


def _in_article(place: str, cited: Citation | None, catalogue: Catalogue) -> str:
    """The form in full of a bare name that the quote itself writes, or else its article, rather the usual one."""
    if cited is None or bare_place(place) != place:
        return ""
    written = catalogue.places.named_in(catalogue.passages_of(cited.article))
    forms = [form for form in written if form != place and bare_place(form) == place]
    usual = catalogue.places.full(place)
    return max(forms, key=lambda form: (form in cited.quote, form == usual), default="")


def _here(question: str, cited: Citation | None, catalogue: Catalogue) -> Iterator[tuple[int, str, str]]:
    """全市 and the like where the page that is cited is of such a place."""
    for match in HERE.finditer(question):
        own = catalogue.places.full(catalogue.own_place(cited.article)) if cited else ""
        if own and level(own) == match[0][1]:
            yield match.start(), match[0], own


def _others(
    question: str, start: int, written: str, place: str, query: Query, catalogue: Catalogue
) -> Iterator[tuple[str, str]]:
    """Other places of that name, then the commonest ones of its level, with the question about them."""
    for other in _alternatives(place, query, catalogue)[:_MOST_OTHERS]:
        said = other if query.language == "zh" else sound_of_place(other)
        yield other, question[:start] + said + question[start + len(written) :]


def _alternatives(place: str, query: Query, catalogue: Catalogue) -> Sequence[str]:
    """In English only places that sound otherwise: Shaoyang is 邵阳市 and 邵阳县."""
    places = catalogue.places
    namesakes = places.forms(place) if query.language == "zh" else []
    of_level = [other for other in places.commonest() if level(other) and level(other) == level(place)]
    asked_for = {bare_place(surface) for concept in query.concepts for surface in (concept.surface, *concept.chinese)}
    others = [*namesakes, *(other for other in of_level if bare_place(other) not in asked_for | {bare_place(place)})]
    return [
        other for other in dict.fromkeys(others) if other != place and (query.language == "zh" or sound_of_place(other))
    ]
