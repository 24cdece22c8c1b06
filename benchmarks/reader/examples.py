"""Training examples for the reader: a question, a page, and where in it the answer stands, if it does."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from benchmarks.news import read_records
from qa.answers.reader.inputs import Page
from qa.retrieval.keyword_index import KeywordIndex
from qa.retrieval.sentences import sentence_ranges
from qa.retrieval.tokens import terms

# Characters: windows of several lengths, none longer than a passage.
SHORTEST_WINDOW, LONGEST_WINDOW = 80, 240
_HEADING = 40
_HEADING_SHOWN = 0.7
_DISTRACTORS = 4
# How often an answered example comes a second time, its answer's sentence taken out.
_EMPTIED = 0.25


class Made(StrEnum):
    """How an example came to be."""

    ANSWERED = "answered"  # a question and the text that answers it
    UNANSWERED = "unanswered"  # the same text and a question that it does not answer
    NEAR = "near"  # a question and a text that retrieval finds for it and that does not answer it
    EMPTIED = "emptied"  # a text without the sentence that answers
    EXCHANGED = "exchanged"  # a name or figure exchanged: a false premise, or its true twin
    WIKIPEDIA = "wikipedia"
    TRANSLATED = "translated"  # of these, with the question in English
    GLOSSED = "glossed"  # or in the words of a dictionary


@dataclass(frozen=True, slots=True)
class Example:
    """`[start, end)` are characters of the page's text; both are -1 where it does not hold the answer."""

    question: str
    page: Page
    start: int = -1
    end: int = -1
    made: Made = Made.ANSWERED

    @property
    def answerable(self) -> bool:
        """Whether the page holds the answer."""
        return self.start >= 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that questions are asked about, under its title."""

    title: str
    text: str


def read_translations(path: Path) -> dict[str, str]:
    """English questions by the ids of the Chinese ones that they translate, a tab between the two."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def news_articles(path: Path, records: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Texts of the articles that the records ask about, by id."""
    wanted = {record["article_id"] for record in records}
    return {article["id"]: article["text"] for article in read_records(path) if article["id"] in wanted}


def held_out(records: Iterable[dict[str, Any]], share: float) -> set[str]:
    """Ids of a seeded share of the articles, of which nothing is trained on."""
    ids = sorted({record["article_id"] for record in records})
    random.Random(7).shuffle(ids)
    return set(ids[: round(share * len(ids))])


class NewsExamples:
    """Examples of questions about news articles, different windows and distractors in every pass."""

    def __init__(self, records: list[dict[str, Any]], articles: dict[str, str]) -> None:
        self._records = records
        self._articles = articles
        self._windows = [(key, text[a:b]) for key, text in articles.items() for a, b in _tiles(text)]
        self._index = KeywordIndex.build([terms(window) for _, window in self._windows])

    def draw(self, rng: random.Random) -> Iterator[Example]:
        """For each question of each record: the answer, the same text without its sentence, a text that is near.

        And for each language a question that the text around the answer does not answer.
        """
        for record in self._records:
            text = self._articles[record["article_id"]]
            near = self._near(record)
            for question in questions_of(record):
                whole = self._around(record, question, text, rng, answered=True)
                yield whole
                if rng.random() < _EMPTIED:
                    yield from emptied(whole)
                if near:
                    key, other = rng.choice(near)
                    yield Example(question, Page(_heading(self._articles[key], other, rng), other), made=Made.NEAR)
            for language in ("zh", "en"):
                yield self._around(record, record[f"no_answer_{language}"], text, rng, answered=False)

    def _around(
        self, record: dict[str, Any], question: str, text: str, rng: random.Random, *, answered: bool
    ) -> Example:
        low, high = window(text, record["start"], record["end"], rng)
        page = Page(_heading(text, text[low:high], rng), text[low:high])
        if not answered:
            return Example(question, page, made=Made.UNANSWERED)
        return Example(question, page, record["answer_start"] - low, record["answer_end"] - low)

    def _near(self, record: dict[str, Any]) -> list[tuple[str, str]]:
        """Windows that share the question's words and do not hold its answer: of the same article and of others."""
        asked = " ".join([record["question_zh"], record.get("question_zh_2", ""), record["no_answer_zh"]])
        query = dict.fromkeys(terms(asked), 1.0)
        found = [self._windows[number] for number, _ in self._index.search(query, 12)]
        return [(key, other) for key, other in found if record["answer"] not in other][:_DISTRACTORS]


def questions_of(record: dict[str, Any]) -> list[str]:
    """The questions that a record's quote answers: in Chinese, in other Chinese words where it has them, in English."""
    return [record[name] for name in ("question_zh", "question_zh_2", "question_en") if name in record]


def emptied(example: Example) -> Iterator[Example]:
    """The example with the sentences that its answer stands in taken out, where others are left."""
    text = example.page.text
    kept = "".join(text[a:b] for a, b in sentence_ranges(text) if b <= example.start or example.end <= a)
    if kept:
        yield Example(example.question, Page(example.page.heading, kept), made=Made.EMPTIED)


def squad_examples(path: Path, rng: random.Random, english: Mapping[str, str]) -> Iterator[Example]:
    """Examples of a file of SQuAD's shape: each question with a window that answers it and mostly one that does not.

    `english` holds translations of questions by their ids; a question that has one comes in either language.
    """
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            for qa in paragraph["qas"]:
                given = qa["answers"][0]
                start = given["answer_start"]
                end = start + len(given["text"])
                if text[start:end] != given["text"]:
                    continue
                low, high = window(text, start, end, rng)
                heading = article.get("title", "") if rng.random() < _HEADING_SHOWN else ""
                question = rng.choice([qa["question"], english.get(qa["id"], qa["question"])])
                made = Made.WIKIPEDIA if question == qa["question"] else Made.TRANSLATED
                yield Example(question, Page(heading, text[low:high]), start - low, end - low, made)
                others = [text[a:b] for a, b in _tiles(text) if given["text"] not in text[a:b]]
                if others:
                    yield Example(question, Page(heading, rng.choice(others)), made=made)


def window(text: str, start: int, end: int, rng: random.Random) -> tuple[int, int]:
    """A run of whole sentences around `[start, end)`, of a length drawn at random."""
    longest = rng.randint(SHORTEST_WINDOW, LONGEST_WINDOW)
    ranges = list(sentence_ranges(text))
    held = [n for n, (low, high) in enumerate(ranges) if low < end and start < high]
    if not held:
        return start, end
    first, last = held[0], held[-1]
    while True:
        grown = [(f, t) for f, t in ((first - 1, last), (first, last + 1)) if f >= 0 and t < len(ranges)]
        fitting = [(f, t) for f, t in grown if ranges[t][1] - ranges[f][0] <= longest]
        if not fitting:
            return min(start, ranges[first][0]), max(end, ranges[last][1])
        first, last = rng.choice(fitting)


def _tiles(text: str) -> Iterator[tuple[int, int]]:
    """Neighbouring runs of whole sentences, each about 180 characters."""
    start = None
    for low, high in sentence_ranges(text):
        start = low if start is None else start
        if high - start >= 150 or high == len(text.rstrip()):
            yield start, min(high, start + LONGEST_WINDOW)
            start = None


def _heading(text: str, part: str, rng: random.Random) -> str:
    """How the article begins, as a reader would see it above a part from further down; sometimes nothing."""
    first = text.strip()[:_HEADING].replace("\n", " ")
    return first if rng.random() < _HEADING_SHOWN and not part.startswith(first[:10]) else ""
