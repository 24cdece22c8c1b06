"""What the page does with a turn that is there already: ask it again, reword it, stop it, take it away, restore it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import gradio as gr

from qa.answers.answer import Language
from qa.chat.conversation import Shown
from qa.chat.inputs import checked_kept, checked_question
from qa.chat.markup import Html, as_shown
from qa.chat.page.asking import UNCHANGED, Asking, Updates
from qa.chat.page.events import sent, shown_if_wrong, turn_sent
from qa.chat.permalinks import LinkProblem
from qa.chat.source_view import render_source
from qa.chat.tab import Tab
from qa.chat.wording import WORDINGS
from qa.errors import UsageError


class TurnHandlers:
    """One method for each event of a turn's tools."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def retry(self, event: gr.EventData, tab: Tab, language: Language) -> AsyncIterator[Updates]:
        """The same question again, in its place."""
        async for updates in self._again(event, tab, language):
            yield updates

    async def reword(self, event: gr.EventData, tab: Tab, language: Language) -> AsyncIterator[Updates]:
        """Another question in the place of a turn's."""
        with shown_if_wrong():
            question = as_shown(checked_question(sent(event, "question")))
        async for updates in self._again(event, tab, language, question):
            yield updates

    def delete(
        self, event: gr.EventData, tab: Tab, language: Language, shown: Shown | LinkProblem | None
    ) -> tuple[Html, Html | object, Shown | LinkProblem | None]:
        """The conversation without a turn; the source panel is emptied if it showed that turn."""
        turn = turn_sent(event, tab.turns)
        if turn:
            tab.delete(turn.number)
        conversation = self._asking.conversation(tab, language)
        if turn and isinstance(shown, Shown) and shown.turn.number == turn.number:
            return conversation, render_source(None, WORDINGS[language]), None
        return conversation, gr.skip(), shown

    def refresh(self, tab: Tab, language: Language) -> Html:
        """The conversation as it stands, for a page on which an older sight of it has come late."""
        return self._asking.conversation(tab, language)

    def stop(self, tab: Tab, language: Language) -> Html:
        """The conversation in which no answer is waited for any more."""
        tab.stop()
        return self._asking.conversation(tab, language)

    async def restore(self, event: gr.EventData, tab: Tab, language: Language) -> AsyncIterator[Updates]:
        """The conversation that the browser kept, answered anew; nothing for what no page of this kind has kept."""
        try:
            turns = tab.restore(checked_kept(sent(event, "turns")))
        except UsageError:
            turns = ()
        if not turns:
            yield UNCHANGED
            return
        linked = sent(event, "linked") is True
        async for updates in self._asking.restore(turns, tab, language, linked=linked):
            yield updates

    async def _again(
        self, event: gr.EventData, tab: Tab, language: Language, question: str | None = None
    ) -> AsyncIterator[Updates]:
        turn = turn_sent(event, tab.turns)
        pending = tab.again(turn.number, question) if turn else None
        if pending is None:
            yield UNCHANGED  # Gradio empties what an event leaves without a value
            return
        async for updates in self._asking.put(pending, tab, language):
            yield updates
