"""A pinned quote. The browser keeps where it stands and no text; the text is made from the articles each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from qa.answers.answer import Citation
from qa.articles.article import Article
from qa.chat.conversation import Turn
from qa.chat.inputs import MAX_PIN_QUESTION, checked_pin
from qa.chat.markup import as_shown
from qa.chat.permalinks import LinkProblem, followed, quote_link
from qa.errors import UsageError


@dataclass(frozen=True, slots=True)
class Clipping:
    """A quote as the articles hold it, and the question that it was pinned for.

    Where `answered` is false it answers nothing, and the answer of its citation is the whole quote.
    """

    pin: str
    question: str
    citation: Citation
    answered: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """A pin that leads to no quote, or no longer to the one that was pinned; no other text takes its place."""

    pin: str
    question: str
    problem: LinkProblem


Clippings = tuple[Clipping | Lost, ...]


def pin_of(turn: Turn, citation: Citation) -> str:
    """The link to the quote, with where its answer stands and what was asked: all that a browser keeps of it."""
    about: dict[str, str | int] = {"question": as_shown(turn.question)[:MAX_PIN_QUESTION]}
    if turn.state == "answered":
        about |= {"answer_start": citation.answer_start, "answer_end": citation.answer_end}
    return f"{quote_link(citation)}&{urlencode(about)}"


def clippings_of(pins: Iterable[str], articles: Iterable[Article]) -> Clippings:
    """What the articles hold where the pins lead, in the order of the pins."""
    known = {article.id: article for article in articles}
    return tuple(_clipping(pin, known) for pin in pins)


def _clipping(pin: str, known: Mapping[str, Article]) -> Clipping | Lost:
    try:
        link, answer, question = checked_pin(pin)
    except UsageError:
        return Lost(pin, "", LinkProblem.MALFORMED)
    article = known.get(link.article)
    found = followed(link, [article]) if article else LinkProblem.UNKNOWN
    if isinstance(found, LinkProblem):
        return Lost(pin, question, found)
    (citation,) = found.turn.citations
    start, end = answer or (citation.start, citation.end)
    return Clipping(pin, question, replace(citation, answer_start=start, answer_end=end), answer is not None)
