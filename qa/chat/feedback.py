"""The file that readers' verdicts are appended to: a line each, whole or not at all, whoever else is writing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from qa.answers.opinions import Opinion, line_of
from qa.errors import FeedbackError

MAX_BYTES = 10_000_000  # of the whole file: some ten thousand verdicts
_PATIENCE = 5  # seconds to wait for another process that is writing
_OWNER_ONLY = 0o600


class FeedbackFile:
    """Appends verdicts to one file, which only its owner may read; safe to use from several threads and processes."""

    def __init__(self, path: Path, *, max_bytes: int = MAX_BYTES) -> None:
        self._path = path
        self._max_bytes = max_bytes

    def append(self, opinion: Opinion) -> None:
        """Put the opinion's line at the end of the file, and on the disk.

        Raises FeedbackError, and leaves the file as it was, where it cannot be written or would grow past its limit.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self._lock, timeout=_PATIENCE, mode=_OWNER_ONLY):
                self._write(line_of(opinion))
        except Timeout:
            raise FeedbackError(
                f"another process has been writing {self._path} for {_PATIENCE} seconds; see who holds {self._lock}"
            ) from None
        except OSError as error:
            raise FeedbackError(
                f"{self._path} cannot be written ({error.strerror or error}); mend that, or name another file "
                "in YUANJU_FEEDBACK"
            ) from error

    @property
    def _lock(self) -> Path:
        return self._path.with_name(f".{self._path.name}.lock")

    def _write(self, line: bytes) -> None:
        with _opened(self._path) as handle:
            size = os.fstat(handle).st_size
            # The last writer may have been killed half-way: what it left stays a line of its own.
            if size and os.pread(handle, 1, size - 1) != b"\n":
                line = b"\n" + line
            if size + len(line) > self._max_bytes:
                raise FeedbackError(
                    f"{self._path} is full ({size} bytes of {self._max_bytes}); move it away, and a new one begins"
                )
            try:
                if os.write(handle, line) < len(line):
                    raise OSError("only a part of the line could be written")
                os.fsync(handle)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(handle, size)
                raise
        if not size:
            with _opened(self._path.parent, os.O_RDONLY) as folder:
                os.fsync(folder)  # so that the new file's name is on the disk as well


@contextmanager
def _opened(path: Path, flags: int = os.O_RDWR | os.O_APPEND | os.O_CREAT) -> Iterator[int]:
    handle = os.open(path, flags | os.O_CLOEXEC, _OWNER_ONLY)
    try:
        yield handle
    finally:
        os.close(handle)
