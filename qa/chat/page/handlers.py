"""What the page does when something happens on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING

import gradio as gr

from qa.answers.answer import Answer, Language
from qa.chat.conversation import Shown
from qa.chat.inputs import MAX_QUESTION, checked_link, checked_question
from qa.chat.loading import Loading
from qa.chat.markup import NOTHING, Html, as_shown
from qa.chat.notes_view import render_notes
from qa.chat.page.asking import UNCHANGED, Asking, Updates
from qa.chat.page.events import sent, shown_if_wrong, turn_sent
from qa.chat.page.filter_handlers import filters_of_address, without_sent
from qa.chat.permalinks import LinkProblem, followed
from qa.chat.rendering import render_masthead, render_status
from qa.chat.source_view import render_source
from qa.chat.tab import Tab
from qa.chat.wording import WORDINGS, Wording, preferred_language
from qa.errors import QAError, UsageError
from qa.retrieval.filters import Filters

if TYPE_CHECKING:
    from qa.archive import Archive

_NAMED = 3  # files that the page names where some could not be read


class Handlers:
    """One method for each event of the page.

    Nothing here outlives a call but the archive: a tab's state is Gradio's session state, on the server.
    """

    def __init__(self, loading: Loading, asking: Asking) -> None:
        self._loading = loading
        self._asking = asking

    def greet(self, request: gr.Request) -> Updates:
        """A new visitor: the page in the language of the browser, while the archive opens."""
        self._loading.start(retry=True)
        language = preferred_language(request.headers.get("accept-language", ""))
        return (language, *self._page(language, Tab(), None))

    async def opened(self) -> None:
        """Return once the archive is open or has turned out not to open; holds no thread meanwhile."""
        await asyncio.gather(asyncio.wrap_future(self._loading.start()), return_exceptions=True)

    def status(self, tab: Tab, language: Language) -> Html:
        """How far the archive has got; nothing of it where the reader asks articles of their own."""
        wording = WORDINGS[language]
        if tab.shelf:
            return NOTHING
        future = self._loading.start()
        if not future.done():
            return render_status(wording, wording.loading, "loading")
        error = future.exception()
        if error is None:
            return render_status(wording, _holdings(future.result(), wording), "ready")
        return render_status(wording, str(error) if isinstance(error, QAError) else None, "failed")

    def switch_language(self, event: gr.EventData, tab: Tab, shown: Shown | LinkProblem | None) -> Updates:
        """The page in the other language; what was asked and answered stays as it is."""
        language: Language = "en" if sent(event, "language") == "en" else "zh"
        return (language, *self._page(language, tab, shown))

    async def ask(self, question: str, tab: Tab, language: Language, filters: Filters | None) -> AsyncIterator[Updates]:
        """The question that was typed; the box is free for the next one."""
        turn = tab.ask(as_shown(question[:MAX_QUESTION]), filters)
        async for updates in self._asking.put(turn, tab, language, box=""):
            yield updates

    async def ask_example(
        self, event: gr.EventData, tab: Tab, language: Language, filters: Filters | None
    ) -> AsyncIterator[Updates]:
        """The question on the button that was clicked, under the filters of the turn that it stands in."""
        turn = turn_sent(event, tab.turns)
        asked = tab.ask(_checked(sent(event, "question")), turn.filters if turn else filters)
        async for updates in self._asking.put(asked, tab, language):
            yield updates

    async def ask_without(self, event: gr.EventData, tab: Tab, language: Language) -> AsyncIterator[Updates]:
        """Ask the question of a turn again, without the filter that let nothing in."""
        turn = turn_sent(event, tab.turns)
        if turn is None or not isinstance(turn.outcome, Answer):
            raise gr.Error("this question is no longer on the page; ask it again", print_exception=False)
        asked = tab.ask(turn.outcome.understood, without_sent(event, turn.filters))
        async for updates in self._asking.put(asked, tab, language):
            yield updates

    async def follow(self, request: gr.Request, tab: Tab, language: Language) -> AsyncIterator[Updates]:
        """What the address asks for: a question, or the passage of an article; nothing for a bare one."""
        query = dict(request.query_params)
        if "q" in query:
            asked = tab.ask(_checked(query["q"]), filters_of_address(query))
            async for updates in self._asking.put(asked, tab, language):
                yield updates
        elif "article" in query:
            await self.opened()
            yield *UNCHANGED[:2], *self._linked(query, WORDINGS[language])
        else:
            yield UNCHANGED

    def _linked(self, query: Mapping[str, object], wording: Wording) -> Updates:
        """The source panel and what it shows, for a link to a passage."""
        try:
            found = followed(checked_link(query), self._loading.wait().articles)
        except UsageError:
            found = LinkProblem.MALFORMED
        except Exception:  # the page says already that the archive could not be opened
            return UNCHANGED[2:]
        return render_source(found, wording), found

    def show(self, event: gr.EventData, tab: Tab, language: Language) -> Updates:
        """Bring the citation that was clicked into the source panel."""
        turn, number = turn_sent(event, tab.turns), sent(event, "number")
        if turn is None or number not in {str(citation.number) for citation in turn.citations}:
            return UNCHANGED[2:]
        shown = Shown(turn, int(str(number)))
        return render_source(shown, WORDINGS[language]), shown

    def clear(self, tab: Tab, language: Language) -> Updates:
        """A new conversation."""
        tab.clear()
        return "", self._asking.conversation(tab, language), render_source(None, WORDINGS[language]), None

    def _page(self, language: Language, tab: Tab, shown: Shown | LinkProblem | None) -> Updates:
        """Everything on the page that has words in it."""
        wording = WORDINGS[language]
        return (
            render_masthead(wording),
            self._asking.conversation(tab, language),
            render_source(shown, wording),
            self.status(tab, language),
            render_notes(wording),
            gr.Textbox(label=wording.question, placeholder=wording.placeholder),
            gr.Button(wording.ask),
            gr.Button(wording.stop),
            gr.Button(wording.clear),
        )


def _holdings(archive: Archive, wording: Wording) -> str:
    """How much there is to ask, and which files are not in it."""
    files = {article.file.name for article in archive.articles}
    ready = wording.ready.format(articles=len(archive.articles), files=len(files))
    skipped = [f"{name} ({reason})" for name, reason in archive.skipped[:_NAMED]]
    skipped += ["…"] if len(archive.skipped) > _NAMED else []
    return " · ".join([ready, wording.skipped.format(names=", ".join(skipped))] if skipped else [ready])


def _checked(question: object) -> str:
    with shown_if_wrong():
        return checked_question(question)
