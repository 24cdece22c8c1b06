"""The order of the house: who may import whom, what stays light, how large a file may grow."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 260

# What each part may import of the project; whatever is not listed here belongs to no part.
ALLOWED = {
    "embeddings": {"embeddings"},
    "qa.errors": set(),
    "qa.settings": {"qa.errors"},
    "qa.articles": {"qa.articles", "qa.errors"},
    "qa.retrieval": {"qa.retrieval", "qa.articles", "qa.errors", "embeddings"},
    "qa.answers": {"qa.answers", "qa.retrieval", "qa.articles", "qa.errors", "embeddings"},
    "qa.chat": {"qa.chat", "qa.answers", "qa.retrieval", "qa.articles", "qa.errors"},
    "qa.integrations": {"qa.integrations", "qa.archive", "qa.answers", "qa.retrieval", "qa.articles", "qa.errors"},
    "qa.examples": {"qa.retrieval", "qa.settings"},
    "qa.place": {"qa.retrieval", "qa.articles", "qa.errors", "qa.settings"},
    "qa.archive": {
        "qa.answers",
        "qa.retrieval",
        "qa.articles",
        "qa.errors",
        "qa.examples",
        "qa.place",
        "qa.settings",
        "embeddings",
    },
    "qa.sharding": {"qa.place", "qa.retrieval", "qa.articles", "qa.errors", "qa.settings", "embeddings"},
    "qa.cli": {
        "qa.archive",
        "qa.chat",
        "qa.answers",
        "qa.retrieval",
        "qa.articles",
        "qa.errors",
        "qa.examples",
        "qa.options",
        "qa.output",
        "qa.scoring",
        "qa.settings",
        "qa.sharding",
        "qa.watching",
    },
    "qa.options": set(),
    "qa.output": {"qa.archive", "qa.chat", "qa.answers"},
    "qa.scoring": {"qa.archive", "qa.chat", "qa.answers", "qa.output"},
    "qa.watching": {"qa.archive", "qa.chat", "qa.answers", "qa.articles", "qa.errors", "qa.output"},
    "qa.__main__": {"qa.cli", "qa.errors"},
    "qa": {"qa.archive", "qa.answers", "qa.retrieval", "qa.articles", "qa.errors", "qa.settings"},
    "app": {"qa", "qa.archive", "qa.chat", "qa.examples", "qa.settings"},
}
# Libraries whose import name is not the name they are installed by.
INSTALLED_AS = {
    "docx": "python-docx",
    "google": "protobuf",
    "yaml": "pyyaml",
    "faiss": "faiss-cpu",
    "haystack": "haystack-ai",
    "llama_index": "llama-index-core",
}
# Libraries that another one needs and does not always bring; pyproject.toml says why beside each.
NEEDED_BY_OTHERS = {"lxml-html-clean"}
# Extras, each with the modules that are there for it: nothing else imports what it brings.
OPTIONAL = {
    "models": {
        "embeddings.sentence_encoder",
        "embeddings.progress",
        "embeddings.e5_conversion",
        "qa.answers.reader.cross_encoder",
    },
    "langchain": {"qa.integrations.langchain"},
    "llamaindex": {"qa.integrations.llamaindex"},
    "haystack": {"qa.integrations.haystack"},
    "mcp": {"qa.chat.mcp_server"},
    "milvus": {"qa.retrieval.milvus_collection"},
}


@cache  # asked for with every name that is imported
def modules():
    files = [ROOT / "app.py", *(ROOT / "embeddings").rglob("*.py"), *(ROOT / "qa").rglob("*.py")]
    return {name_of(file): file for file in sorted(files)}


def name_of(file):
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def part_of(module):
    """The longest name in ALLOWED that `module` is or lies in; the package `qa` owns only its `__init__`."""
    names = [name for name in ALLOWED if module == name or module.startswith(f"{name}.")]
    part = max(names, key=len)
    assert part != "qa" or module == "qa", f"{module} belongs to no part of the house"
    return part


def imports(file, *, types_too=True):
    """Absolute names that a file imports, `from a import b` as a.b where that is a module."""
    tree = tree_of(file)
    checked_only = set() if types_too else {node for block in type_checking(tree) for node in ast.walk(block)}
    for node in ast.walk(tree):
        if node in checked_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.relative_to(ROOT)}, line {node.lineno}: a relative import"
            yield from imported_from(node)


def imported_from(node):
    for alias in node.names:
        full = f"{node.module}.{alias.name}"
        yield full if full in modules() else node.module


def type_checking(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from node.body


def ours(name):
    return name.split(".")[0] in ("qa", "embeddings", "app")


@pytest.mark.parametrize("module", modules())
def test_imports_run_downwards(module):
    """A name that only a type checker imports binds nothing, so the upper parts may be named there."""
    used = {part_of(name) for name in imports(modules()[module], types_too=False) if ours(name)}
    assert used <= ALLOWED[part_of(module)]


def libraries(module):
    """The libraries that a module binds, by the names they are installed by."""
    names = {name.split(".")[0] for name in imports(modules()[module], types_too=False) if not ours(name)}
    return {canonicalize_name(INSTALLED_AS.get(name, name)) for name in names - sys.stdlib_module_names}


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements):
    return {canonicalize_name(Requirement(line).name) for line in requirements}


def test_every_library_that_is_imported_is_declared():
    needed = modules().keys() - set().union(*OPTIONAL.values())
    used = set().union(*map(libraries, needed))
    declared = names(project()["dependencies"])
    assert used - declared == set()
    assert declared - used == NEEDED_BY_OTHERS


@pytest.mark.parametrize(("extra", "own"), OPTIONAL.items())
def test_an_extra_is_what_its_modules_import(extra, own):
    extras = project()["optional-dependencies"]
    assert set().union(*map(libraries, own)) - names(project()["dependencies"]) == names(extras[extra])
    assert any(extra in Requirement(line).extras for line in extras["test"])


def test_environment_is_read_at_the_edges_only():
    callers = {
        name
        for name, file in modules().items()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and node.attr == "from_env"
    }
    assert callers <= {"app", "qa.cli", "qa.archive"}


@pytest.mark.parametrize("module", ["qa", "embeddings", "qa.cli"])
def test_import_is_light(module):
    heavy = ["torch", "gradio", "faiss", "sentence_transformers", "transformers", "pymilvus"]
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_public_names():
    import qa

    known = "Answer Article Citation Hit Passage QAError Reason Settings open_archive"
    assert sorted(qa.__all__) == known.split()
    assert all(hasattr(qa, name) for name in qa.__all__)


def project_files():
    """Every file of the project: what git tracks or would track, or all of an unpacked archive."""
    listed = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listed, capture_output=True, check=False)
    if done.returncode:
        made = re.compile(r"\.|__pycache__$|build$|dist$")
        return sorted(p for p in ROOT.rglob("*") if p.is_file() and not any(map(made.match, p.relative_to(ROOT).parts)))
    names = done.stdout.decode().split("\0")[:-1]
    return sorted(path for path in (ROOT / name for name in names) if path.is_file())


def text_files():
    seeds = ROOT / "seeds"
    for path in project_files():
        content = path.read_bytes()
        if b"\0" not in content and not (path.parent == seeds and path.suffix == ".txt"):
            yield path.relative_to(ROOT).as_posix(), content.decode("utf-8")


def test_no_file_lies_at_the_top_but_those_that_belong_there():
    known = "CHANGELOG.md LICENSE Makefile README.md SECURITY.md app.py pyproject.toml requirements.txt".split()
    assert [p.name for p in project_files() if p.parent == ROOT and p.name[0] != "." and p.name not in known] == []


def test_files_can_be_read_at_one_sitting():
    lengths = {name: text.count("\n") for name, text in text_files() if name.endswith((".py", ".css", ".js"))}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


# The words are put together here so that this file does not hold them.
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
MACHINE = re.compile(
    r"(?:^|[\s\"'`(=:])/(?:ho" + r"me|ro" + r"ot|wo" + r"rk|op" + r"t|Us" + r"ers)/[\w.]"
    r"|\.\./sha" + r"red"
    r"|pypi\." + r"org|pythonhosted\." + r"org|pytorch\." + r"org|npmjs\." + r"(?:com|org)",
    re.MULTILINE,
)


@pytest.mark.parametrize(
    ("pattern", "example"), [(UNFINISHED, "# TO" + "DO: later"), (MACHINE, 'open("/ho' + 'me/me/x")')]
)
def test_nothing_unfinished_and_nothing_of_one_machine(pattern, example):
    assert pattern.search(example)
    found = [(name, match.group()) for name, text in text_files() for match in pattern.finditer(text)]
    assert found == []
