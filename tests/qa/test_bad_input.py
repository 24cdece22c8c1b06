"""Bad questions and bad folders: one clear message each, no traceback, nothing lost."""

import json

import pytest

import qa.cli
from qa import open_archive
from qa.settings import Settings

GOOD = "邵阳有多少家企业复工复产？"


@pytest.fixture(scope="module")
def seeds_archive(model_cache):
    return open_archive(settings=Settings(cache=model_cache))


@pytest.fixture
def on_seeds(monkeypatch, seeds_archive):
    monkeypatch.setattr(qa.cli, "open_archive", lambda folder, *, settings: seeds_archive)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "question_too_short"),
        (" \t\u3000", "question_too_short"),
        ("？！……", "question_too_short"),
        ("\x00\x1b\x07\x9b\u200b", "question_too_short"),
        ("😀🏭🎉", "question_too_short"),
        ("中" * 10_000, "question_too_long"),
        ("resumed work " * 800, "question_too_long"),
        ("邵阳有多少家企业复工？" * 1000, "question_too_long"),
        ("\ud83d", "question_too_short"),
    ],
)
def test_bad_question_gets_a_reason(on_seeds, run_cli, question, reason):
    code, out, err = run_cli("ask", question, "--json")
    answer = json.loads(out)
    assert (code, err) == (1, "")
    assert (answer["question"], answer["reason"]) == (question, reason)
    assert (answer["answered"], answer["answer"], answer["citations"]) == (False, None, [])
    code, out, err = run_cli("search", question, "--json")
    assert code in (0, 1)
    assert err == ""
    assert json.loads(out)["question"] == question


@pytest.mark.parametrize("noise", ["🏭{}🏭", "\x00{}\x1b[31m", "\u200b{}\ufeff", "\ud83d{}"])
def test_noise_around_a_good_question_is_looked_past(on_seeds, run_cli, noise):
    code, out, err = run_cli("ask", noise.format(GOOD), "--json")
    assert (code, json.loads(out)["answer"], err) == (0, "1330家", "")


def test_bad_history_costs_nothing(on_seeds, run_cli):
    history = ["", "\x00", "😀", "中" * 10_000]
    arguments = [argument for question in history for argument in ("--history", question)]
    code, out, err = run_cli("ask", GOOD, *arguments, "--json")
    assert (code, json.loads(out)["answer"], err) == (0, "1330家", "")


@pytest.fixture
def cache(model_cache, monkeypatch):
    monkeypatch.setenv("YUANJU_CACHE", str(model_cache))


def assert_one_line(result, code, *words):
    left, out, err = result
    assert (left, out) == (code, "")
    assert err.startswith("yuanju: ")
    assert err.count("\n") == 1
    assert [word for word in words if word not in err] == []


def test_missing_folder(cache, run_cli, tmp_path):
    missing = tmp_path / "没有"
    assert_one_line(run_cli("ask", GOOD, "--corpus", missing), 3, str(missing))
    assert not missing.exists()


def test_file_in_place_of_a_folder(cache, run_cli, tmp_path):
    file = tmp_path / "article.txt"
    file.write_text("一篇报道", encoding="utf-8")
    assert_one_line(run_cli("ask", GOOD, "--corpus", file), 3, str(file))


def test_empty_folder(cache, run_cli, tmp_path):
    assert_one_line(run_cli("index", tmp_path), 3, str(tmp_path))


def test_folder_with_nothing_readable(cache, run_cli, tmp_path):
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert_one_line(run_cli("search", GOOD, "--corpus", tmp_path), 3, "picture.txt")


ARTICLES = {
    "gb18030.txt": (
        "临江书店昨日开业\n\n本报讯 临江书店昨日开业,首日接待读者4210人次,售出图书873册。\n",
        "gb18030",
    ),
    "bom.txt": ("青石大桥通车\r\n\r\n本报讯 青石大桥5月6日通车,全长1260米,总投资3.2亿元。\r\n", "utf-8-sig"),
    "wide.txt": ("云岭茶园采茶忙\n\n本报讯 云岭茶园今年采茶面积5400亩,日均用工620人。\n", "utf-16"),
}


def test_folder_with_every_kind_of_file(cache, run_cli, tmp_path):
    contents = {name: text.encode(encoding) for name, (text, encoding) in ARTICLES.items()}
    contents["binary.txt"] = bytes(range(256)) * 20
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)

    code, out, _ = run_cli("index", tmp_path, "--json")
    summary = json.loads(out)
    assert (code, summary["files"]) == (0, 3)
    assert [entry["file"] for entry in summary["skipped"]] == ["binary.txt"]
    assert summary["skipped"][0]["reason"]

    asked = {
        "临江书店首日接待了多少读者？": ("4210人次", "gb18030.txt"),
        "青石大桥全长多少米？": ("1260米", "bom.txt"),
        "云岭茶园采茶面积有多少亩？": ("5400亩", "wide.txt"),
    }
    for question, (answer, name) in asked.items():
        code, out, err = run_cli("ask", question, "--corpus", tmp_path, "--json")
        said = json.loads(out)
        citation = said["citations"][0]
        assert (code, said["answer"], citation["article"]["file"], err) == (0, answer, name, "")
        decoded = decoded_text(contents[name], ARTICLES[name][1])
        assert decoded[citation["answer_start"] : citation["answer_end"]] == answer

    assert run_cli("verify", "--corpus", tmp_path)[0] == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == contents


def decoded_text(content, encoding):
    """The text that offsets count: a byte order mark is its first character."""
    if encoding == "utf-16":
        return content.decode("utf-16")
    return content.decode(encoding.removesuffix("-sig"))


def test_cache_that_cannot_be_written(run_cli, monkeypatch, tmp_path):
    """Below a regular file no folder can be made, whoever asks."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("YUANJU_CACHE", str(blocked / "cache"))
    assert_one_line(run_cli("ask", GOOD), 3, str(blocked / "cache"))
    assert blocked.read_bytes() == b""


def test_model_that_is_not_there(cache, run_cli, monkeypatch, tmp_path):
    monkeypatch.setenv("YUANJU_MODEL", str(tmp_path / "model"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert_one_line(run_cli("ask", GOOD), 3, str(tmp_path / "model"))
