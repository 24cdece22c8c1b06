"""What one might ask after an answer: only what is known to be answered as well, by another fact."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answers.answer import Answer, Citation
from qa.answers.suggestions import Suggestion
from qa.retrieval.names import bare_place, is_known_place, proper_nouns

MOST = 3


def next_questions(
    answer: Answer, earlier: Sequence[Answer], known: Sequence[Suggestion], related: Sequence[str]
) -> list[str]:
    """At most MOST of the questions `known` to be answered; none after a question that has no answer itself.

    Those on the article that is cited come first, then those that share most names with the answer, then those on the
    `related` articles, ids in the order of their nearness. None repeats what `answer` and the `earlier` ones were
    asked or cite. Under filters only the related articles are sure to be let in.
    """
    if not answer.answered:
        return []
    said = [fact for one in (*earlier, answer) for fact in one.cited]
    asked = {question for one in (*earlier, answer) for question in (one.question, one.understood)}
    fresh = [one for one in known if one.question not in asked and not _is_said(one, said)]
    cited, names = answer.citations[0], _names(answer.understood) | _names(answer.citations[0].quote)
    nearness = {article: rank for rank, article in enumerate((cited.article.id, *related))}
    ranked = []
    for one in fresh:
        shared = len(names & _names(one.question)) if answer.selection is None or one.article in nearness else 0
        if shared or one.article in nearness:
            rank = nearness.get(one.article, len(nearness))
            ranked.append((one.article != cited.article.id, -shared, rank, one.question))
    return [question for *_, question in sorted(ranked, key=lambda entry: entry[:3])[:MOST]]


def _names(text: str) -> frozenset[str]:
    return frozenset(bare_place(name) if is_known_place(name) else name for name in proper_nouns(text))


def _is_said(one: Suggestion, said: Sequence[Citation]) -> bool:
    """Whether a fact has been cited, or a part of it."""
    return any(c.article.id == one.article and one.start < c.answer_end and c.answer_start < one.end for c in said)
