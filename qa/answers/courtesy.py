"""Work in the background lets those go first who wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

_LONGEST_WAIT = 5.0  # seconds; where somebody always asks, the work goes on all the same


class Courtesy:
    """Counts the questions that somebody waits for; safe to use from several threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._waited_for = 0

    @contextmanager
    def going_first(self) -> Iterator[None]:
        """Count what happens in here as waited for."""
        with self._changed:
            self._waited_for += 1
        try:
            yield
        finally:
            with self._changed:
                self._waited_for -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Return once nobody waits, or after a few seconds."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waited_for, timeout=_LONGEST_WAIT)
