"""What lies in a folder and what does not: nothing outside of it is ever read."""

import os
import socket
import sys
from pathlib import Path

import pytest

from qa.articles import folder as folder_module
from qa.articles.corpus import read_corpus
from qa.articles.folder import look_into, read_bytes
from qa.articles.unreadable import UnreadableError
from qa.errors import CorpusError

NEWS = "复工复产\n\n昨日,邵阳1330家企业复工。\n"
SECRET = "机密\n\n昨日,机密文件9999份。\n"
LINK = "it is a symbolic link, which might lead out of the folder; put there what it points to"


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.txt").write_text(NEWS, encoding="utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET, encoding="utf-8")
    (outside / "secret.yaml").write_text("title: 机密", encoding="utf-8")
    return inside


def test_links_are_named_and_not_followed(folder):
    outside = folder.parent / "outside"
    (folder / "b.txt").symlink_to(outside / "secret.txt")
    (folder / "c.txt").symlink_to("../outside/secret.txt")
    (folder / "d.txt").symlink_to("a.txt")
    (folder / "e.txt").symlink_to("nowhere")
    (folder / "f.txt").symlink_to("f.txt")
    (folder / "papers").symlink_to(outside, target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    corpus = read_corpus(folder)
    assert [article.id for article in corpus.articles] == ["a.txt#1"]
    names = ["b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "loop", "papers"]
    assert corpus.skipped == tuple((name, f"{name} is not read: {LINK}") for name in names)


@pytest.fixture
def opened():
    """The real paths of all files that this process opens; an audit hook stays for good, so it is only listened to."""
    paths, listening = [], [True]

    def hear(event, arguments):
        if listening[0] and event == "open" and isinstance(arguments[0], str | os.PathLike):
            path, _, flags = arguments
            follows = not (flags or 0) & os.O_NOFOLLOW  # a link is not opened then
            inside, name = os.path.split(path)
            paths.append(os.path.realpath(path) if follows else os.path.join(os.path.realpath(inside), name))

    sys.addaudithook(hear)
    yield paths
    listening[0] = False


def test_every_file_that_is_opened_lies_in_the_folder(folder, opened):
    """Whatever the articles name, and wherever links lead."""
    outside = folder.parent / "outside"
    secret = outside / "secret.txt"
    for name, target in {"b.txt": secret, "papers": outside, "a.yaml": outside / "secret.yaml"}.items():
        (folder / name).symlink_to(target)
    for name in ("c.txt", "d.md", "e.html", "f.csv", "g.jsonl"):
        names_it = (
            f'---\ntitle: "{secret}"\nurl: file://{secret}\n---\n'
            f'{NEWS}![x](../outside/secret.txt)\n<img src="{secret}">\n'
            f'{{"text": "{secret}", "file": "../outside/secret.txt"}}\n标题,正文\n{secret},../outside/secret.txt\n'
        )
        (folder / name).write_text(names_it, encoding="utf-8")
    corpus = read_corpus(folder)
    assert {file.name for file in corpus.files} >= {"a.txt", "c.txt", "d.md"}
    below = [path for path in opened if path.startswith(os.path.realpath(folder.parent))]
    names = {os.path.relpath(path, os.path.realpath(folder)) for path in below}
    assert names == {"a.txt", "a.yaml", "c.txt", "d.md", "e.html", "f.csv", "g.jsonl"}
    assert not any("9999" in file.text for file in corpus.files)


def test_a_sidecar_that_is_a_link_is_named_and_not_followed(folder):
    (folder / "a.yaml").symlink_to("../outside/secret.yaml")
    corpus = read_corpus(folder)
    assert [article.title for article in corpus.articles] == ["复工复产"]
    assert corpus.remarks == (("a.txt", f"a.yaml, which describes it, is not read: {LINK}"),)


def test_a_link_put_in_the_place_of_a_file_that_was_seen_is_not_followed(folder):
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to("../outside/secret.txt")
    with pytest.raises(UnreadableError, match=r"^it is a symbolic link"):
        read_bytes(folder / "a.txt")


def test_pipes_sockets_and_folders_named_like_articles_are_no_files(folder, monkeypatch):
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    monkeypatch.chdir(folder)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        corpus = read_corpus(folder)
    assert [file.name for file in corpus.files] == ["a.txt"]
    assert corpus.skipped == (
        ("pipe.txt", "pipe.txt cannot be read: it is no ordinary file"),
        ("socket.txt", "socket.txt cannot be read: No such device or address"),
    )


def test_a_file_that_is_too_large_is_skipped(folder, monkeypatch):
    monkeypatch.setattr(folder_module, "LARGEST_FILE", 2 * 1024**2)
    (folder / "b.txt").write_bytes(b"a" * (2 * 1024**2 + 1))
    assert read_corpus(folder).skipped == (("b.txt", "b.txt cannot be read: it is larger than 2 MiB; split it"),)


def test_a_folder_that_may_not_be_read_is_named(folder, monkeypatch):
    (folder / "2020").mkdir()
    scandir = os.scandir

    def failing(path):
        if os.fspath(path).endswith("2020"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    assert read_corpus(folder).skipped == (("2020/", "2020/ is not read: Permission denied"),)
    monkeypatch.setattr(os, "scandir", lambda path: failing("2020"))
    with pytest.raises(CorpusError) as refused:
        look_into(folder)
    assert str(refused.value) == (f"the folder {folder} cannot be read: Permission denied; check its permissions")


def test_formats_that_are_expected_and_not_read_are_named_and_others_are_counted(folder):
    for name in ("old.doc", "sheet.XLSX", "data.json", "photo.JPG", "photo2.jpg", "page.css", "Makefile", ".git"):
        (folder / name).write_bytes(b"x")
    corpus = read_corpus(folder)
    assert corpus.skipped == (
        (
            "data.json",
            "data.json is not read: .json files are not read; save it as JSON Lines (.jsonl, one article a line)",
        ),
        ("old.doc", "old.doc is not read: .doc files are not read; save it as DOCX"),
        ("sheet.XLSX", "sheet.XLSX is not read: .xlsx files are not read; save it as CSV"),
    )
    assert corpus.others == {"": 1, ".css": 1, ".jpg": 2}


def test_a_folder_of_such_formats_alone_is_an_error_that_names_them(tmp_path):
    (tmp_path / "old.doc").write_bytes(b"x")
    with pytest.raises(CorpusError) as refused:
        read_corpus(tmp_path)
    assert str(refused.value) == (
        f"nothing in {tmp_path} can be read: old.doc is not read: .doc files are not read; save it as DOCX; "
        "put newspaper articles there as UTF-8 text"
    )


@pytest.fixture
def deep_folder(tmp_path, monkeypatch):
    """A chain of 1,500 folders with an article in the last; taken down link by link, as pytest's own way recurses."""
    monkeypatch.chdir(tmp_path)
    for _ in range(1_500):
        os.mkdir("d")
        os.chdir("d")
    yield Path("a.txt")
    Path("a.txt").unlink()
    for _ in range(1_500):
        os.chdir("..")
        os.rmdir("d")


def test_folders_deeper_than_any_recursion_are_gone_into(deep_folder, tmp_path):
    deep_folder.write_text(NEWS, encoding="utf-8")
    assert look_into(tmp_path).articles == ("/".join(["d"] * 1_500) + "/a.txt",)
