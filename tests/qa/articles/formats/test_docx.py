"""DOCX: every paragraph that Word prints, in its order, headings marked."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml

from qa.articles.article import SourceFile
from qa.articles.formats import docx
from qa.articles.parsing import parse_file
from qa.articles.unreadable import UnreadableError


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_titles_headings_and_paragraphs_make_articles(make_docx):
    raw = make_docx(
        "#大桥通车",
        "■本报记者 王 五",
        "本报讯 大桥全长1260米。",
        "##造价",
        "造价3亿元。",
        "#春茶上市",
        "本报讯 卖了12吨。",
    )
    extracted = docx.extract(raw)
    assert extracted.text == (
        "# 大桥通车\n\n■本报记者 王 五\n\n本报讯 大桥全长1260米。\n\n## 造价\n\n造价3亿元。\n\n"
        "# 春茶上市\n\n本报讯 卖了12吨。"
    )
    read = parse_file(SourceFile("a.docx", extracted.text, "", "", "docx"), extracted.parts).articles
    assert [(a.id, a.title, a.byline) for a in read] == [
        ("a.docx#1", "大桥通车", "王五"),
        ("a.docx#2", "春茶上市", ""),
    ]


def test_small_cells_are_a_line_a_row_and_long_ones_paragraphs():
    document = Document()
    document.add_paragraph("前文。")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["市", "企业", "邵阳", "1330家"], strict=True):
        cell.text = text
    columns = document.add_table(1, 2)
    long = [f"第{n}栏,{'全市规模以上工业企业中有三百余家恢复生产。' * 3}" for n in (1, 2)]
    for cell, text in zip(columns._cells, long, strict=True):
        cell.text = text
    document.add_paragraph("后文。")
    assert docx.extract(saved(document)).text.split("\n\n") == ["前文。", "市\t企业", "邵阳\t1330家", *long, "后文。"]


def test_what_word_prints_is_read_and_what_was_deleted_is_not():
    document = Document()
    body = document.element.body
    runs = (
        "<w:r><w:t>大桥</w:t><w:tab/><w:t>全长</w:t></w:r><w:ins><w:r><w:t>1260</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>999</w:delText></w:r></w:del><w:hyperlink><w:r><w:t>米</w:t></w:r></w:hyperlink>"
        "<w:r><w:br/><w:t>完。</w:t></w:r>"
    )
    body.insert(0, parse_xml(f"<w:p {W}>{runs}</w:p>"))
    inside = "<w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:r><w:pict>{inside}</w:pict><w:t>框外</w:t></w:r>"
    body.insert(1, parse_xml(f"<w:p {W}>{box}</w:p>"))
    assert docx.extract(saved(document)).text.split("\n\n") == ["大桥\t全长1260米\n完。", "框外", "框里"]


def test_a_document_without_text_and_an_encrypted_one_are_refused(make_docx):
    with pytest.raises(UnreadableError, match=r"^it holds no text; if it holds pictures of text, turn them into"):
        docx.extract(make_docx(""))
    with pytest.raises(
        UnreadableError, match=r"^it is encrypted or an old DOC file; save it as DOCX without a password$"
    ):
        docx.extract(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_what_unpacks_to_too_much_is_not_unpacked(make_docx, with_main_part):
    raw = with_main_part(make_docx("一"), b" " * 200_000_001)
    assert len(raw) < 1_000_000
    with pytest.raises(
        UnreadableError, match=r"^it unpacks to 200,8\d\d,\d\d\d bytes; more than 200,000,000 are not read$"
    ):
        docx.extract(raw)


def test_paths_inside_of_the_archive_lead_nowhere(make_docx, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = io.BytesIO(make_docx("大桥全长1260米。"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../outside.txt", "x")
        archive.writestr("/outside.txt", "x")
    assert docx.extract(file.getvalue()).text == "大桥全长1260米。"
    assert list(tmp_path.iterdir()) == []
