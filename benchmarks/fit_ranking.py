"""Fit the weights of qa/retrieval/ranking.py: a listwise softmax over the sentences of the passages found.

    python benchmarks/fit_ranking.py ARTICLES QUESTIONS [--count 200]

Prints the weights, and the share of questions whose best sentence proves the answer, cross-validated by article.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from news import NewsQuestion, build_retriever, read_news

from qa.retrieval.ranking import Candidate, Features, describe
from qa.retrieval.retriever import Retriever

# Passages of the fused list whose sentences are fitted on.
FITTED = 10
FOLDS = 5
DECAY = 0.01
# Cosines differ in the second decimal: brought to the scale of the other features for an even penalty.
SCALE = np.array([10.0 if "cosine" in field else 1.0 for field in Features._fields])
Example = tuple[NewsQuestion, np.ndarray, np.ndarray]


def main() -> None:
    """Read, describe, fit, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--count", type=int, default=200, help="how many articles")
    arguments = parser.parse_args()
    articles, questions = read_news(arguments.articles, arguments.questions, count=arguments.count)
    retriever = build_retriever(articles)
    examples = [example for q in questions if q.file and (example := _example(retriever, q))]
    weights = fit(examples) * SCALE
    print(f"{len(examples)} questions about {len(articles)} articles")
    print({field: round(float(w), 2) for field, w in zip(Features._fields, weights, strict=True)})
    for language in ("zh", "en"):
        print(language, f"best sentence proves: {cross_validated(examples, language):.3f}")


def _example(retriever: Retriever, question: NewsQuestion) -> Example | None:
    query = retriever.query(question.text)
    evidence = retriever.evidence(query)
    found = retriever.candidates(query, evidence)[:FITTED]
    rows = np.column_stack(describe(found, query.asked, evidence)) * SCALE
    proves = np.array([_proves(question, candidate, n) for candidate in found for n in range(len(candidate.readings))])
    return (question, rows, proves) if proves.any() else None


def _proves(question: NewsQuestion, candidate: Candidate, number: int) -> bool:
    reading = candidate.readings[number]
    return question.proven_by(candidate.passage.article.file.name, *reading.span(0, len(reading.text)))


def fit(examples: list[Example]) -> np.ndarray:
    """Weights that put the most probability on the sentences that prove, with weight decay."""
    weights = torch.zeros(len(SCALE), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=300)
    data = [(torch.tensor(rows), torch.tensor(proves)) for _, rows, proves in examples]

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        logs = [torch.log_softmax(rows @ weights, 0)[proves].logsumexp(0) for rows, proves in data]
        value = -torch.stack(logs).mean() + DECAY * (weights**2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return weights.detach().numpy()


def cross_validated(examples: list[Example], language: str) -> float:
    """Share of the questions of a language that are right when their article was not fitted on."""
    names = sorted({question.file for question, _, _ in examples})
    right = []
    for fold in range(FOLDS):
        held_out = set(names[fold::FOLDS])
        weights = fit([example for example in examples if example[0].file not in held_out])
        right += [p[np.argmax(r @ weights)] for q, r, p in examples if q.file in held_out and q.language == language]
    return float(np.mean(right))


if __name__ == "__main__":
    main()
