"""The file of readers' verdicts: what a line holds, and how a file is read back."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answer import Answer, Citation, Reason
from qa.answers.opinions import Opinion, Opinions, Place, Verdict, line_of, opinion_on, place_of, read_opinions
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.errors import UsageError
from qa.retrieval.hits import Passage

TEXT = "截至昨日,复工\n企业1330家,返岗109431人。"
ARTICLE = Article("a.txt#1", "题", "", "", "", None, "", None, SourceFile("a.txt", TEXT, "c0ffee", "utf-8"), ())
CITATION = Citation(1, Passage(ARTICLE, 0, len(TEXT), Reading.of_spans(TEXT, [Span(0, len(TEXT))])), 0, 16, 10, 15, 1.0)
PLACE = Place("a.txt", "c0ffee", 0, 16, 10, 15)
RIGHT = Opinion(
    "1f", "2026-03-10", "0.1.0", "zh", (), "多少家？", "多少家？", True, "1330家", None, PLACE, Verdict.RIGHT, ""
)
SILENCE = replace(RIGHT, id="2f", answered=False, answer=None, reason="fact_not_stated", citation=None)


def fields_of(opinion):
    return json.loads(line_of(opinion))


def test_a_verdict_on_an_answer_holds_its_place_and_no_quote():
    answer = Answer("多少 家？", "多少 家？", "zh", True, "1330家", (CITATION,), None)
    about = {"id_": "1f", "history": ["邵阳？"], "date": "2026-03-10", "version": "0.1.0"}
    opinion = opinion_on(answer, Verdict.RIGHT, "对", **about)
    assert opinion == replace(RIGHT, question="多少 家？", understood="多少 家？", remark="对")
    assert place_of(CITATION) == PLACE
    assert fields_of(opinion) == {
        "schema_version": 1,
        "id": "1f",
        "date": "2026-03-10",
        "version": "0.1.0",
        "language": "zh",
        "history": [],
        "question": "多少 家？",
        "understood": "多少 家？",
        "answered": True,
        "answer": "1330家",
        "reason": None,
        "citation": {"file": "a.txt", "sha256": "c0ffee", "start": 0, "end": 16, "answer_start": 10, "answer_end": 15},
        "verdict": "right",
        "remark": "对",
    }


def test_the_questions_before_are_kept_only_where_the_question_leaned_on_them():
    about = {"id_": "1f", "history": ["邵阳有多少家？"], "date": "2026-03-10", "version": None}
    alone = Answer("  多少\t家？", "多少 家？", "zh", False, None, (), Reason.FACT_NOT_STATED, pointers=(CITATION,))
    leaning = replace(alone, question="那衡阳呢？", understood="衡阳有多少家？")
    assert opinion_on(alone, Verdict.WRONG, "", **about).history == ()
    assert opinion_on(leaning, Verdict.WRONG, "", **about) == replace(
        SILENCE,
        id="1f",
        version=None,
        history=("邵阳有多少家？",),
        question="那衡阳呢？",
        understood="衡阳有多少家？",
        verdict=Verdict.WRONG,
    )


TEXTS = st.text() | st.text('\x00\n\r\t"\\{}\x85\u2028\u2029\ufeff\u202e𠮷😀家')
FILES = TEXTS | st.text("a.\udc80\udcff")  # a name that is no UTF-8 holds its bytes as lone surrogates


@st.composite
def opinions(draw):
    answered = draw(st.booleans())
    start, answer_start, answer_end, end = sorted(draw(st.lists(st.integers(0, 10**9), min_size=4, max_size=4)))
    place = Place(draw(FILES), draw(TEXTS), start, end + 1, answer_start, answer_end + 1)
    return Opinion(
        id=draw(st.uuids()).hex,
        date=draw(st.dates()).isoformat(),
        version=draw(st.none() | TEXTS),
        language=draw(st.sampled_from(["zh", "en"])),
        history=tuple(draw(st.lists(TEXTS))),
        question=draw(TEXTS),
        understood=draw(TEXTS),
        answered=answered,
        answer=draw(TEXTS) if answered else None,
        reason=None if answered else draw(st.sampled_from(Reason)).value,
        citation=place if answered else None,
        verdict=draw(st.sampled_from(Verdict)),
        remark=draw(TEXTS),
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("data") / "feedback.jsonl"


@given(st.lists(opinions(), min_size=1))
def test_whatever_is_written_is_read_back(file, written):
    file.write_bytes(b"".join(map(line_of, written)))
    assert read_opinions(file) == Opinions(tuple({o.id: o for o in written}.values()), 0, ())


@given(opinions(), st.data())
def test_a_line_that_was_cut_off_anywhere_is_named_and_the_rest_is_read(file, cut, data):
    """At the end of the file, and before what the next writer adds."""
    line = line_of(cut).removesuffix(b"\n")
    part = line[: data.draw(st.integers(1, len(line) - 1))]
    for after, more in ((b"", ()), (b"\n" + line_of(SILENCE), (SILENCE,))):
        file.write_bytes(line_of(RIGHT) + part + after)
        read = read_opinions(file)
        assert read.last == (RIGHT, *more)
        (skipped,) = read.skipped
        assert skipped.startswith(f"{file}, line 2: ")
        assert skipped.endswith("; skipped")


def test_of_the_lines_on_one_answer_the_last_counts(file):
    changed = [replace(RIGHT, verdict=verdict) for verdict in (Verdict.WRONG, Verdict.WITHDRAWN)]
    file.write_bytes(b"".join(map(line_of, [RIGHT, SILENCE, *changed])))
    assert read_opinions(file) == Opinions((changed[1], SILENCE), 2, ())


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"schema_version": 2}, "schema_version 2, 1 is read here"),
        ({"answered": "yes"}, "the field 'answered' is 'yes'"),
        ({"verdict": "perfect"}, "the field 'verdict' is 'perfect'; it has to be one of right, wrong, withdrawn"),
        ({"language": "fr"}, "the field 'language' is 'fr'; it has to be one of zh, en"),
        ({"remark": None}, "the field 'remark' is None"),
        ({"history": "?"}, "the field 'history' is '?'"),
        ({"answer": None}, "the field 'answer' is None"),
        ({"answered": False}, "the field 'reason' is None"),
        ({"answered": False, "reason": "bored"}, "the field 'reason' is 'bored'"),
        ({"citation": None}, "the field 'citation' is None; an answer needs the place"),
        ({"citation": {"file": "a.txt"}}, "the field 'sha256' is None"),
        ({"citation": fields_of(RIGHT)["citation"] | {"end": True}}, "the citation's offsets are"),
        ({"citation": fields_of(RIGHT)["citation"] | {"end": "16"}}, "the citation's offsets are"),
        ({"citation": fields_of(RIGHT)["citation"] | {"answer_end": 17}}, "the answer does not lie in its quote"),
        ({"citation": fields_of(RIGHT)["citation"] | {"start": -1}}, "the answer does not lie in its quote"),
        ({"citation": fields_of(RIGHT)["citation"] | {"answer_end": 10}}, "the answer does not lie in its quote"),
    ],
)
def test_a_line_that_is_no_verdict_is_skipped_and_says_why(file, change, complaint):
    file.write_bytes(json.dumps(fields_of(RIGHT) | change).encode() + b"\n\n" + line_of(SILENCE))
    read = read_opinions(file)
    assert (read.last, read.superseded) == ((SILENCE,), 0)
    (skipped,) = read.skipped
    assert skipped.startswith(f"{file}, line 1: {complaint}")


@pytest.mark.parametrize("content", [b"", b"\n \n", b"{", b'{"id": "q1", "question": "?"}\n{"verdict": "right"}'])
def test_a_file_of_another_kind_is_none(file, content):
    file.write_bytes(content)
    assert read_opinions(file) is None


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"cannot read the question set .*none\.jsonl: No such file"):
        read_opinions(tmp_path / "none.jsonl")
