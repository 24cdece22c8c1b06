"""Turns wait in the line and are answered in threads of their own: whoever stops waiting is free at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answers.answer import Answer
from qa.chat.conversation import Busy, Failure, Removed, Turn
from qa.chat.line import Line, LineFullError
from qa.chat.loading import Loading
from qa.chat.offers import offers
from qa.chat.recent import RecentAnswers
from qa.errors import QAError
from qa.retrieval.filters import Filters

if TYPE_CHECKING:
    from qa.archive import Archive

Ask = Callable[[str, tuple[str, ...], Filters | None], Answer]

_LOG = logging.getLogger(__name__)

# A search cannot be broken off: one that nobody waits for any more keeps its thread to its end. So there are more of
# them than the line lets pass at the same time, and few enough that stopping does not pile up work.
_THREADS = 4
_LOOK = 1.5  # seconds from one look at the line to the next


class Answering:
    """Puts turns to the archive."""

    def __init__(self, loading: Loading, line: Line) -> None:
        self._loading = loading
        self._line = line
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="answering")
        self._recent: tuple[Archive | None, RecentAnswers] = None, RecentAnswers()

    @property
    def waiting(self) -> bool:
        """Whether the archive is still being opened."""
        return not self._loading.start().done()

    async def answered(self, turn: Turn) -> AsyncGenerator[Turn]:
        """The turn whenever its number in the line has changed, and last with its outcome.

        No error leaves here, each becomes one message on the page. Cancelled, it gives up its place at once, and what
        is still computed is of no effect.
        """
        try:
            async with self._line.place() as place:
                async for number in place.numbers(_LOOK):
                    yield replace(turn, number_in_line=number)
                await asyncio.wrap_future(self._loading.start())
                settled = await asyncio.get_running_loop().run_in_executor(self._threads, self._settled, turn)
        except LineFullError:
            settled = replace(turn, outcome=Busy())
        except QAError as error:
            settled = replace(turn, outcome=Failure(str(error)))
        except Exception:
            _LOG.exception("a question could not be answered")
            settled = replace(turn, outcome=Failure(None))
        yield settled

    def _settled(self, turn: Turn) -> Turn:
        ask = _asker(turn.shelf.archive) if turn.shelf else self._remembering(self._loading.wait())
        if ask is None:
            return replace(turn, outcome=Removed())
        answer = ask(turn.question, turn.history, turn.filters)
        return replace(turn, outcome=answer, offers=self._offers(answer, lambda other: ask(other, (), turn.filters)))

    def _offers(self, answer: Answer, ask: Callable[[str], Answer]) -> dict[int, str]:
        """The questions that the pointers answer; none where that cannot be found out."""
        try:
            return offers(answer, ask)
        except Exception:
            _LOG.exception("no question could be offered")
            return {}

    def _remembering(self, archive: Archive) -> Ask:
        """Puts questions to the archive of everybody; what one archive answered is nothing to the next."""
        asked, recent = self._recent
        if asked is not archive:
            recent = RecentAnswers()
            self._recent = archive, recent

        def ask(question: str, history: tuple[str, ...], filters: Filters | None) -> Answer:
            answer = recent.given(question, history, filters)
            if answer is None:
                answer = archive.ask(question, history=history, filters=filters)
                recent.remember(answer, history, filters)
            return answer

        return ask


def _asker(archive: Archive | None) -> Ask | None:
    """Puts questions to a reader's own articles, None where there are none: no answer is remembered for anybody."""
    if archive is None:
        return None
    return lambda question, history, filters: archive.ask(question, history=history, filters=filters)
