"""Settings come from variables of the environment, and an empty one counts as unset."""

from pathlib import Path

import pytest
from platformdirs import user_cache_path, user_data_path

from qa.errors import UsageError
from qa.settings import BUNDLED_MODEL, BUNDLED_READER, Settings

CACHE = user_cache_path("yuanju")
DEFAULT = Settings(corpus=None, cache=CACHE, model=BUNDLED_MODEL, reader=BUNDLED_READER, caution=None)


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({}, DEFAULT),
        ({"YUANJU_CORPUS": "", "YUANJU_CACHE": "", "YUANJU_MODEL": "", "CORPUS": "elsewhere"}, DEFAULT),
        ({"YUANJU_READER": "", "YUANJU_CAUTION": ""}, DEFAULT),
        ({"YUANJU_READER": "none", "YUANJU_CAUTION": "0.75"}, Settings(cache=CACHE, reader="none", caution=0.75)),
        ({"YUANJU_CAUTION": "0"}, Settings(cache=CACHE, caution=0.0)),
        ({"YUANJU_CORPUS": "报道"}, Settings(corpus=Path("报道"), cache=DEFAULT.cache, model=DEFAULT.model)),
        (
            {"YUANJU_CORPUS": "a b", "YUANJU_CACHE": "c", "YUANJU_MODEL": "some/model"},
            Settings(corpus=Path("a b"), cache=Path("c"), model="some/model"),
        ),
    ],
)
def test_settings_from_env(env, expected):
    assert Settings.from_env(env) == expected


KEPT = user_data_path("yuanju") / "feedback.jsonl"


@pytest.mark.parametrize(
    ("env", "feedback"),
    [
        ({}, KEPT),
        ({"YUANJU_FEEDBACK": ""}, KEPT),
        ({"YUANJU_FEEDBACK": "意见.jsonl"}, Path("意见.jsonl")),
        ({"YUANJU_FEEDBACK": "none"}, None),
        ({"SYSTEM": "linux"}, KEPT),
        ({"SYSTEM": "spaces"}, None),
        ({"SYSTEM": "spaces", "YUANJU_FEEDBACK": ""}, None),
        ({"SYSTEM": "spaces", "YUANJU_FEEDBACK": "kept.jsonl"}, Path("kept.jsonl")),
        ({"SYSTEM": "spaces", "YUANJU_FEEDBACK": "none"}, None),
    ],
)
def test_verdicts_of_readers_are_kept_unless_the_readers_are_the_public(env, feedback):
    assert Settings.from_env(env).feedback == feedback


@pytest.mark.parametrize(
    ("env", "upload"),
    [
        ({}, True),
        ({"YUANJU_UPLOAD": ""}, True),
        ({"YUANJU_UPLOAD": "off"}, False),
        ({"SYSTEM": "spaces"}, False),
        ({"SYSTEM": "spaces", "YUANJU_UPLOAD": ""}, False),
        ({"SYSTEM": "spaces", "YUANJU_UPLOAD": "on"}, True),
        ({"SYSTEM": "spaces", "YUANJU_UPLOAD": "off"}, False),
    ],
)
def test_readers_may_add_articles_unless_they_are_the_public(env, upload):
    settings = Settings.from_env(env)
    assert (settings.upload, settings.uploads) == (upload, CACHE / "uploads" if upload else None)


@pytest.mark.parametrize("word", ["yes", "1", "ON"])
def test_a_word_for_whether_to_allow_uploads_that_is_none_is_named(word):
    with pytest.raises(UsageError, match=f"YUANJU_UPLOAD is 'on' or 'off'; it was '{word}'"):
        Settings.from_env({"YUANJU_UPLOAD": word})


@pytest.mark.parametrize("caution", ["high", "1.2", "-0.1", "nan", "0,5"])
def test_a_caution_that_is_no_probability_is_named(caution):
    with pytest.raises(UsageError, match=f"YUANJU_CAUTION is a probability from 0 to 1.*'{caution}'"):
        Settings.from_env({"YUANJU_CAUTION": caution})


def test_environment_of_the_process_is_read_when_asked_not_when_imported(monkeypatch):
    monkeypatch.setenv("YUANJU_CORPUS", "articles")
    assert Settings.from_env().corpus == Path("articles")
    assert Settings().corpus is None


@pytest.mark.parametrize(
    ("given", "store"),
    [
        ("", None),
        ("milvus:passages.db", "passages.db"),
        ("milvus:/a b/文章.db", "/a b/文章.db"),
        ("http://host:19530", "http://host:19530"),
        ("https://user:word@host/database", "https://user:word@host/database"),
        ("tcp://10.0.0.1:19530", "tcp://10.0.0.1:19530"),
    ],
)
def test_passages_are_kept_in_the_index_folder_or_in_milvus(given, store):
    assert Settings.from_env({"YUANJU_STORE": given}).store == store
    assert Settings.from_env({}).store is None


@pytest.mark.parametrize(
    "given", ["milvus", "milvus:", "milvus:passages", "passages.db", "milvus:http://host", "ftp://host"]
)
def test_any_other_store_is_wrong_usage(given):
    with pytest.raises(
        UsageError, match=r"YUANJU_STORE is milvus:PATH\.db or an address such as http://host:19530; it was "
    ):
        Settings.from_env({"YUANJU_STORE": given})
