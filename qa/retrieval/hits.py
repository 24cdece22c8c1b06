"""What retrieval hands on: passages and their sentences, with scores."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa.articles.article import Article
from qa.articles.reading import Reading


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one article, at most 400 characters of the decoded file: `[start, end)`.

    `reading` is the same stretch mended; `furniture` marks what stands around the news (a footer, navigation).
    """

    article: Article
    start: int
    end: int
    reading: Reading = field(repr=False, compare=False)
    furniture: bool = False

    @property
    def text(self) -> str:
        """The passage as it reads in print."""
        return self.reading.text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, mended, with what it is worth for a question.

    `score` orders the sentences of all hits of one question (ranking.py); `cosine` is that of sentence and question,
    `coverage` the share of what the question names, weighted by rarity, that the sentence holds.
    """

    reading: Reading
    score: float
    cosine: float
    coverage: float

    @property
    def text(self) -> str:
        """The sentence as it reads in print."""
        return self.reading.text


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question: its `score` is that of its best sentence.

    `dense` is the cosine of question and passage, `keyword` the BM25 score; None where that list did not hold it.
    `sentences` are those of the passage, best first; `reprints` the other articles that print the passage's own.
    """

    passage: Passage
    score: float
    dense: float | None
    keyword: float | None
    sentences: tuple[Sentence, ...] = ()
    reprints: tuple[Article, ...] = ()
