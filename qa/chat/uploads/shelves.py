"""The shelves of all readers, and when they are cleared: nothing that a reader brings along stays for long.

    <root>/<random>.lock      held by the server for as long as it runs: what lies beside a free lock is left over
    <root>/<random>/<random>/ one reader's shelf

A shelf is cleared when its reader removes it, some minutes after the page was closed or loaded again, some hours
after it was used last, and when the server stops. What a server that was killed leaves behind, the next one deletes.
"""

from __future__ import annotations

import atexit
import secrets
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread, current_thread, main_thread
from time import monotonic

from filelock import FileLock, Timeout

from qa.chat.uploads.sent import Problem, RefusedError
from qa.chat.uploads.shelf import Shelf

MOST_SHELVES = 20
LONGEST_UNUSED = 4 * 3600  # seconds
# From the page's connection breaking off on: a phone that is locked for a moment loses nothing.
GRACE = 5 * 60
_LOOK = 20  # seconds from one look at what has run out to the next
_OWNER_ONLY = 0o700


@dataclass(slots=True)
class _Place:
    shelf: Shelf
    until: float


class Shelves:
    """A shelf for each session of the page; safe to use from several threads.

    `root` is a folder on the disk, `now` a clock in seconds.
    """

    def __init__(self, root: Path, *, now: Callable[[], float] = monotonic) -> None:
        self._root = root
        self._now = now
        self._lock = Lock()
        self._places: dict[str, _Place] = {}
        self._folder: Path | None = None
        self._held: FileLock | None = None
        self._closed = Event()

    def of(self, session: str) -> Shelf | None:
        """The shelf of a session, kept for longer because it is used; None where there is none any more."""
        with self._lock:
            place = self._places.get(session)
            if place is None:
                return None
            place.until = self._now() + LONGEST_UNUSED
            return place.shelf

    def opened(self, session: str) -> Shelf:
        """The shelf of a session, a new one where it has none.

        Raises RefusedError where too many have one, OSError where the folder cannot be made.
        """
        with self._lock:
            if session not in self._places and len(self._places) >= MOST_SHELVES:
                raise RefusedError(Problem.FULL)
            place = self._places.get(session) or _Place(self._new(), 0)
            place.until = self._now() + LONGEST_UNUSED
            self._places[session] = place
            return place.shelf

    def leave(self, session: str) -> None:
        """The page of a session is closed, or has lost its connection: clear its shelf soon, unless it is used."""
        with self._lock:
            if place := self._places.get(session):
                place.until = min(place.until, self._now() + GRACE)

    def clear(self, session: str) -> None:
        """Clear the shelf of a session, if it has one."""
        with self._lock:
            place = self._places.pop(session, None)
        if place:
            place.shelf.clear()

    def sweep(self) -> None:
        """Clear what has run out."""
        with self._lock:
            over = [session for session, place in self._places.items() if place.until <= self._now()]
        for session in over:
            self.clear(session)

    def close(self) -> None:
        """Clear everything, as the server stops."""
        self._closed.set()
        for session in list(self._places):
            self.clear(session)
        with self._lock:
            if self._folder and self._held:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._held.release()
                Path(self._held.lock_file).unlink(missing_ok=True)
            self._folder = self._held = None

    def delete_left_over(self) -> None:
        """Delete what servers that do not run any more have left behind."""
        for folder in self._root.glob("*/"):
            lock = FileLock(_lock_of(folder), timeout=0)
            try:
                with lock:
                    shutil.rmtree(folder, ignore_errors=True)
                    Path(lock.lock_file).unlink(missing_ok=True)
            except (Timeout, OSError):  # one that runs, or a folder that is not ours to change
                continue

    def _new(self) -> Shelf:
        if self._folder is None:
            self._folder = self._begun()
        folder = self._folder / secrets.token_hex(8)
        folder.mkdir(mode=_OWNER_ONLY)
        return Shelf(folder)

    def _begun(self) -> Path:
        """The folder of this server, from the first reader on who brings something along."""
        folder = self._root / secrets.token_hex(8)
        self._root.mkdir(parents=True, exist_ok=True, mode=_OWNER_ONLY)
        self._held = FileLock(_lock_of(folder))
        self._held.acquire()
        folder.mkdir(mode=_OWNER_ONLY)
        atexit.register(self.close)
        Thread(target=self._watch, name="uploads", daemon=True).start()
        return folder

    def _watch(self) -> None:
        while not self._closed.wait(_LOOK):
            self.sweep()


def end_in_order() -> None:
    """Have this program end as it does on its own when it is told to, so that what is to be cleared then is.

    Nothing changes where somebody else has said what is to happen.
    """
    if current_thread() is main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")
