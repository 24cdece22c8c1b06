"""Who waits for an answer goes first, and the work behind it is not forgotten."""

import threading

from qa.answers import courtesy
from qa.answers.courtesy import Courtesy


def background(polite, log):
    polite.give_way()
    log.append("background")


def test_the_background_waits_until_nobody_does():
    polite, log = Courtesy(), []
    with polite.going_first(), polite.going_first():
        thread = threading.Thread(target=background, args=(polite, log))
        thread.start()
        thread.join(0.2)
        log.append("answer")
    thread.join(10)
    assert log == ["answer", "background"]


def test_a_question_that_fails_holds_up_nothing():
    polite = Courtesy()
    try:
        with polite.going_first():
            raise OSError
    except OSError:
        pass
    log = []
    background(polite, log)
    assert log == ["background"]


def test_where_somebody_always_waits_the_background_goes_on_after_a_while(monkeypatch):
    monkeypatch.setattr(courtesy, "_LONGEST_WAIT", 0.05)
    polite, log = Courtesy(), []
    with polite.going_first():
        background(polite, log)
    assert log == ["background"]
