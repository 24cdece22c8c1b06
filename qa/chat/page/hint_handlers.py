"""What the page does to suggest questions; none of it holds up a question that is asked."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import gradio as gr

from qa.answers.answer import Answer, Language
from qa.chat.conversation import Turns
from qa.chat.hints_view import NO_HINTS, Hints, render_hints
from qa.chat.loading import Loading
from qa.chat.markup import Html
from qa.chat.tab import Tab
from qa.chat.wording import WORDINGS

if TYPE_CHECKING:
    from qa.archive import Archive

_LOG = logging.getLogger(__name__)
_FIRST = 4  # before the first question


class HintHandlers:
    """One method for each event of the suggestions.

    `wanted` tells that the page needs some before the first question, because it has no examples of its own.
    """

    def __init__(self, loading: Loading, *, wanted: bool) -> None:
        self._loading = loading
        self._wanted = wanted

    def suggest(self, tab: Tab, language: Language) -> tuple[Hints, Html] | tuple[object, object]:
        """What might be asked next, in a conversation as it stands; nothing new where it has moved on meanwhile.

        Of a reader's own articles none are made: each would have to be asked first.
        """
        revision, turns = tab.revision, tab.turns
        hints = NO_HINTS if tab.shelf else self._hints(turns)
        if tab.revision != revision or (turns and turns[-1].state == "pending"):
            return gr.skip(), gr.skip()
        return hints, render_hints(hints, WORDINGS[language])

    def translated(self, hints: Hints, language: Language) -> Html:
        """The same questions on a page in another language."""
        return render_hints(hints, WORDINGS[language])

    def _hints(self, turns: Turns) -> Hints:
        try:
            archive = self._loading.wait()
        except Exception:  # the page says already that the archive could not be opened
            return NO_HINTS
        try:
            return _after(turns, archive) if turns else self._before(archive)
        except Exception:
            _LOG.exception("no question could be suggested")
            return NO_HINTS

    def _before(self, archive: Archive) -> Hints:
        """Questions to begin with, as soon as there are a few; those for later answers are made from now on."""
        made = archive.suggestions(_FIRST if self._wanted else 0)
        return Hints(tuple(one.question for one in made))


def _after(turns: Turns, archive: Archive) -> Hints:
    """Questions to go on with after the latest answer, none of which the conversation has answered before."""
    latest = turns[-1].outcome
    if not isinstance(latest, Answer) or turns[-1].shelf:
        return NO_HINTS
    earlier = [turn.outcome for turn in turns[:-1] if isinstance(turn.outcome, Answer) and not turn.shelf]
    return Hints(tuple(archive.next_questions(latest, earlier)), turns[-1].number)
