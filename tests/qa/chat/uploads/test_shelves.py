import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qa.chat.uploads.sent import Problem, RefusedError
from qa.chat.uploads.shelves import GRACE, LONGEST_UNUSED, MOST_SHELVES, Shelves

ROOT = Path(__file__).parents[4]


class Clock:
    """A clock that the test moves on."""

    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def shelves(tmp_path, clock):
    made = Shelves(tmp_path / "uploads", now=clock)
    yield made
    made.close()


def test_a_session_has_one_shelf_of_its_own_that_its_name_says_nothing_of(shelves):
    shelf = shelves.opened("../../one")
    assert shelves.opened("../../one") is shelf
    assert shelves.of("../../one") is shelf
    assert shelves.of("two") is None
    assert shelves.opened("two").folder != shelf.folder
    assert shelf.folder.is_dir()
    assert shelf.folder.name.isalnum()


def test_the_folders_are_for_their_owner_alone(shelves):
    shelf = shelves.opened("one")
    assert [path.stat().st_mode & 0o777 for path in (shelf.folder, shelf.folder.parent)] == [0o700, 0o700]


def test_nothing_is_on_the_disk_before_somebody_brings_something(tmp_path):
    Shelves(tmp_path / "uploads").close()
    assert list(tmp_path.iterdir()) == []


def test_a_shelf_is_cleared_once_it_has_not_been_used_for_hours(shelves, clock):
    shelf = shelves.opened("one")
    clock.at = LONGEST_UNUSED - 1
    shelves.sweep()
    assert shelves.of("one") is shelf  # which uses it
    clock.at += LONGEST_UNUSED - 1
    shelves.sweep()
    assert shelf.folder.exists()
    clock.at += 1
    shelves.sweep()
    assert (shelves.of("one"), shelf.folder.exists()) == (None, False)


def test_a_page_that_is_closed_leaves_its_shelf_for_minutes_one_that_comes_back_keeps_it(shelves, clock):
    closed, back = shelves.opened("closed"), shelves.opened("back")
    shelves.leave("closed")
    shelves.leave("back")
    shelves.leave("nobody")
    clock.at = GRACE - 1
    shelves.sweep()
    assert shelves.of("back") is back
    clock.at = GRACE
    shelves.sweep()
    assert (closed.folder.exists(), back.folder.exists()) == (False, True)


def test_leaving_makes_nothing_last_longer(shelves, clock):
    shelf = shelves.opened("one")
    clock.at = LONGEST_UNUSED - 1
    shelves.leave("one")
    clock.at += 1
    shelves.sweep()
    assert not shelf.folder.exists()


def test_a_shelf_that_is_cleared_is_no_longer_its_sessions(shelves):
    shelf = shelves.opened("one")
    shelves.clear("one")
    shelves.clear("nobody")
    assert (shelves.of("one"), shelf.folder.exists()) == (None, False)
    assert shelves.opened("one") is not shelf


def test_only_so_many_have_a_shelf(shelves):
    for number in range(MOST_SHELVES):
        shelves.opened(str(number))
    with pytest.raises(RefusedError) as refused:
        shelves.opened("one more")
    assert refused.value.problem is Problem.FULL
    assert shelves.opened("0")
    shelves.clear("0")
    assert shelves.opened("one more")


def test_at_the_end_nothing_is_left(shelves, tmp_path):
    shelf = shelves.opened("one")
    (shelf.folder / "a.txt").write_text("报道", encoding="utf-8")
    shelves.close()
    shelves.close()
    assert list((tmp_path / "uploads").iterdir()) == []


SERVER = """
import sys
import time
from pathlib import Path
from qa.chat.uploads.shelves import Shelves, end_in_order
end_in_order()
folder = Shelves(Path(sys.argv[1])).opened("one").folder
(folder / "a.txt").write_text("article")
print("ready", flush=True)
for _ in range(1200):  # a signal that comes just before one long wait would be seen only behind it
    time.sleep(0.05)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot be told to end, only be ended")
@pytest.mark.parametrize(("ended_by", "left"), [(signal.SIGTERM, 0), (signal.SIGINT, 0), (signal.SIGKILL, 2)])
def test_a_server_that_stops_leaves_nothing_and_one_that_is_killed_leaves_it_to_the_next(tmp_path, ended_by, left):
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # A test run in a shell's background ignores SIGINT, and so would all that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with server:
        assert server.stdout.readline() == b"ready\n"
        others = Shelves(tmp_path)
        others.delete_left_over()
        assert len(list(tmp_path.glob("*/*/a.txt"))) == 1  # of a server that runs
        server.send_signal(ended_by)
        server.wait(30)
    assert len(list(tmp_path.iterdir())) == left
    others.delete_left_over()
    assert list(tmp_path.iterdir()) == []
