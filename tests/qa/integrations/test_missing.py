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


def in_a_python_without(libraries, code):
    """Runs code in a Python that cannot import these libraries."""
    hidden = "; ".join(f"sys.modules[{name!r}] = None" for name in libraries)
    command = [sys.executable, "-c", f"import sys; {hidden}\n{code}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("extra", LIBRARIES)
def test_what_is_missing_is_named_with_its_extra(extra):
    """Where it may be missing it is an ImportError like any other."""
    module = MODULES[extra]
    done = in_a_python_without(
        [LIBRARIES[extra]], f"try:\n import {module}\nexcept ImportError:\n print('optional')\nimport {module}"
    )
    assert (done.returncode, done.stdout) == (1, "optional\n")
    told = rf"qa\.errors\.MissingExtraError: [a-z-]+ is not installed; .*'yuanju\[{extra}\]'"
    assert re.fullmatch(told, done.stderr.splitlines()[-1])


MODELS = ("sentence_transformers", "torch", "transformers")


@pytest.mark.parametrize(("setting", "error"), [("YUANJU_MODEL", "ModelError"), ("YUANJU_READER", "MissingExtraError")])
def test_a_model_of_ones_own_names_its_extra(setting, error, model_cache):
    code = (
        f"import os; os.environ |= {{{setting!r}: 'BAAI/bge-m3', 'YUANJU_CACHE': {str(model_cache)!r}}}\n"
        "import qa; qa.open_archive()"
    )
    done = in_a_python_without(MODELS, code)
    assert done.returncode == 1
    told = rf"qa\.errors\.{error}: .*sentence-transformers.* is not installed; .*'yuanju\[models\]'.*"
    assert re.fullmatch(told, done.stderr.splitlines()[-1])


def test_extras_bring_what_the_modules_need():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {extra for extra in extras if extra != "test"} >= set(LIBRARIES)


def test_the_project_itself_needs_none_of_them():
    parts = "import qa, qa.cli, qa.integrations, qa.chat.page, app"
    done = in_a_python_without((*LIBRARIES.values(), *MODELS, "mcp"), parts)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_shipped_articles_are_asked_without_any_of_them(model_cache):
    code = (
        f"import os; os.environ['YUANJU_CACHE'] = {str(model_cache)!r}\n"
        "import qa; print(qa.open_archive().ask('邵阳有多少家企业复工复产？').answer)"
    )
    done = in_a_python_without((*LIBRARIES.values(), *MODELS, "mcp"), code)
    assert (done.returncode, done.stdout) == (0, "1330家\n")
