"""What the page does with articles that a reader adds; they are for the page that sent them alone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from itertools import count
from typing import Any

import gradio as gr

from qa.answers.answer import Language
from qa.chat.line import Line, LineFullError
from qa.chat.loading import Loading
from qa.chat.markup import NOTHING, Html
from qa.chat.page.events import sent
from qa.chat.tab import Tab
from qa.chat.uploads.adding import add
from qa.chat.uploads.sent import Problem, RefusedError, Sent, checked_files
from qa.chat.uploads.shelf import Progress, Shelf, StoppedError
from qa.chat.uploads.shelves import Shelves
from qa.chat.uploads_view import refusal, render_in_use, render_progress, render_upload_button, render_uploads
from qa.chat.wording import WORDINGS, Wording

_LOG = logging.getLogger(__name__)
_LOOK = 0.5  # seconds from one look at how far it has got to the next
_WAITING = 8  # readers whose articles wait to be indexed; whoever comes then is asked to come again

# The panel, and how far what is being added has got.
Update = tuple[Any, Any]


class UploadHandlers:
    """One method for each event. What is added is kept on the reader's shelf, which the tab knows."""

    def __init__(self, loading: Loading, shelves: Shelves) -> None:
        self._loading = loading
        self._shelves = shelves
        self._line = Line(at_once=1, waiting=_WAITING)
        self._numbers = count(1)  # of panels and progresses
        self._tasks: set[asyncio.Task[None]] = set()

    def shown(self, tab: Tab, language: Language) -> tuple[Html, Html]:
        """What is asked now, and the button that leads to the panel."""
        holding = tab.shelf.holding if tab.shelf else None
        return render_in_use(holding, WORDINGS[language]), render_upload_button(holding, WORDINGS[language])

    def lost(self, language: Language) -> Html:
        """That what was added before the page was loaded again is gone."""
        return render_in_use(None, WORDINGS[language], lost=True)

    def understood(self) -> Html:
        """Nothing, once the reader has understood that."""
        return NOTHING

    def show(self, request: gr.Request, language: Language) -> Html:
        """The panel."""
        return self._panel(_session(request), WORDINGS[language])

    async def add(
        self, event: gr.EventData, request: gr.Request, tab: Tab, language: Language
    ) -> AsyncIterator[Update]:
        """Add the files that were sent, or say in a sentence why none of them is; from then on they alone are asked."""
        wording, session = WORDINGS[language], _session(request)
        before = self._shelves.of(session)
        problem = ""
        try:
            files = checked_files(sent(event, "files"), *([before.taken] if before else []))
            shelf = self._shelves.opened(session)
            yield self._panel(session, wording, progress=Progress()), gr.skip()
            async with aclosing(_progress(shelf, self._begun(shelf, files))) as progresses:
                async for progress in progresses:
                    yield gr.skip(), render_progress(progress, wording, next(self._numbers))
        except Exception as error:
            problem = _problem(error, wording)
        yield self._settled(session, tab, wording, problem), gr.skip()

    def stop(self, request: gr.Request) -> None:
        """Wait no more for what is being added."""
        if shelf := self._shelves.of(_session(request)):
            shelf.stop()

    def remove(self, request: gr.Request, tab: Tab, language: Language) -> Html:
        """Delete everything that was added; the panel without it."""
        session = _session(request)
        self._shelves.clear(session)
        tab.shelf = None
        return self._panel(session, WORDINGS[language])

    def left(self, request: gr.Request) -> None:
        """The page is closed, or has lost its connection."""
        self._shelves.leave(_session(request))

    def _begun(self, shelf: Shelf, files: list[Sent]) -> asyncio.Task[None]:
        """The work, which goes on where nobody looks any more, until it learns of that."""
        task = asyncio.ensure_future(self._added(shelf, files))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _added(self, shelf: Shelf, files: list[Sent]) -> None:
        with shelf.adding():
            async with self._line.place() as place:
                async for number in place.numbers(_LOOK):
                    shelf.told(Progress("waiting", number))
                archive = await asyncio.wrap_future(self._loading.start())
                await asyncio.to_thread(add, shelf, files, archive)

    def _settled(self, session: str, tab: Tab, wording: Wording, problem: str) -> Html:
        """The panel with what came of it; a shelf on which nothing is gives its place up."""
        shelf = self._shelves.of(session)
        holding = shelf.holding if shelf else None
        if shelf and shelf.progress:  # somebody else is still adding to it
            return self._panel(session, wording, problem=problem)
        if shelf and not shelf.archive:
            self._shelves.clear(session)
            shelf = None
        tab.shelf = shelf
        return render_uploads(holding, wording, next(self._numbers), session, problem=problem)

    def _panel(self, session: str, wording: Wording, *, progress: Progress | None = None, problem: str = "") -> Html:
        shelf = self._shelves.of(session)
        holding = shelf.holding if shelf else None
        progress = progress or (shelf.progress if shelf else None)
        return render_uploads(holding, wording, next(self._numbers), session, progress=progress, problem=problem)


async def _progress(shelf: Shelf, task: asyncio.Task[None]) -> AsyncGenerator[Progress]:
    """How far the work has got, whenever that has changed, until it is done; raises what it raised.

    Where nobody looks any more, it is told to stop.
    """
    told = None
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=_LOOK)
            now = shelf.progress
            if now and now.stage == "waiting" and shelf.stopped:
                task.cancel()  # there it would learn of that only when its place changes
            elif now and now != told:
                yield (told := now)
        if task.cancelled():
            raise StoppedError
        task.result()
    finally:
        if not task.done():
            shelf.stop()


def _problem(error: Exception, wording: Wording) -> str:
    """Why nothing was added, in a sentence; what the reader can do nothing about goes to the log."""
    if isinstance(error, StoppedError):
        return wording.uploads.stopped
    if isinstance(error, LineFullError):
        error = RefusedError(Problem.FULL)
    if isinstance(error, RefusedError):
        return refusal(error, wording)
    _LOG.error("articles of a reader could not be added", exc_info=error)
    return wording.uploads.broken


def _session(request: gr.Request) -> str:
    """The session of a page; every event of one has its own."""
    if not request.session_hash:
        raise gr.Error("this is for the page alone", print_exception=False)
    return request.session_hash
