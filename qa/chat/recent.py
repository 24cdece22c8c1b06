"""Answers that were given a moment ago: a page that is loaded again asks for all that it showed."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from qa.answers.answer import Answer
from qa.answers.answerer import stands_alone
from qa.retrieval.filters import Filters

_MOST = 512  # answers
_LONGEST = 2_000  # characters of a question with its history: longer ones are not worth the memory

_Asked = tuple[str, tuple[str, ...], Filters | None]


class RecentAnswers:
    """The answers that were given or asked for last. Safe to use from several threads."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._answers: OrderedDict[_Asked, Answer] = OrderedDict()

    def given(self, question: str, history: tuple[str, ...], filters: Filters | None) -> Answer | None:
        """The answer to the same question after the same ones under the same filters; None where it is not known."""
        asked = (question, history, filters)
        with self._lock:
            if asked in self._answers:
                self._answers.move_to_end(asked)
            return self._answers.get(asked)

    def remember(self, answer: Answer, history: tuple[str, ...], filters: Filters | None) -> None:
        """Keep an answer; one that leans on no question before it is the answer after none as well."""
        if len(answer.question) + sum(map(len, history)) > _LONGEST:
            return
        histories = {history, ()} if stands_alone(answer) else {history}
        with self._lock:
            for before in histories:
                self._answers[answer.question, before, filters] = answer
                self._answers.move_to_end((answer.question, before, filters))
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
