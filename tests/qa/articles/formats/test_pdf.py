"""PDF with text: the articles of its pages, and the page of every character."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from qa.articles.article import SourceFile
from qa.articles.formats import pdf
from qa.articles.parsing import parse_file
from qa.articles.unreadable import UnreadableError

ROOT = Path(__file__).parents[4]
FIRST = ["青石大桥通车", "■本报记者 王 五", "本报讯 昨日,青石大桥通车,全长1260米,", "这是第三座桥。"]
SECOND = ["春茶上市", "■本报记者 李 四", "本报讯 今年茶园卖了12吨春茶。"]


def test_the_pages_are_read_in_order_and_known_by_their_offsets(make_pdf):
    extracted = pdf.extract(make_pdf([FIRST, SECOND]))
    assert extracted.text == "\n".join(FIRST) + "\n\n" + "\n".join(SECOND)
    file = SourceFile("a.pdf", extracted.text, "", "", "pdf", pages=extracted.pages)
    begin = extracted.text.index(SECOND[0])
    assert [file.page(at) for at in (0, begin - 1, begin, len(file.text) - 1)] == [1, 1, 2, 2]
    assert [
        (a.title, a.byline, [p.text for p in a.paragraphs][-1]) for a in parse_file(file, extracted.parts).articles
    ] == [
        ("青石大桥通车", "王五", "本报讯 昨日,青石大桥通车,全长1260米,这是第三座桥。"),
        ("春茶上市", "李四", SECOND[-1]),
    ]


@pytest.mark.parametrize("number", ["{}", "- {} -", "第{}页"])
@pytest.mark.parametrize("at_head", [True, False])
def test_lines_that_count_the_pages_are_left_out(number, at_head, make_pdf):
    pages = [[f"第{n}件事。"] for n in "一二三"]
    for n, lines in enumerate(pages, 5):
        lines.insert(0 if at_head else 1, number.format(n))
    assert pdf.extract(make_pdf(pages)).text == "第一件事。\n\n第二件事。\n\n第三件事。"


def test_numbers_that_count_nothing_stay(make_pdf):
    pages = [["1330", "第一件事。"], ["7", "第二件事。"], ["2022", "第三件事。"]]
    assert pdf.extract(make_pdf(pages)).text == "\n\n".join("\n".join(lines) for lines in pages)


def test_pages_without_text_are_named(make_pdf):
    extracted = pdf.extract(make_pdf([[], FIRST, [], *([[]] * 10)]))
    assert extracted.text.strip() == "\n".join(FIRST)
    assert extracted.left_out == ("no text on page 1, 3, 4, 5, 6, 7, 8, 9, 10, 11 and more: empty, or a scan",)
    file = SourceFile("a.pdf", extracted.text, "", "", "pdf", pages=extracted.pages)
    assert file.page(extracted.text.index("青石")) == 2


def test_a_scan_and_a_locked_file_are_refused_with_what_to_do(make_pdf):
    with pytest.raises(UnreadableError, match=r"^its pages hold no text; turn the scan into text first \(OCR\)$"):
        pdf.extract(make_pdf([[], []]))
    with pytest.raises(UnreadableError, match=r"^it is encrypted; save it without a password$"):
        pdf.extract(encrypted(make_pdf([FIRST]), "secret", "RC4-128"))


def encrypted(plain, password, algorithm):
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(plain)))
    writer.encrypt(password, "of the owner", algorithm=algorithm)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_file_that_only_its_owner_has_a_password_for_is_read(make_pdf):
    assert pdf.extract(encrypted(make_pdf([FIRST]), "", "RC4-128")).text == "\n".join(FIRST)


def test_an_encryption_that_nobody_knows_is_refused_with_what_to_do(make_pdf):
    odd = re.sub(rb"/V 2\b", b"/V 9", encrypted(make_pdf([FIRST]), "", "RC4-128"))
    with pytest.raises(UnreadableError, match=r"^it is encrypted; save it without a password$"):
        pdf.extract(odd)


READ_WITHOUT_CIPHERS = """
import sys
from pathlib import Path
sys.modules["cryptography"] = sys.modules["Crypto"] = None
from qa.articles.formats import pdf
pdf.extract(Path(sys.argv[1]).read_bytes())
"""


@pytest.mark.parametrize("password", ["", "secret"])
@pytest.mark.parametrize("algorithm", ["AES-128", "AES-256"])
def test_without_a_library_for_its_cipher_a_file_is_refused_with_what_to_do(password, algorithm, make_pdf, tmp_path):
    """pypdf finds out on opening such a file, or as late as on reading a page."""
    file = tmp_path / "a.pdf"
    file.write_bytes(encrypted(make_pdf([FIRST]), password, algorithm))
    done = subprocess.run(
        [sys.executable, "-c", READ_WITHOUT_CIPHERS, file], cwd=ROOT, capture_output=True, text=True, check=False
    )
    last = done.stderr.splitlines()[-1]
    assert last == "qa.articles.unreadable.UnreadableError: it is encrypted; save it without a password"
