"""A hit as the libraries take it: an id, a text, and flat metadata."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from qa.answers.contract import hits_to_dict
from qa.retrieval.hits import Hit

# What places a passage in its file, for programs; a reader or a language model has no use for it.
MACHINE_FIELDS = ("article", "file", "sha256", "start", "end", "rank", "score", "dense", "keyword")


class Record(NamedTuple):
    """A passage: `id` is its place (article and offsets) and the same for every question.

    `metadata` is JSON data: the fields of a hit of the contract without its text, and those of its article beside
    them, whose id is called "article".
    """

    id: str
    text: str
    metadata: dict[str, Any]


def records(question: str, hits: Sequence[Hit]) -> list[Record]:
    """The hits of one question, best first."""
    return [_record(hit) for hit in hits_to_dict(question, hits)["hits"]]


def _record(hit: dict[str, Any]) -> Record:
    place = {name: value for name, value in hit.items() if name not in ("text", "article")}
    about = {"article" if name == "id" else name: value for name, value in hit["article"].items()}
    return Record(f"{about['article']}:{hit['start']}-{hit['end']}", hit["text"], place | about)
