"""What comes with an event of the page."""

from __future__ import annotations

import gradio as gr


def sent(event: gr.EventData, name: str) -> object:
    """What the browser sent with an event under `name`; None if it sent no such thing."""
    data = event._data
    return data.get(name) if isinstance(data, dict) else None
