"""An archive of one article, without a real model, for others to be opened beside."""

import pytest

import qa.archive
from qa import Settings, open_archive
from qa.answers.models import Models
from qa.chat.uploads.shelf import Shelf


@pytest.fixture
def one_article(tmp_path, fake_encoder, monkeypatch):
    """The archive."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "a.txt").write_text("永兴县今年修了31座桥。\n", encoding="utf-8")
    monkeypatch.setattr(qa.archive, "load_models", lambda *_, **__: Models(fake_encoder, None, None, {}))
    return open_archive(folder, settings=Settings(cache=tmp_path / "cache"))


@pytest.fixture
def shelf(tmp_path):
    """A shelf on which nothing is."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    return Shelf(folder)
