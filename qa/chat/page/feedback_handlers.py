"""What happens when a reader says what an answer is worth."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import gradio as gr

from qa.answers.answer import Answer
from qa.answers.opinions import Opinion, opinion_on
from qa.chat.feedback import FeedbackFile
from qa.chat.feedback_view import render_receipt
from qa.chat.inputs import checked_remark, checked_verdict
from qa.chat.page.events import sent, turn_sent
from qa.chat.tab import Tab
from qa.chat.wording import WORDINGS
from qa.errors import FeedbackError, UsageError

_LOG = logging.getLogger(__name__)


class FeedbackHandlers:
    """The events of the toggles under an answer; all that they keep goes to one file."""

    def __init__(self, file: FeedbackFile) -> None:
        self._file = file

    def verdict(self, event: gr.EventData, tab: Tab) -> Any:  # noqa: ANN401 (HTML, or Gradio's word for none)
        """Note the verdict on one of the turns; the browser names it, everything else is the server's own.

        One on a reader's own articles is not: their words go to no file.
        """
        try:
            verdict, remark = checked_verdict(sent(event, "verdict")), checked_remark(sent(event, "remark"))
        except UsageError as error:
            raise gr.Error(str(error), print_exception=False) from error
        turn = turn_sent(event, tab.turns)
        if turn is None or turn.shelf or not turn.read or not isinstance(turn.outcome, Answer):
            return gr.skip()
        today = datetime.now(UTC).date().isoformat()
        opinion = opinion_on(
            turn.outcome, verdict, remark, id_=turn.answer_id, history=turn.history, date=today, version=_version()
        )
        noted = self._noted(opinion)
        return render_receipt(turn, verdict, remark, WORDINGS[turn.language], noted=noted)

    def _noted(self, opinion: Opinion) -> bool:
        try:
            self._file.append(opinion)
        except FeedbackError as error:
            _LOG.error("a reader's verdict could not be noted: %s", error)
            return False
        return True


def _version() -> str | None:
    """The version of the program; None where it runs from its folder without having been installed."""
    try:
        return version("yuanju")
    except PackageNotFoundError:
        return None
