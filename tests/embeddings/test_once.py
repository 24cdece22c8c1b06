import threading
import time

import pytest

from embeddings.once import once


def test_many_at_once_get_the_one_that_is_loaded_once():
    loads = []

    @once
    def thing():
        """What it is."""
        loads.append(threading.current_thread())
        time.sleep(0.05)
        return object()

    got = []
    threads = [threading.Thread(target=lambda: got.append(thing())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert got == [thing()] * 8
    assert len(loads) == 1
    assert thing.__doc__ == "What it is."


def test_what_fails_is_tried_again():
    outcomes = [OSError("not now"), 1]

    @once
    def thing():
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    with pytest.raises(OSError, match="not now"):
        thing()
    assert [thing(), thing()] == [1, 1]
