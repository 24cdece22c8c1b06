"""The archive as a Haystack component, for a pipeline that can be written to YAML and read back.

Haystack reads back no component of others unless it is told to:
Pipeline.loads(text, allowed_modules=["qa.integrations.haystack"]).
"""

from __future__ import annotations

from typing import Any

from qa.archive import Archive, open_archive
from qa.errors import MissingExtraError
from qa.integrations.records import records

try:
    from haystack import Document, component, default_from_dict, default_to_dict
except ImportError as error:
    raise MissingExtraError("haystack", "haystack-ai") from error


@component
class YuanjuRetriever:
    """The best `top_k` passages for a query, best first, from the articles in the folder `corpus`.

    The articles that ship where that is None. They are opened when the pipeline warms up, or with the first query.
    A document's `content` is the passage word for word, its `meta` what `qa.integrations.records` says.
    """

    def __init__(self, corpus: str | None = None, top_k: int = 5) -> None:
        self.corpus = corpus
        self.top_k = top_k
        self._archive: Archive | None = None

    def warm_up(self) -> None:
        """Open the articles, unless that is done."""
        self._opened()

    @component.output_types(documents=list[Document])
    def run(self, query: str, top_k: int | None = None) -> dict[str, list[Document]]:
        """The passages under "documents"; `top_k` goes before the component's own."""
        hits = self._opened().search(query, k=self.top_k if top_k is None else top_k)
        found = records(query, hits)
        return {
            "documents": [
                Document(id=hit.id, content=hit.text, meta=hit.metadata, score=hit.metadata["score"]) for hit in found
            ]
        }

    def to_dict(self) -> dict[str, Any]:
        """The component as data: its folder and `top_k`, not what has been opened."""
        return default_to_dict(self, corpus=self.corpus, top_k=self.top_k)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> YuanjuRetriever:
        """The component that `to_dict` wrote."""
        return default_from_dict(cls, data)

    def _opened(self) -> Archive:
        self._archive = self._archive or open_archive(self.corpus)
        return self._archive
