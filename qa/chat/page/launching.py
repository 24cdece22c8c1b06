"""How the page is launched: what its document holds from the first paint on, and what Gradio lets happen on it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from qa.chat.loading import Loading
from qa.chat.page.addresses import NoAddresses, names_address
from qa.chat.page.agents import give_json
from qa.chat.page.assets import KeptAssets
from qa.chat.uploads.shelves import Shelves, end_in_order

_HERE = Path(__file__).parent
_STYLES = ("page", "sheets", "source", "comparison", "clippings", "feedback", "filters", "hints", "turns", "uploads")
_SCRIPTS = ("composing", "page", "sheets", "source", "comparison", "clippings", "feedback", "filters", "kept", "turns")
# What Gradio lets happen at the same time, and what it keeps waiting behind that: room for a full line, and for
# visitors who open the page or read meanwhile.
_EVENTS, _EVENTS_WAITING = 160, 320

# The seal of the page, a 句 in red; in the document itself, so that nothing has to be fetched.
_ICON = (
    '<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 32 32'
    "%22%3E%3Crect width=%2232%22 height=%2232%22 rx=%224%22 fill=%22%239b2c1f%22/%3E%3Ctext x=%2216%22 y=%2224%22"
    ' font-size=%2222%22 text-anchor=%22middle%22 fill=%22%23fffdf8%22%3E%E5%8F%A5%3C/text%3E%3C/svg%3E">'
)


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

    def queue(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401
        """Queue events as `gr.Blocks.queue` does, without the figures about them that nobody can see here.

        Gradio makes them anew behind each event, from the last 10,000: 7 to 22 ms of a core that a question needs.
        """
        queued = super().queue(*args, **({"max_size": _EVENTS_WAITING} | options))
        self._queue.ANAYLTICS_CACHE_FREQUENCY = sys.maxsize  # events from one time to the next
        return queued

    def get_config_file(self) -> Any:  # noqa: ANN401 (Gradio keeps the name of its type to itself)
        """What the page is made of, as Gradio tells the browser, but that it holds no connection open.

        A browser opens six to a server, those of all its tabs together, and one tab too many would wait for ever.
        """
        return super().get_config_file() | {"connect_heartbeat": False}

    def close(self, verbose: bool = True) -> None:
        """Stop serving, as `gr.Blocks.close` does, and delete what readers have added."""
        super().close(verbose)
        if self.shelves:
            self.shelves.close()


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
        "app_kwargs": {"middleware": [Middleware(NoAddresses), Middleware(KeptAssets)]},
    }
