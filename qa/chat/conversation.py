"""What a visitor has asked so far, turn by turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from hashlib import sha256
from typing import Literal
from uuid import uuid4

from qa.answers.answer import Answer, Citation, Language, Reason
from qa.answers.opinions import place_of
from qa.articles.article import Article
from qa.chat.uploads.shelf import Shelf
from qa.chat.wording import language_of
from qa.retrieval.filters import Filters

MAX_TURNS = 40  # older ones leave the page, so that a long session stays quick to send
MAX_HISTORY = 8

_UNREAD = {Reason.QUESTION_TOO_SHORT, Reason.QUESTION_TOO_LONG}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a question could not be put to the articles; a message of None means a fault of the program."""

    message: str | None


@dataclass(frozen=True, slots=True)
class Busy:
    """The question found no place in the line: it is to be asked again."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The visitor did not wait for the answer."""


@dataclass(frozen=True, slots=True)
class Removed:
    """The visitor's own articles, which the question was put to, are no longer there."""


@dataclass(frozen=True, slots=True, eq=False)  # Gradio hashes a session's state: not through whole articles
class Turn:
    """One question, and what came of it; an outcome of None is still to come.

    `offers` are questions that pointers of the outcome answer, by the pointer's number; `filters` are those that it is
    asked under, `history` the earlier questions that it is asked after, oldest first, and `shelf` the visitor's own
    articles that it is put to, None for those that everybody asks. `id` is random and tells this
    turn from every other one, here and elsewhere. `number_in_line` is its place among those that wait, 1 being the
    next; 0 for one that does not wait.
    """

    number: int
    question: str
    outcome: Answer | Failure | Busy | Stopped | Removed | None = None
    offers: Mapping[int, str] = field(default_factory=dict)
    filters: Filters | None = None
    history: tuple[str, ...] = ()
    shelf: Shelf | None = None
    id: str = field(default_factory=lambda: uuid4().hex)
    number_in_line: int = 0

    @property
    def language(self) -> Language:
        """The language that this turn speaks: that of the question."""
        return self.outcome.language if isinstance(self.outcome, Answer) else language_of(self.question)

    @property
    def state(self) -> Literal["pending", "stopped", "failed", "answered", "unanswered"]:
        """How far the question has got."""
        if self.outcome is None:
            return "pending"
        if isinstance(self.outcome, Stopped):
            return "stopped"
        if isinstance(self.outcome, Failure | Busy | Removed):
            return "failed"
        return "answered" if self.outcome.answered else "unanswered"

    @property
    def read(self) -> bool:
        """Whether the articles were read for it; a question too short or too long was not understood as one."""
        return isinstance(self.outcome, Answer) and self.outcome.reason not in _UNREAD

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What can be shown in its article: whatever an answer cites, the pointers where there is none."""
        if not isinstance(self.outcome, Answer):
            return ()
        return self.outcome.cited if self.outcome.answered else self.outcome.pointers

    @property
    def answer_id(self) -> str:
        """Stands for what this turn was answered, 32 digits: another one as soon as it is answered anything else."""
        said = (self.outcome.understood, self.outcome.reason) if isinstance(self.outcome, Answer) else ()
        places = [astuple(place_of(citation)) for citation in self.citations]
        return sha256(repr((self.id, said, places)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


Turns = tuple[Turn, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Which citation the source panel shows: its turn and its number there."""

    turn: Turn
    number: int

    @property
    def article(self) -> Article:
        """The article that the citation stands in."""
        return next(citation.article for citation in self.turn.citations if citation.number == self.number)


def history_of(turns: Turns, shelf: Shelf | None = None) -> tuple[str, ...]:
    """The questions that a follow-up may lean on, oldest first.

    They are those that were understood as questions, and put to the same articles.
    """
    return tuple(turn.question for turn in turns if turn.read and turn.shelf is shelf)[-MAX_HISTORY:]
