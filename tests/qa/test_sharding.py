"""A folder in Milvus: put in by shares from the command line, opened by the real model, the same answers as without."""

import json
from dataclasses import replace

import pytest

import qa.sharding
from qa import Settings, open_archive
from qa.answers.contract import answer_to_dict
from qa.retrieval.filters import parse_filters

NEWS = {
    "a.txt": "《邵阳日报》2022年11月21日 邵阳复工\n\n本报讯 截至昨日,邵阳市规上工业企业复工复产1330家,返岗109431人。",
    "b.txt": "衡阳调研\n\n本报讯 衡阳市委书记邓群策到企业调研。他走进车间,询问口罩的产量。车间每天生产口罩5万只。",
    "c.txt": "永兴修桥\n\n本报讯 永兴县今年修了12座桥,最长的一座长3公里,3月10日通车。",
    "d.txt": "社区送温暖\n\n本报讯 祥光社区给老人发放口罩3000只,志愿者上门给126名老人量体温。",
}
QUESTIONS = [
    "邵阳有多少家企业复工？",
    "邵阳返岗多少人？",
    "谁到衡阳的企业调研？",
    "车间每天生产多少口罩？",
    "永兴县修了几座桥？",
    "桥什么时候通车？",
    "祥光社区给谁发放口罩？",
    "发放了多少只口罩？",
    "给多少名老人量体温？",
    "株洲有多少家企业复工？",
    "How many enterprises resumed work in Shaoyang?",
    "Where did Deng Qunce go?",
]


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "报"
    inside.mkdir()
    for name, text in NEWS.items():
        (inside / name).write_text(text, encoding="utf-8")
    return inside


@pytest.fixture
def environment(monkeypatch, tmp_path, fake_encoder):
    """A cache and a Milvus of its own, and no model."""
    monkeypatch.setenv("YUANJU_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("YUANJU_STORE", f"milvus:{tmp_path / 'passages.db'}")
    monkeypatch.setattr(qa.sharding, "load_encoder", lambda *_: fake_encoder)
    return monkeypatch


def test_each_share_is_embedded_once(environment, folder, run_cli):
    printed = [run_cli("index", folder, "--shard", f"{number}/2", "--json")[:2] for number in (1, 2)]
    counts = [json.loads(out) for _, out in printed]
    assert [code for code, _ in printed] == [0, 0]
    assert sum(count["articles"] for count in counts) == len(NEWS)
    assert [count["new"] for count in counts] == [count["passages"] for count in counts]
    count = counts[0]
    line = f"shard 1/2: {count['articles']} articles, {count['passages']} passages, 0 of them new in Milvus\n"
    assert run_cli("index", folder, "--shard", "1/2")[:2] == (0, line)


@pytest.mark.parametrize(
    ("store", "shard", "message"),
    [
        ("", "1/2", "a shard is put into a Milvus that several machines share; name it in YUANJU_STORE"),
        ("milvus:a.db", "3/2", "a shard is written as 2/8, the second of eight shares; it was '3/2'"),
    ],
)
def test_a_share_of_nothing_is_wrong_usage(environment, folder, run_cli, store, shard, message):
    environment.setenv("YUANJU_STORE", store)
    code, out, err = run_cli("index", folder, "--shard", shard)
    assert (code, out) == (2, "")
    assert message in err


def test_both_stores_give_the_same_answers(folder, tmp_path, model_cache):
    for model in model_cache.glob("multilingual-e5-small-*"):
        (tmp_path / model.name).symlink_to(model)
    settings = Settings(corpus=folder, cache=tmp_path, reader="none")  # it would put right what is found differently
    here = open_archive(settings=settings)
    there = open_archive(settings=replace(settings, store=str(tmp_path / "passages.db")))
    assert here.index_folder != there.index_folder
    assert not list(there.index_folder.glob("*.npy"))
    for question in QUESTIONS:
        assert _found(here, question) == _found(there, question) != []
    for question in QUESTIONS[-3:]:
        ours, theirs = (answer_to_dict(archive.ask(question)) for archive in (here, there))
        assert _without_figures(ours) == _without_figures(theirs)
    filters = parse_filters({"place": "永兴"})
    assert _found(here, "口罩", filters) == _found(there, "口罩", filters) != _found(here, "口罩")


def _found(archive, question, filters=None):
    """The first hit and its best sentence."""
    hits = archive.search(question, k=1, filters=filters)
    return [(hit.passage.article.id, hit.passage.text, hit.sentences[0].text) for hit in hits]


def _without_figures(answer):
    """An answer without what the keyword list's own figures go into."""
    cited = [{k: v for k, v in citation.items() if k != "score"} for citation in answer["citations"]]
    return {**answer, "citations": cited, "confidence": None, "pointers": None}
