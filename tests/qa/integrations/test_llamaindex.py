"""The LlamaIndex retriever in LlamaIndex's own query engine, without a language model."""

import asyncio

import pytest
from llama_index.core import Settings
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import MetadataMode, NodeRelationship

from qa.errors import UsageError
from qa.integrations.llamaindex import YuanjuRetriever


def told(nodes):
    """What the library's nodes say of themselves: (id, text, metadata)."""
    return [(found.node.node_id, found.node.get_content(), found.node.metadata) for found in nodes]


def test_nodes_are_the_hits(archive, question, expected):
    nodes = YuanjuRetriever(archive, k=4).retrieve(question)
    assert told(nodes) == expected(question, 4)
    assert [found.score for found in nodes] == [metadata["score"] for _, _, metadata in expected(question, 4)]


def test_a_node_knows_its_place_and_its_article(archive, question):
    for found in YuanjuRetriever(archive).retrieve(question):
        node, told = found.node, found.node.metadata
        assert (node.start_char_idx, node.end_char_idx) == (told["start"], told["end"])
        assert node.ref_doc_id == node.relationships[NodeRelationship.SOURCE].node_id == told["article"]


def test_asynchronous_too(archive, question, expected):
    assert told(asyncio.run(YuanjuRetriever(archive, k=3).aretrieve(question))) == expected(question, 3)


def test_a_query_engine_gives_the_nodes_back(archive, question, expected, monkeypatch):
    monkeypatch.setattr(Settings, "_llm", MockLLM())  # an engine wants one; this one never asks it
    engine = RetrieverQueryEngine.from_args(YuanjuRetriever(archive, k=3), response_mode="no_text")
    assert told(engine.query(question).source_nodes) == expected(question, 3)


def test_a_language_model_reads_the_dateline_but_no_offsets(archive):
    (found,) = YuanjuRetriever(archive, k=1).retrieve("邵阳有多少家企业复工复产？")
    head, _, text = found.node.get_content(MetadataMode.LLM).partition("\n\n")
    assert text == found.node.get_content()
    names = [line.partition(": ")[0] for line in head.splitlines()]
    assert names == ["title", "kicker", "date", "date_text", "source", "byline", "url"]


def test_nonsense_is_refused(archive):
    with pytest.raises(UsageError, match="it was 0"):
        YuanjuRetriever(archive, k=0).retrieve("邵阳")
    assert YuanjuRetriever(archive).retrieve(" ") == []
