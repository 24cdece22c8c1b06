"""Questions that the articles are known to answer → HTML."""

from __future__ import annotations

from typing import NamedTuple

from qa.chat.markup import NOTHING, Html, element, text
from qa.chat.wording import Wording, language_of


class Hints(NamedTuple):
    """Questions, and the number of the turn that they go on from; 0 before the first."""

    questions: tuple[str, ...] = ()
    turn: int = 0


NO_HINTS = Hints()


def render_hints(hints: Hints, wording: Wording) -> Html:
    """Buttons that ask; nothing without questions. Says so where they are in another language than the page."""
    if not hints.questions:
        return NOTHING
    label = wording.next_questions if hints.turn else wording.examples
    buttons = [
        element(
            "button",
            text(question),
            type="button",
            lang=language_of(question),
            data_event="ask",
            data_question=question,
            data_turn=hints.turn or None,
        )
        for question in hints.questions
    ]
    foreign = any(language_of(question) != wording.language for question in hints.questions)
    return element(
        "section",
        element("h2", text(label), class_="label"),
        element("p", text(wording.in_other_language)) if foreign else NOTHING,
        element("ul", *(element("li", button) for button in buttons)),
        class_="hints",
        aria_label=label,
        lang=wording.language,
        data_after=hints.turn,
    )
