"""Names of a question that are nowhere in the articles: its premise, and a reason not to answer."""

from __future__ import annotations

from collections.abc import Mapping

from qa.retrieval.concept import Sort
from qa.retrieval.english import pairs
from qa.retrieval.question import Query


def missing_names(query: Query, frequency: Mapping[str, int]) -> tuple[str, ...]:
    """Names of the question of which no passage holds any writing, in the order of the question."""
    return tuple(
        concept.surface
        for concept in query.concepts
        if concept.sort is Sort.NAME and not any(_stands(term, frequency) for term in concept.terms)
    )


def _stands(term: str, frequency: Mapping[str, int]) -> bool:
    """Whether a term may stand in a passage: as a word, or else by all its pairs of characters."""
    return term in frequency or (len(term) > 2 and all(pair in frequency for pair in pairs(term)))
