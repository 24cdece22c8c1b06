"""A place on the page for what `qa.chat` renders."""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr

# What is new on the page is brought into view, and then every script is told that it is there.
_LISTEN = (
    "yuanju.listen(element, trigger, {events}); watch('value', () => {{"
    " yuanju.{settle}(element, trigger); element.dispatchEvent(new Event('rendered', {bubbling})); }});"
)


def place(elem_id: str, events: Sequence[str], settle: str | None = None) -> gr.HTML:
    """A place for HTML, from where buttons send `events`; the page's function `settle` is called for what is new.

    The default template inserts a value as it is; any other one would run what the value holds as a program.
    """
    listen = _LISTEN.format(events=list(events), settle=settle, bubbling="{ bubbles: true }") if settle else None
    return gr.HTML(elem_id=elem_id, js_on_load=listen, apply_default_css=False)
