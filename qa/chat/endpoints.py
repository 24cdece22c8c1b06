"""The HTTP endpoints `ask` and `search`: the JSON contract for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from qa.answers.contract import answer_to_dict, hits_to_dict
from qa.chat.conversation import MAX_HISTORY
from qa.chat.inputs import checked_count, checked_filters, checked_history, checked_question
from qa.chat.loading import Loading
from qa.errors import QAError

Endpoint = Callable[..., dict[str, Any]]


def make_endpoints(loading: Loading) -> tuple[Endpoint, Endpoint]:
    """The functions behind `/ask` and `/search`; both wait until the archive is open.

    Bad input and an archive that cannot be opened raise `gr.Error` with one clear message: the only kind of
    error whose text Gradio sends to a client.
    """

    def ask(question: str, history: list[str] | None = None, filters: dict[str, str] | None = None) -> dict[str, Any]:
        """Answer a question verbatim from the articles; `history`: the questions before it, oldest first.

        `filters`: which articles, by `since`, `until`, `on`, `paper` and `place`.
        """
        with _clear_errors():
            asked, earlier, only = checked_question(question), checked_history(history), checked_filters(filters)
            return answer_to_dict(loading.wait().ask(asked, history=earlier[-MAX_HISTORY:], filters=only))

    def search(question: str, k: int = 5, filters: dict[str, str] | None = None) -> dict[str, Any]:
        """The `k` passages that fit a question best, best first; `filters`: which articles, as for `ask`."""
        with _clear_errors():
            asked, count, only = checked_question(question), checked_count(k), checked_filters(filters)
            archive = loading.wait()
            return hits_to_dict(asked, archive.search(asked, k=count, filters=only), archive.selection(only))

    return ask, search


@contextmanager
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except QAError as error:
        raise gr.Error(str(error), print_exception=False) from error
