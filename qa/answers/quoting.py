"""From a sentence and its marked run to a quote of bearable length."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from qa.articles.reading import Reading, Span
from qa.retrieval.concept import Sort
from qa.retrieval.evidence import Evidence
from qa.retrieval.hits import Passage, Sentence
from qa.retrieval.sentences import clause_ranges, sentence_ranges

# Characters of a quote, white space aside: the promise of the JSON contract.
LONGEST_QUOTE = 120
_Length = Callable[[int, int], int]


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


def quote_spans(source: str, reading: Reading, start: int, end: int) -> tuple[Span, Span]:
    """Where in the file the quote stands for the marked run `[start, end)` of a sentence, and that run itself.

    The quote is the sentence, or where it is too long the clauses around the run that fit, added in turn before and
    behind; a clause that is too long itself is cut around the run. Of a run that is too long the beginning is kept.
    What counts is the slice of the file, white space aside: with the marks (**) that the page puts into a sentence.
    """
    length = _printed_length(source, reading)
    start, end = _bare(reading.text, start, end)
    end = next(stop for stop in range(end, start, -1) if length(start, stop) <= LONGEST_QUOTE)
    start, end = _bare(reading.text, start, end)
    first, last = _bare(reading.text, *_quote_range(reading.text, start, end, length))
    return reading.span(first, last), reading.span(start, end)


def _printed_length(source: str, reading: Reading) -> _Length:
    """Counts the visible characters of the slice of `source` that `[start, end)` of a reading stands for."""
    begin, stop = reading.span(0, len(reading.text))
    visible = [0, *accumulate(not char.isspace() for char in source[begin:stop])]

    def length(start: int, end: int) -> int:
        low, high = reading.span(start, end)
        return visible[high - begin] - visible[low - begin]

    return length


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The run without the white space at its ends, which may be none of the file's."""
    run = text[start:end]
    return start + len(run) - len(run.lstrip()), start + len(run.rstrip())


def _quote_range(text: str, start: int, end: int, length: _Length) -> tuple[int, int]:
    if length(0, len(text)) <= LONGEST_QUOTE:
        return 0, len(text)
    clauses = list(clause_ranges(text))
    first = max(n for n, (begin, _) in enumerate(clauses) if begin <= start or n == 0)
    last = max(first, min(n for n, (_, stop) in enumerate(clauses) if stop >= end or n == len(clauses) - 1))
    if length(clauses[first][0], clauses[last][1]) > LONGEST_QUOTE:
        characters = [(at, at + 1) for at in range(len(text))]
        return _grown(characters, start, end - 1, length)
    return _grown(clauses, first, last, length)


def _grown(parts: Sequence[tuple[int, int]], first: int, last: int, length: _Length) -> tuple[int, int]:
    """The range of the parts from `first` to `last`, and as many around them as fit into a quote, in turn."""
    grew = True
    while grew:
        grew = False
        for before, behind in ((1, 0), (0, 1)):
            low, high = first - before, last + behind
            if low >= 0 and high < len(parts) and length(parts[low][0], parts[high][1]) <= LONGEST_QUOTE:
                first, last, grew = low, high, True
    return parts[first][0], parts[last][1]


def _length(text: str) -> int:
    return sum(not char.isspace() for char in text)
