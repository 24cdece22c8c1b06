"""A folder of everything that means harm or nothing: each file ends as one reason, the rest goes in."""

import os
import zlib
from itertools import pairwise

from qa.articles.corpus import read_corpus

NEWS = "复工复产\n\n昨日,邵阳1330家企业复工。\n"


def test_each_ends_as_one_clear_reason_and_the_rest_goes_in(tmp_path, make_pdf, make_docx, with_main_part):
    folder = tmp_path / "articles"
    folder.mkdir()
    docx, pdf = make_docx("#大桥通车", "大桥全长1260米。"), make_pdf([["春茶上市", "本报讯 卖了12吨。"]])
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    main = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈">{laughs}]><x>&j;</x>'.encode()
    files = {
        "01 good.txt": NEWS.encode(),
        "02 good.docx": docx,
        "03 good.pdf": pdf,
        "04 good.html": f"<!doctype html><h1>开学</h1><p>{'新生120人入学。' * 20}</p>".encode(),
        "05 good.jsonl": '{"正文": "永兴县修了12座桥。"}'.encode(),
        "06 good.csv": "正文\n永兴县修了31座桥。\n".encode("gb18030"),
        "10 zip bomb.docx": with_main_part(docx, bytes(210_000_000)),
        "11 laughs.docx": with_main_part(docx, main),
        "12 deep.docx": with_main_part(docx, b"<a>" * 100_000),
        "13 deep.jsonl": b'{"text":' * 100_000,
        "14 cut off.docx": docx[: len(docx) // 2],
        "15 cut off.pdf": pdf[: len(pdf) // 2],
        "16 word in truth.pdf": docx,
        "17 pdf in truth.txt": pdf,
        "18 page in truth.md": b"\xef\xbb\xbf <!DOCTYPE HTML><p>x",
        "19 rich text in truth.txt": b"{\\rtf1 x}",
        "20 old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900),
        "21 archive.html": b"PK\x03\x04" + bytes(90),
        "22 empty.txt": b"",
        "23 empty.pdf": b"",
        "24 binary.csv": bytes(range(256)) * 9,
        "25 machine code.txt": b"\x7fELF" + bytes(900),
        "26 deep.html": b"<div>" * 300_000,
        "27 font.pdf": b"%PDF-1.7\n" + zlib.compress(b"x" * 10_000),
    }
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    (tmp_path / "secret.txt").write_text("机密文件9999份。", encoding="utf-8")
    (folder / "30 link.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(folder / "31 pipe.pdf")
    corpus = read_corpus(folder)
    assert [article.id for article in corpus.articles] == [f"{name}#1" for name in list(files)[:6]]
    assert "9999" not in "".join(file.text for file in corpus.files)
    assert all("\n" not in reason for _, reason in corpus.skipped)
    # What a library says in brackets is its own affair.
    assert [reason.partition(" (")[0] for _, reason in corpus.skipped] == [
        "10 zip bomb.docx cannot be read: it unpacks to 210,824,612 bytes; more than 200,000,000 are not read",
        "11 laughs.docx cannot be read: it is damaged, or no DOCX file",
        "12 deep.docx cannot be read: it is damaged, or no DOCX file",
        "13 deep.jsonl cannot be read: it holds no article; line 1 is not JSON",
        "14 cut off.docx cannot be read: it is damaged, or no DOCX file",
        "15 cut off.pdf cannot be read: it is damaged, or no PDF file",
        "16 word in truth.pdf cannot be read: it is a ZIP archive or an Office document; name it .docx",
        "17 pdf in truth.txt cannot be read: it is a PDF file; name it .pdf",
        "18 page in truth.md cannot be read: it is an HTML page; name it .html",
        "19 rich text in truth.txt cannot be read: it is an RTF document; save it as DOCX",
        "20 old.docx cannot be read: it is encrypted or an old DOC file; save it as DOCX without a password",
        "21 archive.html cannot be read: it is a ZIP archive or an Office document; name it .docx",
        "22 empty.txt is empty",
        "23 empty.pdf is empty",
        "24 binary.csv cannot be read: it is not text: it holds NUL bytes; save it as UTF-8 text",
        "25 machine code.txt is not text: it holds NUL bytes; save it as UTF-8 text",
        "26 deep.html cannot be read: no main text is found on the page; save the article as text",
        "27 font.pdf cannot be read: it is damaged, or no PDF file",
        "30 link.txt is not read: it is a symbolic link, which might lead out of the folder; put there what it points "
        "to",
        "31 pipe.pdf cannot be read: it is no ordinary file",
    ]
