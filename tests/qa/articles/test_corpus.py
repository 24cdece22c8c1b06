import hashlib
import os
import sys
from pathlib import Path

import pytest

from qa.articles import corpus as corpus_module
from qa.articles.corpus import read_corpus, read_files, seeds_folder
from qa.articles.formats.sandbox import Limits
from qa.errors import CorpusError

NEWS = "复工复产\n\n昨日,邵阳1330家企业复工。\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "2020").mkdir()
    (tmp_path / "2020" / "A.MD").write_text("# 开学\n\n昨日,新生入学。\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# About this folder\n\nFive pages.\n", encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(NEWS, encoding="utf-8")
    return tmp_path


def test_txt_and_md_files_below_the_folder_go_in_by_name(folder):
    corpus = read_corpus(folder)
    assert [(article.id, article.title) for article in corpus.articles] == [
        ("2020/A.MD#1", "开学"),
        ("b.txt#1", "复工复产"),
    ]
    assert [file.name for file in corpus.files] == ["2020/A.MD", "b.txt"]
    assert (corpus.skipped, corpus.remarks, corpus.others) == ((), (), {".png": 1})


def test_the_digest_is_over_names_and_file_hashes(folder):
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("2020/A.MD", "b.txt")}
    lines = "".join(f"{name}\0{digest}\n" for name, digest in hashes.items())
    assert read_corpus(folder).sha256 == hashlib.sha256(lines.encode()).hexdigest()


@pytest.mark.parametrize("change", ["content", "name", "new file"])
def test_the_digest_changes_with_the_articles_and_with_nothing_else(folder, change):
    before = read_corpus(folder).sha256
    (folder / "README.md").write_text("# Another description\n", encoding="utf-8")
    assert read_corpus(folder).sha256 == before
    match change:
        case "content":
            (folder / "b.txt").write_text(NEWS.replace("1330", "1331"), encoding="utf-8")
        case "name":
            (folder / "b.txt").rename(folder / "c.txt")
        case _:
            (folder / "c.txt").write_text(NEWS, encoding="utf-8")
    assert read_corpus(folder).sha256 != before


def test_files_that_are_no_text_are_skipped_and_reported(folder):
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "empty.txt").write_bytes(b" \n\xef\xbb\xbf\n")
    (folder / "old.txt").write_bytes(NEWS.encode("gb18030"))
    corpus = read_corpus(folder)
    assert [file.name for file in corpus.files] == ["2020/A.MD", "b.txt", "old.txt"]
    assert corpus.skipped == (
        ("empty.txt", "empty.txt is empty"),
        ("picture.txt", "picture.txt is not text: it holds NUL bytes; save it as UTF-8 text"),
    )


def test_a_file_that_fails_while_it_is_read_is_skipped_and_reported(folder, monkeypatch):
    opened = os.open

    def failing(path, *options, **named):
        if Path(path).name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *options, **named)

    monkeypatch.setattr(os, "open", failing)
    assert read_corpus(folder).skipped == (("b.txt", "b.txt cannot be read: Permission denied"),)


def test_a_missing_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(CorpusError) as missing:
        read_corpus(tmp_path / "none")
    assert (
        str(missing.value)
        == f"there is no folder {tmp_path / 'none'}; name one that holds articles as .txt or .md files"
    )


def test_a_folder_without_articles_is_an_error_that_says_what_to_put_there(tmp_path):
    (tmp_path / "README.md").write_text("# Nothing yet\n", encoding="utf-8")
    with pytest.raises(CorpusError) as empty:
        read_corpus(tmp_path)
    assert (
        str(empty.value)
        == f"the folder {tmp_path} holds no articles; put .txt or .md files there, one or more to a file"
    )


def test_a_folder_of_which_nothing_can_be_read_is_an_error_with_the_reasons(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\0")
    (tmp_path / "b.txt").write_bytes(b"")
    with pytest.raises(CorpusError) as unreadable:
        read_corpus(tmp_path)
    assert str(unreadable.value) == (
        f"nothing in {tmp_path} can be read: a.txt is not text: it holds NUL bytes; save it as UTF-8 text; "
        "b.txt is empty; put newspaper articles there as UTF-8 text"
    )


def test_the_seeds_are_found_in_a_wheel_first_and_then_in_a_checkout(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus_module, "_PACKAGE", tmp_path / "qa")
    with pytest.raises(CorpusError) as missing:
        seeds_folder()
    assert f"neither {tmp_path / 'qa' / 'seeds'} nor {tmp_path / 'seeds'}" in str(missing.value)
    (tmp_path / "seeds").mkdir()
    assert seeds_folder() == tmp_path / "seeds"
    (tmp_path / "qa" / "seeds").mkdir(parents=True)
    assert seeds_folder() == tmp_path / "qa" / "seeds"


def test_the_seeds_that_ship_are_read_whole():
    corpus = read_corpus(seeds_folder())
    assert (len(corpus.files), len(corpus.articles), corpus.skipped) == (5, 23, ())


def test_files_go_by_the_names_that_they_are_given(tmp_path):
    (tmp_path / "01.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "02.txt").write_bytes(b"")
    (tmp_path / "03.pdf").write_bytes(b"<html>")
    (tmp_path / "04.txt").write_text("不在其内", encoding="utf-8")
    seen = []
    names = {"02.txt": "空.txt", "01.txt": "../复工.txt", "03.pdf": "甲.pdf", "05.txt": "乙.txt"}
    corpus = read_files(tmp_path, names, about=seen.append)
    assert [(article.id, article.file.name) for article in corpus.articles] == [("../复工.txt#1", "../复工.txt")]
    assert corpus.skipped == (
        ("乙.txt", "乙.txt cannot be read: No such file or directory"),
        ("甲.pdf", "甲.pdf cannot be read: it is an HTML page; name it .html"),
        ("空.txt", "空.txt is empty"),
    )
    assert [source and source.file.text for source in seen] == [None, NEWS, None, None]


def test_files_of_which_none_can_be_read_are_a_corpus_without_articles(tmp_path):
    (tmp_path / "01.txt").write_bytes(b"")
    corpus = read_files(tmp_path, {"01.txt": "空.txt"})
    assert (corpus.articles, corpus.files, corpus.skipped) == ((), (), (("空.txt", "空.txt is empty"),))


def test_what_is_told_of_a_file_can_end_the_reading(tmp_path, monkeypatch):
    (tmp_path / "01.txt").write_text(NEWS, encoding="utf-8")
    monkeypatch.setattr(corpus_module, "parse_file", lambda *_: pytest.fail("cut into articles"))

    def about(source):
        raise InterruptedError(source.file.name)

    with pytest.raises(InterruptedError, match=r"甲\.txt"):
        read_files(tmp_path, {"01.txt": "甲.txt"}, about=about)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's limits are Linux's")
def test_the_limits_on_files_that_are_no_plain_text_can_be_set(tmp_path):
    (tmp_path / "01.csv").write_text("text\n" + "字" * 4000, encoding="utf-8")
    corpus = read_files(tmp_path, {"01.csv": "甲.csv"}, limits=Limits(output=1000))
    assert corpus.skipped == (("甲.csv", "甲.csv cannot be read: it holds more than 0 MiB of text; split it"),)
