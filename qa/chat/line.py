"""Who waits for an answer: first come, first served, and no more than can be served before long."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import ParamSpec, TypeVar

from qa.errors import QAError

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


class LineFullError(QAError):
    """Everything is taken: those who come have to come again."""

    def __init__(self, waiting: int) -> None:
        super().__init__(
            f"busy: {waiting} are waiting already; ask again in a moment"
            f" / 正忙：已有 {waiting} 个问题在排队，请稍后再问"
        )


class Place:
    """A place in a line: to be called from it, sooner or later."""

    def __init__(self, waiting: deque[Place]) -> None:
        self._waiting = waiting
        self._called = asyncio.Event()

    def call(self) -> None:
        """It is its turn."""
        self._called.set()

    async def called(self) -> None:
        """Return once it is its turn."""
        await self._called.wait()

    async def numbers(self, every: float) -> AsyncIterator[int]:
        """Its number in the line, 1 being the next, until it is its turn.

        Looked at every so many seconds, and given when it has changed; nothing where nobody has to wait.
        """
        told = 0
        while not self._called.is_set():
            number = self._waiting.index(self) + 1
            if number != told:
                yield (told := number)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._called.wait(), every)


class Line:
    """A line of at most `waiting` places before `at_once` that are served at the same time. For one event loop."""

    def __init__(self, *, at_once: int, waiting: int) -> None:
        self._free = at_once
        self._longest = waiting
        self._waiting: deque[Place] = deque()

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Place]:
        """A place at the end of the line, given up on leaving; raises LineFullError where there is none."""
        place = self._taken()
        try:
            yield place
        finally:
            self._given_up(place)

    async def in_turn(
        self, function: Callable[_Given, _Result], *args: _Given.args, **kwargs: _Given.kwargs
    ) -> _Result:
        """What `function` returns, called in a thread once it is its turn; raises LineFullError for a full line."""
        async with self.place() as place:
            await place.called()
            return await asyncio.to_thread(function, *args, **kwargs)

    def _taken(self) -> Place:
        place = Place(self._waiting)
        if self._free:
            self._free -= 1
            place.call()
        elif len(self._waiting) < self._longest:
            self._waiting.append(place)
        else:
            raise LineFullError(self._longest)
        return place

    def _given_up(self, place: Place) -> None:
        if place in self._waiting:
            self._waiting.remove(place)
        elif self._waiting:
            self._waiting.popleft().call()
        else:
            self._free += 1
