"""Questions that the articles are known to answer: made of their sentences, put to them before they are shown."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.answers.answer import Answer, Certainty
from qa.answers.drafting import Draft, drafts
from qa.answers.verification import broken_citations
from qa.articles.article import Article
from qa.articles.reading import without_layout

_ASKING = ("谁", "百分之几", "哪一天", "哪一年", "哪里", "多少")
_AROUND = 6  # characters that an answer may hold besides the fact: a title, a preposition, a second unit
_MOST_READ = 2000  # articles that questions are made of; of more some from the whole archive


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, the id of the article that answers it, and where in its file the answer stands: `[start, end)`."""

    question: str
    article: str
    start: int
    end: int


def spread(articles: Sequence[Article]) -> Iterator[Draft]:
    """The drafts of the articles in turn, one of each, then the next of each, no question twice."""
    step = max(1, -(-len(articles) // _MOST_READ))
    turns = deque(drafts(article) for article in articles[::step])
    asked: set[str] = set()
    while turns:
        mine = turns.popleft()
        draft = next((draft for draft in mine if draft.question not in asked), None)
        if draft:
            asked.add(draft.question)
            turns.append(mine)
            yield draft


def proven(made: Iterable[Draft], ask: Callable[[str], Answer]) -> Iterator[Suggestion]:
    """Those that are answered by the words that each was made from, or the same elsewhere in the article.

    That the answer is right is known before it is asked for: of the confidence no more is wanted than a fair one.
    """
    for draft in made:
        answer = ask(draft.question)
        if _answers(answer, draft):
            found = answer.citations[0]
            yield Suggestion(draft.question, draft.article.id, found.answer_start, found.answer_end)


def _answers(answer: Answer, draft: Draft) -> bool:
    """Whether an answer is the fact that a question was made from, and no other report gives another."""
    if not answer.answered or answer.certainty is Certainty.LOW or broken_citations(answer):
        return False
    if answer.comparison and answer.comparison.differ:
        return False
    found = answer.citations[0]
    if found.article.id != draft.article.id:
        return False
    fact = without_layout(draft.article.file.text[draft.start : draft.end])
    covers = found.answer_start <= draft.start and draft.end <= found.answer_end
    return found.answer == fact or (covers and len(found.answer) <= len(fact) + _AROUND)


def varied(made: Sequence[Suggestion], count: int) -> list[Suggestion]:
    """The first `count` of those that ask for something else than the ones before, then of the others."""
    kinds: Counter[str] = Counter()
    ranked = []
    for one in made:
        kind = next((word for word in _ASKING if word in one.question), "")
        ranked.append((kinds[kind], one))
        kinds[kind] += 1
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])[:count]]
