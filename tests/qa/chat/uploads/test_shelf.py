import pytest

from qa.chat.uploads.sent import Problem, RefusedError, Taken
from qa.chat.uploads.shelf import Holding, Progress, Shelf, StoppedError


@pytest.fixture
def shelf(tmp_path):
    folder = tmp_path / "shelf"
    folder.mkdir()
    return Shelf(folder)


def test_what_is_held_counts(shelf):
    assert (shelf.archive, shelf.taken) == (None, Taken(0, 0))
    shelf.hold(Holding({"1.txt": "甲.txt", "2.md": "乙.md"}, 12, "an archive"))
    assert (shelf.archive, shelf.taken) == ("an archive", Taken(2, 12))


def test_adding_is_told_of_and_is_for_one_at_a_time(shelf):
    with shelf.adding():
        assert shelf.progress == Progress("waiting", 0, 0)
        shelf.told(Progress("reading", 1, 2))
        assert shelf.progress == ("reading", 1, 2)
        with pytest.raises(RefusedError) as refused, shelf.adding():
            pytest.fail("two at a time")
    assert refused.value.problem is Problem.BUSY
    assert shelf.progress is None


def test_who_stopped_can_add_again(shelf):
    with shelf.adding():
        shelf.stop()
        with pytest.raises(StoppedError):
            shelf.told(Progress("reading", 0, 1))
    with shelf.adding():
        shelf.told(Progress("reading", 0, 1))


def test_a_shelf_that_is_cleared_is_empty_for_ever(shelf):
    shelf.hold(Holding({"1.txt": "甲.txt"}, 12, "an archive"))
    shelf.clear()
    assert (shelf.archive, shelf.taken, shelf.folder.exists()) == (None, Taken(0, 0), False)
    with pytest.raises(StoppedError):
        shelf.hold(Holding({"1.txt": "甲.txt"}, 12, "an archive"))
    with pytest.raises(StoppedError), shelf.adding():
        shelf.told(Progress("reading", 0, 1))
    assert shelf.archive is None


def test_what_is_being_added_while_it_is_cleared_goes_with_its_end(shelf):
    with shelf.adding():
        shelf.clear()
        (shelf.folder / "late").write_text("written by what goes on")
        with pytest.raises(StoppedError):
            shelf.told(Progress("indexing", 1, 2))
    assert not shelf.folder.exists()
