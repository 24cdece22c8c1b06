"""What one reader brought along: a folder on the disk, the archive made of it, how far that has got."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple

from qa.chat.uploads.sent import Problem, RefusedError, Taken
from qa.errors import QAError

if TYPE_CHECKING:
    from qa.archive import Archive


class StoppedError(QAError):
    """The reader does not wait for files to be added any more, or has removed all of them."""


class Progress(NamedTuple):
    """How far files that are being added have got: the place in the line, then files read, texts indexed of `total`."""

    stage: Literal["waiting", "reading", "indexing"] = "waiting"
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Holding:
    """What is on a shelf: the names of its files by those on the disk, their size, and the archive of them.

    `left_out` are name and reason of the files that were sent last and did not go in.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    size: int = 0
    archive: Archive | None = None
    left_out: Sequence[tuple[str, str]] = ()


class Shelf:
    """The articles of one reader, in a folder that only this process's user may look into.

    Safe to use from several threads. `progress` is there for as long as something is being added, `stopped` tells that
    nobody waits for that any more. Once it has been cleared it stays empty.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.progress: Progress | None = None
        self.holding = Holding()
        self._lock = Lock()
        self.stopped = False
        self._cleared = False

    @property
    def articles(self) -> Path:
        """The folder of the files alone."""
        return self.folder / "articles"

    @property
    def archive(self) -> Archive | None:
        """The archive of what is on the shelf; None where there is nothing, or nothing any more."""
        return self.holding.archive

    @property
    def taken(self) -> Taken:
        """How much there is of what is limited."""
        return Taken(len(self.holding.names), self.holding.size)

    @contextmanager
    def adding(self) -> Iterator[None]:
        """Add files in here; raises RefusedError where that is being done already."""
        with self._lock:
            if self.progress:
                raise RefusedError(Problem.BUSY)
            self.progress, self.stopped = Progress(), self._cleared
        try:
            yield
        finally:
            self.progress = None
            if self._cleared:
                self._delete()

    def told(self, progress: Progress) -> None:
        """Note how far it has got; raises StoppedError if nobody waits for it any more."""
        if self.stopped:
            raise StoppedError
        self.progress = progress

    def hold(self, holding: Holding) -> None:
        """Have this on the shelf from now on; raises StoppedError if it has been cleared."""
        with self._lock:
            if self._cleared:
                raise StoppedError
            self.holding = holding

    def stop(self) -> None:
        """Wait no more for what is being added."""
        self.stopped = True

    def clear(self) -> None:
        """Delete everything, for ever; what is just being added ends by itself, and goes too."""
        with self._lock:
            self.stopped = self._cleared = True
            self.holding = Holding()
            if not self.progress:
                self._delete()

    def _delete(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
