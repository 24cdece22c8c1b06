"""An extra that is not installed is one clear message; nothing else of the project needs any."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LIBRARIES = {"langchain": "langchain_core", "llamaindex": "llama_index", "haystack": "haystack", "milvus": "pymilvus"}
MODULES = {extra: f"qa.integrations.{extra}" for extra in LIBRARIES} | {"milvus": "qa.retrieval.milvus_store"}


def without(library, code):
    """Runs code in a Python that cannot import `library`."""
    hidden = f"import sys; sys.modules[{library!r}] = None\n"
    done = subprocess.run([sys.executable, "-c", hidden + code], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.splitlines()[-1:] or done.stdout


@pytest.mark.parametrize("extra", LIBRARIES)
def test_what_is_missing_is_named_with_its_extra(extra):
    code, (line,) = without(LIBRARIES[extra], f"import {MODULES[extra]}")
    assert code == 1
    assert re.fullmatch(rf"qa\.errors\.MissingExtraError: [a-z-]+ is not installed; .*'yuanju\[{extra}\]'", line)
    code, printed = without(
        LIBRARIES[extra], f"try:\n import {MODULES[extra]}\nexcept ImportError:\n print('optional')"
    )
    assert (code, printed) == (0, "optional\n")


def test_extras_bring_what_the_modules_need():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {extra for extra in extras if extra != "test"} >= set(LIBRARIES)


def test_the_project_itself_needs_none_of_them():
    hidden = "; ".join(f"sys.modules[{name!r}] = None" for name in (*LIBRARIES.values(), "mcp"))
    code = f"import sys; {hidden}\nimport qa, qa.cli, qa.integrations, qa.chat.page, app"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
