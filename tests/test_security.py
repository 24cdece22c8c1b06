"""What SECURITY.md promises: every test that it names is there, and no code of the project runs what it reads."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = ["app.py", "qa", "embeddings", "benchmarks"]
# Modules that make objects, and so run code, of what they read, or that let others do so.
MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "code", "codeop", "ctypes"}
CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "tempfile.mktemp", "subprocess.getoutput"}
# Calls that are safe with this argument only, and arguments that no call may have.
ONLY_WITH = {"torch.load": "weights_only=True", "yaml.load": "Loader=yaml.BaseLoader"}
NEVER = {"shell=True", "allow_pickle=True", "trust_remote_code=True", "verify=False", "weights_only=False"}


def dangers(source):
    """The lines of a module that do what no code here may do, with what it is."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            yield from ((node.lineno, name) for name in names if name.split(".")[0] in MODULES)
        elif isinstance(node, ast.Call):
            name, given = ast.unparse(node.func), {f"{one.arg}={ast.unparse(one.value)}" for one in node.keywords}
            unsafe = {name} & CALLS | given & NEVER
            unsafe |= {name} if name in ONLY_WITH and ONLY_WITH[name] not in given else set()
            yield from ((node.lineno, one) for one in sorted(unsafe))


def files():
    """What ships, and the scripts beside it; of a built archive what is there."""
    for name in SHIPPED:
        path = ROOT / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


@pytest.mark.parametrize("file", list(files()), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_code_runs_what_it_reads(file):
    assert list(dangers(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import pickle", "pickle"),
        ("import os, marshal as m", "marshal"),
        ("from joblib import load", "joblib"),
        ("def f():\n    import dill.source", "dill.source"),
        ("eval('1')", "eval"),
        ("os.system('ls')", "os.system"),
        ("subprocess.run('ls', shell=True)", "shell=True"),
        ("np.load(path, allow_pickle=True)", "allow_pickle=True"),
        ("torch.load(path)", "torch.load"),
        ("torch.load(path, weights_only=False)", "torch.load"),
        ("yaml.load(text)", "yaml.load"),
        ("yaml.load(text, Loader=yaml.Loader)", "yaml.load"),
        ("SentenceTransformer(name, trust_remote_code=True)", "trust_remote_code=True"),
    ],
)
def test_what_would_be_dangerous_is_seen(source, found):
    assert found in [what for _, what in dangers(source)]


@pytest.mark.parametrize(
    "source",
    [
        "re.compile('a')",
        "torch.load(path, weights_only=True)",
        "network.eval()",
        "yaml.load(text, Loader=yaml.BaseLoader)",
    ],
)
def test_what_is_not_is_let_through(source):
    assert list(dangers(source)) == []


def test_every_promise_names_tests_that_are_there():
    rows = [line for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    promises = [row for row in rows[1:] if not row.startswith("|--")]
    named = [re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row) for row in promises]
    assert len(promises) >= 10
    assert all(named)
    missing = [f"{file}::{test}" for tests in named for file, test in tests if test not in functions(ROOT / file)]
    assert missing == []


def functions(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
