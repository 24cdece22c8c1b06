"""The Gradio blocks: what lies where on the page, and what calls what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from qa.answers.answer import Language
from qa.chat.endpoints import make_endpoints
from qa.chat.feedback import FeedbackFile
from qa.chat.hints_view import NO_HINTS
from qa.chat.inputs import MAX_QUESTION
from qa.chat.line import Line
from qa.chat.loading import Loading
from qa.chat.page.answering import Answering
from qa.chat.page.asking import Asking
from qa.chat.page.clippings_handlers import ClippingsHandlers
from qa.chat.page.events import SILENT
from qa.chat.page.feedback_handlers import FeedbackHandlers
from qa.chat.page.filter_handlers import FilterHandlers
from qa.chat.page.handlers import Handlers
from qa.chat.page.hint_handlers import HintHandlers
from qa.chat.page.launching import ChatBlocks
from qa.chat.page.place import place
from qa.chat.page.turn_handlers import TurnHandlers
from qa.chat.page.upload_blocks import UploadBlocks
from qa.chat.page.upload_handlers import UploadHandlers
from qa.chat.tab import Tab
from qa.chat.uploads.shelves import Shelves
from qa.chat.wording import ZH

if TYPE_CHECKING:
    from qa.archive import Archive

_AT_ONCE = 2  # questions answered at the same time; the rest waits in line
_WAITING = 64  # questions in the line; whoever comes then is asked to come again

_OF_TURNS = ["ask", "show", "without", "verdict", "retry", "reword", "delete", "refresh", "follow", "restore"]
_FREE = "() => yuanju.turns.free()"
_IN_LINE: dict[str, Any] = {"concurrency_limit": None}  # these wait in the line of the chat, not in Gradio's
_EACH: dict[str, Any] = {"trigger_mode": "multiple"}  # of several turns at the same time


def build_chat(
    opener: Callable[[], Archive],
    *,
    examples: Mapping[Language, Sequence[str]] | None = None,
    feedback: Path | None = None,
    uploads: Path | None = None,
) -> ChatBlocks:
    """The web chat over the archive that `opener` opens.

    The page is up before the archive is: `opener` runs in a thread of its own, from the launch on, and a
    question asked meanwhile waits for it. `examples` are questions to click, for each language of the page; `feedback`
    is the file that readers' verdicts on answers are appended to, without which they are not asked for any; `uploads`
    is the folder for the articles that readers add, without which they can add none.
    """
    loading = Loading(opener)
    line = Line(at_once=_AT_ONCE, waiting=_WAITING)
    asking = Asking(Answering(loading, line), examples or {}, opinions=feedback is not None)
    clippings, filtering = ClippingsHandlers(loading), FilterHandlers(loading)
    shelves = Shelves(uploads) if uploads else None
    # No file goes through Gradio's own door, but that is there: what is left behind it is deleted after an hour.
    demo = ChatBlocks(title="原句 Yuanju", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600))
    with demo:
        # First of all, so that their names are theirs: Gradio names the page's own events after their functions.
        ask, search = make_endpoints(loading, line)
        api(ask, api_name="ask", **_IN_LINE)
        api(search, api_name="search", **_IN_LINE)
        hinting = HintHandlers(loading, wanted=not examples)
        handlers = Handlers(loading, asking)
        adding = UploadBlocks(UploadHandlers(loading, shelves)) if shelves else None
        conversation, tab = _lay_out(demo, handlers, TurnHandlers(asking), clippings, filtering, hinting, adding)
        if feedback:
            _lay_out_feedback(conversation, tab, FeedbackFile(feedback))
    demo.loading, demo.shelves = loading, shelves
    return demo


def _lay_out(
    demo: gr.Blocks,
    handlers: Handlers,
    turns: TurnHandlers,
    clippings: ClippingsHandlers,
    filtering: FilterHandlers,
    hinting: HintHandlers,
    adding: UploadBlocks | None,
) -> tuple[gr.HTML, gr.State]:
    """Everything that the page always has; returns the conversation, as it is shown and as it is kept."""
    language, tab, shown, filters = gr.State("zh"), gr.State(Tab()), gr.State(None), gr.State(None)
    hinted = gr.State(NO_HINTS)
    masthead = place("masthead", ["language", "clippings"], settle="translate")
    with gr.Column(elem_id="desk"):
        conversation = place("conversation", _OF_TURNS, settle="turns.settle")
        hints = place("hints", ["ask"], settle="still")
        with gr.Column(elem_id="composer"):
            if adding:
                adding.lay_out_notice()
            chips = place("filters", ["filter"], settle="filters.settle")
            notes = place("notes", [], settle="turns.note")
            with gr.Row(elem_id="entry"):
                question = gr.Textbox(
                    label=ZH.question,
                    elem_id="question",
                    show_label=False,
                    container=False,
                    lines=1,
                    max_lines=4,
                    max_length=MAX_QUESTION,
                    autofocus=True,
                    scale=1,
                )
                send = gr.Button(ZH.ask, variant="primary", elem_id="ask", scale=0)
                stop = gr.Button(ZH.stop, elem_id="stop", scale=0)
            with gr.Row(elem_id="foot"):
                status = place("status", [])
                if adding:
                    adding.lay_out_button()
                clear = gr.Button(ZH.clear, elem_id="clear", size="sm", scale=0)
        source = place("source", ["show"], settle="focus")
    _lay_out_clippings(masthead, language, clippings)

    page = [masthead, conversation, source, status, notes, question, send, stop, clear]
    asked = [question, conversation, source, shown]
    greeted = demo.load(handlers.greet, None, [language, *page], **SILENT)
    opened = greeted.then(handlers.opened, concurrency_limit=None, **SILENT)
    opened.then(handlers.status, [tab, language], status, **SILENT)
    opened.then(filtering.opened, language, [filters, chips], **SILENT)
    switched = masthead.language(handlers.switch_language, [tab, shown], [language, *page], **SILENT)
    switched.then(filtering.shown, [tab, filters, language], chips, **SILENT)
    chips.filter(filtering.changed, [tab, filters, language], [filters, chips], **SILENT)
    conversation.without(filtering.lifted, [tab, filters, language], [filters, chips], **SILENT)

    asking = _IN_LINE | SILENT
    asks = [
        gr.on([question.submit, send.click], handlers.ask, [question, tab, language, filters], asked, **asking),
        conversation.ask(handlers.ask_example, [tab, language, filters], asked, **asking),
        hints.ask(handlers.ask_example, [tab, language, filters], asked, **asking),
        conversation.without(handlers.ask_without, [tab, language], asked, **asking),
        conversation.follow(handlers.follow, [tab, language], asked, **asking),
        conversation.retry(turns.retry, [tab, language], asked, **asking, **_EACH),
        conversation.reword(turns.reword, [tab, language], asked, **asking, **_EACH),
        conversation.restore(turns.restore, [tab, language], asked, **asking),
    ]
    stopped = stop.click(turns.stop, [tab, language], conversation, **SILENT)
    for event in (*asks, stopped):
        event.then(None, js=_FREE)
    deleted = conversation.delete(
        turns.delete, [tab, language, shown], [conversation, source, shown], **SILENT, **_EACH
    )
    conversation.refresh(turns.refresh, [tab, language], conversation, **SILENT, **_EACH)
    for panel in (conversation, source):
        panel.show(handlers.show, [tab, language], [source, shown], **SILENT)
    cleared = clear.click(handlers.clear, [tab, language], asked, **SILENT)
    others = adding.lay_out_panel(demo, tab, language, (greeted, switched)) if adding else []
    for event in others:  # behind which other articles are asked
        event.then(handlers.status, [tab, language], status, **SILENT)
        event.then(filtering.anew, [tab, language], [filters, chips], **SILENT)
        event.then(turns.refresh, [tab, language], conversation, **SILENT)
    for event in (opened, *asks, stopped, deleted, cleared, *others):
        event.then(hinting.suggest, [tab, language], [hinted, hints], **asking, **_EACH)
    switched.then(hinting.translated, [hinted, language], hints, **SILENT)
    return conversation, tab


def _lay_out_feedback(conversation: gr.HTML, tab: gr.State, file: FeedbackFile) -> None:
    """Have verdicts noted one after the other, none of them dropped, and the page told so."""
    receipt = place("receipt", [], settle="feedback.receive")
    noting = FeedbackHandlers(file).verdict
    conversation.verdict(noting, tab, receipt, trigger_mode="multiple", concurrency_limit=1, **SILENT)


def _lay_out_clippings(masthead: gr.HTML, language: gr.State, handlers: ClippingsHandlers) -> None:
    """The panel that the masthead opens, and a place for the file that the page's script saves."""
    panel = place("clippings", ["export"], settle="clippings.settle")
    file = place("clippings-file", [], settle="clippings.save")
    masthead.clippings(handlers.show, language, panel, **SILENT)
    panel.export(handlers.export, language, file, **SILENT)
