"""The archive as a LangChain retriever: a Runnable from a question to documents."""

from __future__ import annotations

from qa.archive import Archive
from qa.errors import MissingExtraError
from qa.integrations.records import records

try:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever
except ImportError as error:
    raise MissingExtraError("langchain", "langchain-core") from error


class YuanjuRetriever(BaseRetriever):
    """The best `k` passages of `archive` for a question, best first.

    A document's `page_content` is the passage word for word, its `metadata` what `qa.integrations.records` says.
    """

    archive: Archive
    k: int = 5

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        found = records(query, self.archive.search(query, k=self.k))
        return [Document(id=hit.id, page_content=hit.text, metadata=hit.metadata) for hit in found]
