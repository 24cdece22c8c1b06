"""What the browser keeps of a turn, to have it asked again: the question, never the answer."""

from __future__ import annotations

import json

from qa.answers.answer import Answer
from qa.answers.answerer import stands_alone
from qa.chat.conversation import Stopped, Turn
from qa.chat.inputs import Kept


def kept_of(turn: Turn) -> str:
    """The JSON of what `checked_kept` takes back: id, question, history, filters, whether it was stopped.

    A question that was understood as it stands leaned on no other, and keeps none.
    """
    alone = isinstance(turn.outcome, Answer) and stands_alone(turn.outcome)
    history = () if alone else turn.history
    filters = turn.filters.given if turn.filters else {}
    kept = Kept(turn.id, turn.question, history, turn.filters, isinstance(turn.outcome, Stopped))
    return json.dumps(kept._asdict() | {"filters": filters}, ensure_ascii=False)
