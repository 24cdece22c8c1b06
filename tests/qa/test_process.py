"""The command line as a process of its own: encodings, pipes, signals, and what it does not load."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
QUESTION = "邵阳有多少家企业复工复产？"


@pytest.fixture
def env(model_cache):
    return os.environ | {
        "YUANJU_CACHE": str(model_cache),
        "PYTHONIOENCODING": "ascii",
        "PYTHONPATH": str(ROOT),
    }


def start(env, *arguments):
    command = [sys.executable, "-m", "qa", *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # A test run in a shell's background ignores SIGINT, and so would all that it starts.
    heard = None if os.name == "nt" else (lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    return subprocess.Popen(command, cwd=ROOT, env=env, preexec_fn=heard, **pipes)


def test_answer_is_utf8_whatever_the_locale_and_needs_no_gradio(env):
    command = [sys.executable, "-X", "importtime", "-m", "qa", "ask", QUESTION, "--json"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True, timeout=240)
    assert json.loads(done.stdout.decode("utf-8"))["answer"] == "1330家"
    lines = done.stderr.decode("utf-8").splitlines()
    loaded = {line.rsplit("|", 1)[1].strip() for line in lines if line.startswith("import time:")}
    assert "qa.cli" in loaded
    assert loaded & {"gradio", "fastapi"} == set()


@pytest.fixture
def batch(env):
    """A batch that has answered its first line before the second one was written."""
    process = start(env, "search", "--batch", "-")
    process.stdin.write(QUESTION.encode() + b"\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["question"] == QUESTION
    yield process
    process.kill()
    process.wait()


def test_closed_pipe_is_left_quietly(batch):
    batch.stdout.close()
    batch.stdin.write(f"{QUESTION}\n".encode() * 3)
    batch.stdin.close()
    assert b"Traceback" not in batch.stderr.read()
    assert batch.wait(60) != 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_interrupt_is_left_quietly_with_130(batch):
    batch.send_signal(signal.SIGINT)
    assert batch.wait(60) == 130
    assert b"Traceback" not in batch.stderr.read()


def test_chat_is_served_and_shows_what_is_wrong_with_the_corpus(env, tmp_path, free_tcp_port):
    process = start(env | {"GRADIO_SERVER_PORT": str(free_tcp_port)}, "chat", "--corpus", str(tmp_path))
    try:
        assert "Yuanju" in page(f"http://127.0.0.1:{free_tcp_port}/", process)
        assert any(str(tmp_path) in line.decode() for line in process.stderr)
    finally:
        process.kill()
        process.communicate()


def page(url, process):
    """The page as soon as it is served."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=60) as response:
                return response.read().decode("utf-8")
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError(process.stderr.read().decode())
