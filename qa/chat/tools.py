"""A row of small buttons → HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qa.chat.markup import Html, element, text
from qa.chat.wording import Wording


class Tool(NamedTuple):
    """A button: what stands on it, what it is called, the event of its click and what goes with that.

    A `toggle` stays pressed until it is clicked again.
    """

    name: str
    label: str
    event: str
    data: Mapping[str, str | int]
    toggle: bool = False


def render_tools(tools: Sequence[Tool], label: str, wording: Wording) -> Html:
    """The buttons as one stop of the Tab key, the arrow keys leading on, and room for the word that it is done."""
    buttons = [
        element(
            "button",
            text(tool.name),
            type="button",
            tabindex=-1 if place else 0,
            aria_label=tool.label,
            aria_pressed="false" if tool.toggle else None,
            data_event=tool.event,
            **{f"data_{name}": value for name, value in tool.data.items()},
        )
        for place, tool in enumerate(tools)
    ]
    said = element("span", role="status", class_="copied", data_done=wording.copied)
    toolbar = element("div", *buttons, role="toolbar", aria_label=label)
    return element("div", toolbar, said, class_="copying")
