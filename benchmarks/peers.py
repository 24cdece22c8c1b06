"""Yuanju beside what a user would otherwise take: same encoder, same passages, same questions, one run.

    pip install -e '.[bench]'
    python benchmarks/peers.py QUESTIONS [--rounds 3] [--clients 1 8] [--only NAME ...]

Each retriever is set up in the default way of its documentation, in a process of its own: LlamaIndex's
`VectorStoreIndex`, Haystack's `InMemoryEmbeddingRetriever`, txtai's `Embeddings` and its hybrid search. They take
turns, so many rounds of it: a shared machine is not as fast in one minute as in the next. QUESTIONS is a set with
proofs about the articles that ship; those that follow on an earlier question are left out, since the others take none.
Prints the share of proofs that the first hit and the first five cover, and medians of the rounds: milliseconds of a
question, questions a second, seconds to index, and the peak of memory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from embeddings import bundled_model_folder
from embeddings.e5_bundle import PASSAGE_PROMPT, QUERY_PROMPT
from qa import open_archive
from qa.answers.answer import Answer
from qa.answers.evaluation import judge
from qa.answers.question_files import GoldQuestion, read_question_set
from qa.retrieval.hits import Hit, Passage
from qa.settings import Settings

K = 5
NOTHING = Answer("", "", "zh", False, None, (), None)
Search = Callable[[str], Sequence[int]]  # a question to the numbers of passages, best first


def main() -> None:
    """Run each retriever in its own process, or, with --run, one in this."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--only", nargs="+", choices=PEERS, default=list(PEERS))
    parser.add_argument("--run", choices=PEERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        print(json.dumps(measured(arguments.run, arguments.questions, arguments.clients)))
        return
    open_archive()  # models and index are there now
    bundled_model_folder(Settings.from_env().cache)
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in arguments.only}
    for _ in range(arguments.rounds):
        for name, found in runs.items():
            clients = ["--clients", *map(str, arguments.clients)]
            command = [sys.executable, __file__, str(arguments.questions), *clients, "--run", name]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            found.append(json.loads(done.stdout.splitlines()[-1]))
    for name, found in runs.items():
        print(_row(name, _medians(found)))


def _medians(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One run's figures, those that take time or memory by the median of all."""
    timed = {figure: statistics.median(run[figure] for run in runs) for figure in ("p50", "p95", "indexed", "peak")}
    rates = {count: statistics.median(run["rates"][count] for run in runs) for count in runs[0]["rates"]}
    return {**runs[0], **timed, "rates": rates}


def _row(name: str, found: dict[str, Any]) -> str:
    rates = ", ".join(f"{rate:.1f}/s by {clients}" for clients, rate in found["rates"].items())
    return (
        f"{name:14} R@1 {found['first']:.3f}  R@{K} {found['among']:.3f}  p50 {found['p50']:6.1f} ms  p95"
        f" {found['p95']:6.1f} ms  {rates}  indexed in {found['indexed']:5.1f} s  peak {found['peak']:5.0f} MB"
        f"  ({found['versions']})"
    )


def measured(name: str, file: Path, clients: Sequence[int]) -> dict[str, Any]:
    """Index the passages, ask every question, then the same by several at once."""
    make, libraries = PEERS[name]
    passages = [] if name.startswith("yuanju") else list(open_archive(settings=_unread(Settings.from_env())).passages)
    began = time.perf_counter()
    search, passages = make(passages)
    indexed = time.perf_counter() - began
    asked = [gold for gold in read_question_set(file) if gold.answerable and not gold.history]
    search(asked[0].question)
    taken, ranks = [], []
    for gold in asked:
        began = time.perf_counter()
        numbers = search(gold.question)
        taken.append(1000 * (time.perf_counter() - began))
        ranks.append(_rank(gold, [passages[number] for number in numbers]))
    return {
        "first": statistics.mean(rank == 1 for rank in ranks),
        "among": statistics.mean(rank is not None for rank in ranks),
        "p50": statistics.median(taken),
        "p95": statistics.quantiles(taken, n=20)[-1],
        "rates": {count: _rate(search, asked, count) for count in clients},
        "indexed": indexed,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
        "versions": ", ".join(f"{library} {version(library)}" for library in libraries),
    }


def _rank(gold: GoldQuestion, passages: Sequence[Passage]) -> int | None:
    """The place of the first passage that proves the answer, from 1."""
    hits = [Hit(passage, 0.0, None, None) for passage in passages]
    text = next((p.article.file.text for p in passages if p.article.file.name == gold.file), "")
    return judge(gold, hits, NOTHING, text).rank if text else None


def _rate(search: Search, asked: Sequence[GoldQuestion], clients: int) -> float:
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(lambda gold: search(gold.question), asked))
    return len(asked) / (time.perf_counter() - began)


def _unread(settings: Settings) -> Settings:
    return replace(settings, reader="none")


def yuanju(reads: bool) -> Callable[[list[Passage]], tuple[Search, list[Passage]]]:
    """Yuanju itself, with or without its reader, from an empty index."""

    def make(_: list[Passage]) -> tuple[Search, list[Passage]]:
        given = Settings.from_env()
        own = Path(mkdtemp())
        for model in given.cache.glob("multilingual-e5-small-*"):
            (own / model.name).symlink_to(model)
        settings = replace(given, cache=own)
        archive = open_archive(settings=settings if reads else _unread(settings))
        numbers = {(p.article.id, p.start): number for number, p in enumerate(archive.passages)}
        return (
            lambda question: [numbers[h.passage.article.id, h.passage.start] for h in archive.search(question, k=K)]
        ), list(archive.passages)

    return make


def llamaindex(passages: list[Passage]) -> tuple[Search, list[Passage]]:
    """A VectorStoreIndex and its retriever."""
    from llama_index.core import VectorStoreIndex
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    model = HuggingFaceEmbedding(_folder(), query_instruction=QUERY_PROMPT, text_instruction=PASSAGE_PROMPT)
    nodes = [TextNode(id_=str(number), text=passage.text) for number, passage in enumerate(passages)]
    retriever = VectorStoreIndex(nodes, embed_model=model).as_retriever(similarity_top_k=K)
    return (lambda question: [int(found.node.node_id) for found in retriever.retrieve(question)]), passages


def haystack(passages: list[Passage]) -> tuple[Search, list[Passage]]:
    """An InMemoryDocumentStore, searched by embedding."""
    from haystack import Document, Pipeline
    from haystack.components.retrievers import InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    store = InMemoryDocumentStore()
    documents = [Document(content=passage.text, meta={"number": n}) for n, passage in enumerate(passages)]
    embedder = SentenceTransformersDocumentEmbedder(model=_folder(), prefix=PASSAGE_PROMPT, progress_bar=False)
    store.write_documents(embedder.run(documents)["documents"])
    pipeline = Pipeline()
    pipeline.add_component(
        "embed", SentenceTransformersTextEmbedder(model=_folder(), prefix=QUERY_PROMPT, progress_bar=False)
    )
    pipeline.add_component("retrieve", InMemoryEmbeddingRetriever(store, top_k=K))
    pipeline.connect("embed.embedding", "retrieve.query_embedding")

    def search(question: str) -> list[int]:
        found = pipeline.run({"embed": {"text": question}})["retrieve"]["documents"]
        return [document.meta["number"] for document in found]

    return search, passages


def txtai(hybrid: bool) -> Callable[[list[Passage]], tuple[Search, list[Passage]]]:
    """Txtai's Embeddings, by vectors alone or with its keyword index."""

    def make(passages: list[Passage]) -> tuple[Search, list[Passage]]:
        from txtai import Embeddings

        prompts = {"query": QUERY_PROMPT, "data": PASSAGE_PROMPT}
        index = Embeddings(path=_folder(), instructions=prompts, hybrid=hybrid, gpu=False)
        index.index([(number, passage.text, None) for number, passage in enumerate(passages)])
        return (lambda question: [int(number) for number, _ in index.search(question, K)]), passages

    return make


def _folder() -> str:
    return str(bundled_model_folder(Settings.from_env().cache))


PEERS = {
    "yuanju": (yuanju(reads=True), ("yuanju", "onnxruntime")),
    "yuanju unread": (yuanju(reads=False), ("yuanju", "onnxruntime")),
    "llamaindex": (llamaindex, ("llama-index-core", "sentence-transformers", "torch")),
    "haystack": (haystack, ("haystack-ai", "sentence-transformers", "torch")),
    "txtai": (txtai(hybrid=False), ("txtai", "torch")),
    "txtai hybrid": (txtai(hybrid=True), ("txtai", "torch")),
}


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    main()
