"""Where a reader's own articles are on the page: a word over the question box, a button under it, and a panel."""

from __future__ import annotations

from collections.abc import Iterable

import gradio as gr
from gradio.events import Dependency

from qa.chat.page.events import SILENT
from qa.chat.page.place import place
from qa.chat.page.upload_handlers import UploadHandlers


class UploadBlocks:
    """To be laid out in this order, each where it belongs."""

    def __init__(self, handlers: UploadHandlers) -> None:
        self._handlers = handlers

    def lay_out_notice(self) -> None:
        """The word on what is asked now."""
        self._notice = place("own", ["uploads", "remove", "understood"], settle="uploads.notice")

    def lay_out_button(self) -> None:
        """The button that opens the panel."""
        self._button = place("own-add", ["uploads", "lost"], settle="uploads.begin")

    def lay_out_panel(
        self, demo: gr.Blocks, tab: gr.State, language: gr.State, translated: Iterable[Dependency]
    ) -> list[Dependency]:
        """The panel, and what happens on it; `translated` are the events behind which the page's language is known.

        Returns the events behind which the articles that are asked may be others than before.
        """
        panel = place("uploads", ["files", "remove", "halt"], settle="uploads.settle")
        progress = place("uploads-progress", [], settle="uploads.progress")
        do, words = self._handlers, [self._notice, self._button]
        for event in translated:
            event.then(do.shown, [tab, language], words, **SILENT)
        for opener in (self._notice, self._button):
            opener.uploads(do.show, language, panel, **SILENT)
        self._button.lost(do.lost, language, self._notice, **SILENT)
        self._notice.understood(do.understood, None, self._notice, **SILENT)
        panel.halt(do.stop, None, None, **SILENT)
        demo.unload(do.left)
        changed = [
            panel.files(do.add, [tab, language], [panel, progress], concurrency_limit=None, **SILENT),
            panel.remove(do.remove, [tab, language], panel, **SILENT),
            self._notice.remove(do.remove, [tab, language], panel, **SILENT),
        ]
        for event in changed:
            event.then(do.shown, [tab, language], words, **SILENT)
        return changed
