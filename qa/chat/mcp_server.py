"""`ask` and `search` as tools of the Model Context Protocol, for the agents that speak it."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from qa.chat.keeping_up import keep_up
from qa.chat.line import Line
from qa.chat.loading import Loading
from qa.chat.programs import Programs
from qa.errors import MissingExtraError, QAError

try:
    from mcp.server.fastmcp import FastMCP
    from mcp.server.fastmcp.exceptions import ToolError
    from mcp.types import ToolAnnotations
except ImportError as error:
    raise MissingExtraError("mcp", "mcp") from error

if TYPE_CHECKING:
    from qa.archive import Archive

_LOG = logging.getLogger(__name__)
_Given = ParamSpec("_Given")

_INSTRUCTIONS = (
    "Newspaper articles in Chinese that can be asked in Chinese or English. What comes back is quoted word for word, "
    "with its place in the file; nothing is summed up or translated. Ask one fact at a time."
)
_READS_ONLY = ToolAnnotations(readOnlyHint=True, idempotentHint=True, openWorldHint=False)
_AT_ONCE, _WAITING = 2, 64


def serve(opener: Callable[[], Archive], *, port: int | None = None) -> None:
    """Serve the archive that `opener` opens until the client leaves.

    Over standard input and output, or over streamable HTTP at 127.0.0.1:`port`/mcp. The archive is opened while the
    client is already greeted.
    """
    loading = Loading(opener)
    loading.start()
    keep_up(loading)
    server = FastMCP("Yuanju", _INSTRUCTIONS, log_level="WARNING", port=port or 0, stateless_http=True)
    programs, line = Programs(loading), Line(at_once=_AT_ONCE, waiting=_WAITING)
    for answered in (programs.ask, programs.search):
        server.add_tool(_tool(answered, line), description=inspect.getdoc(answered), annotations=_READS_ONLY)
    server.run("stdio" if port is None else "streamable-http")


def _tool(answered: Callable[_Given, dict[str, Any]], line: Line) -> Callable[_Given, Awaitable[dict[str, Any]]]:
    @wraps(answered)
    async def tool(*args: _Given.args, **kwargs: _Given.kwargs) -> dict[str, Any]:
        try:
            return await line.in_turn(answered, *args, **kwargs)
        except QAError as error:
            raise ToolError(str(error)) from error
        except Exception as error:
            _LOG.exception("a question could not be answered")
            raise ToolError("something went wrong; the server's log has more") from error

    return tool
