"""The README says what is so: its commands exist, its example runs, its help text is the real one."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from qa.archive import open_archive
from qa.chat.page import build_chat
from qa.cli import app
from qa.settings import Settings

ROOT = Path(__file__).parent.parent
ADDRESS = "http://127.0.0.1:7860"  # where a chat is as long as nobody says otherwise
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands(*programs):
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith(programs)]


def test_help_is_the_real_one(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = CliRunner().invoke(app, ["--help"], prog_name="yuanju").output
    assert f"$ yuanju --help\n{text}" in blocks("text")


@pytest.mark.parametrize("line", commands("yuanju", "python -m qa"))
def test_command_exists_and_takes_these_arguments(line):
    """Parsed by the real command, which is then not run."""
    arguments = shlex.split(line.partition(" > ")[0].removeprefix("python -m qa").removeprefix("yuanju"))
    name, *rest = [argument.replace("questions.txt", "-") for argument in arguments]
    command = typer.main.get_command(app).commands[name]
    assert command.make_context(name, rest).params


def test_every_command_is_shown():
    shown = {line.split()[1] for line in commands("yuanju")}
    assert shown == set(typer.main.get_command(app).commands)


def test_make_targets_exist():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = {line.split()[1] for line in commands("make")}
    assert named == {"chat", "test"}
    assert named <= set(targets)


@pytest.fixture(scope="module")
def chat(model_cache, with_models):
    """The address of a chat over the articles that ship, with models that nobody has to wait for."""
    archive = open_archive(settings=Settings(cache=model_cache))
    demo = build_chat(lambda: archive)
    _, url, _ = demo.launch(prevent_thread_lock=True, quiet=True)
    yield url.rstrip("/")
    demo.close()


@pytest.mark.parametrize("example", blocks("python"))
def test_python_example_prints_what_its_comments_say(example, chat, model_cache, tmp_path, monkeypatch):
    expected = re.findall(r"^print\(.*\)  # (.*)$", example, re.MULTILINE)
    monkeypatch.setenv("YUANJU_CACHE", str(model_cache))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    code = example.replace(ADDRESS, chat)
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, timeout=240, check=False)
    assert done.stderr.decode() == ""
    assert done.stdout.decode("utf-8").splitlines() == expected


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("example", [block for block in blocks("sh") if "curl" in block])
def test_curl_example_gets_the_answer(example, chat):
    done = subprocess.run(["sh", "-c", example.replace(ADDRESS, chat)], capture_output=True, timeout=240, check=True)
    event, data, *_ = done.stdout.decode("utf-8").splitlines()
    assert event == "event: complete"
    assert [answer["answer"] for answer in json.loads(data.removeprefix("data: "))] == ["1330家"]


def test_settings_are_all_named():
    named = set(re.findall(r"^\| `(YUANJU_[A-Z]+)` \|", README, re.MULTILINE))
    assert named == {f"YUANJU_{name.upper()}" for name in Settings.__dataclass_fields__}


def test_links_and_pictures_lead_somewhere():
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]
    pictures = {f"benchmarks/screenshots/{path.name}" for path in (ROOT / "benchmarks" / "screenshots").iterdir()}
    assert len(pictures) == 5
    assert pictures <= set(targets)
    assert [target for target in targets if not (ROOT / target).is_file()] == []
