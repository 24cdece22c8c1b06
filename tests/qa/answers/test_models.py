"""What ships begins to load while a question is taken apart: once, and quietly."""

import subprocess
import sys
import threading

import pytest

from embeddings import EncoderError
from qa.answers.models import Models, load_models


def loading():
    return [thread for thread in threading.enumerate() if thread.name == "models"]


def test_all_are_loaded_once_beside_each_other_and_nobody_waits():
    loaded, all_at_once = [], threading.Barrier(3)

    def loads(name):
        def load():
            all_at_once.wait(30)
            loaded.append(name)

        return load

    models = Models(None, None, None, {}, [loads("reader"), loads("encoder")])
    for _ in range(3):
        models.begin()
    threads = loading()
    all_at_once.wait(30)
    for thread in threads:
        thread.join(30)
    models.begin()
    assert (sorted(loaded), loading()) == (["encoder", "reader"], [])


@pytest.mark.parametrize(("encoder", "reader", "ahead"), [("bundled", "bundled", 2), ("bundled", "none", 1)])
def test_what_ships_is_loaded_ahead(model_cache, encoder, reader, ahead):
    models = load_models(encoder, model_cache, reader=reader, caution=None)
    assert len(models.ahead) == ahead
    models.begin()
    for thread in loading():
        thread.join(60)
    assert "_network_and_tokenizer" in vars(models.encoder)
    assert models.reader is None or "_loaded" in vars(models.reader)


def test_what_torch_runs_is_loaded_when_it_is_used(model_cache, tiny_model):
    models = load_models(str(tiny_model), model_cache, reader=str(tiny_model), caution=None)
    assert models.ahead == []
    models.begin()
    assert loading() == []


def test_what_fails_is_told_to_whoever_asks_and_not_by_the_thread(capfd):
    def fails():
        raise EncoderError("no model")

    models = Models(None, None, None, {}, [fails])
    models.begin()
    for thread in loading():
        thread.join(30)
    assert capfd.readouterr() == ("", "")


def test_threads_that_need_the_tokenizer_at_once_load_it_once(model_cache):
    code = (
        "import sys; from pathlib import Path; from threading import Barrier, Thread\n"
        "from embeddings.pieces import Tokenizer, load_tokenizer\n"
        "from embeddings.bundled_onnx import bundled_onnx_folder\n"
        "path = bundled_onnx_folder(Path(sys.argv[1])).tokenizer\n"
        "loads, load = [], Tokenizer.__init__\n"
        "Tokenizer.__init__ = lambda tokenizer, path: (loads.append(path), load(tokenizer, path))[1]\n"
        "threads = [Thread(target=load_tokenizer, args=(path,)) for _ in range(4)]\n"
        "[t.start() for t in threads]; [t.join() for t in threads]\n"
        "print(len(loads))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(model_cache)], check=True, capture_output=True, text=True)
    assert done.stdout == "1\n"
