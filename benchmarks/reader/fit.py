"""Fit what weighs the reader against retrieval, and how sure it has to be, on news that nothing was trained on.

    python benchmarks/reader/fit.py DATA [--weights FILE] [--questions 700]

DATA is that of train.py. Prints the weights of qa/answers/rereading.py, then, with those, the weights and the threshold
of qa/answers/abstention.py, what each part adds, and how far the probability can be trusted.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import astuple, fields
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from examples import held_out, read_records
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from train import HELD_OUT

sys.path.append(str(Path(__file__).parents[1]))
from news import NewsQuestion, build_retriever, news_article, news_questions

from embeddings.bundled_e5 import bundled_model_folder
from qa.answers import rereading
from qa.answers.abstention import Support, lacks_name, support
from qa.answers.candidates import candidates
from qa.answers.evaluation import folded
from qa.answers.headings import Headings
from qa.answers.reader.loading import WEIGHTS
from qa.answers.reader.reader import PageRead
from qa.answers.reader.span_reader import SpanReader
from qa.answers.rereading import Features, ReadHit, features
from qa.retrieval.hits import Hit
from qa.retrieval.question import Query
from qa.retrieval.retriever import Retriever
from qa.settings import Settings

PASSAGES = 10
DECAY = 0.003
MOST_ABSTAINED = 0.065


class Asked(NamedTuple):
    """A question with the hits that were read for it."""

    question: NewsQuestion
    query: Query
    hits: Sequence[Hit]
    reads: Sequence[PageRead]


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
    arguments = parser.parse_args()
    retriever, questions = _unseen(arguments.data, arguments.questions)
    reader = SpanReader(partial(bundled_model_folder, Settings.from_env().cache), arguments.weights)
    asked = [_asked(retriever, reader, question) for question in questions]
    print(f"{len(asked)} questions, {len(retriever.passages)} passages")
    weights = fit_ranking([a for a in asked if a.question.file])
    for name, used in (("retrieval", Features(1, 0, 0)), ("reader", Features(0, 1, 1)), ("both", weights)):
        rereading.WEIGHTS = used
        judged = [_judged(retriever, a) for a in asked]
        print(f"{name:10} {_shown(used)}")
        for language in ("zh", "en"):
            own = [j for j in judged if j.question.file and j.question.language == language]
            right, exact = (np.mean([getattr(j, name) for j in own]) for name in ("right", "exact"))
            print(f"   {language} right {right:.3f}  exact {exact:.3f}")
    fit_abstention(judged)


def _unseen(data: Path, count: int) -> tuple[Retriever, list[NewsQuestion]]:
    records = read_records(data / "news_questions.jsonl")
    unseen = held_out(records, HELD_OUT)
    texts = [record for record in read_records(data / "news_10k.jsonl.gz") if record["id"] in unseen]
    questions = [q for record in records if record["article_id"] in unseen for q in news_questions(record)]
    return build_retriever([news_article(record) for record in texts]), random.Random(3).sample(questions, count)


def _asked(retriever: Retriever, reader: SpanReader, question: NewsQuestion) -> Asked:
    query = retriever.query(question.text)
    hits = retriever.search(query, k=PASSAGES)
    headings = Headings(retriever.frequency)
    return Asked(question, query, hits, reader.read(question.text, [headings.page(hit.passage) for hit in hits]))


def fit_ranking(asked: Sequence[Asked]) -> Features:
    """Weights that put the most probability on the sentences that prove (listwise softmax, as fit_ranking.py)."""
    data = []
    for one in asked:
        pairs = [(s, h, r) for h, r in zip(one.hits, one.reads, strict=True) for s in h.sentences]
        rows = torch.tensor([astuple(features(s, h.passage, r)) for s, h, r in pairs], dtype=torch.float64)
        proves = torch.tensor([_proves(one.question, h, s.reading.span(0, len(s.text))) for s, h, _ in pairs])
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


def _proves(question: NewsQuestion, hit: Hit, span: tuple[int, int]) -> bool:
    return question.proven_by(hit.passage.article.file.name, *span)


def _judged(retriever: Retriever, asked: Asked) -> Judged:
    evidence = retriever.evidence(asked.query)
    found = [ReadHit(rereading.ranked_anew(h, r), r) for h, r in zip(asked.hits, asked.reads, strict=True)]
    ranked = sorted(candidates(found, asked.query.asked, evidence), key=lambda c: lacks_name(c, evidence))
    best = ranked[0]
    span = best.sentence.reading.span(0, len(best.sentence.text))
    right = asked.question.proven_by(best.passage.article.file.name, *span)
    exact = folded(best.answer) == folded(asked.question.answer)
    return Judged(asked.question, support(asked.query, evidence, ranked), right, exact)


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
