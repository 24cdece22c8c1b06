"""A chat whose articles are indexed anew by another program."""

import asyncio
import logging
from dataclasses import dataclass
from threading import Event

import pytest

from qa import Settings, open_archive
from qa.chat.conversation import Turn
from qa.chat.keeping_up import keep_up
from qa.chat.line import Line
from qa.chat.loading import Loading
from qa.chat.page.answering import Answering
from qa.chat.programs import Programs
from qa.errors import CorpusError

QUESTION = "永兴县今年修了几座桥？"


class Noticing(Loading):
    """Tells when an archive has been exchanged."""

    def __init__(self, opener):
        super().__init__(opener)
        self.exchanged = Event()

    def exchange(self, archive):
        super().exchange(archive)
        self.exchanged.set()


@pytest.fixture
def follow():
    """Keeps a chat up with its index until the test is over."""
    ends = []
    yield lambda loading: ends.append(keep_up(loading, pause=0.01))
    for end in ends:
        end.set()


def test_questions_are_put_to_the_index_that_another_program_has_published(follow, tmp_path, light_models):
    (tmp_path / "a.txt").write_text("永兴县今年修了12座桥。\n", encoding="utf-8")
    settings = Settings(corpus=tmp_path, cache=tmp_path / "cache")
    loading = Noticing(lambda: open_archive(settings=settings))
    programs, before = Programs(loading), loading.wait()
    follow(loading)
    assert "12座" in programs.ask(QUESTION)["citations"][0]["quote"]
    (tmp_path / "a.txt").write_text("永兴县今年修了31座桥。\n", encoding="utf-8")
    open_archive(settings=settings)
    assert loading.exchanged.wait(60)
    assert "31座" in programs.ask(QUESTION)["citations"][0]["quote"]
    assert "12座" in before.ask(QUESTION).citations[0].quote
    assert not loading.wait().overtaken


@dataclass
class Overtaken:
    """An archive in the place of whose index another one has been put."""

    newer: object
    overtaken = True

    def reopened(self):
        return self.newer()

    def get_ready(self):
        """It is."""


def test_the_old_archive_is_handed_out_until_the_newer_one_is_open(follow, archive):
    begun, go = Event(), Event()
    archive.overtaken = False
    old = Overtaken(lambda: begun.set() or (go.wait(60) and archive))
    loading = Noticing(lambda: old)
    assert loading.opened is None
    follow(loading)
    assert loading.wait() is old
    assert begun.wait(60)
    assert loading.wait() is loading.opened is old
    go.set()
    assert loading.exchanged.wait(60)
    assert loading.wait() is loading.opened is archive


@pytest.mark.parametrize(("error", "traced"), [(CorpusError("no articles"), False), (ZeroDivisionError(), True)])
def test_where_the_newer_one_cannot_be_opened_the_old_one_answers_on(follow, caplog, error, traced):
    def fail():
        raise error

    old = Overtaken(fail)
    loading = Loading(lambda: old)
    loading.wait()
    with caplog.at_level(logging.WARNING):
        follow(loading)
        while not caplog.records:
            Event().wait(0.01)
    assert loading.wait() is old
    (record,) = caplog.records
    assert (record.name, bool(record.exc_info)) == ("qa.chat.keeping_up", traced)


def test_a_chat_whose_archive_could_not_be_opened_is_left_to_its_readers(follow, archive):
    outcomes = [CorpusError("no articles"), archive]
    archive.overtaken = False

    def opener():
        if isinstance(outcomes[0], Exception):
            raise outcomes.pop(0)
        return archive

    loading = Loading(opener)
    with pytest.raises(CorpusError):
        loading.wait()
    follow(loading)
    assert loading.opened is None
    assert loading.start(retry=True).result(60) is archive


def test_what_one_archive_answered_is_not_remembered_for_the_next(archive):
    loading = Loading(lambda: archive)
    answering, turn = Answering(loading, Line(at_once=1, waiting=1)), Turn(1, "邵阳有多少家？")

    async def outcome():
        return [turn async for turn in answering.answered(turn)][-1].outcome

    first = asyncio.run(outcome())
    assert asyncio.run(outcome()) == first
    asked = len(archive.histories)
    newer = type(archive)()
    loading.exchange(newer)
    asyncio.run(outcome())
    assert (asked, len(archive.histories), len(newer.histories)) == (1, 1, 1)
