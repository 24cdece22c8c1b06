"""One process at a time writes a folder; whoever has to wait is told for whom.

    .NAME.lock      locked by the writer of NAME
    .NAME.writer    who that is, for those that wait

The system unlocks the first when that process ends, however it ends; the second is then a note without a meaning.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

_LONGEST_NOTE = 200  # characters
_UNTIL_NAMED = 0.2  # seconds: by then whoever has the lock has left its name

_logger = logging.getLogger(__name__)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Be the only writer of `folder`; where another process is, say so once and wait for its end.

    Raises OSError where nothing can be written beside the folder.
    """
    lock = FileLock(folder.with_name(f".{folder.name}.lock"))
    note = folder.with_name(f".{folder.name}.writer")
    try:
        lock.acquire(timeout=_UNTIL_NAMED)
    except Timeout:
        _logger.warning("Another process%s is writing %s; waiting.", _holder(note), folder)
        lock.acquire()
    try:
        note.write_text(f"pid {os.getpid()} on {socket.gethostname()}, since {datetime.now():%Y-%m-%d %H:%M}", "utf-8")
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)
        lock.release()


def _holder(note: Path) -> str:
    """What the note says, in brackets; nothing where there is none yet."""
    try:
        told = note.read_text("utf-8", "replace")[:_LONGEST_NOTE]
    except OSError:
        return ""
    return f" ({told})" if told.isprintable() and told else ""
