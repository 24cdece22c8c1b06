"""Nothing is installed, or may be, in which a hole is known: the last advisory on each library that matters here.

`make audit` asks the advisory databases themselves, which takes a network. Of several advisories on one library the
table names that with the highest fixed version, as of November 2026.
"""

import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
# Library, the first version that is free of it, the advisory, and what it was.
ADVISORIES = [
    ("aiohttp", "3.14.3", "CVE-2026-69244", "a malformed chunked answer reads past the heap"),
    ("brotli", "1.2.0", "CVE-2025-6176", "a small page that unpacks without bound"),
    ("certifi", "2024.7.4", "CVE-2024-39689", "a root that is trusted no longer"),
    ("click", "8.3.3", "CVE-2026-7246", "commands injected through edit()"),
    ("cryptography", "50.0.0", "CVE-2026-69247", "the time that a wrong padding takes, which tells what was encrypted"),
    ("fastapi", "0.109.1", "CVE-2024-24762", "a form's content type that takes for ever to read"),
    ("filelock", "3.20.3", "CVE-2026-22701", "a symbolic link put in place of a lock between check and use"),
    ("gradio", "6.16.0", "GHSA-j36p-7w88-g82j", "files outside of their folder read through FileExplorer"),
    ("h11", "0.16.0", "CVE-2025-43859", "requests smuggled in malformed chunks"),
    ("haystack-ai", "2.3.1", "CVE-2024-41950", "code in the template of a prompt"),
    ("httpx", "0.23.0", "CVE-2021-41945", "an address that means another host than it says"),
    ("idna", "3.15", "CVE-2026-45409", "a host name that takes for ever to encode"),
    ("jinja2", "3.1.6", "CVE-2025-27516", "a way out of the sandbox of templates"),
    ("joblib", "1.2.0", "CVE-2022-21797", "code in an argument of Parallel"),
    ("langchain-core", "1.3.3", "CVE-2026-44843", "objects of a stranger's choice made by load()"),
    ("langsmith", "0.8.18", "GHSA-f4xh-w4cj-qxq8", "any file read through the middleware for traces"),
    ("llama-index-core", "0.12.45", "CVE-2025-7647", "a cache with a name that anybody can foresee"),
    ("lxml", "6.1.0", "CVE-2026-41066", "local files read through entities in XML"),
    ("lxml-html-clean", "0.4.5", "CVE-2026-49825", "script addresses left in namespaced attributes"),
    ("markdown-it-py", "2.2.0", "CVE-2023-26303", "a null character that ends the program"),
    ("marshmallow", "3.26.2", "CVE-2025-68480", "many small objects that take for ever to load"),
    ("mcp", "1.28.1", "CVE-2026-59950", "any web page may speak to a server over a WebSocket"),
    ("nltk", "3.10.3", "PYSEC-2026-3733", "files outside of its folders read by corpus readers"),
    ("onnx", "1.21.0", "CVE-2026-27489", "files outside of a model's folder read through a symbolic link"),
    ("orjson", "3.11.6", "CVE-2025-67221", "deep nesting that ends the program"),
    ("pillow", "12.3.0", "CVE-2026-55379", "a font of a few bytes that takes all memory"),
    ("protobuf", "6.33.5", "CVE-2026-0994", "deep nesting of Any that ends the program"),
    ("pyarrow", "23.0.1", "CVE-2026-25087", "memory used after it was freed"),
    ("pydantic", "2.4.0", "CVE-2024-3772", "an e-mail address that takes for ever to check"),
    ("pydantic-settings", "2.14.2", "GHSA-4xgf-cpjx-pc3j", "a symbolic link out of the folder of secrets followed"),
    ("pygments", "2.20.0", "CVE-2026-4539", "a text that takes for ever to colour"),
    ("pyjwt", "2.13.0", "CVE-2026-48526", "a forged token accepted"),
    ("pypdf", "6.16.1", "CVE-2026-84311", "a page of many parts that takes all time and memory"),
    ("pytest", "9.0.3", "CVE-2025-71176", "a temporary folder with a name that anybody can foresee"),
    ("python-dotenv", "1.2.2", "CVE-2026-28684", "a symbolic link in place of the settings written through"),
    ("python-multipart", "0.0.31", "PYSEC-2026-3040", "a negative length of a form"),
    ("pyyaml", "5.4", "CVE-2020-14343", "code in a document"),
    ("reportlab", "3.6.13", "CVE-2023-33733", "code in the colour of a paragraph"),
    ("requests", "2.33.0", "CVE-2026-25645", "a temporary file with a name that anybody can foresee"),
    ("scikit-learn", "1.5.0", "CVE-2024-5206", "words of the training texts kept in the model"),
    ("sentencepiece", "0.2.1", "CVE-2026-1260", "a model file that reads and writes past its memory"),
    ("setuptools", "83.0.0", "CVE-2026-59890", "files packed that were left out"),
    ("starlette", "1.3.1", "CVE-2026-54283", "limits of a form that do not hold"),
    ("torch", "2.10.0", "CVE-2026-24747", "code in a file of weights, in spite of weights_only"),
    ("tqdm", "4.66.3", "CVE-2024-34062", "code in an argument of its command line"),
    ("transformers", "5.10.0", "CVE-2026-9856", "files written outside of their folder by save_pretrained"),
    ("urllib3", "2.8.0", "CVE-2026-97689", "an answer that takes all memory"),
    ("uvicorn", "0.11.7", "CVE-2020-7694", "lines forged in the log"),
    ("websockets", "9.1", "CVE-2021-33880", "passwords guessed by the time that it takes"),
]
FREE_FROM = {name: Version(fixed) for name, fixed, _, _ in ADVISORIES}


@pytest.mark.parametrize(("name", "fixed", "advisory", "what"), ADVISORIES, ids=[name for name, *_ in ADVISORIES])
def test_what_is_installed_is_free_of_what_is_known(name, fixed, advisory, what):
    try:
        installed = Version(version(name))
    except PackageNotFoundError:
        pytest.skip("it is not installed here")
    assert installed >= Version(fixed), f"{advisory}: {what}"


def declared():
    """Every requirement of the project and of its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]
    return [one for one in map(Requirement, lines) if canonicalize_name(one.name) != project["name"]]


def lowest(requirement):
    """The lowest version that a requirement lets in."""
    return max(Version(one.version) for one in requirement.specifier if one.operator in (">=", "=="))


@pytest.mark.parametrize("requirement", declared(), ids=str)
def test_what_is_asked_for_lets_no_version_in_that_has_a_known_hole(requirement):
    assert lowest(requirement) >= FREE_FROM.get(canonicalize_name(requirement.name), Version("0"))


def test_the_table_is_in_order_each_library_once():
    names = [name for name, *_ in ADVISORIES]
    assert names == sorted(set(names))
    assert names == list(map(canonicalize_name, names))
    assert len({advisory for _, _, advisory, _ in ADVISORIES}) == len(ADVISORIES)
