"""Every sentence of the corpus once, though passages overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.articles.dateline import parse_dateline
from qa.articles.reading import Reading
from qa.retrieval.hits import Passage
from qa.retrieval.sentences import sentence_ranges


class SentenceTable:
    """Numbers the sentences of passages in reading order; one that two passages share has one number."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.texts: list[str] = []
        self._of: list[tuple[list[int], list[Reading]]] = []
        numbers: dict[tuple[str, int, int], int] = {}
        for passage in passages:
            members: tuple[list[int], list[Reading]] = [], []
            for start, end in _news_ranges(passage.text):
                reading = passage.reading.slice(start, end)
                key = (passage.article.id, *reading.span(0, len(reading.text)))
                if key not in numbers:
                    numbers[key] = len(self.texts)
                    self.texts.append(reading.text)
                members[0].append(numbers[key])
                members[1].append(reading)
            self._of.append(members)

    def of(self, passage: int) -> tuple[list[int], list[Reading]]:
        """Numbers and readings of the sentences of passage number `passage`, in reading order."""
        return self._of[passage]


def _news_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Sentences without the dateline in front of them: 本报讯 is no part of what is quoted."""
    for start, end in sentence_ranges(text):
        dateline = parse_dateline(text[start:end])
        yield start + (dateline.end if dateline and dateline.end < end - start else 0), end
