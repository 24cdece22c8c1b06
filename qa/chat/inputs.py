"""What comes from a browser or a script is checked here before anything else sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl

from qa.answers.opinions import Verdict
from qa.chat.conversation import MAX_HISTORY, MAX_TURNS
from qa.errors import UsageError
from qa.retrieval.filters import FILTER_NAMES, Filters, parse_filters

MAX_QUESTION = 20_000  # characters; the archive itself says of a question far shorter that it is too long
MAX_HISTORY_SENT = 100
MAX_HITS = 50
MAX_REMARK = 500  # characters
MAX_KEPT = 200_000  # characters of all questions that a browser kept; its script keeps to the same

MAX_ID = 500  # characters of an article's name in a link

MAX_PINS = 200  # quotes among a reader's clippings
MAX_PIN = 12_000  # characters of a pin: article and question, percent-encoded
MAX_PIN_QUESTION = 400  # characters of the question that a quote was pinned for
MAX_PIN_SLICE = 2_000  # characters of the file from the beginning of a pinned quote to its end

_OFFSET = re.compile("[0-9]{1,12}")
_DIGITS = re.compile("[0-9a-f]{12}")
_ID = re.compile("[0-9a-f]{32}")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def checked_question(value: object) -> str:
    """The question; raises UsageError for anything but a text of at most MAX_QUESTION whole characters."""
    return _checked_text("question", value, MAX_QUESTION, "read")


def checked_history(value: object) -> list[str]:
    """The earlier questions, oldest first; None stands for none.

    Raises UsageError for anything but a list of at most MAX_HISTORY_SENT questions.
    """
    if value is None:
        return []
    if not isinstance(value, list):
        raise UsageError(f"history: expected a list of questions, got {type(value).__name__}; send [] for none")
    if len(value) > MAX_HISTORY_SENT:
        raise UsageError(f"history: {len(value)} questions, at most {MAX_HISTORY_SENT} are read; send the last ones")
    return [checked_question(question) for question in value]


def checked_count(value: object) -> int:
    """How many hits are wanted; raises UsageError for anything but a whole number from 1 to MAX_HITS."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_HITS:
        raise UsageError(f"k: expected a whole number from 1 to {MAX_HITS}, got {value!r:.40}")
    return value


def checked_verdict(value: object) -> Verdict:
    """The verdict; raises UsageError for anything but the name of one."""
    try:
        return Verdict(value)  # type: ignore[arg-type]
    except ValueError:
        raise UsageError(f"verdict: expected one of {', '.join(Verdict)}, got {value!r:.40}") from None


def checked_remark(value: object) -> str:
    """What a reader adds to a verdict, without the blanks around it; None stands for nothing.

    Raises UsageError for anything but a text of at most MAX_REMARK whole characters.
    """
    return "" if value is None else _checked_text("remark", value, MAX_REMARK, "kept").strip()


def checked_filters(value: object) -> Filters | None:
    """The filters, None for none; raises UsageError for anything but an object of short texts with their names."""
    filters = parse_filters(value)
    for name, given in filters.given.items() if filters else ():
        if _LONE_SURROGATE.search(given):
            raise UsageError(f"filters: {name}: holds half a surrogate pair, which is no character; send whole ones")
    return filters


def linked_filters(values: Mapping[str, object]) -> Filters | None:
    """The filters in a page's query, among whatever else is there; raises UsageError as `checked_filters` does."""
    return checked_filters({name: values[name] for name in FILTER_NAMES if values.get(name)})


def _checked_text(name: str, value: object, most: int, use: str) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{name}: expected a text, got {type(value).__name__}; send one string")
    if len(value) > most:
        raise UsageError(f"{name}: {len(value)} characters, at most {most} are {use}; shorten it")
    if _LONE_SURROGATE.search(value):
        raise UsageError(f"{name}: holds half a surrogate pair, which is no character; send whole characters")
    return value


class Link(NamedTuple):
    """A permalink to a quote: article, slice of its file, and the first digits of the slice's hash."""

    article: str
    start: int
    end: int
    sha: str


def checked_link(values: Mapping[str, object]) -> Link:
    """The link in a page's query; raises UsageError for a name, offset or hash that no link of this page has."""
    article, start, end, sha = (values.get(name) for name in Link._fields)
    if not isinstance(article, str) or not 0 < len(article) <= MAX_ID:
        raise UsageError(f"article: expected a name of at most {MAX_ID} characters; copy the whole link")
    if not isinstance(sha, str) or not _DIGITS.fullmatch(sha):
        raise UsageError(f"sha: expected 12 hexadecimal digits, got {sha!r:.40}; copy the whole link")
    return Link(article, _offset("start", start), _offset("end", end), sha)


class Pin(NamedTuple):
    """What a browser keeps of a clipping: the link to its quote, where the answer stands in it, what was asked."""

    link: Link
    answer: tuple[int, int] | None
    question: str


def checked_pins(value: object) -> list[str]:
    """The pins that a browser sends, at most MAX_PINS of them, each yet to be checked.

    Whatever else it sends is no pin: what a browser keeps can be anything, and a reader cannot mend it.
    """
    return [pin for pin in value if isinstance(pin, str)][:MAX_PINS] if isinstance(value, list) else []


def checked_pin(value: str) -> Pin:
    """The pin in a query that this page made; raises UsageError for any other text."""
    if len(value) > MAX_PIN:
        raise UsageError(f"pin: {len(value)} characters, at most {MAX_PIN} are read; pin the quote again")
    values = dict(parse_qsl(value.removeprefix("?"), keep_blank_values=True))
    link = checked_link(values)
    question = checked_question(values.get("question", ""))
    if len(question) > MAX_PIN_QUESTION or link.end - link.start > MAX_PIN_SLICE:
        raise UsageError("pin: question or quote is longer than any that is pinned here; pin the quote again")
    return Pin(link, _answer_within(link, values), question)


def _answer_within(link: Link, values: Mapping[str, object]) -> tuple[int, int] | None:
    """Where the answer stands in a pinned quote; None for a quote that answers nothing."""
    if "answer_start" not in values:
        return None
    start, end = (_offset(name, values.get(name)) for name in ("answer_start", "answer_end"))
    if not link.start <= start < end <= link.end:
        raise UsageError(f"answer_start: the answer [{start}, {end}) does not lie in its quote; pin the quote again")
    return start, end


def _offset(name: str, value: object) -> int:
    if not isinstance(value, str) or not _OFFSET.fullmatch(value):
        raise UsageError(f"{name}: expected the number of a character, got {value!r:.40}; copy the whole link")
    return int(value)


class Kept(NamedTuple):
    """What a browser kept of a turn: its id, its question, the ones before it, filters, whether it was stopped."""

    id: str
    question: str
    history: tuple[str, ...]
    filters: Filters | None
    stopped: bool


def checked_kept(value: object) -> list[Kept]:
    """What a browser kept of a conversation, oldest first.

    Raises UsageError for anything but a list of at most MAX_TURNS turns, each with at most MAX_HISTORY questions
    before it, of MAX_KEPT characters in all.
    """
    if not isinstance(value, list) or len(value) > MAX_TURNS:
        raise UsageError(f"turns: expected a list of at most {MAX_TURNS}; begin a new conversation")
    kept = [_kept(turn) for turn in value]
    characters = sum(len(text) for turn in kept for text in (turn.question, *turn.history))
    if characters > MAX_KEPT:
        raise UsageError(f"turns: {characters} characters, at most {MAX_KEPT} are read; send the last ones")
    return kept


def _kept(value: object) -> Kept:
    if not isinstance(value, dict) or value.keys() != set(Kept._fields):
        raise UsageError(f"turns: expected objects with {', '.join(Kept._fields)}; begin a new conversation")
    id_, history, stopped = value["id"], checked_history(value["history"]), value["stopped"]
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        raise UsageError(f"turns: expected 32 hexadecimal digits for an id, got {id_!r:.40}")
    if len(history) > MAX_HISTORY or not isinstance(stopped, bool):
        raise UsageError(f"turns: at most {MAX_HISTORY} questions of history, stopped true or false")
    return Kept(id_, checked_question(value["question"]), tuple(history), checked_filters(value["filters"]), stopped)
