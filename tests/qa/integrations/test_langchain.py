"""The LangChain retriever in LangChain's own chains, without a language model."""

import asyncio

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from qa.errors import UsageError
from qa.integrations.langchain import YuanjuRetriever


def as_documents(expected):
    return [Document(id=place, page_content=text, metadata=metadata) for place, text, metadata in expected]


def test_documents_are_the_hits(archive, question, expected):
    assert YuanjuRetriever(archive=archive, k=4).invoke(question) == as_documents(expected(question, 4))


def test_five_unless_told_otherwise(archive, question):
    assert len(YuanjuRetriever(archive=archive).invoke(question)) == 5
    with pytest.raises(UsageError, match="it was 0"):
        YuanjuRetriever(archive=archive, k=0).invoke(question)


def test_asynchronous_and_in_batches(archive, expected):
    retriever, questions = YuanjuRetriever(archive=archive, k=2), ["邵阳", "Hengyang", "贷款需求"]
    wanted = [as_documents(expected(question, 2)) for question in questions]
    assert retriever.batch(questions) == wanted
    assert asyncio.run(retriever.abatch(questions)) == wanted


def test_a_chain_hands_the_documents_on(archive, question, expected):
    quoted = RunnableLambda(lambda documents: "\n".join(document.page_content for document in documents))
    chain = {"context": YuanjuRetriever(archive=archive, k=3) | quoted, "question": RunnablePassthrough()}
    context = "\n".join(text for _, text, _ in expected(question, 3))
    assert (RunnablePassthrough() | chain).invoke(question) == {"context": context, "question": question}


def test_nothing_to_look_for_finds_nothing(archive):
    assert YuanjuRetriever(archive=archive).invoke(" ") == []
