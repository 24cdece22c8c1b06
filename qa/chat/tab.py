"""The conversation of one browser tab, kept on the server: its events may overlap, and none undoes another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from uuid import uuid4

from qa.chat.conversation import MAX_TURNS, Stopped, Turn, Turns, history_of
from qa.chat.inputs import Kept
from qa.chat.uploads.shelf import Shelf
from qa.retrieval.filters import Filters

# One for all tabs, since Gradio copies the value that a tab begins with, and a lock has no copy. It is held for
# microseconds only.
_CHANGING = Lock()


class Tab:
    """The turns of a tab, oldest first. A number is never given twice before the conversation is begun anew.

    `shelf` are the reader's own articles, which the next question is put to; None for those that everybody asks. Safe
    to use from several threads.
    """

    def __init__(self) -> None:
        self._id = ""
        self._turns: Turns = ()
        self._last = 0
        self._revision = 0
        self.shelf: Shelf | None = None

    @property
    def id(self) -> str:
        """Random from the first change on: it tells a tab from the one that takes its place where it was forgotten."""
        return self._id

    @property
    def turns(self) -> Turns:
        """The conversation as it stands."""
        return self._turns

    @property
    def revision(self) -> int:
        """How often the conversation has changed."""
        return self._revision

    def ask(self, question: str, filters: Filters | None = None) -> Turn:
        """A new turn at the end, its answer still to come; the oldest turn beyond MAX_TURNS leaves."""
        with _CHANGING:
            self._last += 1
            history = history_of(self._turns, self.shelf)
            turn = Turn(self._last, question, filters=filters, history=history, shelf=self.shelf)
            self._become((*self._turns, turn)[-MAX_TURNS:])
            return turn

    def again(self, number: int, question: str | None = None) -> Turn | None:
        """The turn with its answer still to come once more, of another `question` if one is given.

        It stays in its place, under its filters and with the same articles, and is asked after the turns that now stand
        before it; those behind it stay as they are. None where there is no such turn, or it is being answered.
        """
        with _CHANGING:
            before = tuple(turn for turn in self._turns if turn.number < number)
            old = next((turn for turn in self._turns if turn.number == number), None)
            if old is None or old.state == "pending":
                return None
            asked = old.question if question is None else question
            history = history_of(before, old.shelf)
            turn = Turn(number, asked, filters=old.filters, history=history, shelf=old.shelf)
            self._replace(old, turn)
            return turn

    def restore(self, kept: Sequence[Kept]) -> Turns:
        """The turns that a browser kept, their answers still to come; none where a conversation has begun already."""
        with _CHANGING:
            if self._turns:
                return ()
            self._become(tuple(_restored(number, turn) for number, turn in enumerate(kept[-MAX_TURNS:], start=1)))
            self._last = len(self._turns)
            return self._turns

    def waits_for(self, turn: Turn) -> bool:
        """Whether the turn is still there as it is: it was not stopped, deleted or asked again."""
        return any(there is turn for there in self._turns)

    def settle(self, pending: Turn, settled: Turn) -> bool:
        """Put how far a question has got in the place of how far it had.

        False, and nothing changes, where nobody waits for it any more: `pending` was stopped, deleted or asked again.
        """
        with _CHANGING:
            waited_for = self.waits_for(pending)
            if waited_for:
                self._replace(pending, settled)
            return waited_for

    def stop(self) -> None:
        """Wait for no answer any more."""
        with _CHANGING:
            stopped = (replace(turn, outcome=Stopped()) if turn.state == "pending" else turn for turn in self._turns)
            self._become(tuple(stopped))

    def delete(self, number: int) -> None:
        """Take a turn out, if it is there; the numbers of the others stay. Without any the conversation begins anew."""
        with _CHANGING:
            self._become(tuple(turn for turn in self._turns if turn.number != number))
            self._last = self._last if self._turns else 0

    def clear(self) -> None:
        """Begin anew."""
        with _CHANGING:
            self._become(())
            self._last = 0

    def _replace(self, old: Turn, new: Turn) -> None:
        self._become(tuple(new if turn is old else turn for turn in self._turns))

    def _become(self, turns: Turns) -> None:
        self._id = self._id or uuid4().hex
        self._turns = turns
        self._revision += 1


def _restored(number: int, kept: Kept) -> Turn:
    outcome = Stopped() if kept.stopped else None
    return Turn(number, kept.question, outcome, filters=kept.filters, history=kept.history, id=kept.id)
