"""A folder that is read while another takes its place: all of the one or all of the other."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings.sealed_folder import Finding, OvertakenError, State, check_not_overtaken, publish, read, stamp

ROOT = Path(__file__).parents[2]
KEY, OTHER = {"by": "one"}, {"by": "two"}


def written(content):
    def write(folder):
        for number in range(8):
            (folder / str(number)).write_text(content)

    return write


def contents(folder):
    """The content of each file."""
    return [(folder / str(number)).read_text() for number in range(8)]


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path / "index", KEY, written("one"))
    return tmp_path / "index"


def test_what_is_good_is_loaded_and_what_is_not_is_told(folder):
    assert read(folder, KEY, contents) == ["one"] * 8
    assert read(folder, OTHER, contents) == Finding(State.STALE, "by: 'one' there, 'two' wanted")
    (folder / "3").unlink()
    assert read(folder, KEY, contents) == Finding(State.DAMAGED, "3: No such file or directory")
    shutil.rmtree(folder)
    assert read(folder, KEY, contents) == Finding(State.ABSENT)


def exchanged_under(load, key, content):
    """Loads; at first, another folder takes the place of the one that is read."""
    calls = []

    def loading(folder):
        calls.append(folder)
        if len(calls) == 1:
            (folder / "0").unlink()  # so that it is put there anew, whatever the key
            publish(folder, key, written(content))
        return load(folder)

    return loading, calls


def test_a_mixture_is_not_handed_out_but_loaded_again(folder):
    loading, calls = exchanged_under(contents, KEY, "new")
    assert read(folder, KEY, loading) == ["new"] * 8
    assert len(calls) == 2


def test_a_folder_that_has_become_another_s_is_stale(folder):
    loading, calls = exchanged_under(contents, OTHER, "two")
    assert read(folder, KEY, loading) == Finding(State.STALE, "by: 'two' there, 'one' wanted")
    assert len(calls) == 1


def fails(folder):
    raise ZeroDivisionError("on purpose")


def test_what_loading_raises_counts_only_over_a_folder_that_stays(folder):
    loading, _ = exchanged_under(fails, OTHER, "two")
    assert read(folder, KEY, loading) == Finding(State.STALE, "by: 'two' there, 'one' wanted")
    with pytest.raises(ZeroDivisionError, match="on purpose"):
        read(folder, OTHER, fails)


def test_a_folder_is_overtaken_by_whatever_else_is_put_there(folder, tmp_path):
    seen = stamp(folder)
    check_not_overtaken(folder, seen)
    check_not_overtaken(tmp_path / "none", None)
    publish(folder, OTHER, written("two"))
    for before in (seen, None):
        with pytest.raises(OvertakenError, match=r"put something else in place of .*index"):
            check_not_overtaken(folder, before)


PUBLISHER = """
import sys
from pathlib import Path
from embeddings.sealed_folder import publish

def write(folder):
    for number in range(8):
        (folder / str(number)).write_text(by)

for by in sys.argv[2:] * 40:
    publish(Path(sys.argv[1]), {"by": by}, write)
"""


def test_a_reader_meets_no_mixture_while_a_process_publishes_in_turns(folder):
    command = [sys.executable, "-c", PUBLISHER, str(folder), "two", "one"]
    with subprocess.Popen(command, cwd=ROOT) as process:
        found = []
        while process.poll() is None:
            found += [(key["by"], read(folder, key, contents)) for key in (KEY, OTHER)]
    assert process.returncode == 0
    loaded = [(by, seen) for by, seen in found if not isinstance(seen, Finding)]
    assert {by for by, _ in loaded} == {"one", "two"}
    assert all(seen == [by] * 8 for by, seen in loaded)
    assert {seen.state for _, seen in found if isinstance(seen, Finding)} <= {State.STALE, State.ABSENT}
