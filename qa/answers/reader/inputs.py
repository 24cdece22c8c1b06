"""A question and a passage as one row of pieces, and pieces back to characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Pieces; a passage has 240 characters at most, of which hardly ever more than 200 pieces are made.
LONGEST_QUESTION = 64
LONGEST_HEADING = 32
LONGEST_ROW = 320
_BEGIN, _END = 0, 2


@dataclass(frozen=True, slots=True)
class Page:
    """What is read for a question: `text`, a stretch of an article, under the `heading` that it stands under."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces of `<s> question </s></s> heading </s> text </s>`; `pieces` of the text begin at `first`.

    `spans` are the characters `(start, end)` of the text that each of its pieces stands for.
    """

    ids: Sequence[int]
    first: int
    spans: Sequence[tuple[int, int]]

    def __len__(self) -> int:
        """How many pieces are read."""
        return len(self.ids)

    def pieces(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last piece, as places in the row, of characters `[start, end)`; None where they are cut off."""
        inside = [n for n, (low, high) in enumerate(self.spans) if low < end and start < high]
        if not inside or self.spans[inside[-1]][1] < end:
            return None
        return self.first + inside[0], self.first + inside[-1]


def rows(tokenizer: Tokenizer, questions: Sequence[str], pages: Sequence[Page]) -> list[Row]:
    """One row for each pair of question and page, both of the same number."""
    asked = _pieces(tokenizer, questions)
    headings = _pieces(tokenizer, [page.heading for page in pages])
    texts = _pieces(tokenizer, [page.text for page in pages])
    return [_row(*parts) for parts in zip(asked, headings, texts, strict=True)]


Pieces = tuple[list[int], list[tuple[int, int]]]


def _pieces(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Pieces]:
    return [(piece.ids, piece.offsets) for piece in tokenizer.encode_batch(texts, add_special_tokens=False)]


def _row(question: Pieces, heading: Pieces, text: Pieces) -> Row:
    head = [_BEGIN, *question[0][:LONGEST_QUESTION], _END, _END, *heading[0][:LONGEST_HEADING], _END]
    kept = LONGEST_ROW - len(head) - 1
    return Row([*head, *text[0][:kept], _END], len(head), text[1][:kept])
