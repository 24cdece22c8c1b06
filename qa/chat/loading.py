"""Opening the archive while the page is already up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import TYPE_CHECKING

from qa.errors import QAError

if TYPE_CHECKING:
    from qa.archive import Archive

_LOG = logging.getLogger(__name__)


class Loading:
    """Calls `opener` once, in a thread of its own, and hands its archive to everyone who waits, until it is exchanged.

    What the archive needs for its first question is loaded as soon as it is handed out.
    Safe to use from several threads.
    """

    def __init__(self, opener: Callable[[], Archive]) -> None:
        self._opener = opener
        self._lock = Lock()
        self._future: Future[Archive] | None = None

    def start(self, *, retry: bool = False) -> Future[Archive]:
        """Begin to open unless that is under way or done; returns at once with the future of the archive.

        With `retry`, an attempt that failed is made again: a reader who mends the cause and reloads the page
        gets a working one.
        """
        with self._lock:
            if self._future is None or (retry and self._future.done() and self._future.exception()):
                self._future = Future()
                self._future.set_running_or_notify_cancel()  # from here on nobody who waits can cancel it
                thread = Thread(target=self._open, args=(self._future,), name="open-archive", daemon=True)
                thread.start()
            return self._future

    def wait(self) -> Archive:
        """The archive, as soon as it is open; raises what the opener raised."""
        return self.start().result()

    @property
    def opened(self) -> Archive | None:
        """The archive, if it is open by now."""
        future = self._future
        return future.result() if future and future.done() and not future.exception() else None

    def exchange(self, archive: Archive) -> None:
        """From now on hand out another archive; whoever has the one before keeps it."""
        future: Future[Archive] = Future()
        future.set_result(archive)
        with self._lock:
            self._future = future

    def _open(self, future: Future[Archive]) -> None:
        try:
            archive = self._opener()
        except QAError as error:
            _LOG.error("the archive could not be opened: %s", error)
            future.set_exception(error)
        except BaseException as error:
            _LOG.exception("the archive could not be opened")
            future.set_exception(error)
        else:
            future.set_result(archive)
            archive.get_ready()
