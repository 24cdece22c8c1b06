"""Encoder and reader begin to load while a question is taken apart: once, and whoever needs them is told what fails."""

import subprocess
import sys
import threading

import pytest

from embeddings import EncoderError
from qa.answers.models import Models


class Slow:
    """An encoder and a reader that note who loads them, and wait to be let go on."""

    def __init__(self):
        self.asked, self.go_on = [], threading.Event()

    def encode_query(self, text):
        self.asked.append("encoder")
        assert self.go_on.wait(30)

    def read(self, question, pages):
        self.asked.append("reader")
        assert self.go_on.wait(30)
        return []


def loading():
    return [thread for thread in threading.enumerate() if thread.name == "models"]


def test_both_are_loaded_once_and_nobody_waits():
    slow = Slow()
    models = Models(slow, slow, None, {})
    for _ in range(3):
        models.begin()
    [thread] = loading()
    slow.go_on.set()
    thread.join(30)
    models.begin()
    assert (slow.asked, loading()) == (["reader", "encoder"], [])


def test_without_a_reader_the_encoder_is_loaded():
    slow = Slow()
    slow.go_on.set()
    Models(slow, None, None, {}).begin()
    for thread in loading():
        thread.join(30)
    assert slow.asked == ["encoder"]


def test_what_fails_is_told_to_whoever_asks_and_not_by_the_thread(capfd):
    class Missing:
        def encode_query(self, text):
            raise EncoderError("no model")

    models = Models(Missing(), None, None, {})
    models.begin()
    for thread in loading():
        thread.join(30)
    with pytest.raises(EncoderError, match="no model"):
        models.encoder.encode_query("邵阳")
    assert capfd.readouterr() == ("", "")


def test_threads_that_need_the_tokenizer_at_once_load_it_once(model_cache):
    code = (
        "import sys; from pathlib import Path; from threading import Barrier, Thread\n"
        "from embeddings.pieces import load_tokenizer, _loaded\n"
        "from embeddings.bundled_onnx import bundled_onnx_folder\n"
        "path = bundled_onnx_folder(Path(sys.argv[1])).tokenizer\n"
        "threads = [Thread(target=load_tokenizer, args=(path,)) for _ in range(4)]\n"
        "[t.start() for t in threads]; [t.join() for t in threads]\n"
        "print(_loaded.cache_info().misses)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(model_cache)], check=True, capture_output=True, text=True)
    assert done.stdout == "1\n"
