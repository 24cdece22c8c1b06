"""Questions about news articles that do not ship, as a corpus to fit and measure on.

Two files are needed, neither part of the project: articles as JSON lines (`id`, `text`; may be gzipped), and questions
as JSON lines (`article_id`, `start`, `end`, `answer`, `question_zh`, `question_en`, `no_answer_zh`, `no_answer_en`).
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from embeddings import load_encoder
from qa.articles.article import Article, Kind, Paragraph, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.keyword_index import KeywordIndex
from qa.retrieval.passages import split_articles
from qa.retrieval.retriever import Retriever
from qa.retrieval.tokens import terms
from qa.settings import Settings

# Two articles that share this much of the runs of so many characters tell the same news in the same words.
_PHRASE, _REPRINT = 8, 0.1


@dataclass(frozen=True, slots=True)
class NewsQuestion:
    """A question and where its proof stands; `file` is None where the articles do not answer it.

    `about` is the article that it was written for, answered there or not.
    """

    text: str
    language: str
    about: str
    file: str | None
    start: int = 0
    end: int = 0
    answer: str = ""

    def proven_by(self, file: str, start: int, end: int) -> bool:
        """Whether a range of a file covers more than half of the proof."""
        overlap = min(end, self.end) - max(start, self.start)
        return file == self.file and overlap > (self.end - self.start) / 2


def read_news(articles: Path, questions: Path, *, count: int) -> tuple[list[Article], list[NewsQuestion]]:
    """A seeded sample of `count` articles that have questions, and those questions in both languages."""
    records = read_records(questions)
    identifiers = sorted({record["article_id"] for record in records})
    random.Random(0).shuffle(identifiers)
    chosen = set(identifiers[:count])
    found = [news_article(record) for record in read_records(articles) if record["id"] in chosen]
    asked = [question for record in records if record["article_id"] in chosen for question in news_questions(record)]
    return found, asked


def read_records(path: Path) -> list[dict[str, str]]:
    """JSON lines, plain or gzipped."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def near_articles(texts: list[str], others: list[dict[str, str]], count: int) -> list[dict[str, str]]:
    """Of other articles the `count` nearest to each text by words; reprints, which share its phrases, are left out."""
    index = KeywordIndex.build([terms(other["text"]) for other in others])
    chosen: dict[int, None] = {}
    for text in texts:
        own = _phrases(text)
        found = [number for number, _ in index.search(dict.fromkeys(terms(text), 1.0), 3 * count + 10)]
        near = [number for number in found if len(own & _phrases(others[number]["text"])) < _REPRINT * len(own)]
        chosen |= dict.fromkeys(near[:count])
    return [others[number] for number in chosen]


def _phrases(text: str) -> set[str]:
    return {text[at : at + _PHRASE] for at in range(len(text) - _PHRASE)}


def build_retriever(articles: list[Article], kept: Path | None = None) -> Retriever:
    """Index articles with the bundled model; an existing folder `kept` holds the index from run to run."""
    settings = Settings.from_env()
    encoder = load_encoder(settings.model, settings.cache)
    passages = split_articles(articles)
    if kept and any(kept.iterdir()):
        return Retriever.load(kept, passages, encoder)
    retriever = Retriever.build(passages, encoder, progress=True)
    if kept:
        retriever.save(kept)
    return retriever


def news_article(record: dict[str, str]) -> Article:
    """One article as it stands in its line, every line a paragraph."""
    file = SourceFile(record["id"], record["text"], "", "utf-8")
    spans = _line_spans(file.text)
    paragraphs = tuple(Paragraph(Kind.BODY, Reading.of_spans(file.text, [span])) for span in spans)
    return Article(f"{file.name}#1", "", "", "", "", None, "", None, file, paragraphs)


def _line_spans(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Span(start, start + len(line.rstrip()))
        start += len(line)


def news_questions(record: dict[str, str]) -> Iterator[NewsQuestion]:
    """The questions of a record: answerable in Chinese (in two wordings where it has them) and English, and not."""
    start, end = int(record["start"]), int(record["end"])
    about = record["article_id"]
    for name, language in (("question_zh", "zh"), ("question_zh_2", "zh"), ("question_en", "en")):
        if name in record:
            yield NewsQuestion(record[name], language, about, about, start, end, record["answer"])
    for language in ("zh", "en"):
        yield NewsQuestion(record[f"no_answer_{language}"], language, about, None)
