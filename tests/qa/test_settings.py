"""Settings come from three variables, and an empty one counts as unset."""

from pathlib import Path

import pytest
from platformdirs import user_cache_path

from qa.settings import BUNDLED_MODEL, Settings

DEFAULT = Settings(corpus=None, cache=user_cache_path("yuanju"), model=BUNDLED_MODEL)


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({}, DEFAULT),
        ({"YUANJU_CORPUS": "", "YUANJU_CACHE": "", "YUANJU_MODEL": "", "CORPUS": "elsewhere"}, DEFAULT),
        ({"YUANJU_CORPUS": "报道"}, Settings(corpus=Path("报道"), cache=DEFAULT.cache, model=DEFAULT.model)),
        (
            {"YUANJU_CORPUS": "a b", "YUANJU_CACHE": "c", "YUANJU_MODEL": "some/model"},
            Settings(corpus=Path("a b"), cache=Path("c"), model="some/model"),
        ),
    ],
)
def test_settings_from_env(env, expected):
    assert Settings.from_env(env) == expected


def test_environment_of_the_process_is_read_when_asked_not_when_imported(monkeypatch):
    monkeypatch.setenv("YUANJU_CORPUS", "articles")
    assert Settings.from_env().corpus == Path("articles")
    assert Settings().corpus is None
