"""What stands above the question box while it does something out of the ordinary → HTML."""

from __future__ import annotations

from qa.chat.markup import Html, element, text
from qa.chat.wording import Wording


def render_notes(wording: Wording) -> Html:
    """That a question is being reworded, with a way out, and that one waits its turn; the page's script shows them."""
    cancel = element("button", text(wording.keep_question), type="button", data_event="leave")
    reworded = element("span", class_="reworded")
    editing = element("p", element("span", text(wording.rewording)), reworded, cancel, data_note="editing", hidden=True)
    held = element("p", text(wording.held), data_note="held", hidden=True)
    return element("div", editing, held, role="status", class_="notes", lang=wording.language)
