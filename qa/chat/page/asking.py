"""A question on its way through the page: first the question, then what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from time import monotonic
from typing import Any

import gradio as gr

from qa.answers.answer import Language
from qa.chat.conversation import Shown, Turn, Turns
from qa.chat.markup import Html
from qa.chat.page.answering import Answering
from qa.chat.rendering import render_conversation
from qa.chat.source_view import render_source
from qa.chat.tab import Tab
from qa.chat.wording import WORDINGS

# The values of Gradio components, in the order that the blocks name them. Of a question: the box, the conversation,
# the source panel, and what that shows.
Updates = tuple[Any, ...]
UNCHANGED: Updates = (gr.skip(),) * 4

_LOOK = 0.05  # seconds from one look at whether somebody still waits to the next
_BETWEEN = 1.0  # seconds from one sight of a conversation that is being restored to the next


class Asking:
    """Puts turns to the archive and shows how far they have got."""

    def __init__(
        self, answering: Answering, examples: Mapping[Language, Sequence[str]], *, opinions: bool = False
    ) -> None:
        self._answering = answering
        self._examples = examples
        self._opinions = opinions

    def conversation(self, tab: Tab, language: Language) -> Html:
        """The conversation, or the welcome in the page's language where nothing has been asked.

        Its examples are for the articles that everybody asks. Two sights of it may overtake each other on their way;
        the page knows the later one by its revision.
        """
        revision = tab.revision  # before the turns: it must not promise a change that is not in them
        return render_conversation(
            tab.turns,
            WORDINGS[language],
            () if tab.shelf else self._examples.get(language, ()),
            waiting=self._answering.waiting,
            opinions=self._opinions,
            tab=tab.id,
            revision=revision,
        )

    async def put(self, turn: Turn, tab: Tab, language: Language, box: object = UNCHANGED[0]) -> AsyncIterator[Updates]:
        """The pending turn on the page, `box` in the question box; then its number in the line; then its answer.

        With the answer comes the article that it is from. Nothing follows where nobody waits for it any more.
        """
        yield box, self.conversation(tab, language), *UNCHANGED[2:]
        async with aclosing(self._progress(turn, tab)) as progress:
            async for latest in progress:
                source = UNCHANGED[2:] if latest.state == "pending" else _source(latest, language)
                yield UNCHANGED[0], self.conversation(tab, language), *source
        yield UNCHANGED  # what comes last, Gradio sends again at the end, when something else may be in the box

    async def restore(self, turns: Turns, tab: Tab, language: Language, *, linked: bool) -> AsyncIterator[Updates]:
        """The turns on the page as they get their answers again, the latest first: that is where the reader is.

        Its article is shown with it, unless the page's address is a link to another one.
        """
        yield UNCHANGED[0], self.conversation(tab, language), *UNCHANGED[2:]
        seen = monotonic()
        for turn in reversed([turn for turn in turns if turn.state == "pending"]):
            async with aclosing(self._progress(turn, tab)) as progress:
                async for latest in progress:
                    newest = turn is turns[-1] and latest.state != "pending" and not linked
                    if newest or monotonic() - seen > _BETWEEN:
                        source = _source(latest, language) if newest else UNCHANGED[2:]
                        yield UNCHANGED[0], self.conversation(tab, language), *source
                        seen = monotonic()
        yield UNCHANGED[0], self.conversation(tab, language), *UNCHANGED[2:]

    async def _progress(self, turn: Turn, tab: Tab) -> AsyncGenerator[Turn]:
        """The turn in its tab whenever it has got further, for as long as somebody waits for it."""
        async with aclosing(self._answering.answered(turn)) as states:
            while (state := await _next(states, turn, tab)) and tab.settle(turn, state):
                turn = state
                yield turn


async def _next(states: AsyncGenerator[Turn], turn: Turn, tab: Tab) -> Turn | None:
    """The next state of the turn; None where none follows, or nobody waits for it any more.

    A page could have Gradio cancel its events, but would then be told of errors that are none, and might take the next
    question for one of those that were cancelled.
    """
    step = asyncio.ensure_future(_following(states))
    try:
        while not step.done() and tab.waits_for(turn):
            await asyncio.wait({step}, timeout=_LOOK)
        return step.result() if step.done() else None
    finally:
        step.cancel()
        await asyncio.wait({step})


async def _following(states: AsyncGenerator[Turn]) -> Turn | None:
    return await anext(states, None)


def _source(turn: Turn, language: Language) -> tuple[Html, Shown | None]:
    """The source panel for a turn, and what it shows: the first citation of an answer, else nothing."""
    shown = Shown(turn, turn.citations[0].number) if turn.state == "answered" else None
    return render_source(shown, WORDINGS[language]), shown
