"""Figures for one measure from several articles, places or dates, side by side: nothing is summed or averaged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, count

from qa.answers.aids.numerals import amount
from qa.answers.answer import Citation, Comparison, Row
from qa.answers.candidates import Candidate
from qa.answers.circumstances import Circumstances, circumstances, clause_at
from qa.answers.premises import is_place
from qa.answers.rereading import NAMELESS
from qa.retrieval.asked import FIGURES
from qa.retrieval.concept import Concept, Sort
from qa.retrieval.evidence import Evidence
from qa.retrieval.figures import dates, figures
from qa.retrieval.folding import fold, fold_in_place
from qa.retrieval.names import PLACE_SUFFIXES
from qa.retrieval.question import Query, content_words

# The answer must hold so much of what is measured: of less it cannot be told what else is measured alike. Of thirteen
# tables below it, for questions about news of 2023, nine held something else.
_LEAST_HELD = 0.45
# A row must hold nearly as much of what is measured as the best sentence does, and be nearly as likely an answer.
_SHARE = 0.9
_SCORE_MARGIN, _OTHER_PLACE_MARGIN = 3.0, 8.0
_FIRM = re.compile(r"公司|集团|厂(?![区房])|\b(?:compan(?:y|ies)|group)\b")
_LEAST_ROWS, _MOST_ROWS = 2, 8


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: Candidate
    around: Circumstances


def compared(
    query: Query, ranked: Sequence[Candidate], evidence: Evidence, cited: Sequence[Citation] = ()
) -> Comparison | None:
    """The figures that the ranked candidates of a question give for what it measures.

    None where it asks for no figure or offers a choice of them, where the answer holds too little of what is measured,
    or where fewer than two rows can be told apart by place, date or figure. A sentence is left out unless it is surely
    about the same measure. A row that quotes what is `cited` already is that citation; the others are numbered on.
    """
    if query.asked.kind not in FIGURES or query.asked.choice or not ranked or ranked[0].lacks_name:
        return None
    best = ranked[0]
    if sum(_held(best, query, evidence).values()) < _LEAST_HELD * sum(map(evidence.worth, _measured(query))):
        return None
    alike = [candidate for candidate in ranked if _same_measure(candidate, best, query, evidence)]
    if best not in alike:
        return None  # a table sets the answer beside others
    found: list[_Found] = []
    for candidate in alike:
        new = _Found(candidate, circumstances(candidate))
        if all(_apart(new, earlier) for earlier in found):
            found.append(new)
    rows = found[:_MOST_ROWS]
    if len(rows) < _LEAST_ROWS:
        return None
    citations = _numbered([row.candidate.citation(0, evidence) for row in rows], cited)
    return Comparison(
        tuple(
            Row(row.around.date, row.around.place, citation.answer, citation)
            for row, citation in zip(rows, citations, strict=True)
        ),
        any(_disagree(one, other) for one, other in combinations(rows, 2)),
    )


def _numbered(found: Sequence[Citation], cited: Sequence[Citation]) -> list[Citation]:
    known = {_quoted(citation): citation for citation in cited}
    numbers = count(len(cited) + 1)
    return [known.get(_quoted(citation)) or replace(citation, number=next(numbers)) for citation in found]


def _quoted(citation: Citation) -> tuple[str, int, int, int, int]:
    return (citation.article.id, citation.start, citation.end, citation.answer_start, citation.answer_end)


def _same_measure(candidate: Candidate, best: Candidate, query: Query, evidence: Evidence) -> bool:
    """Whether a candidate's figure has the form, the unit and the subject of the best one's."""
    if not candidate.mark.of_form or not _one_unit(candidate, best, query) or _of_a_firm(candidate, query):
        return False
    measured = _measured(query)
    named = {number for number in measured if query.concepts[number].sort is Sort.NAME}
    held, most = _held(candidate, query, evidence), _held(best, query, evidence)
    # Another place's figure is no answer to a question that names one, and scores so.
    margin = _OTHER_PLACE_MARGIN if any(map(_is_place, query.concepts)) else _SCORE_MARGIN
    return (
        0 < _SHARE * sum(most.values()) <= sum(held.values())
        and named | _names(most, query) <= _names(held, query)
        and _score(candidate) >= _score(best) - margin
        and _alike(_qualifier(candidate, measured, evidence), _qualifier(best, measured, evidence))
    )


def _score(candidate: Candidate) -> float:
    return candidate.sentence.score + (NAMELESS if candidate.lacks_name else 0.0)


def _measured(query: Query) -> frozenset[int]:
    """The concepts of a question, by number, that say what is measured: words and names, neither where nor when."""
    folded = fold_in_place(query.text)
    around = [concept.surface for concept in query.concepts if _is_place(concept)]
    around += [folded[form.start : form.end] for form in dates(folded)]
    # A measure word is none: 家 in the question is 户 in another paper.
    words = {word for word in content_words(query.text) if len(word) > 1} if query.language == "zh" else None
    return frozenset(
        number
        for number, concept in enumerate(query.concepts)
        if (words is None or concept.surface in words or concept.sort is Sort.NAME)
        and not (_is_place(concept) or _is_calendar(concept) or any(concept.surface in part for part in around))
    )


def _is_place(concept: Concept) -> bool:
    """Whether a concept is a place or the paper's own: 邵阳, 邵阳市, 全市."""
    if concept.surface[:1] in "全本我" and concept.surface[1:2] in PLACE_SUFFIXES and len(concept.surface) == 2:
        return True
    return is_place(concept)


def _is_calendar(concept: Concept) -> bool:
    return any(re.fullmatch(r"\d{1,4}[年月日]", term) for term in concept.terms)


def _held(candidate: Candidate, query: Query, evidence: Evidence) -> dict[int, float]:
    """What of the measured the clause of the figure names, in shares of the question, each concept once.

    A clause further on may be about something else: 1049户企业已复工,135个项目复工率已接近90%. Names hold for a
    whole sentence.
    """
    measured = _measured(query)
    start, end = clause_at(candidate.sentence.text, candidate.mark.start)
    weights: dict[int, float] = {}
    for place in evidence.places(candidate.sentence.text):
        inside = start <= place.start and place.end <= end
        if place.concept in measured and (inside or query.concepts[place.concept].sort is not Sort.WORD):
            weights[place.concept] = max(place.weight, weights.get(place.concept, 0.0))
    return weights


def _names(held: Mapping[int, float], query: Query) -> set[int]:
    """The names and figures among what is held: another firm's figure is another measure."""
    return {number for number in held if query.concepts[number].sort is not Sort.WORD}


def _of_a_firm(candidate: Candidate, query: Query) -> bool:
    """Whether the sentence speaks of a firm and the question of none: the figure is then that firm's alone."""
    return _FIRM.search(candidate.sentence.text) is not None and not _names_a_firm(query)


def _names_a_firm(query: Query) -> bool:
    named = (concept for concept in query.concepts if concept.sort is Sort.NAME)
    return _FIRM.search(query.text) is not None or not all(map(_is_place, named))


def _qualifier(candidate: Candidate, measured: frozenset[int], evidence: Evidence) -> str:
    """What stands between a figure and the thing that it counts: 省 in 34个省重点项目."""
    text, end = candidate.sentence.text, candidate.mark.end
    _, clause_end = clause_at(text, candidate.mark.start)
    starts = [p.start for p in evidence.places(text) if p.concept in measured and end <= p.start < clause_end]
    return text[end : min(starts)] if starts else ""


def _alike(one: str, other: str) -> bool:
    return not one or not other or one == other


def _one_unit(candidate: Candidate, best: Candidate, query: Query) -> bool:
    """Whether both figures count in one unit, or in two that the question allows: 家 and 户."""
    one, other = _unit(candidate), _unit(best)
    return one == other or all({unit[:1], unit[-1:]} & query.asked.units for unit in (one, other))


def _unit(candidate: Candidate) -> str:
    marked = candidate.mark
    inside = (f.unit for f in figures(candidate.sentence.text) if f.start < marked.end and marked.start < f.end)
    return next(inside, "%")


def _apart(new: _Found, earlier: _Found) -> bool:
    """Whether a row adds to an earlier one: the figure of another place or date, or another figure for the same.

    A reprint adds nothing, nor does a second report of the same. In one article both sentences have to name their place
    or date: one that names none may speak of the other's. In two articles both places have to be known: how many were
    evacuated in one flood and in another, who knows where, is nothing to compare.
    """
    if _words(new) == _words(earlier):
        return False
    one, other = new.around, earlier.around
    elsewhere = _unlike(one.key.place, other.key.place)
    if new.candidate.same_report(earlier.candidate):
        # A headline says a figure again.
        return not _same_figure(new, earlier) and (elsewhere or _unlike(one.own_date, other.own_date))
    if not (one.key.place and other.key.place):
        return False
    return elsewhere or _unlike(one.key.date, other.key.date) or not _same_figure(new, earlier)


def _unlike(one: str, other: str) -> bool:
    """Whether both are known and another."""
    return bool(one and other) and one != other


def _same_figure(one: _Found, other: _Found) -> bool:
    first, second = amount(one.candidate.answer), amount(other.candidate.answer)
    return bool(first and second and first.value == second.value)


def _disagree(one: _Found, other: _Found) -> bool:
    """Whether two articles give figures for the same known place and date that cannot both be right.

    余, 近 and the like are no exact figures, and contradict none.
    """
    key = one.around.key
    one_report = one.candidate.same_report(other.candidate)
    if one_report or not (key.place and key.date) or key != other.around.key:
        return False
    first, second = amount(one.candidate.answer), amount(other.candidate.answer)
    return bool(first and second and first.exact and second.exact and first.value != second.value)


def _words(found: _Found) -> str:
    return "".join(filter(str.isalnum, fold(found.candidate.sentence.text)))
