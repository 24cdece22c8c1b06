"""Names of a question that are nowhere in the articles: its premise, and a reason not to answer."""

from __future__ import annotations

from collections.abc import Mapping

from qa.retrieval.concept import Sort
from qa.retrieval.english import pairs
from qa.retrieval.names import firms
from qa.retrieval.question import Query


def missing_names(query: Query, frequency: Mapping[str, int]) -> tuple[str, ...]:
    """Names of the question of which no passage holds any writing, in the order of the question.

    Of a firm, of which people say a part at most (格力 for 珠海格力电器公司), no two characters of its own name stand
    anywhere.
    """
    names = tuple(
        concept.surface
        for concept in query.concepts
        if concept.sort is Sort.NAME and not any(_stands(term, frequency) for term in concept.terms)
    )
    if query.language == "en":
        return names
    absent = (name for name, own in firms(query.text).items() if not any(pair in frequency for pair in pairs(own)))
    return (*names, *(firm for firm in absent if not any(name in firm for name in names)))


def _stands(term: str, frequency: Mapping[str, int]) -> bool:
    """Whether a term may stand in a passage: as a word, or else by all its pairs of characters."""
    return term in frequency or (len(term) > 2 and all(pair in frequency for pair in pairs(term)))
