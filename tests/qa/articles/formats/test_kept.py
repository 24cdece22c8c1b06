"""Extracted texts are kept beside the index: read once, the same for ever, noticed where they are damaged."""

import hashlib
import logging
import shutil
from pathlib import Path

import pytest

from qa.articles.corpus import read_corpus
from qa.articles.formats import kept as kept_module
from qa.articles.formats.kept import KeptTexts
from qa.articles.formats.sandbox import Sandbox
from qa.errors import IndexStoreError

LINES = ["青石大桥通车", "■本报记者 王 五", "本报讯 昨日,青石大桥通车,全长1260米。"]


@pytest.fixture
def folder(tmp_path, extracted):
    """Files of three formats, beside a cache in which nothing is kept."""
    return Path(shutil.copytree(extracted / "articles", tmp_path / "articles"))


@pytest.fixture(scope="module")
def extracted(tmp_path_factory, make_pdf):
    """The files, and what is kept of them."""
    both = tmp_path_factory.mktemp("extracted")
    inside = both / "articles"
    inside.mkdir()
    (inside / "a.pdf").write_bytes(make_pdf([LINES]))
    (inside / "b.csv").write_text("标题,正文,日期\n春茶上市,卖了12吨。,2023-05-01\n,,2023-05-02\n", encoding="gb18030")
    (inside / "c.txt").write_text("永兴县今年修了12座桥。\n", encoding="utf-8")
    read_corpus(inside, texts=KeptTexts(both / "texts"))
    return both


@pytest.fixture
def texts(tmp_path):
    return KeptTexts(tmp_path / "cache" / "texts")


@pytest.fixture
def kept(texts, tmp_path, extracted):
    """A cache in which the texts of these files are kept already."""
    shutil.copytree(extracted / "texts", tmp_path / "cache" / "texts")
    return texts


def no_child(*_):
    pytest.fail("a file was taken apart again")


def test_a_text_is_kept_as_a_file_whose_hash_the_citation_names(folder, texts, tmp_path):
    files = {file.name: file for file in read_corpus(folder, texts=texts).files}
    kept = {path.name: path.read_bytes() for path in (tmp_path / "cache" / "texts").iterdir()}
    assert len(kept) == 4
    for name, version in (("a.pdf", "pdf1"), ("b.csv", "csv1")):
        raw = kept[f"{files[name].sha256}.{version}.txt"]
        assert raw.decode("utf-8") == files[name].text
        assert hashlib.sha256(raw).hexdigest() == files[name].text_sha256
    assert files["c.txt"].text_sha256 == ""


def test_what_was_kept_is_read_again_without_a_child_even_under_another_name(folder, kept, monkeypatch):
    before = read_corpus(folder, texts=kept)
    (folder / "a.pdf").rename(folder / "z.pdf")
    monkeypatch.setattr(Sandbox, "extract", no_child)
    after = read_corpus(folder, texts=kept)
    told = [[(a.title, a.published, [p.text for p in a.paragraphs]) for a in of.articles] for of in (before, after)]
    assert sorted(told[0]) == sorted(told[1])
    assert (
        after.remarks == before.remarks == (("b.csv", "line 3 has no text in a column such as text, content or 正文"),)
    )


def test_an_extractor_of_another_version_reads_a_file_anew_and_both_texts_stay(folder, kept, tmp_path, monkeypatch):
    before = read_corpus(folder, texts=kept)
    monkeypatch.setitem(kept_module.VERSIONS, "pdf", 2)
    assert read_corpus(folder, texts=kept) == before
    names = sorted(path.name.partition(".")[2] for path in (tmp_path / "cache" / "texts").iterdir())
    assert names == ["csv1.json", "csv1.txt", "pdf1.json", "pdf1.txt", "pdf2.json", "pdf2.txt"]


@pytest.mark.parametrize("ending", ["txt", "json"])
@pytest.mark.parametrize("damage", ["flipped", "truncated", "gone", "empty"])
def test_a_damaged_text_is_noticed_named_and_extracted_anew(folder, kept, tmp_path, caplog, ending, damage):
    before = read_corpus(folder, texts=kept)
    [path] = (tmp_path / "cache" / "texts").glob(f"*.pdf1.{ending}")
    whole = path.read_bytes()
    match damage:
        case "flipped":
            path.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
        case "truncated":
            path.write_bytes(whole[:-9])
        case "empty":
            path.write_bytes(b"")
        case _:
            path.unlink()
    [file] = [file for file in before.files if file.name == "a.pdf"]
    with caplog.at_level(logging.WARNING):
        assert kept.hash_of(file.sha256, "pdf") == ""
    assert ("is damaged" in caplog.text) is not (damage == "gone" and ending == "json")
    assert read_corpus(folder, texts=kept) == before
    assert path.read_bytes() == whole


def test_every_flipped_byte_of_what_is_kept_is_noticed(folder, kept, tmp_path):
    file = read_corpus(folder, texts=kept).files[0]
    for path in (tmp_path / "cache" / "texts").glob("*.pdf1.*"):
        whole = path.read_bytes()
        for at in range(len(whole)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
            assert kept.hash_of(file.sha256, "pdf") == ""
        path.write_bytes(whole)
    assert kept.hash_of(file.sha256, "pdf") == file.text_sha256


def test_a_folder_that_cannot_be_written_is_an_error_that_names_it(folder, tmp_path):
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    with pytest.raises(IndexStoreError) as refused:
        read_corpus(folder, texts=KeptTexts(tmp_path / "cache" / "texts"))
    assert str(refused.value) == (
        f"The text of a file cannot be kept in {tmp_path / 'cache' / 'texts'}: Not a directory. "
        "Name another cache folder, one that may be written and has space left."
    )


def test_a_text_that_was_cut_off_while_it_was_written_is_no_text(folder, texts, tmp_path, monkeypatch):
    def failing(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept_module.os, "fsync", failing)
    with pytest.raises(IndexStoreError, match="No space left on device"):
        read_corpus(folder, texts=texts)
    assert list((tmp_path / "cache" / "texts").iterdir()) == []


def test_the_digest_changes_with_an_extracted_text(folder, texts):
    digest = read_corpus(folder, texts=texts).sha256
    assert read_corpus(folder).sha256 == digest
    (folder / "b.csv").write_text("正文\n卖了13吨。\n", encoding="utf-8")
    assert read_corpus(folder, texts=texts).sha256 != digest
