import io
import json
import re
import zipfile

import pytest
from reportlab.pdfgen.canvas import Canvas

from qa.chat.uploads import adding
from qa.chat.uploads.adding import add
from qa.chat.uploads.reasons import kind_of
from qa.chat.uploads.sent import Problem, RefusedError, Sent
from qa.chat.uploads.shelf import Progress, StoppedError

BRIDGES = Sent("桥.txt", "永兴县今年修了12座桥。\n".encode("gb18030"))
SCHOOLS = Sent("学校.txt", "新学校\n\n资兴市新建了3所学校。\n".encode())
ROWS = Sent("路.jsonl", json.dumps({"标题": "新路", "正文": "桂阳县铺了8公里路。"}).encode())


def on_disk(shelf):
    return sorted(path.name for path in shelf.articles.iterdir())


def put(shelf, archive, *files):
    """Add files as a page does; what was told of it."""
    told = []
    keep, shelf.told = shelf.told, lambda progress: told.append(progress) or keep(progress)
    try:
        with shelf.adding():
            add(shelf, files, archive)
    finally:
        shelf.told = keep
    return told


def test_files_go_in_and_are_asked_by_themselves(shelf, one_article):
    told = put(shelf, one_article, BRIDGES, ROWS)
    answer = shelf.archive.ask("永兴县修了几座桥？")
    assert (answer.answer, answer.citations[0].article.id) == ("12座", "桥.txt#1")
    files = {article.file.name: article.file.encoding for article in shelf.archive.articles}
    assert files == {"桥.txt": "gb18030", "路.jsonl": "utf-8"}
    assert (shelf.holding.names, shelf.holding.left_out) == ({"1.txt": "桥.txt", "2.jsonl": "路.jsonl"}, ())
    assert shelf.holding.size == sum(len(one.content) for one in (BRIDGES, ROWS))
    assert told[:3] == [("reading", 0, 2), ("reading", 1, 2), ("reading", 2, 2)]
    assert [told[-1].stage, told[-1].done] == ["indexing", told[-1].total]
    assert one_article.ask("永兴县修了几座桥？").answer == "31座"


def test_more_files_go_beside_those_before_and_only_they_are_embedded(shelf, one_article, fake_encoder):
    put(shelf, one_article, BRIDGES)
    before = fake_encoder.passages_encoded
    put(shelf, one_article, SCHOOLS, BRIDGES)
    assert list(shelf.holding.names.values()) == ["桥.txt", "学校.txt", "桥 (2).txt"]
    assert fake_encoder.passages_encoded - before == 3  # the passage of the school, its headline and its sentence
    assert shelf.archive.ask("资兴市建了几所学校？").answer == "3所"


HOSTILE = (
    "../../etc/passwd.txt",
    "<img src=x onerror=window.hacked=1>.txt",
    "报" * 200 + ".txt",
    "a\0b.txt",
    "\u202etxt.txt",
    "/etc/passwd.md",
    "..\\..\\a.txt",
    "README.md",
    ".hidden.txt",
    "CON.txt",
    "a.txt/",
    "a.txt",
    "A.txt",
)


def test_no_name_is_a_path(shelf, one_article, tmp_path):
    files = [Sent(name, f"第{number}座桥长{number}米。".encode()) for number, name in enumerate(HOSTILE, 1)]
    before = {path for path in tmp_path.rglob("*") if shelf.folder not in path.parents}
    put(shelf, one_article, *files)
    assert {path for path in tmp_path.rglob("*") if shelf.folder not in path.parents} == before
    assert all(re.fullmatch(r"\d+\.(txt|md)", name) for name in on_disk(shelf))
    held = {article.file.name: article.file.text for article in shelf.archive.articles}
    assert sorted(held.values()) == sorted(one.content.decode() for one in files if one.name != "a.txt/")
    assert len(held) == len(HOSTILE) - 1
    assert [name for name, _ in shelf.holding.left_out] == ["file"]  # a folder's name ends in a slash


def pdf(*lines):
    made = io.BytesIO()
    canvas = Canvas(made)
    for number, line in enumerate(lines):
        canvas.drawString(50, 700 - 20 * number, line)
    canvas.save()
    return made.getvalue()


def packed(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


UNREADABLE = {
    "空.txt": (b"", "empty"),
    "图.txt": (b"\x89PNG\r\n\x1a\n\0\0", "not_text"),
    "文.txt": (b"%PDF-1.4", "misnamed"),
    "旧.txt": (b"\xd0\xcf\x11\xe0", "old_office"),
    "页.pdf": (b"<html>", "misnamed"),
    "坏.pdf": (b"%PDF-1.4 broken", "damaged"),
    "扫描.pdf": (pdf(), "no_text"),
    "坏.docx": (b"PK\x03\x04", "damaged"),
    "别的.docx": (packed(a="b"), "damaged"),
    "空.html": (b"<html><body></body></html>", "no_main_text"),
    "表.csv": ("甲,乙\n1,2\n".encode(), "no_column"),
    "行.jsonl": (b"{\n[1]\n", "no_article"),
    "旧.doc": (b"", "save_as"),
    "照片.png": (b"", "not_read"),
    "无名": (b"", "not_read"),
    "目录": (None, "unsent"),
}


def test_what_cannot_be_read_is_named_with_a_reason_the_page_knows_and_the_rest_goes_in(shelf, one_article):
    put(shelf, one_article, BRIDGES, *(Sent(name, content) for name, (content, _) in UNREADABLE.items()))
    found = {name: kind_of(name, reason)[0] for name, reason in shelf.holding.left_out}
    assert found == {name: kind for name, (_, kind) in UNREADABLE.items()}
    assert shelf.holding.names == {"1.txt": "桥.txt"}
    assert on_disk(shelf) == ["1.txt"]
    assert shelf.archive.ask("永兴县修了几座桥？").answer == "12座"


def test_where_nothing_can_be_read_there_is_nothing_to_ask(shelf, one_article):
    put(shelf, one_article, Sent("空.txt", b""))
    assert (shelf.archive, shelf.holding.left_out, on_disk(shelf)) == (None, (("空.txt", "空.txt is empty"),), [])


def test_what_cannot_be_read_leaves_what_is_there_as_it_is(shelf, one_article):
    put(shelf, one_article, BRIDGES)
    before = shelf.archive
    put(shelf, one_article, Sent("空.txt", b""), Sent("照片.png", b""))
    assert shelf.archive is before
    assert [name for name, _ in shelf.holding.left_out] == ["照片.png", "空.txt"]


def rows(count):
    return Sent("表.csv", ("text\n" + "".join(f"第{n}座桥。\n" for n in range(count))).encode())


@pytest.mark.parametrize(
    ("files", "problem", "values"),
    [
        ([BRIDGES, rows(501)], Problem.TOO_MANY_ARTICLES, {"count": 503, "most": 500}),
        ([Sent("长.txt", ("桥" * 499_990).encode()), BRIDGES], Problem.TOO_MUCH_TEXT, {"most": 500_000}),
    ],
)
def test_more_than_is_taken_is_refused_before_it_is_indexed(shelf, one_article, fake_encoder, files, problem, values):
    put(shelf, one_article, SCHOOLS)
    before, encoded = shelf.holding, fake_encoder.passages_encoded
    with pytest.raises(RefusedError) as refused:
        put(shelf, one_article, *files)
    assert (refused.value.problem, refused.value.values) == (problem, values)
    assert (shelf.holding, on_disk(shelf), fake_encoder.passages_encoded) == (before, ["1.txt"], encoded)


@pytest.mark.parametrize("stage", ["reading", "indexing"])
def test_who_stops_has_what_was_there_before(shelf, one_article, monkeypatch, stage):
    put(shelf, one_article, SCHOOLS)
    before = shelf.holding
    keep = shelf.told

    def told(progress):
        if progress.stage == stage:
            shelf.stop()
        keep(progress)

    monkeypatch.setattr(shelf, "told", told)
    with pytest.raises(StoppedError), shelf.adding():
        add(shelf, [BRIDGES], one_article)
    assert (shelf.holding, on_disk(shelf)) == (before, ["1.txt"])
    assert shelf.archive.ask("资兴市建了几所学校？").answer == "3所"


def test_a_file_that_takes_too_long_is_named_and_the_rest_goes_in(shelf, one_article, monkeypatch):
    monkeypatch.setattr(adding, "_LIMITS", adding.Limits(output=150))
    put(shelf, one_article, ROWS, BRIDGES)
    assert [kind_of(*one)[0] for one in shelf.holding.left_out] == ["too_much"]
    assert shelf.holding.names == {"2.txt": "桥.txt"}


def test_progress_begins_in_the_line():
    assert Progress() == ("waiting", 0, 0)
