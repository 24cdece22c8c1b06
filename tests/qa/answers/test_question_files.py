"""Question sets and batches: read whole, or refused with the line that is wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.question_files import BatchQuestion, GoldQuestion, read_batch, read_question_set
from qa.errors import UsageError
from qa.retrieval.filters import Filters

ROOT = Path(__file__).parents[3]
PROOF = "复工企业1330家,\n\n返岗109431人"
COUNT = GoldQuestion("q1", "zh", "count", "多少家?", (), "news.txt", PROOF, ("1330家", "1330"))
UNANSWERABLE = GoldQuestion("q2", "en", "unanswerable", "who?", ("where?",), "", "", ())


def test_a_batch_line_may_bring_filters():
    lines = [b'{"question": "?", "filters": {"place": "x"}}', b"?", b'{"question": "?", "filters": {"town": "x"}}']
    read = read_batch(lines, "batch")
    assert next(read) == BatchQuestion("?", (), Filters(place="x"))
    assert next(read) == BatchQuestion("?")
    with pytest.raises(UsageError, match=r"^batch, line 3: filters: 'town' is none"):
        next(read)


def test_question_set_is_read_whole(tmp_path: Path):
    path = tmp_path / "set.jsonl"
    gold = {
        "id": "q1",
        "lang": "zh",
        "kind": "count",
        "question": "多少家?",
        "file": "news.txt",
        "quote": PROOF,
    }
    path.write_text(
        "\ufeff"
        + json.dumps({**gold, "answer": "1330家", "answers_ok": ["1330"], "style": "verbatim"})
        + "\n\n"
        + json.dumps(
            {
                "id": "q2",
                "lang": "en",
                "kind": "unanswerable",
                "question": "who?",
                "file": None,
                "history": ["where?"],
            }
        ),
        encoding="utf-8",
    )
    assert read_question_set(path) == [COUNT, UNANSWERABLE]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not JSON"),
        ("[1]", "line 2: '[1]' is no JSON object"),
        ('{"id": "q1", "lang": "zh", "kind": "who"}', "line 2: the field 'question' is None"),
        (
            '{"id": "q1", "lang": "zh", "kind": "who", "question": "?", "history": "q"}',
            "line 2: the field 'history' is 'q'",
        ),
        (
            '{"id": "q1", "lang": "zh", "kind": "who", "question": "?", "file": "a.txt"}',
            "line 2: the field 'quote' is None",
        ),
    ],
)
def test_line_that_is_no_question_is_named(tmp_path: Path, line, message):
    path = tmp_path / "set.jsonl"
    path.write_text("\n" + line, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_question_set(path)
    assert str(caught.value).startswith(f"{path}, {message}")


@pytest.mark.parametrize("content", [None, b"", b"\n \n"])
def test_question_set_that_is_missing_or_empty_is_named(tmp_path: Path, content):
    path = tmp_path / "set.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"question set .*set\.jsonl"):
        read_question_set(path)


def test_batch_lines_are_plain_questions_or_objects():
    lines = [
        "\ufeff邵阳有多少家?\r\n".encode(),
        b"\n",
        '{"question": "那衡阳呢?", "history": ["邵阳有多少家?"], "id": "q7"}\n'.encode(),
        b'{"question": "who?", "history": null}',
    ]
    assert list(read_batch(lines, "batch.txt")) == [
        BatchQuestion("邵阳有多少家?"),
        BatchQuestion("那衡阳呢?", ("邵阳有多少家?",)),
        BatchQuestion("who?"),
    ]


def test_batch_is_read_as_it_comes():
    def lines():
        yield b"first\n"
        raise AssertionError("read ahead")

    assert next(read_batch(lines(), "-")) == BatchQuestion("first")


@pytest.mark.parametrize(
    "line", [b"{", b'{"question": 7}', b'{"question": "?", "history": [7]}', b"\xff", b"{" * 99999]
)
def test_batch_line_that_makes_no_sense_is_named(line):
    with pytest.raises(UsageError, match=r"^batch\.txt, line 2: "):
        list(read_batch([b"fine\n", line], "batch.txt"))


@given(st.lists(st.tuples(st.text(), st.lists(st.text()))))
def test_batch_of_objects_round_trips(questions):
    lines = [json.dumps({"question": question, "history": history}).encode() for question, history in questions]
    expected = [BatchQuestion(question, tuple(history)) for question, history in questions]
    assert list(read_batch(lines, "-")) == expected


@pytest.mark.parametrize(
    "path", sorted((ROOT / "benchmarks" / "questions").glob("*.jsonl")), ids=lambda path: path.name
)
def test_shipped_sets_prove_their_answers_from_the_shipped_articles(path):
    questions = read_question_set(path)
    texts = {file.name: file.read_bytes().decode("utf-8") for file in (ROOT / "seeds").glob("*.txt")}
    assert len({gold.id for gold in questions}) == len(questions)
    assert [gold.id for gold in questions if gold.answerable and gold.quote not in texts[gold.file]] == []
    assert [gold.id for gold in questions if gold.answerable == (gold.kind == "unanswerable")] == []
