import logging
import threading

import pytest

from qa.chat.loading import Loading
from qa.errors import CorpusError


def test_many_who_wait_get_the_one_archive(archive):
    opened, go = [], threading.Event()

    def opener():
        opened.append(threading.current_thread())
        go.wait(10)
        return archive

    loading, got = Loading(opener), []
    waiting = [threading.Thread(target=lambda: got.append(loading.wait())) for _ in range(8)]
    for thread in waiting:
        thread.start()
    assert not loading.start().done()
    go.set()
    for thread in waiting:
        thread.join(10)
    assert [id(one) for one in got] == [id(archive)] * 8
    assert len(opened) == 1
    assert opened[0] is not threading.current_thread()
    assert loading.start(retry=True).result() is archive
    assert len(opened) == 1


def test_an_archive_gets_ready_for_its_first_question_once_it_is_handed_out(archive, monkeypatch):
    ready, go = threading.Event(), threading.Event()

    def get_ready():
        go.wait(10)
        ready.set()

    monkeypatch.setattr(archive, "get_ready", get_ready)
    assert Loading(lambda: archive).wait() is archive
    assert not ready.is_set()
    go.set()
    assert ready.wait(10)


def test_an_error_reaches_everyone_and_only_a_retry_tries_again(archive, caplog):
    outcomes = [CorpusError("no such folder: news/"), archive]

    def opener():
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    loading = Loading(opener)
    for _ in range(2):
        with pytest.raises(CorpusError, match="no such folder: news/"):
            loading.wait()
    assert loading.start(retry=True).result(10) is archive
    assert [(record.levelno, record.exc_info) for record in caplog.records] == [(logging.ERROR, None)]


def test_an_unforeseen_error_is_logged_with_its_traceback(caplog):
    with pytest.raises(ZeroDivisionError):
        Loading(lambda: 1 // 0).wait()
    assert [record.exc_info[0] for record in caplog.records] == [ZeroDivisionError]
