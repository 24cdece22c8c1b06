"""What the command line reports of the archive itself: its index, its soundness, its figures."""

import json
from dataclasses import replace
from pathlib import Path

from qa.answers.opinions import Verdict, line_of, opinion_on


def test_index_sums_up(archive, run_cli):
    archive.skipped = (("b.bin", "not text"),)
    archive.remarks = (("a.txt", "line 3 has no text"),)
    archive.others = {"": 1, ".jpg": 2}
    printed = (
        f"1 files, 1 articles, 1 passages, 1 suggestions, indexed in {Path('indexes/1')}\n"
        "text in utf-8: 1 files, 1 articles\n"
        "skipped b.bin: not text\n"
        "read in part a.txt: line 3 has no text\n"
        "left aside, as no articles: 1 without ending, 2 .jpg\n"
    )
    assert run_cli("index") == (0, printed, "")
    code, out, _ = run_cli("index", "--json")
    assert (code, json.loads(out)) == (
        0,
        {
            "schema_version": 1,
            "files": 1,
            "articles": 1,
            "passages": 1,
            "index_folder": str(Path("indexes/1")),
            "suggestions": 1,
            "formats": [{"format": "text", "encoding": "utf-8", "files": 1, "articles": 1}],
            "skipped": [{"file": "b.bin", "reason": "not text"}],
            "remarks": [{"file": "a.txt", "remark": "line 3 has no text"}],
            "others": {"": 1, ".jpg": 2},
        },
    )


def test_a_file_name_cannot_steer_the_terminal(archive, run_cli):
    archive.skipped = (("\x1b[2J\nb.txt", "is empty"),)
    assert run_cli("index")[1].splitlines()[2:] == ["skipped \\x1b[2J b.txt: is empty"]


def test_verify_counts_problems_and_leaves_with_3(archive, run_cli):
    assert run_cli("verify") == (0, "1 files, 1 articles, 1 passages; problems: 0\n", "")
    archive.problems = ["a.txt has changed"]
    assert run_cli("verify") == (3, "a.txt has changed\n1 files, 1 articles, 1 passages; problems: 1\n", "")
    code, out, _ = run_cli("verify", "--json")
    counts = {"schema_version": 1, "files": 1, "articles": 1, "passages": 1}
    assert (code, json.loads(out)) == (3, {**counts, "problems": ["a.txt has changed"]})


GOLD = [
    {
        "id": "1",
        "lang": "zh",
        "kind": "count",
        "question": "邵阳有多少家?",
        "file": "a.txt",
        "quote": "企业1330家",
        "answer": "1330家",
    },
    {"id": "2", "lang": "en", "kind": "unanswerable", "question": "who?", "file": None},
]
HEADS = "n R@1 R@5 MRR quote EM F1 false abstain false answer verbatim phi"


def question_set(folder, rows=GOLD):
    path = folder / "set.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_eval_prints_the_figures_of_each_group(archive, run_cli, tmp_path):
    code, out, err = run_cli("eval", question_set(tmp_path))
    *table, confidence = out.splitlines()
    rows = [line.split() for line in table]
    perfect = ["1.000"] * 6
    assert code == 0
    assert "2/2" in err
    assert rows == [
        HEADS.split(),
        ["all", "2", *perfect, "0.000", "0.000", "1.000", "1.000"],
        ["zh", "1", *perfect, "0.000", "-", "1.000", "1.000"],
        ["en", "1", *["-"] * 7, "0.000", "-", "-"],
        ["kind", "count", "1", *perfect, "0.000", "-", "1.000", "1.000"],
        ["kind", "unanswerable", "1", *["-"] * 7, "0.000", "-", "-"],
    ]
    assert confidence == "confidence 0.0 to 0.2: 1 answers, said 0.00, right 1.00"


def test_eval_prints_json(archive, run_cli, tmp_path):
    code, out, _ = run_cli("eval", question_set(tmp_path), "--json")
    figures = json.loads(out)["figures"]
    bins = [{"low": 0.0, "high": 0.2, "answers": 1, "said": 0.0, "was": 1.0}]
    assert json.loads(out)["reliability"] == bins
    assert (code, list(figures)) == (0, ["all", "zh", "en", "kind count", "kind unanswerable"])
    assert figures["all"]["n"] == 2
    assert figures["en"]["R@1"] is None
    assert [asked.get("k") for asked in archive.asked] == [10, None, 10, None]


def test_eval_names_the_file_that_the_articles_lack(archive, run_cli, tmp_path):
    code, out, err = run_cli("eval", question_set(tmp_path, [GOLD[0] | {"file": "b.txt"}]))
    assert (code, out) == (2, "")
    assert err.endswith("\nyuanju: question 1 is about b.txt, which the articles lack; name its corpus\n")


def test_eval_takes_the_verdicts_of_readers_as_a_question_set(archive, run_cli, tmp_path):
    about = {"history": (), "date": "2026-03-10", "version": None}
    right = opinion_on(archive.answer("邵阳有多少家?"), Verdict.RIGHT, "", id_="1", **about)
    silence = opinion_on(archive.answer("who?"), Verdict.RIGHT, "", id_="2", **about)
    wrong = opinion_on(archive.answer("邵阳\x1b[7m呢?"), Verdict.WRONG, "no", id_="3", **about)
    outdated = replace(right, id="4", citation=replace(right.citation, sha256="other"))
    taken_back = [replace(silence, id="5", verdict=verdict) for verdict in (Verdict.WRONG, Verdict.WITHDRAWN)]
    path = tmp_path / "feedback.jsonl"
    written = b"".join(map(line_of, [right, silence, wrong, outdated, *taken_back]))
    path.write_bytes(written + line_of(right)[:40])
    code, out, _ = run_cli("eval", path)
    table = [line.split() for line in out.splitlines()[:6]]
    assert code == 0
    assert table[1] == ["all", "2", *["1.000"] * 6, "0.000", "0.000", "1.000", "1.000"]
    assert [row[:3] for row in table[4:]] == [["kind", "answered", "1"], ["kind", "unanswerable", "1"]]
    *report, skipped = out.splitlines()[7:]
    assert report == [
        "judged right: 2; judged right in an article that has changed since, left out: 1",
        "judged wrong, no truth known: 1; still answered like that: 1",
        "    邵阳\\x1b[7m呢?",
        "taken back: 1; lines superseded: 1",
    ]
    assert skipped.startswith(f"{path}, line 7: not JSON")
    code, out, _ = run_cli("eval", path, "--json")
    assert (code, json.loads(out)["figures"]["all"]["n"]) == (0, 2)
    assert json.loads(out)["verdicts"] == {
        "right": 2,
        "outdated": 1,
        "wrong": 1,
        "still_wrong": ["邵阳\x1b[7m呢?"],
        "withdrawn": 1,
        "superseded": 1,
        "skipped": [skipped],
    }


def test_eval_of_verdicts_without_a_truth_has_no_figures_and_says_what_it_found(archive, run_cli, tmp_path):
    about = {"id_": "1", "history": (), "date": "2026-03-10", "version": None}
    path = tmp_path / "feedback.jsonl"
    path.write_bytes(line_of(opinion_on(archive.answer("who?"), Verdict.WRONG, "", **about)))
    code, out, _ = run_cli("eval", path)
    _, figures, *report = out.splitlines()
    assert (code, figures.split()) == (0, ["all", "0", *["-"] * 10])
    assert report == [
        "judged right: 0; judged right in an article that has changed since, left out: 0",
        "judged wrong, no truth known: 1; still answered like that: 1",
        "    who?",
        "taken back: 0; lines superseded: 0",
    ]
