"""Reader's aids for a citation → HTML: beside the quote, never in it, and labelled as no translation."""

from __future__ import annotations

from qa.answers.aids.aids import aids
from qa.answers.answer import Citation
from qa.chat.markup import NOTHING, Html, element, text
from qa.chat.wording import Wording


def render_aids(citation: Citation, wording: Wording) -> Html:
    """What runs of the quote mean to a reader of the page's language; nothing where none needs an aid."""
    quote = citation.quote
    rows = [
        element(
            "div",
            element("dt", text(quote[aid.start : aid.end]), lang="zh"),
            element("dd", text(aid.text)),
            data_kind=aid.kind,
        )
        for aid in aids(citation, wording.language)
    ]
    if not rows:
        return NOTHING
    label = element("p", text(wording.aids), class_="label")
    return element("aside", label, element("dl", *rows), class_="aids", aria_label=wording.aids)
