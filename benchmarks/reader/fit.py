"""Fit what weighs the reader against retrieval, and how sure it has to be, on news that nothing was trained on.

    python benchmarks/reader/fit.py DATA [--weights FILE] [--questions 700] [--index FOLDER]

DATA is that of train.py. Prints the weights of qa/answers/rereading.py, then, with those, the weights and the threshold
of qa/answers/abstention.py, what each part adds, and how far the probability can be trusted.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import astuple, fields, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from examples import read_records
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from train import news_records

sys.path.append(str(Path(__file__).parents[1]))
from news import NewsQuestion, build_retriever, near_articles, news_article, news_questions

from qa.answers.abstention import Support, support
from qa.answers.candidates import Candidate, Features
from qa.answers.evaluation import folded
from qa.answers.headings import Headings
from qa.answers.reader.loading import WEIGHTS
from qa.answers.reader.span_reader import SpanReader
from qa.answers.rereading import NAMELESS, READ, ReadHit, distinct, reread
from qa.retrieval.evidence import Evidence
from qa.retrieval.question import Query
from qa.retrieval.retriever import Retriever
from qa.settings import Settings

DECAY = 0.003
# Articles that are added for each of those that are asked about.
NEAR = 1
# What the chat may withhold at most; not chosen by what comes of it.
MOST_ABSTAINED = 0.14


class Asked(NamedTuple):
    """A question with the hits that were read for it."""

    question: NewsQuestion
    query: Query
    evidence: Evidence
    found: Sequence[ReadHit]


class Judged(NamedTuple):
    """What speaks for the first candidate, whether it proves the answer, and whether its marked run is the answer."""

    question: NewsQuestion
    given: Support
    right: bool
    exact: bool


def main() -> None:
    """Read, rank, judge, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--questions", type=int, default=700)
    parser.add_argument("--index", type=Path, help="an existing folder that keeps the index from run to run")
    arguments = parser.parse_args()
    retriever, questions = _unseen(arguments.data, arguments.questions, arguments.index)
    reader = SpanReader(Settings.from_env().cache, arguments.weights)
    headings = Headings(retriever.catalogue.own_place)
    asked = [_asked(retriever, reader, headings, question) for question in questions]
    print(f"{len(asked)} questions, {len(retriever.passages)} passages")
    weights = fit_ranking([a for a in asked if a.question.file])
    for name, used in (("retrieval", Features(1, 0, 0, 0)), ("reader", Features(0, 1, 1, 0)), ("both", weights)):
        judged = [_judged(a, used) for a in asked]
        print(f"{name:10} {_shown(used)}")
        for language in ("zh", "en"):
            own = [j for j in judged if j.question.file and j.question.language == language]
            right, exact = (np.mean([getattr(j, name) for j in own]) for name in ("right", "exact"))
            print(f"   {language} right {right:.3f}  exact {exact:.3f}")
    fit_abstention(judged)


def _unseen(data: Path, count: int, kept: Path | None) -> tuple[Retriever, list[NewsQuestion]]:
    """An archive of the articles kept from training and of those nearest to them, which are hard to tell apart."""
    records, unseen = news_records(data)
    asked_about = {record["article_id"] for record in records}
    articles = read_records(data / "news_10k.jsonl.gz")
    own = [article for article in articles if article["id"] in unseen]
    others = [article for article in articles if article["id"] not in asked_about]
    near = near_articles([article["text"] for article in own], others, NEAR)
    questions = [q for record in records if record["article_id"] in unseen for q in news_questions(record)]
    sample = random.Random(3).sample(questions, min(count, len(questions)))
    return build_retriever([news_article(article) for article in own + near], kept), sample


def _asked(retriever: Retriever, reader: SpanReader, headings: Headings, question: NewsQuestion) -> Asked:
    query = retriever.query(question.text)
    evidence = retriever.evidence(query)
    hits = retriever.search(query, k=READ)
    return Asked(question, query, evidence, reread(reader, question.text, query, evidence, hits, headings))


def fit_ranking(asked: Sequence[Asked]) -> Features:
    """Weights that put the most probability on the sentences that prove (listwise softmax, as fit_ranking.py)."""
    data = []
    for one in asked:
        found = [candidate for read_hit in one.found for candidate in read_hit.candidates]
        rows = torch.tensor([astuple(candidate.read) for candidate in found], dtype=torch.float64)
        proves = torch.tensor([_proves(one.question, candidate) for candidate in found])
        if proves.any():
            data.append((rows, proves))
    weights = torch.ones(len(fields(Features)), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=300)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        logs = [torch.log_softmax(rows @ weights, 0)[proves].logsumexp(0) for rows, proves in data]
        value = -torch.stack(logs).mean() + DECAY * (weights**2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return Features(*(round(float(weight), 3) for weight in weights.detach()))


def _proves(question: NewsQuestion, candidate: Candidate) -> bool:
    span = candidate.sentence.reading.span(0, len(candidate.sentence.text))
    return question.proven_by(candidate.passage.article.file.name, *span)


def _judged(asked: Asked, weights: Features) -> Judged:
    found = distinct(reweighed(asked.found, weights))
    exact = folded(found[0].answer) == folded(asked.question.answer)
    given = support(asked.query, asked.evidence, found)
    return Judged(asked.question, given, _proves(asked.question, found[0]), exact)


def reweighed(found: Sequence[ReadHit], weights: Features) -> list[ReadHit]:
    """The hits with their sentences scored by other weights."""
    return [replace(hit, candidates=tuple(_scored_by(c, weights) for c in hit.candidates)) for hit in found]


def _scored_by(candidate: Candidate, weights: Features) -> Candidate:
    score = float(np.dot(astuple(weights), astuple(candidate.read))) - NAMELESS * candidate.lacks_name
    return replace(candidate, sentence=replace(candidate.sentence, score=score))


def fit_abstention(judged: Sequence[Judged]) -> None:
    """Logistic regression of "the first sentence proves the answer", by article on one half and judged on the other."""
    names = [field.name for field in fields(Support)]
    rows = np.array([astuple(j.given) for j in judged])
    right = np.array([j.right for j in judged])
    answerable = np.array([j.question.file is not None for j in judged])
    half = np.array([hash_of(j.question.about) % 2 for j in judged], bool)
    likely = np.empty(len(judged))
    for fold in (half, ~half):
        likely[~fold] = _model().fit(rows[fold], right[fold]).predict_proba(rows[~fold])[:, 1]
    print(f"area right {roc_auc_score(right, likely):.3f}, answerable {roc_auc_score(answerable, likely):.3f}")
    for name, column in zip(names, rows.T, strict=True):
        if column.std():
            print(f"   {name} alone {roc_auc_score(right, column):.3f}")
    _reliability(likely, right)
    threshold = _best_threshold(likely, right, answerable)
    whole = _model().fit(rows, right).coef_[0]
    print(_shown(Support(*map(float, whole.round(2)))), f"threshold {threshold:.3f}")
    for language in ("zh", "en"):
        own = np.array([j.question.language == language for j in judged])
        abstained = (likely < threshold)[own & answerable].mean()
        answered = (likely >= threshold)[own & ~answerable].mean()
        print(f"   {language} false abstain {abstained:.3f}  false answer {answered:.3f}")


def _model() -> LogisticRegression:
    return LogisticRegression(fit_intercept=False, C=1.0, max_iter=1000)


def _best_threshold(likely: np.ndarray, right: np.ndarray, answerable: np.ndarray) -> float:
    """The threshold of the best phi (qa eval) among those that lose no more than MOST_ABSTAINED of the answerable."""

    def phi(threshold: float) -> float:
        said = likely >= threshold
        worth = np.where(said, np.where(right, 1, -1), 0)[answerable].mean()
        return float(worth - said[~answerable].mean())

    most = np.quantile(likely[answerable], MOST_ABSTAINED)
    return max((t for t in np.linspace(0.05, 0.9, 171) if t <= most), key=phi, default=float(most))


def _reliability(likely: np.ndarray, right: np.ndarray) -> None:
    for low in np.arange(0, 1, 0.2):
        inside = (likely >= low) & (likely < low + 0.2)
        if inside.any():
            print(f"   said {likely[inside].mean():.2f}, was {right[inside].mean():.2f} ({inside.sum()})")


def hash_of(text: str) -> int:
    """A number that a text decides, on every run the same."""
    return sum(map(ord, text))


def _shown(weights: Features | Support) -> str:
    return ", ".join(f"{field.name}={getattr(weights, field.name)}" for field in fields(weights))


if __name__ == "__main__":
    main()
