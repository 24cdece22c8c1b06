"""What the page does when something happens on it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.answers.answer import Answer, Language
from qa.chat.conversation import Busy, Failure, Shown, Turn, Turns, history_of, next_turn, with_turn
from qa.chat.inputs import MAX_QUESTION, checked_link, checked_question
from qa.chat.line import Line, LineFullError
from qa.chat.loading import Loading
from qa.chat.markup import Html, as_shown
from qa.chat.offers import offers
from qa.chat.page.events import sent, turn_sent
from qa.chat.page.filter_handlers import filters_of_address, without_sent
from qa.chat.permalinks import LinkProblem, followed
from qa.chat.rendering import render_conversation, render_masthead, render_status
from qa.chat.source_view import render_broken_link, render_source
from qa.chat.wording import WORDINGS, Wording, preferred_language
from qa.errors import QAError, UsageError
from qa.retrieval.filters import Filters

if TYPE_CHECKING:
    from qa.archive import Archive

_LOG = logging.getLogger(__name__)

_NAMED = 3  # files that the page names where some could not be read
_LOOK = 1.5  # seconds from one look at the line to the next

# The values of Gradio components, in the order that the blocks name them.
Updates = tuple[Any, ...]


class Handlers:
    """One method for each event of the page; what a visitor has asked comes and goes as plain values.

    Nothing here outlives a call but the archive: a tab's state is Gradio's session state, on the server.
    """

    def __init__(
        self, loading: Loading, line: Line, examples: Mapping[Language, Sequence[str]], *, opinions: bool = False
    ) -> None:
        self._loading = loading
        self._line = line
        self._examples = examples
        self._opinions = opinions

    def greet(self, request: gr.Request) -> Updates:
        """A new visitor: the page in the language of the browser, while the archive opens."""
        self._loading.start(retry=True)
        language = preferred_language(request.headers.get("accept-language", ""))
        return (language, *self._page(language, (), None))

    async def opened(self) -> None:
        """Return once the archive is open or has turned out not to open; holds no thread meanwhile."""
        await asyncio.gather(asyncio.wrap_future(self._loading.start()), return_exceptions=True)

    def status(self, language: Language) -> Html:
        """How far the archive has got."""
        wording = WORDINGS[language]
        future = self._loading.start()
        if not future.done():
            return render_status(wording, wording.loading, "loading")
        error = future.exception()
        if error is None:
            return render_status(wording, _holdings(future.result(), wording), "ready")
        return render_status(wording, str(error) if isinstance(error, QAError) else None, "failed")

    def switch_language(self, event: gr.EventData, turns: Turns, shown: Shown | None) -> Updates:
        """The page in the other language; what was asked and answered stays as it is."""
        language: Language = "en" if sent(event, "language") == "en" else "zh"
        return (language, *self._page(language, turns, shown))

    async def ask(
        self, question: str, turns: Turns, language: Language, filters: Filters | None = None
    ) -> AsyncIterator[Updates]:
        """First the question on the page, then its number in the line, then its answer and the article it is from."""
        turn = next_turn(turns, as_shown(question[:MAX_QUESTION]), filters)
        yield "", self._conversation(with_turn(turns, turn), language), *[gr.skip()] * 3
        try:
            async with self._line.place() as place:
                async for number in place.numbers(_LOOK):
                    waiting = with_turn(turns, replace(turn, number_in_line=number))
                    yield gr.skip(), self._conversation(waiting, language), *[gr.skip()] * 3
                turn = await asyncio.to_thread(self._settled, turn, history_of(turns))
        except LineFullError:
            turn = replace(turn, outcome=Busy())
        turns = with_turn(turns, turn)
        shown = Shown(turn, turn.citations[0].number) if turn.state == "answered" else None
        source = render_source(shown, WORDINGS[language])
        yield gr.skip(), self._conversation(turns, language), source, turns, shown

    async def ask_example(
        self, event: gr.EventData, turns: Turns, language: Language, filters: Filters | None
    ) -> AsyncIterator[Updates]:
        """Ask the question on the button that was clicked, under the filters of the turn that it stands in."""
        turn = turn_sent(event, turns)
        under = turn.filters if turn else filters
        async for updates in self.ask(_checked(sent(event, "question")), turns, language, under):
            yield updates

    async def ask_without(self, event: gr.EventData, turns: Turns, language: Language) -> AsyncIterator[Updates]:
        """Ask the question of a turn again, without the filter that let nothing in."""
        turn = turn_sent(event, turns)
        if turn is None or not isinstance(turn.outcome, Answer):
            raise gr.Error("this question is no longer on the page; ask it again", print_exception=False)
        under = without_sent(event, turn.filters)
        async for updates in self.ask(turn.outcome.understood, turns, language, under):
            yield updates

    async def follow(self, request: gr.Request, turns: Turns, language: Language) -> AsyncIterator[Updates]:
        """What the address asks for: a question, or the passage of an article; nothing for a bare one."""
        query = dict(request.query_params)
        if "q" in query:
            async for updates in self.ask(_checked(query["q"]), turns, language, filters_of_address(query)):
                yield updates
        elif "article" in query:
            yield gr.skip(), gr.skip(), *await asyncio.to_thread(self._linked, query, WORDINGS[language])
        else:
            yield (gr.skip(),) * 5

    def _linked(self, query: Mapping[str, object], wording: Wording) -> Updates:
        """The source panel, the turns and what is shown, for a link to a passage."""
        try:
            found = followed(checked_link(query), self._loading.wait().articles)
        except UsageError:
            found = LinkProblem.MALFORMED
        except Exception:  # the page says already that the archive could not be opened
            return gr.skip(), gr.skip(), gr.skip()
        if isinstance(found, LinkProblem):
            return render_broken_link(found, wording), gr.skip(), None
        return render_source(found, wording), gr.skip(), found

    def show(self, event: gr.EventData, turns: Turns, language: Language) -> Updates:
        """Bring the citation that was clicked into the source panel."""
        turn, number = turn_sent(event, turns), sent(event, "number")
        if turn is None or number not in {str(citation.number) for citation in turn.citations}:
            return gr.skip(), gr.skip()
        shown = Shown(turn, int(str(number)))
        return render_source(shown, WORDINGS[language]), shown

    def clear(self, language: Language) -> Updates:
        """A new conversation."""
        return "", self._conversation((), language), render_source(None, WORDINGS[language]), (), None

    def _settled(self, turn: Turn, history: Sequence[str]) -> Turn:
        return self._with_offers(self._answered(turn, history))

    def _answered(self, turn: Turn, history: Sequence[str]) -> Turn:
        """The turn with its outcome; no error leaves here, each becomes one message on the page."""
        try:
            archive = self._loading.wait()
            answer = archive.ask(turn.question, history=history, filters=turn.filters)
            return replace(turn, outcome=answer, history=tuple(history))
        except QAError as error:
            return replace(turn, outcome=Failure(str(error)))
        except Exception:
            _LOG.exception("a question could not be answered")
            return replace(turn, outcome=Failure(None))

    def _with_offers(self, turn: Turn) -> Turn:
        """The turn with the questions that its pointers answer; without them where that cannot be found out."""
        if not isinstance(turn.outcome, Answer):
            return turn
        try:
            ask = partial(self._loading.wait().ask, filters=turn.filters)
            return replace(turn, offers=offers(turn.outcome, ask))
        except Exception:
            _LOG.exception("no question could be offered")
            return turn

    def _conversation(self, turns: Turns, language: Language) -> Html:
        waiting = not self._loading.start().done()
        examples = self._examples.get(language, ())
        return render_conversation(turns, WORDINGS[language], examples, waiting=waiting, opinions=self._opinions)

    def _page(self, language: Language, turns: Turns, shown: Shown | None) -> Updates:
        """Everything on the page that has words in it."""
        wording = WORDINGS[language]
        return (
            render_masthead(wording),
            self._conversation(turns, language),
            render_source(shown, wording),
            self.status(language),
            gr.Textbox(label=wording.question, placeholder=wording.placeholder),
            gr.Button(wording.ask),
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
    try:
        return checked_question(question)
    except UsageError as error:
        raise gr.Error(str(error), print_exception=False) from error
