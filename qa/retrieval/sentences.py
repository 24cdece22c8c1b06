"""Where sentences and clauses end, in Chinese news and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A stop with the closing quotes and brackets that belong to it, or a line feed. An ASCII full stop ends a sentence
# only before white space or the end, never inside 5.31 or a web address. One alternative a character: linear.
_SENTENCE_END = re.compile(r"[。！？!?；;…]+[”’』」》）)\]\"']*|\.(?=\s|$)|\n+")
_CLAUSE_END = re.compile(r"[，,、：:；;]|——")


def sentence_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Ranges `[start, end)` of the sentences of `text`, white space at both ends left out, none empty."""
    yield from _trimmed(text, _SENTENCE_END)


def clause_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Ranges `[start, end)` of the clauses of one sentence, each with the comma that ends it."""
    yield from _trimmed(text, _CLAUSE_END)


def _trimmed(text: str, end_mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*(match.end() for match in end_mark.finditer(text)), len(text)]:
        part = text[start:end]
        if part.strip():
            yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        start = end
