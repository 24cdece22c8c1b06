"""`yuanju index --watch` as a process of its own, on a real folder."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qa import Settings, open_archive
from qa.errors import CorpusError
from qa.watching import Change, change_line, changes_in

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("fake_models.py")
BRIDGES, SCHOOLS, TOBACCO = (
    f"{text}\n" for text in ("永兴县今年修了12座桥。", "资兴市新建了三所学校。", "桂阳县种了两万亩烤烟。")
)


class Watcher:
    """The process, and the lines that it prints."""

    def __init__(self, folder, cache, *arguments):
        command = [sys.executable, SCRIPT, "index", folder, "--watch", *arguments]
        environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
        environment |= {"YUANJU_CACHE": str(cache), "OMP_NUM_THREADS": "1"}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
        # A test run in a shell's background ignores SIGINT, and so would all that it starts.
        heard = None if os.name == "nt" else (lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, preexec_fn=heard, **pipes)

    def line(self):
        """The next one, whatever time it names."""
        return re.sub(r"\d+\.\d s", "TIME", self.process.stdout.readline().rstrip("\n"))

    def interrupted(self):
        """Exit code, and what was left to read, after Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate()
        return self.process.returncode, out, err


@pytest.fixture
def articles(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(BRIDGES, encoding="utf-8")
    return tmp_path / "articles"


@pytest.fixture
def start(articles):
    """Starts to watch the articles; gives the watcher once it has printed what there is."""
    watchers = []

    def begin(cache, *arguments):
        watchers.append(Watcher(articles, cache, *arguments))
        return watchers[-1]

    yield begin
    for watcher in watchers:
        watcher.process.kill()
        watcher.process.communicate()


def put(path, text):
    """A whole file at once, as by a rename."""
    new = path.with_name(f".{path.name}")
    new.write_bytes(text if isinstance(text, bytes) else text.encode())
    new.rename(path)


def index_of(cache):
    """The files of the one index in a cache."""
    (folder,) = (path for path in (cache / "index").iterdir() if not re.search(r"^\.|-questions$", path.name))
    return files_of(folder)


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_every_change_is_one_line_and_ends_as_the_index_of_a_build_from_nothing(
    start, articles, tmp_path, light_models
):
    cache = articles / "cache"  # among the articles, and none of them
    watcher = start(cache)
    assert watcher.line().startswith("1 files, 1 articles, 1 passages, 0 suggestions, indexed in ")
    assert watcher.line() == "text in utf-8: 1 files, 1 articles"
    put(articles / "b.txt", SCHOOLS)
    assert watcher.line() == "added b.txt; TIME"
    put(articles / "b.txt", TOBACCO)
    assert watcher.line() == "changed b.txt; TIME"
    (articles / "b.txt").rename(articles / "c.txt")
    assert watcher.line() == "renamed b.txt to c.txt; TIME"
    put(articles / "d.pdf", b"no pdf")
    assert watcher.line().startswith("skipped d.pdf (d.pdf cannot be read: ")
    os.utime(articles / "a.txt")  # its bytes are the same
    (articles / ".hidden.txt").write_text(SCHOOLS, encoding="utf-8")
    (articles / "d.pdf").unlink()
    (articles / "a.txt").unlink()
    assert watcher.line() == "removed a.txt; TIME"
    (articles / "c.txt").unlink()
    told = next(line for line in watcher.process.stderr if line.startswith("yuanju:"))
    assert told.startswith(f"yuanju: the folder {articles} holds no articles; ")
    put(articles / "e.txt", BRIDGES)
    assert watcher.line() == "added e.txt; removed c.txt; TIME"
    code, out, err = watcher.interrupted()
    assert (code, out) == (130, "")
    assert "Traceback" not in err

    again = open_archive(articles, settings=Settings(cache=tmp_path / "cache"))
    assert index_of(cache) == files_of(again.index_folder)


def test_changes_as_json_and_a_folder_that_goes_ends_it(start, articles, tmp_path):
    watcher = start(tmp_path / "cache", "--json")
    assert json.loads(watcher.line())["articles"] == 1
    put(articles / "b.txt", SCHOOLS)
    change = json.loads(watcher.line())
    assert change.pop("seconds") >= 0
    empty = {name: [] for name in ("changed", "removed", "renamed", "skipped", "remarks")}
    assert change == {"schema_version": 1, "added": ["b.txt"], **empty}
    articles.rename(tmp_path / "gone")
    out, err = watcher.process.communicate()
    assert (watcher.process.returncode, out) == (3, "")
    assert err.splitlines()[-1].startswith(f"yuanju: there is no folder {articles}; ")


def test_a_folder_that_cannot_be_watched_is_one_clear_error(tmp_path):
    with pytest.raises(CorpusError, match=r"none cannot be watched \(.*\); where .* WATCHFILES_FORCE_POLLING=1"):
        next(changes_in(tmp_path / "none", tmp_path / "cache"))


def test_a_line_names_a_few_files_of_each_kind_and_cannot_steer_the_terminal():
    many = tuple(f"{number}.txt" for number in range(8))
    change = Change(many, ("\x1b[2J\n.txt",), (), (("a", "b"),), (), (("t.csv", "line 3 has no text"),), 12.34)
    assert change_line(change) == (
        "added 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 3 more; changed \\x1b[2J .txt; renamed a to b; "
        "read in part t.csv (line 3 has no text); 12.3 s"
    )
