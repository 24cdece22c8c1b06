"""What each part of retrieval adds, on questions about news articles that do not ship.

    python benchmarks/retrieval.py ARTICLES QUESTIONS [--count 200]

Prints, for each language and each way to search, the share of the questions whose proof the first passage, or one of
the first five, covers by more than half; then the same for the first sentence.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from news import NewsQuestion, build_retriever, read_news

from qa.retrieval.fusion import reciprocal_rank_fusion
from qa.retrieval.hits import Passage
from qa.retrieval.question import Query
from qa.retrieval.ranking import Candidate
from qa.retrieval.retriever import DEPTH, RANK_CONSTANT, Retriever

Search = Callable[[Retriever, NewsQuestion], Sequence[Passage]]
PAPERS_CONSTANT = 60  # Cormack et al. 2009
DENSE, KEYWORD = attrgetter("dense"), attrgetter("keyword")


def main() -> None:
    """Read, search every way, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--count", type=int, default=200, help="how many articles")
    arguments = parser.parse_args()
    articles, questions = read_news(arguments.articles, arguments.questions, count=arguments.count)
    retriever = build_retriever(articles)
    print(f"{len(articles)} articles, {len(retriever.passages)} passages")
    for language in ("zh", "en"):
        asked = [question for question in questions if question.file and question.language == language]
        for name, search in WAYS.items():
            ranks = [_rank(question, search(retriever, question)) for question in asked]
            first, five = (sum(rank <= depth for rank in ranks) / len(ranks) for depth in (1, 5))
            print(f"{language} {name:28} R@1 {first:.3f}  R@5 {five:.3f}")
        right = sum(_first_sentence_proves(retriever, question) for question in asked) / len(asked)
        print(f"{language} {'first sentence proves':28} {right:.3f}  ({len(asked)} questions)")


def _rank(question: NewsQuestion, found: Sequence[Passage]) -> int:
    proving = (n for n, p in enumerate(found, 1) if question.proven_by(p.article.file.name, p.start, p.end))
    return next(proving, DEPTH + 1)


def _dense_without_gist(retriever: Retriever, question: NewsQuestion) -> Sequence[Passage]:
    return _by(_found(retriever, replace(retriever.query(question.text), text=question.text)), DENSE)


def _dense(retriever: Retriever, question: NewsQuestion) -> Sequence[Passage]:
    return _by(_found(retriever, retriever.query(question.text)), DENSE)


def _keyword(retriever: Retriever, question: NewsQuestion) -> Sequence[Passage]:
    return _by(_found(retriever, retriever.query(question.text)), KEYWORD)


def _fused(constant: int) -> Search:
    def search(retriever: Retriever, question: NewsQuestion) -> Sequence[Passage]:
        found = _found(retriever, retriever.query(question.text))
        numbers = {candidate.passage: number for number, candidate in enumerate(found)}
        lists = [[numbers[passage] for passage in _by(found, score)] for score in (DENSE, KEYWORD)]
        return [found[number].passage for number, _ in reciprocal_rank_fusion(lists, constant=constant)]

    return search


def _found(retriever: Retriever, query: Query) -> list[Candidate]:
    return retriever.candidates(query, retriever.evidence(query))


def _by(found: Sequence[Candidate], score: Callable[[Candidate], float | None]) -> list[Passage]:
    """The passages that one of the lists holds, in its order."""
    held = [candidate for candidate in found if score(candidate) is not None]
    return [candidate.passage for candidate in sorted(held, key=lambda candidate: -score(candidate))]


def _ranked(retriever: Retriever, question: NewsQuestion) -> Sequence[Passage]:
    return [hit.passage for hit in retriever.search(retriever.query(question.text), k=10)]


def _first_sentence_proves(retriever: Retriever, question: NewsQuestion) -> bool:
    hit = next(iter(retriever.search(retriever.query(question.text), k=1)), None)
    if hit is None:
        return False
    best = hit.sentences[0].reading
    return question.proven_by(hit.passage.article.file.name, *best.span(0, len(best.text)))


WAYS: dict[str, Search] = {
    "dense, without the gist": _dense_without_gist,
    "dense": _dense,
    "keyword": _keyword,
    f"fused, constant {PAPERS_CONSTANT}": _fused(PAPERS_CONSTANT),
    f"fused, constant {RANK_CONSTANT}": _fused(RANK_CONSTANT),
    "ranked by sentence": _ranked,
}

if __name__ == "__main__":
    main()
