"""Names of a question that are nowhere in the articles, or not where its answer would have to stand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa.articles.reading import without_layout
from qa.retrieval.concept import Concept, Sort
from qa.retrieval.english import pairs
from qa.retrieval.evidence import Evidence
from qa.retrieval.hits import Passage
from qa.retrieval.names import firms, is_known_place, proper_nouns
from qa.retrieval.question import Query

# A paper calls its own city by no name: on a page that speaks of 我市, a missing name proves nothing.
_HERE = re.compile("[我本][省市县区州]")


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


def lacks_name(sentence: str, passage: Passage, evidence: Evidence) -> bool:
    """Whether a sentence of a passage is not about a name of the question.

    The name stands nowhere on its page, and no 我市 there can mean it; or the sentence names a place of its own, and
    neither the passage nor the headline the one that is asked about.
    """
    page = without_layout(passage.article.file.text)
    if evidence.lacking(page, Sort.NAME) and _HERE.search(page) is None:
        return True
    around = evidence.lacking(f"{passage.article.title} {passage.text}", Sort.NAME)
    return any(map(_is_place, around)) and any(map(is_known_place, proper_nouns(sentence)))


def _is_place(concept: Concept) -> bool:
    return any(map(is_known_place, concept.terms))
