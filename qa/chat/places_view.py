"""The places that were understood → HTML, each with those that it may be exchanged for."""

from __future__ import annotations

from qa.answers.answer import Answer, PlaceReading
from qa.chat.conversation import Turn
from qa.chat.markup import Html, element, joined, text
from qa.chat.wording import Wording
from qa.retrieval.names import sound_of_place


def render_places(turn: Turn, answer: Answer, wording: Wording) -> Html:
    """A line for each place of the question that the articles write otherwise; nothing where there is none."""
    return joined(_reading(turn, reading, wording) for reading in answer.places)


def _reading(turn: Turn, reading: PlaceReading, wording: Wording) -> Html:
    said = wording.filters.place_read_as.format(written=reading.written, place=reading.place)
    buttons = [
        element(
            "button",
            element("span", text(_named(place, wording)), lang="zh"),
            type="button",
            data_event="ask",
            data_question=question,
            data_turn=turn.number,
            aria_label=f"{wording.filters.ask_about} {_named(place, wording)}",
        )
        for place, question in reading.others
    ]
    others = [element("span", text(wording.filters.ask_about)), *buttons] if buttons else []
    return element("p", element("span", text(said)), *others, class_="understood place")


def _named(place: str, wording: Wording) -> str:
    return f"{place} {sound_of_place(place)}".strip() if wording.language == "en" else place
