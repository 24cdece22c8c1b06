"""What does not hold is found: a changed file, a shifted offset, a changed digit."""

import os
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa.answers.answer import Answer, Citation, Comparison, Reason, Row
from qa.answers.contract import answer_to_dict
from qa.answers.verification import broken_citations, broken_passages, changed_files, holds
from qa.articles.article import Article, SourceFile
from qa.articles.corpus import read_corpus
from qa.articles.reading import Piece, Reading, Span
from qa.retrieval.hits import Passage

# A column break inside of the passage, and a line before and behind it.
TEXT = "桥讯\n大桥全长\n\n1260米,限速60公里。\n桥讯"
FILE = SourceFile("a.txt", TEXT, "0" * 64, "utf-8")
ARTICLE = Article("a.txt#1", "", "", "", "", None, "", None, FILE, ())
READING = Reading.of_spans(TEXT, [Span(3, 7), Span(9, 22)])
PASSAGE = Passage(ARTICLE, 3, 22, READING)
SHIFTS = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1)]


def answer(passage=PASSAGE, offsets=(3, 22, 9, 14)):
    return Answer("?", "?", "zh", True, "1260米", (Citation(1, passage, *offsets, score=1.0),), None)


def changed(text, at):
    """`text` with another character at that place."""
    return text[:at] + ("7" if text[at] != "7" else "8") + text[at + 1 :]


def in_file(text):
    return replace(PASSAGE, article=replace(ARTICLE, file=replace(FILE, text=text)))


def test_what_holds_is_no_problem():
    assert READING.text == "大桥全长1260米,限速60公里。"
    assert holds(TEXT, READING)
    assert (broken_passages([PASSAGE]), broken_citations(answer())) == ([], [])
    assert broken_citations(Answer("?", "?", "zh", False, None, (), Reason.NO_SUCH_SUBJECT)) == []


@pytest.mark.parametrize("at", [*range(3, 7), *range(9, 22)])
def test_one_changed_character_of_the_file_is_found(at):
    broken = in_file(changed(TEXT, at))
    assert broken_passages([PASSAGE, broken]) == ["a.txt: the passage at 3 to 22 is not what the file holds there"]
    assert broken_citations(answer(broken)) == ["a.txt: the quote at 3 to 22 is not what the file holds"]


@pytest.mark.parametrize("at", [0, 1, 2, 7, 8, 22, 23, 24])
def test_what_stands_around_the_passage_is_not_its_matter(at):
    around = in_file(changed(TEXT, at))
    assert (broken_passages([around]), broken_citations(answer(around))) == ([], [])


@pytest.mark.parametrize("at", range(len(READING.text)))
def test_one_changed_character_of_what_was_read_is_found(at):
    broken = replace(PASSAGE, reading=replace(READING, text=changed(READING.text, at)))
    assert len(broken_passages([broken])) == len(broken_citations(answer(broken))) == 1


@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize("number", [0, 1])
def test_a_piece_that_is_shifted_or_longer_by_one_is_found(number, shift):
    pieces = list(READING.pieces)
    at, start, end = pieces[number]
    pieces[number] = Piece(at, start + shift[0], end + shift[1])
    if shift == (0, -1):  # shorter: what is left holds
        assert holds(TEXT, replace(READING, pieces=tuple(pieces)))
    else:
        assert not holds(TEXT, replace(READING, pieces=tuple(pieces)))


@pytest.mark.parametrize(
    ("offsets", "found"),
    [
        ((3, 22, 9, 14), False),
        ((9, 14, 9, 14), False),
        ((2, 22, 9, 14), True),  # the line feed before the passage
        ((0, 22, 9, 14), True),
        ((3, 23, 9, 14), True),
        ((3, 25, 9, 14), True),
        ((3, 8, 3, 4), True),  # ends in the column break
        ((8, 22, 9, 14), True),  # begins there
        ((3, 22, 8, 14), True),
        ((3, 22, 3, 8), True),
        ((0, 2, 0, 2), True),
    ],
)
def test_a_citation_that_begins_or_ends_outside_of_what_was_read_is_found(offsets, found):
    assert len(broken_citations(answer(offsets=offsets))) == found
    pointing = replace(answer(), citations=(), pointers=answer(offsets=offsets).citations)
    assert len(broken_citations(pointing)) == found
    (cited,) = answer(offsets=offsets).citations
    rows = (Row("", "", "", *answer().citations), Row("", "", "", replace(cited, number=2)))
    assert len(broken_citations(replace(answer(), comparison=Comparison(rows, differ=False)))) == found


def test_files_that_changed_or_are_gone_are_named(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (tmp_path / name).write_bytes(f"{name}里说,大桥全长1260米。\r\n".encode())
    files = read_corpus(tmp_path).files
    assert changed_files(tmp_path, files) == []
    os.utime(tmp_path / "a.txt", (0, 0))
    (tmp_path / "b.txt").write_bytes("b.txt里说,大桥全长1261米。\r\n".encode())
    (tmp_path / "c.txt").write_bytes("c.txt里说,大桥全长1260米。\n".encode())
    (tmp_path / "d.txt").unlink()
    assert changed_files(tmp_path, files) == [
        "b.txt: has changed since it was indexed",
        "c.txt: has changed since it was indexed",
        "d.txt: cannot be read any more (No such file or directory)",
    ]


QUESTIONS = [
    "青石大桥全长多少米？",
    "邵阳有多少家企业招聘？",
    "茶园卖了多少吨春茶？",
    "株洲的招聘会呢？",
    "Who said it?",
]


def bare(text):
    return "".join(text.split())


@pytest.fixture(scope="module")
def cited_for(bold):
    """What the JSON cites for each question."""
    found = {question: answer_to_dict(bold.ask(question)) for question in QUESTIONS}
    return {question: [*answer["citations"], *answer["pointers"]] for question, answer in found.items()}


@given(st.sampled_from(QUESTIONS), st.sampled_from(SHIFTS), st.data())
def test_every_citation_is_its_slice_and_no_other(cited_for, articles, question, shift, data):
    """A reader of the JSON with the file in hand: one character off, or one digit, and the quote is not the slice."""
    cited = data.draw(st.sampled_from(cited_for[question]))
    text = (articles / cited["article"]["file"]).read_bytes().decode()
    for what, low, high in (("quote", "start", "end"), ("answer", "answer_start", "answer_end")):
        start, end = cited[low], cited[high]
        assert bare(text[start:end]) == bare(cited[what])
        assume(not (text[start + shift[0] : start] + text[end : end + shift[1]]).isspace())
        assert bare(text[start + shift[0] : end + shift[1]]) != bare(cited[what])
        at = data.draw(st.sampled_from([at for at in range(start, end) if not text[at].isspace()]))
        assert bare(changed(text, at)[start:end]) != bare(cited[what])
