"""The Gradio blocks, and how they are launched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api
from starlette.middleware import Middleware

from qa.answers.answer import Language
from qa.chat.endpoints import make_endpoints
from qa.chat.feedback import FeedbackFile
from qa.chat.hints_view import NO_HINTS
from qa.chat.inputs import MAX_QUESTION
from qa.chat.line import Line
from qa.chat.loading import Loading
from qa.chat.page.addresses import NoAddresses, names_address
from qa.chat.page.agents import give_json
from qa.chat.page.answering import Answering
from qa.chat.page.asking import Asking
from qa.chat.page.clippings_handlers import ClippingsHandlers
from qa.chat.page.feedback_handlers import FeedbackHandlers
from qa.chat.page.filter_handlers import FilterHandlers
from qa.chat.page.handlers import Handlers
from qa.chat.page.hint_handlers import HintHandlers
from qa.chat.page.place import place
from qa.chat.page.turn_handlers import TurnHandlers
from qa.chat.page.upload_blocks import UploadBlocks
from qa.chat.page.upload_handlers import UploadHandlers
from qa.chat.tab import Tab
from qa.chat.uploads.shelves import Shelves, end_in_order
from qa.chat.wording import ZH

if TYPE_CHECKING:
    from qa.archive import Archive

_HERE = Path(__file__).parent
_STYLES = ("page", "sheets", "source", "comparison", "clippings", "feedback", "filters", "hints", "turns", "uploads")
_SCRIPTS = ("composing", "page", "sheets", "source", "comparison", "clippings", "feedback", "filters", "kept", "turns")
_AT_ONCE = 2  # questions answered at the same time; the rest waits in line
_WAITING = 64  # questions in the line; whoever comes then is asked to come again
# What Gradio lets happen at the same time, and what it keeps waiting behind that: room for a full line, and for
# visitors who open the page or read meanwhile.
_EVENTS, _EVENTS_WAITING = 160, 320

# The seal of the page, a 句 in red; in the document itself, so that nothing has to be fetched.
_ICON = (
    '<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 32 32'
    "%22%3E%3Crect width=%2232%22 height=%2232%22 rx=%224%22 fill=%22%239b2c1f%22/%3E%3Ctext x=%2216%22 y=%2224%22"
    ' font-size=%2222%22 text-anchor=%22middle%22 fill=%22%23fffdf8%22%3E%E5%8F%A5%3C/text%3E%3C/svg%3E">'
)

_OF_TURNS = ["ask", "show", "without", "verdict", "retry", "reword", "delete", "refresh", "follow", "restore"]
_FREE = "() => yuanju.turns.free()"
_IN_LINE: dict[str, Any] = {"concurrency_limit": None}  # these wait in the line of the chat, not in Gradio's
_SILENT: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_EACH: dict[str, Any] = {"trigger_mode": "multiple"}  # of several turns at the same time


class ChatBlocks(gr.Blocks):
    """Blocks that know how they want to be launched, and that begin to open the archive when they are."""

    loading: Loading
    shelves: Shelves | None = None

    def launch(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 (the signature is Gradio's)
        """Launch the page as `gr.Blocks.launch` does; `options` go before those that the chat brings along.

        Host and port are Gradio's to choose (GRADIO_SERVER_NAME, GRADIO_SERVER_PORT), and whether agents find the
        tools `ask` and `search` here (GRADIO_MCP_SERVER).
        """
        self.loading.start()
        if self.shelves:
            self.shelves.delete_left_over()
            end_in_order()
        launched = super().launch(*args, **(_launch_options(uploads=self.shelves is not None) | options))
        if self.mcp_server_obj:
            give_json(self.mcp_server_obj)
        return launched

    async def preprocess_data(self, block_fn: Any, inputs: list[Any], *args: Any, **options: Any) -> Any:  # noqa: ANN401
        """What an event was sent, as Gradio makes it ready; a file that is an address is refused before."""
        if names_address(inputs):
            raise gr.Error("no address is fetched from here", print_exception=False)
        return await super().preprocess_data(block_fn, inputs, *args, **options)

    def close(self, verbose: bool = True) -> None:
        """Stop serving, as `gr.Blocks.close` does, and delete what readers have added."""
        super().close(verbose)
        if self.shelves:
            self.shelves.close()


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
    demo.queue(max_size=_EVENTS_WAITING)
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
    greeted = demo.load(handlers.greet, None, [language, *page], **_SILENT)
    opened = greeted.then(handlers.opened, concurrency_limit=None, **_SILENT)
    opened.then(handlers.status, [tab, language], status, **_SILENT)
    opened.then(filtering.opened, language, [filters, chips], **_SILENT)
    switched = masthead.language(handlers.switch_language, [tab, shown], [language, *page], **_SILENT)
    switched.then(filtering.shown, [tab, filters, language], chips, **_SILENT)
    chips.filter(filtering.changed, [tab, filters, language], [filters, chips], **_SILENT)
    conversation.without(filtering.lifted, [tab, filters, language], [filters, chips], **_SILENT)

    asking = _IN_LINE | _SILENT
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
    stopped = stop.click(turns.stop, [tab, language], conversation, **_SILENT)
    for event in (*asks, stopped):
        event.then(None, js=_FREE)
    deleted = conversation.delete(
        turns.delete, [tab, language, shown], [conversation, source, shown], **_SILENT, **_EACH
    )
    conversation.refresh(turns.refresh, [tab, language], conversation, **_SILENT, **_EACH)
    for panel in (conversation, source):
        panel.show(handlers.show, [tab, language], [source, shown], **_SILENT)
    cleared = clear.click(handlers.clear, [tab, language], asked, **_SILENT)
    others = adding.lay_out_panel(demo, tab, language, (greeted, switched)) if adding else []
    for event in others:  # behind which other articles are asked
        event.then(handlers.status, [tab, language], status, **_SILENT)
        event.then(filtering.anew, [tab, language], [filters, chips], **_SILENT)
        event.then(turns.refresh, [tab, language], conversation, **_SILENT)
    for event in (opened, *asks, stopped, deleted, cleared, *others):
        event.then(hinting.suggest, [tab, language], [hinted, hints], **asking, **_EACH)
    switched.then(hinting.translated, [hinted, language], hints, **_SILENT)
    return conversation, tab


def _lay_out_feedback(conversation: gr.HTML, tab: gr.State, file: FeedbackFile) -> None:
    """Have verdicts noted one after the other, none of them dropped, and the page told so."""
    receipt = place("receipt", [], settle="feedback.receive")
    noting = FeedbackHandlers(file).verdict
    conversation.verdict(noting, tab, receipt, trigger_mode="multiple", concurrency_limit=1, **_SILENT)


def _lay_out_clippings(masthead: gr.HTML, language: gr.State, handlers: ClippingsHandlers) -> None:
    """The panel that the masthead opens, and a place for the file that the page's script saves."""
    panel = place("clippings", ["export"], settle="clippings.settle")
    file = place("clippings-file", [], settle="clippings.save")
    masthead.clippings(handlers.show, language, panel, **_SILENT)
    panel.export(handlers.export, language, file, **_SILENT)


def _theme() -> gr.themes.Base:
    """Gradio's plainest theme without web fonts, and with the paper of page.css from the first paint on."""
    theme = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
    return theme.set(body_background_fill="#f6f3ec", body_background_fill_dark="#161513")


def _files(names: tuple[str, ...], kind: str) -> str:
    return "\n".join((_HERE / f"{name}.{kind}").read_text(encoding="utf-8") for name in names)


def _launch_options(*, uploads: bool) -> dict[str, Any]:
    style, script = _files(_STYLES, "css"), _files((*_SCRIPTS, "uploads") if uploads else _SCRIPTS, "js")
    return {
        "theme": _theme(),
        "head": f"{_ICON}\n<style>{style}</style>\n<script>{script}</script>",
        "footer_links": [],
        "max_threads": _EVENTS,
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "pwa": False,
        "strict_cors": True,
        "max_file_size": 1,  # bytes: Gradio would keep and serve files; what readers add comes as an event of the page
        "state_session_capacity": 1000,
        "app_kwargs": {"middleware": [Middleware(NoAddresses)]},
    }
