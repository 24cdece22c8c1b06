"""The Haystack component in a pipeline that has been written to YAML and read back."""

import re

import pytest
import yaml
from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.core.errors import DeserializationError, PipelineRuntimeError

from qa.errors import CorpusError
from qa.integrations.haystack import YuanjuRetriever


@pytest.fixture(autouse=True)
def environment(model_cache, corpus, monkeypatch):
    monkeypatch.setenv("YUANJU_CACHE", str(model_cache))
    monkeypatch.setenv("YUANJU_CORPUS", str(corpus))


def as_documents(expected):
    return [
        Document(id=place, content=text, meta=metadata, score=metadata["score"]) for place, text, metadata in expected
    ]


def test_documents_are_the_hits(question, expected):
    retriever = YuanjuRetriever(top_k=4)
    assert retriever.run(query=question) == {"documents": as_documents(expected(question, 4))}
    assert retriever.run(query=question, top_k=2) == {"documents": as_documents(expected(question, 2))}
    assert retriever.run(query=" ") == {"documents": []}


def test_a_pipeline_goes_to_yaml_and_back(expected):
    pipeline = Pipeline()
    pipeline.add_component("articles", YuanjuRetriever(top_k=3))
    pipeline.add_component("joiner", DocumentJoiner(sort_by_score=False))
    pipeline.connect("articles.documents", "joiner.documents")
    text = pipeline.dumps()
    assert yaml.safe_load(text)["components"]["articles"] == {
        "type": "qa.integrations.haystack.YuanjuRetriever",
        "init_parameters": {"corpus": None, "top_k": 3},
    }
    with pytest.raises(DeserializationError, match=re.escape("allowed_modules=['qa.integrations.haystack']")):
        Pipeline.loads(text)  # Haystack reads no class of others unless it is told to
    read = Pipeline.loads(text, allowed_modules=["qa.integrations.haystack"])
    assert read.dumps() == text
    found = read.run({"articles": {"query": "邵阳"}})
    assert found == {"joiner": {"documents": as_documents(expected("邵阳", 3))}}


def test_a_folder_of_ones_own_by_its_name(tmp_path):
    (tmp_path / "a.txt").write_text("县城通车\n\n昨日，县城到省城的公路通车，全长88公里。\n", encoding="utf-8")
    retriever = YuanjuRetriever.from_dict(YuanjuRetriever(str(tmp_path), top_k=1).to_dict())
    retriever.warm_up()
    (document,) = retriever.run(query="公路全长多少公里？")["documents"]
    assert "全长88公里" in document.content
    assert document.meta["file"] == "a.txt"


def test_a_folder_that_is_missing_is_told(tmp_path):
    pipeline = Pipeline()
    pipeline.add_component("articles", YuanjuRetriever(str(tmp_path / "gone")))
    with pytest.raises((CorpusError, PipelineRuntimeError), match="gone"):
        pipeline.run({"articles": {"query": "邵阳"}})
