"""Where nothing may be written, and where nobody is at home: an answer, or one sentence that says why there is none."""

import json
import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings import load_encoder
from embeddings.bundled_onnx import bundled_onnx_folder
from qa import Settings, open_archive

ROOT = Path(__file__).parents[2]
QUESTION = "邵阳有多少家企业复工复产？"
MOUNTED = 'while [ "$1" != -- ]; do mount -o bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99; shift; done; '
MOUNTED += 'shift; exec "$@"'
PLAIN = 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"'
# A mount of one's own that is read-only; or else a user without rights, who may read what only root may.
WAYS = [
    ["unshare", "-m", "sh", "-c", MOUNTED, "sh"],
    ["unshare", "-rm", "sh", "-c", MOUNTED, "sh"],
    *(
        ["setpriv", "--reuid=1000", "--regid=1000", "--clear-groups", *caps, "sh", "-c", PLAIN, "sh"]
        for caps in ([], ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"])
    ),
]
WRITES = 'import sys, pathlib; pathlib.Path(sys.argv[1], "x").touch()'


def works(way, folder):
    """Whether Python runs in this way, reads the folder and cannot write there."""
    starts = [*way, folder, "--", sys.executable, "-c"]
    reads, writes = (
        subprocess.run([*starts, code, folder], capture_output=True, check=False) for code in ("import numpy", WRITES)
    )
    return (reads.returncode, writes.returncode) == (0, 1)


@pytest.fixture(scope="module")
def way(tmp_path_factory):
    """The words to put before read-only folders, two dashes and a command."""
    folder = str(tmp_path_factory.mktemp("folder"))
    for way in WAYS:
        try:
            if works(way, folder):
                return way
        except FileNotFoundError:
            continue
    pytest.skip("neither a read-only mount nor a user without rights can be had here")


@pytest.fixture
def yuanju(way):
    """Asks in a process without a home that can write to none of these folders; gives exit code, output and errors."""

    def run(*arguments, cache, folders=(), **env):
        read_only = {str(folder) for folder in (cache, ROOT, *folders)}
        command = [*way, *sorted(read_only), "--", sys.executable, "-m", "qa", "ask", QUESTION, "--json", *arguments]
        env = {"PATH": os.environ["PATH"], "YUANJU_CACHE": str(cache), "PYTHONDONTWRITEBYTECODE": "1"} | env
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=240)
        return done.returncode, done.stdout, done.stderr

    return run


def assert_one_sentence(done, *words):
    code, out, err = done
    told = err.splitlines()[-1]
    assert (code, out, told[:8]) == (3, "", "yuanju: ")
    assert "Traceback" not in err
    assert [word for word in words if word not in told] == []


def test_with_a_good_index_all_is_answered(yuanju, model_cache):
    open_archive(settings=Settings(cache=model_cache))  # the index is there
    code, out, err = yuanju(cache=model_cache, YUANJU_READER="none")
    assert (code, json.loads(out)["answer"], err) == (0, "1330家", "")


@pytest.fixture
def bridge(tmp_path):
    """A folder with one article."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text("青石大桥通车\n\n大桥全长1260米。", encoding="utf-8")
    return folder


def test_an_index_that_cannot_be_written_is_named(yuanju, model_cache, bridge):
    bundled_onnx_folder(model_cache)
    done = yuanju("--corpus", str(bridge), cache=model_cache, folders=[bridge])
    assert_one_sentence(done, "The index cannot be written to", str(model_cache))


def test_a_model_that_cannot_be_written_is_named(yuanju, tmp_path):
    assert_one_sentence(yuanju(cache=tmp_path), "The bundled model cannot be written to", str(tmp_path))


@pytest.fixture
def no_temporary_folder(way):
    """The folders for what is temporary, which then cannot be written either."""
    if MOUNTED not in way:
        pytest.skip("a user without rights may still write to the temporary folders")
    return [folder for folder in ("/tmp", "/var/tmp") if Path(folder).is_dir()]


def test_without_any_folder_for_what_is_temporary_all_is_answered(no_temporary_folder, yuanju, model_cache):
    open_archive(settings=Settings(cache=model_cache))
    code, out, err = yuanju(cache=model_cache, folders=no_temporary_folder)
    assert (code, json.loads(out)["answer"], err) == (0, "1330家", "")


def test_a_model_that_needs_such_a_folder_says_so(no_temporary_folder, yuanju, light_models, bridge, tmp_path):
    """Torch needs it, before it has looked at any model; the index is that of such a model by its name alone."""
    model = tmp_path / "model"
    model.mkdir()
    (model / "config.json").write_text("{}", encoding="utf-8")
    light_models.fingerprint = load_encoder(str(model), tmp_path).fingerprint
    open_archive(bridge, settings=Settings(cache=tmp_path / "cache", model=str(model)))
    env = {"YUANJU_MODEL": str(model), "YUANJU_READER": "none"}
    done = yuanju("--corpus", str(bridge), cache=tmp_path / "cache", folders=no_temporary_folder, **env)
    assert_one_sentence(done, "No usable temporary directory", "TMPDIR")


@pytest.fixture
def nobody(monkeypatch):
    """The process of a user whom the system does not know, as a container runs under a number of its own."""

    def unknown(uid):
        raise KeyError(f"getpwuid(): uid not found: {uid}")

    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "YUANJU_CACHE", "YUANJU_FEEDBACK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)


def test_who_has_no_home_has_to_name_a_cache(nobody, run_cli):
    assert_one_sentence(run_cli("ask", QUESTION), "there is no home folder", "YUANJU_CACHE")


def test_who_has_no_home_is_not_asked_for_a_verdict(nobody, tmp_path):
    assert Settings.from_env({"YUANJU_CACHE": str(tmp_path)}) == Settings(cache=tmp_path, feedback=None)
