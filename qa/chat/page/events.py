"""Events of the page: how Gradio treats them, and what the browser sent with one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from qa.chat.conversation import Turn, Turns
from qa.errors import UsageError

# Not among the endpoints, and without Gradio's loading animation: where that is hidden only, it still goes on for
# seconds behind each event, sixty times a second in each place that the event changes.
SILENT: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "show_progress_on": []}


def sent(event: gr.EventData, name: str) -> object:
    """What came with an event under `name`; None if no such thing did."""
    data = event._data
    return data.get(name) if isinstance(data, dict) else None


def turn_sent(event: gr.EventData, turns: Turns) -> Turn | None:
    """The turn that an event names by its number; None if it names none that is still there."""
    number = sent(event, "turn")
    return next((turn for turn in turns if str(turn.number) == number), None)


@contextmanager
def shown_if_wrong() -> Iterator[None]:
    """What is wrong with something that was sent, as a message on the page."""
    try:
        yield
    except UsageError as error:
        raise gr.Error(str(error), print_exception=False) from error
