"""A chat whose readers are asked what they think, and the file that their verdicts go to."""

from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """The file of verdicts, in a folder that is not there yet."""
    return tmp_path_factory.mktemp("data") / "yuanju" / "feedback.jsonl"


@pytest.fixture(scope="module")
def url(serve_all, newspaper, kept) -> str:
    """The chat that writes it."""
    return serve_all(newspaper.archive, feedback=kept)


@pytest.fixture(autouse=True)
def nothing_kept(kept):
    """Every test begins without a verdict."""
    kept.unlink(missing_ok=True)
