"""The command line: what it prints, where, and how it leaves."""

import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa.cli
import qa.output
from qa.answers.contract import answer_to_dict, hits_to_dict
from qa.errors import CorpusError, IndexStoreError

PLACE = "    邵阳复工 · 《湖南日报》 · 11月15日 · 陈 润 · a.txt:5-32"


def test_answer_comes_with_its_quote_and_place(archive, run_cli):
    printed = f"1330家\n\n[1] 截至昨日,邵阳复工企业1330家,返岗109431人\n{PLACE}\n"
    assert run_cli("ask", "邵阳有多少家?") == (0, printed, "")
    assert archive.asked == [{"question": "邵阳有多少家?", "history": []}]


def test_no_answer_is_a_reason_with_pointers(archive, run_cli):
    printed = (
        "The question names something that is nowhere in the articles\n"
        "Please check the name of the person, place or organisation.\n"
        "Not in the articles: Changsha\n\n"
        f"[1] 截至昨日,邵阳复工企业1330家,返岗109431人\n{PLACE}\n"
    )
    assert run_cli("ask", "How many in Changsha?") == (1, printed, "")


@pytest.mark.parametrize(("terminal", "no_color", "bold"), [(True, "", True), (True, "1", False), (False, "", False)])
def test_bold_is_for_terminals_only(monkeypatch, terminal, no_color, bold):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    monkeypatch.setenv("NO_COLOR", no_color)
    assert qa.output.in_colour() is bold


def test_history_and_depth_are_handed_on(archive, run_cli):
    assert run_cli("ask", "邵阳呢?", "--history", "一?", "--history", "二?", "-k", "3", "--json")[0] == 0
    assert run_cli("search", "邵阳呢?", "--history", "一?", "-k", "7")[0] == 0
    assert archive.asked == [
        {"question": "邵阳呢?", "history": ["一?", "二?"], "k": 3},
        {"question": "邵阳呢?", "history": ["一?"], "k": 7},
    ]


FILTERS = {"since": "2022-11-01", "until": "2022-11-30", "on": "11月15日", "paper": "湖南日报", "place": "邵阳"}


def test_filters_are_handed_on(archive, run_cli):
    options = [part for name, value in FILTERS.items() for part in (f"--{name}", value)]
    assert run_cli("ask", "邵阳?", *options)[0] == 0
    code, out, _ = run_cli("search", "邵阳?", *options, "--json")
    assert (code, json.loads(out)["filters"]) == (0, {**FILTERS, "articles": 2, "undated": 3, "unmatched": []})
    assert [asked["filters"] for asked in archive.asked] == [FILTERS, FILTERS]


def test_a_line_of_a_batch_has_filters_of_its_own(archive, run_cli):
    lines = json.dumps({"question": "邵阳?", "filters": {"place": "株洲"}}) + "\n邵阳?\n"
    code, out, _ = run_cli("search", "--batch", "-", stdin=lines.encode())
    first, second = map(json.loads, out.splitlines())
    assert (code, first["filters"]["unmatched"], "filters" in second) == (0, ["place"], False)
    assert [asked.get("filters") for asked in archive.asked] == [{"place": "株洲"}, None]


def test_a_search_under_filters_that_match_nothing_says_so(archive, run_cli):
    assert run_cli("search", "衡阳?", "--place", "株洲") == (1, "", "没有一篇报道符合筛选条件\n地点：株洲\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "?", "--since", "gestern"], "since: expected a day such as 2022-11-21, got 'gestern'"),
        (["search", "?", "--since", "2022-02-01", "--until", "2022-01-01"], "lies behind until"),
        (["ask", "--batch", "-", "--place", "邵阳"], "from the file alone"),
    ],
)
def test_wrong_filters_are_wrong_usage(archive, run_cli, arguments, message):
    code, out, err = run_cli(*arguments)
    assert (code, out, archive.asked) == (2, "", [])
    assert message in err


def test_json_is_the_contract(archive, run_cli):
    code, out, err = run_cli("ask", "邵阳?", "--json")
    assert (code, json.loads(out), err) == (0, answer_to_dict(archive.answer("邵阳?")), "")
    code, out, err = run_cli("ask", "why?", "--json")
    assert (code, json.loads(out), err) == (1, answer_to_dict(archive.answer("why?")), "")
    code, out, err = run_cli("search", "邵阳?", "--json")
    assert (code, json.loads(out), err) == (0, hits_to_dict("邵阳?", archive.hits("邵阳?")), "")
    code, out, err = run_cli("search", "why?", "--json")
    assert (code, json.loads(out), err) == (1, hits_to_dict("why?", archive.hits("why?")), "")


def test_search_shows_passages_with_their_places(archive, run_cli):
    (passage,) = archive.passages
    place = PLACE.replace("5-32", f"0-{passage.end}")
    assert run_cli("search", "邵阳?") == (0, f"[1] {passage.text}\n{place}\n", "")
    assert run_cli("search", "why?") == (1, "", "")


BATCH = '邵阳?\n\n{"question": "why?", "history": ["邵阳?"]}\n'.encode()


@pytest.mark.parametrize("source", ["file", "-"])
def test_batch_is_answered_a_line_each_in_order(archive, run_cli, tmp_path, source):
    path = tmp_path / "batch.txt"
    path.write_bytes(BATCH)
    code, out, err = run_cli("ask", "--batch", path if source == "file" else "-", stdin=BATCH)
    answers = [answer_to_dict(archive.answer("邵阳?")), answer_to_dict(archive.answer("why?"))]
    assert (code, [json.loads(line) for line in out.splitlines()], err) == (0, answers, "")
    assert [asked["history"] for asked in archive.asked] == [[], ["邵阳?"]]

    code, out, err = run_cli("search", "--json", "-k", 2, "--batch", path if source == "file" else "-", stdin=BATCH)
    hits = [hits_to_dict("邵阳?", archive.hits("邵阳?")), hits_to_dict("why?", archive.hits("why?"))]
    assert (code, [json.loads(line) for line in out.splitlines()], err) == (0, hits, "")


def test_batch_keeps_what_came_before_a_bad_line(archive, run_cli):
    code, out, err = run_cli("ask", "--batch", "-", stdin="邵阳?\n{\n邵阳呢?\n".encode())
    assert (code, len(out.splitlines())) == (2, 1)
    assert err == (
        "yuanju: <stdin>, line 2: not JSON (Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)); give one JSON object a line\n"
    )


@given(st.text())
def test_json_lines_end_only_where_an_answer_does(question):
    line = qa.output.json_line({"question": question})
    assert json.loads(line) == {"question": question}
    assert line.splitlines() == [line]


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "one", "two"],
        ["ask", "邵阳?", "--batch", "-"],
        ["search", "--history", "q", "--batch", "-"],
        ["ask", "--batch", "no such file"],
        ["search", "邵阳?", "-k", "0"],
        ["search", "邵阳?", "-k", "many"],
        ["index", "here", "--corpus", "there"],
        ["eval", "no such file"],
        ["eval"],
        ["publish"],
        ["ask", "--shout", "邵阳?"],
    ],
)
def test_wrong_usage_leaves_with_2_before_anything_is_opened(monkeypatch, run_cli, arguments):
    monkeypatch.setattr(qa.cli, "open_archive", lambda *_, **__: pytest.fail("opened"))
    code, out, err = run_cli(*arguments)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert err.strip()


@pytest.mark.parametrize("error", [CorpusError("no such folder: x; name one"), IndexStoreError("damaged: y")])
def test_trouble_is_one_line_and_leaves_with_3(monkeypatch, run_cli, error):
    def fail(folder, *, settings):
        raise error

    monkeypatch.setattr(qa.cli, "open_archive", fail)
    assert run_cli("ask", "邵阳?") == (3, "", f"yuanju: {error}\n")


def test_interrupt_leaves_with_130(archive, monkeypatch, run_cli):
    def interrupted(question, **_):
        raise KeyboardInterrupt

    monkeypatch.setattr(archive, "ask", interrupted)
    assert run_cli("ask", "邵阳?") == (130, "", "")


def test_corpus_and_settings_reach_the_archive(archive, monkeypatch, run_cli, tmp_path):
    opened = []

    def note(folder, *, settings):
        opened.append((folder, settings.cache))
        return archive

    monkeypatch.setenv("YUANJU_CACHE", str(tmp_path))
    monkeypatch.setattr(qa.cli, "open_archive", note)
    run_cli("ask", "邵阳?", "--corpus", "mine")
    run_cli("index", "mine")
    run_cli("verify")
    assert opened == [(Path("mine"), tmp_path), (Path("mine"), tmp_path), (None, tmp_path)]
