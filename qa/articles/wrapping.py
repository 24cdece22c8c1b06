"""Hard-wrapped text: paragraphs whose lines were broken at the width of a screen or a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.articles.bylines import parse_credit
from qa.articles.imprint import parse_info
from qa.articles.lines import Line, display_width, joined
from qa.articles.punctuation import ends_sentence, opens_item

_FEWEST_LINES = 4
_WIDEST_LINE = 200
# A line counts as full from this share of the widest one on: word wrap leaves the right edge ragged.
_FULL = 0.8


def join_wrapped(text: str, lines: Sequence[Line]) -> list[Line]:
    """Join the lines of hard-wrapped blocks into paragraphs; all other lines come back as they are.

    A block is hard-wrapped if at least half of its lines are about as wide as the widest and most of those end inside
    a sentence. A paragraph ends at a line that is not full, or before one that is indented or opens a list item.
    """
    return [line for block in _blocks(lines) for line in (_joined(text, block) if _is_wrapped(block) else block)]


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines without an empty line, a heading mark or a credit between them."""
    block: list[Line] = []
    was_plate = False
    for line in lines:
        is_plate = _is_plate(line)
        if block and (line.blanks or line.after_rule or is_plate or was_plate):
            yield block
            block = []
        block.append(line)
        was_plate = is_plate
    if block:
        yield block


def _is_plate(line: Line) -> bool:
    return line.level > 0 or parse_credit(line.text) is not None or parse_info(line.text) is not None


def _is_wrapped(block: Sequence[Line]) -> bool:
    if len(block) < _FEWEST_LINES or any(len(line.text) > _WIDEST_LINE for line in block):
        return False
    full = [line for line, is_full in zip(block, _fullness(block), strict=True) if is_full]
    cut = sum(not ends_sentence(line.text) for line in full)
    return 2 * len(full) >= len(block) and 2 * cut > len(full) and any(_holds_sentence_end(line.text) for line in block)


def _fullness(block: Sequence[Line]) -> list[bool]:
    widths = [display_width(line.text) for line in block]
    widest = max(widths)
    return [width >= _FULL * widest for width in widths]


def _holds_sentence_end(text: str) -> bool:
    return any(mark in text for mark in "。.！!？?")


def _joined(text: str, block: Sequence[Line]) -> Iterator[Line]:
    paragraph: list[Line] = []
    full = _fullness(block)
    for index, line in enumerate(block):
        if paragraph and (not full[index - 1] or line.indented or opens_item(line.text)):
            yield replace(paragraph[0], reading=joined(text, paragraph))
            paragraph = []
        paragraph.append(line)
    yield replace(paragraph[0], reading=joined(text, paragraph))
