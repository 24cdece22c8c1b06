"""An archive of one article, without a real model, for others to be opened beside."""

from functools import cache

import pytest

import qa.archive
from qa import Settings, open_archive
from qa.answers.models import Models
from qa.chat.uploads.shelf import Shelf
from qa.retrieval import english

_dictionary = cache(english._dictionary)


@pytest.fixture
def one_article(tmp_path, fake_encoder, monkeypatch):
    """The archive. The dictionary of English is read once for all of these tests: that takes seconds."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "a.txt").write_text("永兴县今年修了31座桥。\n", encoding="utf-8")
    monkeypatch.setattr(english, "_dictionary", _dictionary)
    monkeypatch.setattr(qa.archive, "load_models", lambda *_, **__: Models(fake_encoder, None, None, {}))
    return open_archive(folder, settings=Settings(cache=tmp_path / "cache"))


@pytest.fixture
def shelf(tmp_path):
    """A shelf on which nothing is."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    return Shelf(folder)
