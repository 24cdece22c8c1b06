"""The HTTP endpoints `ask` and `search`: the JSON contract for scripts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec

import gradio as gr

from qa.chat.line import Line
from qa.chat.loading import Loading
from qa.chat.programs import Programs
from qa.errors import QAError

_Given = ParamSpec("_Given")
Endpoint = Callable[..., Awaitable[dict[str, Any]]]


def make_endpoints(loading: Loading, line: Line) -> tuple[Endpoint, Endpoint]:
    """The functions behind `/ask` and `/search`, which wait for their turn in `line`.

    Bad input, a line that is full and an archive that cannot be opened raise `gr.Error` with one clear message: the
    only kind of error whose text Gradio sends to a client.
    """
    programs = Programs(loading)
    return _endpoint(programs.ask, line), _endpoint(programs.search, line)


def _endpoint(answered: Callable[_Given, dict[str, Any]], line: Line) -> Callable[_Given, Awaitable[dict[str, Any]]]:
    @wraps(answered)
    async def endpoint(*args: _Given.args, **kwargs: _Given.kwargs) -> dict[str, Any]:
        with _clear_errors():
            return await line.in_turn(answered, *args, **kwargs)

    return endpoint


@contextmanager
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except QAError as error:
        raise gr.Error(str(error), print_exception=False) from error
