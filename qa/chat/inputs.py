"""What comes from a browser or a script is checked here before anything else sees it."""

from __future__ import annotations

import re

from qa.errors import UsageError

MAX_QUESTION = 20_000  # characters; the archive itself says of a question far shorter that it is too long
MAX_HISTORY_SENT = 100
MAX_HITS = 50

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def checked_question(value: object) -> str:
    """The question; raises UsageError for anything but a text of at most MAX_QUESTION whole characters."""
    if not isinstance(value, str):
        raise UsageError(f"question: expected a text, got {type(value).__name__}; send one string")
    if len(value) > MAX_QUESTION:
        raise UsageError(f"question: {len(value)} characters, at most {MAX_QUESTION} are read; shorten it")
    if _LONE_SURROGATE.search(value):
        raise UsageError("question: holds half a surrogate pair, which is no character; send whole characters")
    return value


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
