"""Text as it reads in print, every character with its place in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range `[start, end)` in characters of the decoded file."""

    start: int
    end: int


class Piece(NamedTuple):
    """A run of file characters `[start, end)` that stands at `at` in the reading text."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its broken lines mended; each piece of it is a verbatim slice of the file.

    `text` is what a reader reads; `pieces` are ascending in `at` but not necessarily in `start`, because a
    page may print an article's pieces in the wrong order. Characters of `text` that lie in no piece are the
    joints put in while mending (a space between two Latin words, a line feed between two paragraphs).
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of_spans(cls, source: str, spans: Iterable[Span]) -> Reading:
        """Mend the slices `spans` of `source` into one run of text: a space between Latin, nothing between Chinese."""
        text, pieces = "", []
        for start, end in spans:
            part = source[start:end]
            if not part:
                continue
            if text and _is_latin(text[-1]) and _is_latin(part[0]):
                text += " "
            pieces.append(Piece(len(text), start, end))
            text += part
        return cls(text, tuple(pieces))

    @classmethod
    def joined(cls, readings: Sequence[Reading], separator: str = "\n") -> Reading:
        """Put whole readings one behind the other, `separator` between them."""
        text, pieces = "", []
        for number, reading in enumerate(readings):
            text += separator if number else ""
            pieces += [Piece(len(text) + at, start, end) for at, start, end in reading.pieces]
            text += reading.text
        return cls(text, tuple(pieces))

    def offset(self, at: int) -> int:
        """File offset of reading character `at`; a joint takes the offset right behind the piece before it."""
        if not 0 <= at < len(self.text):
            raise IndexError(f"character {at} of a reading of {len(self.text)}")
        piece = self.pieces[max(0, bisect_right(self.pieces, at, key=lambda p: p.at) - 1)]
        return min(piece.start + at - piece.at, piece.end)

    def span(self, start: int, end: int) -> Span:
        """File span from reading character `start` to the one before `end` (`start < end`, both on pieces)."""
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def spans(self, start: int, end: int) -> list[Span]:
        """File slices, in reading order, that make up reading characters `[start, end)`; joints are left out."""
        return [Span(first, last) for _, first, last in self._pieces_in(start, end)]

    def slice(self, start: int, end: int) -> Reading:
        """The reading of characters `[start, end)`."""
        pieces = (Piece(at - start, first, last) for at, first, last in self._pieces_in(start, end))
        return Reading(self.text[start:end], tuple(pieces))

    def _pieces_in(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of characters `[start, end)`; no other is looked at, so that cutting up a text stays linear."""
        number = max(0, bisect_right(self.pieces, start, key=lambda p: p.at) - 1)
        while number < len(self.pieces) and self.pieces[number].at < end:
            at, first, last = self.pieces[number]
            low, high = max(start, at), min(end, at + last - first)
            if low < high:
                yield Piece(low, first + low - at, first + high - at)
            number += 1


def without_layout(text: str) -> str:
    """`text` without the white space that a page's layout put in: line breaks and the blanks around them.

    A break between two Latin letters or digits is worth one space, any other is worth nothing; blanks inside a
    line stay. This is how a quote is made from its slice of the file.
    """
    lines = [line.strip() for line in text.splitlines()]
    return Reading.of_spans("".join(lines), _line_spans(lines)).text


def _line_spans(lines: list[str]) -> Iterable[Span]:
    start = 0
    for line in lines:
        yield Span(start, start + len(line))
        start += len(line)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
