"""Work done abreast: all of it, once, longest first, whatever becomes of it."""

from threading import Barrier, Event, Lock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.abreast import longest_first


@given(st.lists(st.text(max_size=5), max_size=200))
def test_every_item_is_worked_on_once_and_told_by_its_number(items):
    done, lock = [], Lock()

    def work(item):
        with lock:
            done.append(item)
        return item.upper()

    found = list(longest_first(work, items))
    assert [len(items[number]) for number, _ in found] == sorted(map(len, items), reverse=True)
    assert dict(found) == {number: item.upper() for number, item in enumerate(items)}
    assert sorted(done) == sorted(items)


def test_as_many_at_once_as_there_are_threads(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    three = Barrier(3, timeout=30)
    assert sorted(longest_first(lambda item: three.wait() >= 0, ["a", "b", "c"])) == [(0, True), (1, True), (2, True)]


def test_what_goes_wrong_is_raised_and_ends_the_work(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    begun = []

    def work(item):
        begun.append(item)
        raise ValueError(item)

    with pytest.raises(ValueError, match="aaa"):
        list(longest_first(work, ["a", "aaa", "aa"] * 100))
    assert len(begun) < 300


def test_whoever_stops_asking_waits_for_what_is_begun_alone(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    asked_again, done = Event(), []

    def work(item):
        if done:
            asked_again.wait(timeout=30)
        done.append(item)

    found = longest_first(work, ["a"] * 200)
    next(found)
    asked_again.set()
    found.close()
    assert len(done) < 200
