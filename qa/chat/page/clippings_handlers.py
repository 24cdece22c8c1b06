"""What the page does with a reader's clippings: they come with each event and are gone with its answer."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from itertools import count

import gradio as gr

from qa.answers.answer import Language
from qa.chat.clippings.clipping import Clippings, clippings_of
from qa.chat.clippings.formats import FORMATS
from qa.chat.clippings_view import render_clippings, render_file, render_no_clippings_yet, render_unmade_clippings
from qa.chat.inputs import checked_pins
from qa.chat.loading import Loading
from qa.chat.markup import Html
from qa.chat.page.events import sent
from qa.chat.wording import WORDINGS
from qa.errors import QAError

_LOG = logging.getLogger(__name__)


class ClippingsHandlers:
    """One method for each event; nothing of what a browser sends outlives a call."""

    def __init__(self, loading: Loading) -> None:
        self._loading = loading
        self._numbers = count(1)  # of panels and files

    def show(self, event: gr.EventData, language: Language) -> Iterator[Html]:
        """The panel with what the articles hold where the reader's pins lead; first, that they are being opened."""
        wording = WORDINGS[language]
        if not self._loading.start().done():
            yield render_no_clippings_yet(wording, next(self._numbers))
        try:
            yield render_clippings(self._made(event), wording, next(self._numbers))
        except QAError as error:
            yield render_unmade_clippings(str(error), wording, next(self._numbers))
        except Exception:
            _LOG.exception("the clippings could not be made")
            yield render_unmade_clippings(None, wording, next(self._numbers))

    def export(self, event: gr.EventData, language: Language) -> Html:
        """The clippings as a file, for the page's script to save."""
        kind = FORMATS.get(str(sent(event, "format")))
        if kind is None:
            raise gr.Error(f"format: expected one of {', '.join(FORMATS)}", print_exception=False)
        return render_file(self._made(event), kind, WORDINGS[language], date.today(), next(self._numbers))

    def _made(self, event: gr.EventData) -> Clippings:
        return clippings_of(checked_pins(sent(event, "pins")), self._loading.wait().articles)
