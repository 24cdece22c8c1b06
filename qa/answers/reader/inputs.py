"""A question and a passage as one row of pieces, and pieces back to characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.pieces import BEGIN, END, Pieces, Tokenizer

# Pieces; a passage has 240 characters at most, of which hardly ever more than 200 pieces are made.
LONGEST_QUESTION = 64
LONGEST_HEADING = 32
LONGEST_ROW = 320


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
    return [
        _row(tokenizer.ids(question), tokenizer.ids(page.heading), tokenizer.pieces(page.text))
        for question, page in zip(questions, pages, strict=True)
    ]


def _row(question: list[int], heading: list[int], text: Pieces) -> Row:
    head = [BEGIN, *question[:LONGEST_QUESTION], END, END, *heading[:LONGEST_HEADING], END]
    kept = LONGEST_ROW - len(head) - 1
    return Row([*head, *text.ids[:kept], END], len(head), text.spans[:kept])
