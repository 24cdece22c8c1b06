"""No address that a client names is fetched: left to itself, Gradio does so in two places.

A link to a file of its own may hold a whole address instead of a path, and so may a file that is sent to an endpoint:
Gradio would read both from any public host, and hand out what it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_LINK = re.compile(r"/(?:file|proxy)=\s*https?:", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*https?:", re.IGNORECASE)


class NoAddresses:
    """Refuses requests for a file that is elsewhere (an ASGI middleware)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        refused = scope["type"] == "http" and _LINK.search(scope["path"])
        answer = PlainTextResponse("no address is fetched from here", 403) if refused else self._app
        await answer(scope, receive, send)


def names_address(sent: Iterable[object]) -> bool:
    """Whether a file among what was sent to an endpoint, however deep, is an address."""
    waiting = list(sent)
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if any(isinstance(value.get(name), str) and _ADDRESS.match(value[name]) for name in ("path", "url")):
                return True
            waiting += value.values()
        elif isinstance(value, list | tuple):
            waiting += value
    return False
