"""Text → its lines, freed of layout marks, every character with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from qa.articles.reading import Reading, Span

# White space and the invisible characters that editors leave at the edge of a line (BOM, zero-width space, …).
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
_EDGE = re.compile(rf"[\s{_INVISIBLE}]*")
_HEADING_MARK = re.compile(r"(#{1,6})\s+(?=\S)")
_BOLD = "**"
_INDENTS = ("\u3000\u3000", "\t", "    ", "  \u3000\u3000")
_RULE = re.compile(r"[-=*_~—─━═＝＊#]{3,}")
# Markdown has six levels of headings; a line that is bold as a whole comes below them.
BOLD_LEVEL = 7
# A bold run longer than this is emphasis inside a sentence, not a lead-in such as **本报讯**.
_LONGEST_BOLD_LEAD = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its content without edge blanks and layout marks.

    `blanks` is how many empty lines stand before it. `level` is the number of Markdown's heading marks, 0 without any
    and BOLD_LEVEL where the whole line is bold. `indented` tells whether it begins with the two ideographic blanks (or
    a tab) of a new paragraph; more of them centre a headline, and the first line of a file is never one. `after_rule`
    tells whether a line of dashes or asterisks stands before it.
    """

    reading: Reading
    blanks: int = 0
    level: int = 0
    indented: bool = False
    after_rule: bool = False

    @property
    def text(self) -> str:
        """The line as it reads."""
        return self.reading.text

    @property
    def start(self) -> int:
        """File offset of its first character."""
        return self.reading.pieces[0].start


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file, and the layout marks between them: every non-white character is in one of the two."""

    lines: tuple[Line, ...]
    marks: tuple[Span, ...]


def split_lines(text: str) -> Lines:
    """Split where `str.splitlines` does; heading marks, bold marks, rules and invisible edges become `marks`."""
    lines: list[Line] = []
    marks: list[Span] = []
    blanks, after_rule = 0, False
    for start, end in _line_spans(text):
        first, last = _trimmed(text, start, end)
        marks += _visible(text, [Span(start, first), Span(last, end)])
        if first == last:
            blanks += 1
            continue
        if _RULE.fullmatch(text, first, last):
            marks.append(Span(first, last))
            after_rule = True
            continue
        content, level, used = _without_marks(text, first, last)
        marks += used
        indented = bool(lines) and text[start:first] in _INDENTS
        lines.append(Line(Reading.of_spans(text, content), blanks, level, indented, after_rule))
        blanks, after_rule = 0, False
    return Lines(tuple(lines), tuple(marks))


def display_width(text: str) -> int:
    """Columns of a fixed-width print: 2 for a Chinese character, 1 for a Latin one."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def joined(text: str, lines: Sequence[Line]) -> Reading:
    """Mend lines that belong together into one run of text."""
    return Reading.of_spans(text, (Span(start, end) for line in lines for _, start, end in line.reading.pieces))


def _line_spans(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield Span(start, start + len(line))
        start += len(line)


def _trimmed(text: str, start: int, end: int) -> Span:
    edge = _EDGE.match(text, start, end)
    first = edge.end() if edge else start
    last = end
    while last > first and (text[last - 1].isspace() or text[last - 1] in _INVISIBLE):
        last -= 1
    return Span(first, last)


def _visible(text: str, spans: Iterable[Span]) -> list[Span]:
    """The invisible characters of trimmed edges that are not white space, one span each."""
    return [Span(at, at + 1) for start, end in spans for at in range(start, end) if text[at] in _INVISIBLE]


def _without_marks(text: str, start: int, end: int) -> tuple[list[Span], int, list[Span]]:
    """Content spans, heading level and mark spans of a trimmed line."""
    heading = _HEADING_MARK.match(text, start, end)
    used = [Span(start, start + len(heading[1]))] if heading else []
    level = len(heading[1]) if heading else 0
    start = heading.end() if heading else start
    close = text.find(_BOLD, start + 3, min(end, start + _LONGEST_BOLD_LEAD)) if text.startswith(_BOLD, start) else -1
    if close < 0:
        return [Span(start, end)], level, used
    used += [Span(start, start + 2), Span(close, close + 2)]
    content = [Span(start + 2, close), Span(close + 2, end)]
    return content, level or (BOLD_LEVEL if close + 2 == end else 0), used
