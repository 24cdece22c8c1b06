"""From a sentence and its marked run to a quote of bearable length."""

from __future__ import annotations

from bisect import bisect_right

from qa.articles.reading import Reading
from qa.retrieval.concept import Sort
from qa.retrieval.evidence import Evidence
from qa.retrieval.hits import Passage, Sentence
from qa.retrieval.sentences import clause_ranges, sentence_ranges

# Characters of a quote, white space aside: the promise of the JSON contract.
LONGEST_QUOTE = 120


def position(passage: Passage, sentence: Sentence) -> int:
    """Where in the passage's text one of its sentences begins, found by its place in the file."""
    start = sentence.reading.pieces[0].start
    pieces = passage.reading.pieces
    piece = pieces[bisect_right(pieces, start, key=lambda p: p.start) - 1]
    return piece.at + start - piece.start


def with_subject(passage: Passage, sentence: Sentence, evidence: Evidence) -> Reading:
    """The sentence, led by the one before it where that alone names what the question names (他 and 该公司 do not).

    Only where both fit into a quote and stand next to each other in the file.
    """
    lacking = evidence.lacking(sentence.text, Sort.NAME)
    at = position(passage, sentence)
    before = list(sentence_ranges(passage.text[:at])) if lacking else []
    if not before:
        return sentence.reading
    both = passage.reading.slice(before[-1][0], at + len(sentence.text))
    names_it = len(evidence.lacking(both.text, Sort.NAME)) < len(lacking)
    return both if names_it and _is_quote(both, passage) else sentence.reading


def neighbours(passage: Passage, first: Sentence, second: Sentence) -> Reading | None:
    """Two sentences of a passage and what lies between them as one reading; None where that is no quote."""
    both = passage.reading.slice(position(passage, first), position(passage, second) + len(second.text))
    return both if _is_quote(both, passage) else None


def _is_quote(reading: Reading, passage: Passage) -> bool:
    """Whether a reading is short enough to be quoted, and one slice of its file, white space aside."""
    if _length(reading.text) > LONGEST_QUOTE:
        return False
    start, end = reading.span(0, len(reading.text))
    return "".join(passage.article.file.text[start:end].split()) == "".join(reading.text.split())


def quote_range(text: str, start: int, end: int) -> tuple[int, int]:
    """Range of the quote in a sentence: all of it, or the clauses around the marked run `[start, end)` that fit.

    Clauses are added in turn before and behind; a clause that is too long itself is cut around the run. A run longer
    than a quote may be stays whole.
    """
    if _length(text) <= LONGEST_QUOTE:
        return 0, len(text)
    clauses = list(clause_ranges(text))
    first = max(n for n, (begin, _) in enumerate(clauses) if begin <= start or n == 0)
    last = max(first, min(n for n, (_, stop) in enumerate(clauses) if stop >= end or n == len(clauses) - 1))
    if _length(text[clauses[first][0] : clauses[last][1]]) > LONGEST_QUOTE:
        return _cut_around(len(text), start, end)
    return _grown(text, clauses, first, last)


def _grown(text: str, clauses: list[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    grew = True
    while grew:
        grew = False
        for before, behind in ((1, 0), (0, 1)):
            low, high = first - before, last + behind
            if low >= 0 and high < len(clauses) and _length(text[clauses[low][0] : clauses[high][1]]) <= LONGEST_QUOTE:
                first, last, grew = low, high, True
    return clauses[first][0], clauses[last][1]


def _cut_around(length: int, start: int, end: int) -> tuple[int, int]:
    room = max(0, LONGEST_QUOTE - (end - start))
    begin = max(0, start - room // 2)
    stop = min(length, begin + max(LONGEST_QUOTE, end - start))
    return max(0, min(begin, stop - LONGEST_QUOTE)), stop


def _length(text: str) -> int:
    return sum(not char.isspace() for char in text)
