"""Whatever a file does to the process that reads it ends as one clear reason, and the next file is read."""

import os
import random
import resource
import subprocess
import sys
import zlib
from itertools import pairwise
from pathlib import Path

import pytest

from qa.articles.formats import sandbox as sandbox_module
from qa.articles.formats.extracted import Extracted, from_json, to_json
from qa.articles.formats.sandbox import Limits, Sandbox
from qa.articles.parts import Details, Part
from qa.articles.reading import Span
from qa.articles.unreadable import UnreadableError

MIB = 1024 * 1024
GOOD = '{"title": "大桥通车", "text": "全长1260米。"}'.encode()
READ = Extracted(
    "大桥通车\n\n全长1260米。\n\n\n\n",
    (Part(Span(0, 14), Details("大桥通车"), is_article=True, title_at=Span(0, 4)),),
    encoding="utf-8",
)


def reason(sandbox, name, raw):
    with pytest.raises(UnreadableError) as refused:
        sandbox.extract(name, raw)
    assert sandbox.extract("jsonl", GOOD) == READ
    return str(refused.value)


def packed_over_and_over(content, times):
    """`content` so many times on end, compressed; packed but once, so that gigabytes take no time."""
    packer = zlib.compressobj(9, wbits=-15)
    block, checksum = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH), 1
    for _ in range(times):
        checksum = zlib.adler32(content, checksum)
    return b"\x78\xda" + block * times + b"\x03\x00" + checksum.to_bytes(4)


def pdf_stream(content, times=1):
    """A PDF of one page whose content unpacks to `content`, so many times on end."""
    packed = packed_over_and_over(content, times)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, content) for n, content in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"


def test_files_are_read_one_after_the_other_by_one_process(sandbox):
    assert sandbox.extract("jsonl", GOOD) == READ
    child = sandbox._child.pid
    assert sandbox.extract("csv", "标题,正文\n大桥通车,全长1260米。\n".encode()) == READ
    assert sandbox._child.pid == child


@pytest.mark.parametrize("name", ["pdf", "docx", "jsonl", "csv", "html"])
@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 1000, b"\xff" * 1000, b"PK\x03\x04", b"%PDF-1.7\n%%EOF", random.Random(1).randbytes(5000)]
)
def test_what_is_no_file_of_its_format_is_refused(sandbox, name, raw):
    assert reason(sandbox, name, raw)


def test_every_beginning_of_a_good_file_is_read_or_refused(sandbox, make_pdf, make_docx):
    for name, raw in (("pdf", make_pdf([["青石大桥通车"]])), ("docx", make_docx("#青石大桥通车"))):
        for size in range(0, len(raw), len(raw) // 20):
            try:
                text = sandbox.extract(name, raw[:size]).text
            except UnreadableError as error:
                text = f"青石大桥通车, {error}"
            assert "青石大桥通车" in text


def with_entities(entities, text):
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    ).encode()


def test_entities_that_multiply_are_refused(sandbox, make_docx, with_main_part):
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    main = with_entities(f'<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">{laughs}', "&j;")
    assert reason(sandbox, "docx", with_main_part(make_docx("x"), main)).startswith("it is damaged, or no DOCX file (")


@pytest.mark.parametrize("path", ["secret.txt", "/etc/passwd"])
def test_entities_that_name_other_files_bring_nothing_in(sandbox, make_docx, with_main_part, tmp_path, path):
    (tmp_path / "secret.txt").write_text("root:机密", encoding="utf-8")
    main = with_entities(f'<!ENTITY f SYSTEM "file://{tmp_path / path}">', "大桥通车&f;。")
    assert sandbox.extract("docx", with_main_part(make_docx("x"), main)).text == "大桥通车"


def test_xml_that_is_too_deep_is_refused(sandbox, make_docx, with_main_part):
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    assert reason(sandbox, "docx", with_main_part(make_docx("x"), deep)).startswith("it is damaged, or no DOCX file (")


def test_html_that_is_too_deep_is_read_or_refused(sandbox):
    assert reason(sandbox, "html", b"<div>" * 300_000 + b"x")


def test_a_page_that_unpacks_to_gigabytes_ends_at_a_limit(sandbox):
    assert zlib.decompress(packed_over_and_over(b"BT ET ", 3)) == b"BT ET " * 3
    assert sandbox.extract("pdf", pdf_stream(b"BT /F 9 Tf (bridge) Tj ET")).text == "bridge"
    with Sandbox(Limits(memory=256 * MIB, seconds=20)) as limited:
        why = reason(limited, "pdf", pdf_stream(b"BT /F 9 Tf (x) Tj ET " * 60_000, times=1_000))
        assert why.startswith("it is damaged, or no PDF file (Limit reached while decompressing.")


def test_a_file_that_takes_too_much_memory_is_refused_and_says_so():
    with Sandbox(Limits(memory=64 * MIB)) as limited:
        assert reason(limited, "jsonl", b'{"text": "' + b"a" * 60 * MIB + b'"}') in (
            "reading it takes more than 64 MiB of memory",
            "it brings down the program that reads it (it ran out of memory)",
        )


@pytest.fixture
def patient():
    """A sandbox whose child has started: on a busy machine that alone may take more than a second."""
    with Sandbox(Limits(seconds=60)) as sandbox:
        assert sandbox.extract("jsonl", GOOD) == READ
        yield sandbox


def assert_given_up(patient, raw):
    """What takes more than a second from now on is refused, and the next file is read."""
    patience, patient._limits = patient._limits, Limits(seconds=1)
    with pytest.raises(UnreadableError, match=r"^reading it takes more than 1 seconds$"):
        patient.extract("jsonl", raw)
    patient._limits = patience
    assert patient.extract("jsonl", GOOD) == READ


def test_a_file_that_takes_too_long_is_refused_and_says_so(patient):
    assert_given_up(patient, b'{"text": "a", "title": "b"}\n' * 3_000_000)


def test_a_child_that_does_not_answer_is_ended_by_the_clock(patient):
    os.kill(patient._child.pid, 19)  # SIGSTOP: it takes no processor time at all
    assert_given_up(patient, GOOD)


def test_a_text_that_is_too_long_is_refused_and_says_so():
    with Sandbox(Limits(output=MIB)) as limited:
        assert reason(limited, "jsonl", b'{"text": "' + b"a" * 2 * MIB + b'"}') == (
            "it holds more than 1 MiB of text; split it"
        )


def test_a_child_that_was_brought_down_by_another_file_is_replaced(sandbox):
    sandbox.extract("jsonl", GOOD)
    sandbox._child.kill()
    assert sandbox.extract("jsonl", GOOD) == READ


def test_the_child_writes_no_file_and_ends_with_its_input(tmp_path):
    command = [sys.executable, "-P", "-B", "-m", "qa.articles.formats.worker", str(512 * MIB), "20", str(MIB)]
    root = Path(sandbox_module.__file__).parents[3]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(root)}, cwd=tmp_path
    )
    child.stdin.write(b'{"format": "jsonl", "size": %d}\n' % len(GOOD) + GOOD)
    child.stdin.flush()
    assert child.stdout.read(int(child.stdout.readline()))
    assert resource.prlimit(child.pid, resource.RLIMIT_FSIZE) == (0, 0)
    child.stdin.close()
    assert (child.wait(20), list(tmp_path.iterdir())) == (0, [])


def test_a_module_in_the_current_folder_is_not_imported_in_place_of_a_library(tmp_path, monkeypatch):
    for name in ("json", "csv", "pypdf", "lxml"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with Sandbox() as fresh:
        assert fresh.extract("jsonl", GOOD) == READ


def test_no_child_outlives_its_sandbox():
    with Sandbox() as fresh:
        fresh.extract("jsonl", GOOD)
        child = fresh._child
    assert child.poll() is not None


def test_json_that_no_extractor_can_have_made_is_refused():
    data = to_json(READ)
    assert from_json(data) == READ
    for change in (
        {"text": "短"},
        {"text": "\ud800" * 20},
        {"pages": [5, 3]},
        {"parts": [data["parts"][0] | {"span": [3, 2]}]},
        {"parts": [data["parts"][0] | {"title_at": [0, 99]}]},
        {"parts": [data["parts"][0] | {"declared": {"published": "2022-02-30"}}]},
        {"parts": [data["parts"][0] | {"declared": {"surprise": "x"}}]},
        {"parts": None},
    ):
        with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
            from_json(data | change)
