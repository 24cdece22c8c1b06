"""What only Milvus has: shares put in by several machines, servers, and what can go wrong with them."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from qa.errors import IndexStoreError
from qa.retrieval.fusion import reciprocal_rank_fusion
from qa.retrieval.lexicon import term_frequency
from qa.retrieval.milvus_collection import connect
from qa.retrieval.milvus_store import MilvusStores
from qa.retrieval.passage_store import Contents
from qa.retrieval.passages import split_article
from qa.retrieval.retriever import RANK_CONSTANT
from qa.retrieval.shard import Shard
from qa.retrieval.tokens import cut, terms

ROOT = Path(__file__).parents[3]
BigramEncoder = runpy.run_path(str(ROOT / "tests" / "conftest.py"))["BigramEncoder"]


@pytest.fixture(scope="module")
def contents(make_article):
    texts = [f"邵阳市有{n}家企业复工。第{n % 3}天下雨。" for n in range(30)]
    passages = [p for n, text in enumerate(texts) for p in split_article(make_article(text, name=f"{n}.txt"))]
    return contents_of(passages)


def contents_of(passages):
    return Contents.read(passages, [cut(passage.text) for passage in passages], term_frequency(documents(passages)))


def documents(passages):
    return [terms(passage.text) for passage in passages]


def build(stores, contents, encoder):
    return stores.build(contents, documents(contents.passages), encoder, progress=False)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return str(tmp_path_factory.mktemp("milvus") / "a.db")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a server: milvus-lite's, which speaks as a cluster does."""
    from milvus_lite.adapter.grpc.server import start_server_in_thread

    serving, database, port = start_server_in_thread(str(tmp_path_factory.mktemp("server")), host="127.0.0.1", port=0)
    yield f"http://127.0.0.1:{port}"
    serving.stop(grace=0)
    database.close()


def test_shares_put_in_by_several_make_the_whole_and_once_is_enough(server, contents):
    stores, encoder = MilvusStores(server, "shared"), BigramEncoder()
    new = [stores.fill(contents, encoder, Shard(number, 3)) for number in (1, 2, 3)]
    assert sum(new) == len(contents.passages)
    assert all(0 < share < len(contents.passages) for share in new)
    # A sentence that several shares hold is put in by the first.
    texts = len(contents.passages) + len(set(contents.sentences.texts))
    assert encoder.passages_encoded == texts
    assert [stores.fill(contents, encoder, Shard(number, 3)) for number in (1, 2, 3)] == [0, 0, 0]
    build(stores, contents, encoder)
    assert encoder.passages_encoded == texts


def test_a_server_says_what_a_file_says(server, file, contents):
    here, there = (build(MilvusStores(uri, "compared"), contents, BigramEncoder()) for uri in (file, server))
    vector = BigramEncoder().encode_query("邵阳企业")
    assert here.dense(vector, 20) == there.dense(vector, 20)
    assert here.keyword({"企业": 1.0, "下雨": 0.5}, 20) == there.keyword({"企业": 1.0, "下雨": 0.5}, 20)


def test_the_fusion_is_that_of_the_server(server, contents):
    """The lists are fused here because the ranking needs the scores of both; the order is Milvus's own."""
    from pymilvus import AnnSearchRequest, RRFRanker

    store = build(MilvusStores(server, "fused"), contents, BigramEncoder())
    vector = BigramEncoder().encode_query("邵阳市有7家企业")
    lists = [[n for n, _ in store.dense(vector, 30)], [n for n, _ in store.keyword({"7": 1.0}, 30)]]
    client, name = connect(server), store.passages.name
    requests = [AnnSearchRequest([vector], "vector", {}, 30), AnnSearchRequest(["7"], "terms", {}, 30)]
    [hits] = client.hybrid_search(name, requests, RRFRanker(RANK_CONSTANT), limit=30, output_fields=["id"])
    fused = dict(reciprocal_rank_fusion(lists, constant=RANK_CONSTANT))
    assert [hit["distance"] for hit in hits] == pytest.approx(sorted(fused.values(), reverse=True), abs=1e-6)


def test_what_is_lost_is_named_and_put_in_again(file, contents, tmp_path):
    stores, encoder = MilvusStores(file, "lost"), BigramEncoder()
    store = build(stores, contents, encoder)
    store.save(tmp_path)
    store.passages.keep_only(set())
    with pytest.raises(IndexStoreError, match=r"_passages in Milvus lacks 2 rows of the index; run `yuanju index` for"):
        store.passage_cosines(encoder.encode_query("邵阳"), [0, 1])
    assert store.dense(encoder.encode_query("邵阳"), 5) == []
    before = encoder.passages_encoded
    assert len(stores.load(tmp_path, contents, encoder).dense(encoder.encode_query("邵阳"), 5)) == 5
    assert encoder.passages_encoded == before + len(contents.passages)


def test_rows_that_another_machine_has_put_in_are_no_hits(file, contents, make_article):
    stores = MilvusStores(file, "ahead")
    store = build(stores, contents, BigramEncoder())
    more = [*contents.passages, *split_article(make_article("邵阳市有99家企业复工。", name="new.txt"))]
    build(stores, contents_of(more), BigramEncoder())
    found = store.dense(BigramEncoder().encode_query("邵阳市有99家企业复工。"), 100)
    assert {number for number, _ in found} == set(range(len(contents.passages)))


def test_a_file_that_another_process_has_open_is_one_clear_message(file, contents):
    build(MilvusStores(file, "held"), contents, BigramEncoder())
    code = (
        "import sys\nfrom qa.errors import IndexStoreError\nfrom qa.retrieval.milvus_collection import connect\n"
        "try:\n    connect(sys.argv[1])\nexcept IndexStoreError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code, file], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == (
        f"Milvus at {file} does not do its part: Open local milvus failed; close whatever else has the file open.\n"
    )
    assert done.stderr == ""


def test_a_file_where_no_folder_can_be_made_is_one_clear_message(tmp_path):
    (tmp_path / "a").write_text("", encoding="utf-8")
    with pytest.raises(IndexStoreError, match=r"Milvus at .*b\.db does not do its part: .*; close whatever else"):
        connect(str(tmp_path / "a" / "b.db"))


def test_a_server_that_is_not_there_is_named_without_its_password(monkeypatch):
    from pymilvus import MilvusException

    from qa.retrieval import milvus_collection

    def refuse(uri):
        raise MilvusException(message="no answer")

    monkeypatch.setattr(milvus_collection, "MilvusClient", refuse)
    with pytest.raises(IndexStoreError) as caught:
        connect("http://root:secret@milvus.example:19530")
    assert str(caught.value) == (
        "Milvus at milvus.example:19530 does not do its part: no answer; see whether the server is up."
    )
