"""The JSON contract, `schema_version` 1: additions are free, changes are not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa.answers.answer import Answer, Citation, Comparison, PlaceReading
from qa.articles.article import Article
from qa.retrieval.filters import Selection
from qa.retrieval.hits import Hit

SCHEMA_VERSION = 1


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """The answer as JSON data; `reason` is null where it is answered, `answer` where it is not.

    `filters` is there only where some were given.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "question": answer.question,
        "understood": answer.understood,
        "answered": answer.answered,
        "answer": answer.answer,
        "reason": answer.reason and answer.reason.value,
        "language": answer.language,
        "citations": [_citation_to_dict(citation) for citation in answer.citations],
        "missing": list(answer.missing),
        "pointers": [_citation_to_dict(pointer) for pointer in answer.pointers],
        "confidence": round(answer.confidence, 4),
        "places": [_place_to_dict(reading) for reading in answer.places],
        "comparison": answer.comparison and _comparison_to_dict(answer.comparison),
        **_filters_to_dict(answer.selection),
    }


def hits_to_dict(question: str, hits: Sequence[Hit], selection: Selection | None = None) -> dict[str, Any]:
    """The hits of one question as JSON data, best first, ranks from 1; `filters` as for an answer."""
    return {
        "schema_version": SCHEMA_VERSION,
        "question": question,
        "hits": [_hit_to_dict(rank, hit) for rank, hit in enumerate(hits, start=1)],
        **_filters_to_dict(selection),
    }


def _filters_to_dict(selection: Selection | None) -> dict[str, Any]:
    """The filters as they were given, and what they let in; empty without filters."""
    if selection is None:
        return {}
    held = {"articles": selection.articles, "undated": selection.undated, "unmatched": list(selection.unmatched)}
    return {"filters": {**selection.filters.given, **held}}


def _place_to_dict(reading: PlaceReading) -> dict[str, Any]:
    return {"written": reading.written, "place": reading.place, "others": [place for place, _ in reading.others]}


def _hit_to_dict(rank: int, hit: Hit) -> dict[str, Any]:
    return {
        "rank": rank,
        "text": hit.passage.text,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": hit.score,
        "dense": hit.dense,
        "keyword": hit.keyword,
        "article": _article_to_dict(hit.passage.article),
        **_page_to_dict(hit.passage.article, hit.passage.start),
        **_reprints_to_dict(hit.reprints),
    }


def _comparison_to_dict(comparison: Comparison) -> dict[str, Any]:
    return {
        "differ": comparison.differ,
        "rows": [
            {
                "date": row.date,
                "place": row.place,
                "figure": row.figure,
                "citation": _citation_to_dict(row.citation),
            }
            for row in comparison.rows
        ],
    }


def _citation_to_dict(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "answer": citation.answer,
        "answer_start": citation.answer_start,
        "answer_end": citation.answer_end,
        "score": citation.score,
        "article": _article_to_dict(citation.article),
        **_page_to_dict(citation.article, citation.start),
        **_reprints_to_dict(citation.reprints),
    }


def _page_to_dict(article: Article, start: int) -> dict[str, Any]:
    """The page of its file on which something begins, from 1; only where the file has pages, as a PDF does."""
    page = article.file.page(start)
    return {"page": page} if page else {}


def _reprints_to_dict(reprints: Sequence[Article]) -> dict[str, Any]:
    """The other articles that print the text; only where there are some."""
    return {"reprints": [_article_to_dict(article) for article in reprints]} if reprints else {}


def _article_to_dict(article: Article) -> dict[str, Any]:
    """What is known of the article.

    Only where there is one: `edition`, the page of the newspaper, and `text_sha256`, the hash in UTF-8 of the text that
    was extracted from the file, of which the offsets are.
    """
    return {
        "id": article.id,
        "title": article.title,
        "kicker": article.kicker,
        "date": article.published and article.published.isoformat(),
        "date_text": article.date_text,
        "source": article.source,
        "byline": article.byline,
        "file": article.file.name,
        "sha256": article.file.sha256,
        "url": article.url,
        **({"edition": article.edition} if article.edition else {}),
        **({"text_sha256": article.file.text_sha256} if article.file.text_sha256 else {}),
    }
