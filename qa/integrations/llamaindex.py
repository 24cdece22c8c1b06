"""The archive as a LlamaIndex retriever."""

from __future__ import annotations

import asyncio
from typing import Any

from qa.archive import Archive
from qa.errors import MissingExtraError
from qa.integrations.records import MACHINE_FIELDS, Record, records

try:
    from llama_index.core.retrievers import BaseRetriever
    from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode
except ImportError as error:
    raise MissingExtraError("llamaindex", "llama-index-core") from error


class YuanjuRetriever(BaseRetriever):
    """The best `k` passages of `archive` for a question, best first.

    A node's text is the passage word for word, its `metadata` what `qa.integrations.records` says; `options` are
    those of LlamaIndex's own retrievers (callback_manager, verbose).
    """

    def __init__(self, archive: Archive, *, k: int = 5, **options: Any) -> None:  # noqa: ANN401 (LlamaIndex's own)
        super().__init__(**options)
        self._archive = archive
        self._k = k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = query_bundle.query_str
        return [_node(hit) for hit in records(question, self._archive.search(question, k=self._k))]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def _node(hit: Record) -> NodeWithScore:
    node = TextNode(
        id_=hit.id,
        text=hit.text,
        metadata=hit.metadata,
        start_char_idx=hit.metadata["start"],
        end_char_idx=hit.metadata["end"],
        excluded_embed_metadata_keys=list(MACHINE_FIELDS),
        excluded_llm_metadata_keys=list(MACHINE_FIELDS),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=hit.metadata["article"])},
    )
    return NodeWithScore(node=node, score=hit.metadata["score"])
