"""Questions that pointers answer: the visitor's own, with a place of the pointer where it names one that is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qa.answers.answer import Answer, Citation
from qa.retrieval.names import is_known_place, places

_MOST_TRIED = 2  # each is put to the articles before it is offered, while the visitor waits


def offers(answer: Answer, ask: Callable[[str], Answer]) -> dict[int, str]:
    """For each pointer, by its number, a question that is answered where it stands; most pointers have none.

    Nothing is made up: a question is the visitor's, asked of a place that the pointer names, and is offered only if
    `ask` answers it with the very sentence that the pointer quotes.
    """
    found: dict[int, str] = {}
    for pointer, question in list(_candidates(answer))[:_MOST_TRIED]:
        if pointer.number not in found and _is_answered_at(pointer, ask(question)):
            found[pointer.number] = question
    return found


def _candidates(answer: Answer) -> Iterator[tuple[Citation, str]]:
    """Pointers with the question about another place: where one place is missing, and it is all that is."""
    if len(answer.missing) != 1 or not _is_place(answer.missing[0]):
        return
    for pointer in answer.pointers:
        for place in _places(pointer.quote):
            question = answer.understood.replace(answer.missing[0], place)
            if question != answer.understood:
                yield pointer, question


def _is_place(name: str) -> bool:
    return [(form.start, form.end) for form in places(name)] == [(0, len(name))]


def _places(quote: str) -> list[str]:
    """The known places that a quote names one by one, each once; 全市 and 135个市 are none."""
    named = (quote[form.start : form.end] for form in places(quote))
    return [place for place in dict.fromkeys(named) if is_known_place(place)]


def _is_answered_at(pointer: Citation, answer: Answer) -> bool:
    if not answer.answered:
        return False
    found = answer.citations[0]
    inside = pointer.start <= found.answer_start and found.answer_end <= pointer.end
    return inside and found.article.file.name == pointer.article.file.name
