"""Fit the weights and the threshold of qa/answers/abstention.py: logistic regression of "the first sentence is right".

    python benchmarks/fit_abstention.py ARTICLES QUESTIONS [--count 200]

Prints the weights, the threshold that loses 15 % of the answerable questions, and what it costs and catches.
"""

from __future__ import annotations

import argparse
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from news import NewsQuestion, build_retriever, read_news
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from qa.answers.abstention import Support, support
from qa.answers.headings import Headings
from qa.answers.rereading import distinct, reread
from qa.retrieval.retriever import Retriever

FALSE_ABSTAIN = 0.15
PASSAGES = 10


def main() -> None:
    """Read, describe, fit, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--count", type=int, default=200, help="how many articles")
    arguments = parser.parse_args()
    articles, questions = read_news(arguments.articles, arguments.questions, count=arguments.count)
    retriever = build_retriever(articles)
    described = [(question, *_described(retriever, question)) for question in questions]
    answerable = np.array([question.file is not None for question in questions])
    right = np.array([is_right for _, _, is_right in described])
    features = np.array([astuple(given) for _, given, _ in described])
    model = LogisticRegression(class_weight="balanced", fit_intercept=False).fit(features, right)
    likely = model.predict_proba(features)[:, 1]
    threshold = float(np.quantile(likely[answerable], FALSE_ABSTAIN))
    print(f"{len(questions)} questions about {len(articles)} articles, {answerable.sum()} of them answerable")
    print({field.name: round(float(w), 2) for field, w in zip(fields(Support), model.coef_[0], strict=True)})
    print(f"threshold {threshold:.3f}")
    for language in ("zh", "en"):
        spoken = np.array([question.language == language for question in questions])
        area = roc_auc_score(answerable[spoken], likely[spoken])
        abstained = (likely[spoken & answerable] < threshold).mean()
        answered = (likely[spoken & ~answerable] >= threshold).mean()
        print(language, f"area {area:.3f}, false abstain {abstained:.3f}, false answer {answered:.3f}")


def _described(retriever: Retriever, question: NewsQuestion) -> tuple[Support, bool]:
    query = retriever.query(question.text)
    evidence = retriever.evidence(query)
    hits = retriever.search(query, k=PASSAGES)
    found = distinct(reread(None, question.text, query, evidence, hits, Headings(retriever.catalogue.own_place)))
    best = found[0].sentence.reading
    file = found[0].passage.article.file.name
    return support(query, evidence, found), question.proven_by(file, *best.span(0, len(best.text)))


if __name__ == "__main__":
    main()
