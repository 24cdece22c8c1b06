"""A small glossary of the terms that Chinese newspapers use, in the field's usual English."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import accumulate

from qa.answers.aids.aid import Aid, AidKind
from qa.retrieval.folding import fold_in_place
from qa.retrieval.tokens import LONGEST_RUN, segmenter

# So long a run of characters is no accident; a shorter one has to begin and end where words do: no 市委 in 城市委员.
_SURELY_A_TERM = 4


def term_aids(quote: str) -> list[Aid]:
    """The terms of the glossary in a quote, the longest at each place."""
    folded = fold_in_place(quote)
    bounds = _word_bounds(folded)
    return [
        Aid(AidKind.TERM, start, end, english)
        for start in range(len(folded))
        if (found := _longest(folded, start, bounds))
        for end, english in [found]
    ]


def _longest(folded: str, start: int, bounds: frozenset[int]) -> tuple[int, str] | None:
    for length in range(min(_longest_term(), len(folded) - start), 1, -1):
        term = folded[start : start + length]
        english = _glossary().get(term)
        if english and (length >= _SURELY_A_TERM or {start, start + length} <= bounds):
            return start + length, english
    return None


def _word_bounds(text: str) -> frozenset[int]:
    chunks = (text[at : at + LONGEST_RUN] for at in range(0, len(text), LONGEST_RUN))
    words = (word for chunk in chunks for word in segmenter().cut(chunk))
    return frozenset(accumulate(map(len, words), initial=0))


@cache
def _glossary() -> dict[str, str]:
    lines = files("qa.answers.aids").joinpath("terms.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


@cache
def _longest_term() -> int:
    return max(map(len, _glossary()))
