"""The wheel, installed away from the checkout: everything is in it, and it answers."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from qa import Settings, open_archive
from qa.place import place_of

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
QUESTION = "邵阳有多少家企业复工复产？"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    (built,) = folder.glob("*.whl")
    return built


def environment(folder):
    """A fresh environment without the project: only the libraries come from the one that tests."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (site_packages,) = folder.rglob("site-packages")
    # A path file counts in this folder only: an editable install among the libraries stays without effect.
    (site_packages / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / ("Scripts" if os.name == "nt" else "bin")


def clean_environ(model_cache):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "YUANJU_"))}
    return kept | {"YUANJU_CACHE": str(model_cache), "HF_HUB_OFFLINE": "1"}


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The scripts folder of a fresh environment with the wheel in it."""
    scripts = environment(tmp_path_factory.mktemp("environment"))
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    return scripts


@pytest.fixture
def away(installed, model_cache, tmp_path):
    """Runs a command of the fresh environment in an empty folder; gives what it printed."""

    def run(program, *arguments):
        command = [str(installed / program), *arguments]
        env = clean_environ(model_cache)
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False, timeout=240)
        assert done.returncode == 0, done.stderr.decode()
        assert not list(tmp_path.iterdir())
        return done.stdout.decode("utf-8")

    return run


def tracked(folder):
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}


def test_wheel_holds_all_of_both_packages_and_the_seeds_byte_for_byte(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}
    seeds = {f"qa/{name}": content for name, content in tracked("seeds").items()}
    assert inside == tracked("qa") | tracked("embeddings") | seeds
    assert {"qa/py.typed", "embeddings/py.typed"} <= set(inside)
    assert len([name for name in inside if name.startswith("qa/seeds/") and name.endswith(".txt")]) == 5


def test_wheel_says_what_it_is(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (folder,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        metadata = archive.read(f"{folder}/METADATA").decode("utf-8")
        entry_points = archive.read(f"{folder}/entry_points.txt").decode("utf-8")
        licence = archive.read(f"{folder}/licenses/LICENSE").decode("utf-8")
    assert "Name: yuanju\n" in metadata
    assert f"Version: {PROJECT['version']}\n" in metadata
    assert "yuanju = qa.__main__:main" in entry_points
    assert licence.startswith("MIT License")


def test_installed_packages_are_ours(away, installed):
    code = "import embeddings, qa; print(embeddings.__file__); print(qa.__file__)"
    places = [Path(line) for line in away("python", "-c", code).splitlines()]
    assert [place.relative_to(installed.parent).parts[-2:] for place in places] == [
        ("embeddings", "__init__.py"),
        ("qa", "__init__.py"),
    ]


@pytest.fixture
def shipped_index(installed, model_cache):
    """The index of the articles that ship, put where the installed package looks for it: they are the same."""
    ours = open_archive(settings=Settings(cache=model_cache)).index_folder
    (seeds,) = installed.parent.rglob("qa/seeds")
    theirs = place_of(seeds, Settings(cache=model_cache)).index
    shutil.copytree(ours, theirs, dirs_exist_ok=True)
    return theirs


@pytest.mark.usefixtures("shipped_index")
def test_installed_module_answers_from_the_shipped_articles(away):
    answer = json.loads(away("python", "-m", "qa", "ask", QUESTION, "--json"))
    assert answer["answer"] == "1330家"
    assert answer["citations"][0]["quote"].startswith("截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人")


def test_installed_command_is_the_same_and_indexes(away, tmp_path_factory):
    assert away("yuanju", "--help") == away("python", "-m", "qa", "--help")
    articles = tmp_path_factory.mktemp("articles")
    (articles / "a.txt").write_text("永兴县今年修了12座桥。\n", encoding="utf-8")
    assert away("yuanju", "ask", "永兴县修了几座桥？", "--corpus", str(articles)).splitlines()[0] == "12座"


def test_requirements_file_is_the_projects_dependencies():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == PROJECT["dependencies"]


def test_space_is_described_and_runs_what_the_project_supports():
    _, front_matter, _ = (ROOT / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    space = yaml.safe_load(front_matter)
    gradio = next(Requirement(line) for line in PROJECT["dependencies"] if line.startswith("gradio"))
    assert space["sdk"] == "gradio"
    assert space["sdk_version"] in gradio.specifier
    assert space["python_version"] == "3.11"
    assert space["python_version"] in SpecifierSet(PROJECT["requires-python"])
    assert (ROOT / space["app_file"]).is_file()
    assert space["license"] == PROJECT["license"].lower()
    assert len(space["short_description"]) <= 60
    colours = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}
    assert {space["colorFrom"], space["colorTo"]} <= colours
    assert all(isinstance(tag, str) for tag in space["tags"])
    assert {"title", "emoji"} <= set(space)


def test_app_runs_from_the_root_with_only_the_libraries_installed(tmp_path, model_cache):
    """As on a Space: the page is built, and nothing is launched by importing it."""
    python = str(environment(tmp_path) / "python")
    away_from_root = subprocess.run([python, "-c", "import qa.archive"], cwd=tmp_path, capture_output=True, check=False)
    assert b"No module named 'qa" in away_from_root.stderr
    code = "import app, gradio; print(isinstance(app.demo, gradio.Blocks), app.demo.is_running)"
    env = clean_environ(model_cache)
    done = subprocess.run([python, "-c", code], cwd=ROOT, env=env, capture_output=True, check=True, timeout=240)
    assert done.stdout == b"True False\n"
