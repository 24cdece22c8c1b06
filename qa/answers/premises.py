"""Names of a question that are nowhere in the articles, or not where its answer would have to stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qa.articles.reading import Span, without_layout
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


@dataclass(frozen=True, slots=True)
class Lack:
    """What names of the question a passage does not bear out: `page` one anywhere on its page, `place` one nearby."""

    page: bool
    place: bool


class Names:
    """The names of one question against the passages that were found; a page is read through once."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._nowhere: dict[tuple[str, Span | None], bool] = {}

    def lack(self, passage: Passage) -> Lack:
        """What of the question's names a passage lacks.

        A name that stands nowhere on its page, where no 我市 can mean it; a place that is asked about and stands
        neither in the passage nor in its headline.
        """
        article = passage.article
        page = (article.file.name, article.page)
        if page not in self._nowhere:
            self._nowhere[page] = self._stand_nowhere(without_layout(article.page_text))
        around = self._evidence.lacking(f"{article.title} {passage.text}", Sort.NAME)
        return Lack(self._nowhere[page], any(map(is_place, around)))

    def _stand_nowhere(self, page: str) -> bool:
        return bool(self._evidence.lacking(page, Sort.NAME)) and _HERE.search(page) is None


def lacks_name(sentence: str, lacking: Lack) -> bool:
    """Whether a sentence of a passage is not about a name of the question.

    Its page lacks one, or its passage lacks the place that is asked about and the sentence names one of its own.
    """
    return lacking.page or (lacking.place and any(map(is_known_place, proper_nouns(sentence))))


def is_place(concept: Concept) -> bool:
    """Whether a concept is a place that the gazetteer holds."""
    return any(map(is_known_place, concept.terms))
