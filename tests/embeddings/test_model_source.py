import shutil
from pathlib import Path

import pytest

from embeddings import EncoderError, find_model, load_encoder

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def hub(monkeypatch, tmp_path):
    """An empty local cache of the hub, and no network."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    return tmp_path / "hub"


def put_into(hub, name, model):
    """Lay `model` into the cache as the hub's own client does."""
    repository = hub / f"models--{name.replace('/', '--')}"
    snapshot = repository / "snapshots" / COMMIT
    shutil.copytree(model, snapshot)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(COMMIT)
    return snapshot


@pytest.mark.parametrize("name", ["someone/tiny", "sentence-transformers/tiny"])
def test_a_name_is_found_in_the_local_cache_of_the_hub(hub, tiny_model, name):
    snapshot = put_into(hub, name, tiny_model)
    source = find_model(name)
    assert (source.folder, source.identity) == (snapshot, f"{name}@{COMMIT}")
    assert load_encoder(name, Path("unused")).encode_query("abc").shape == (16,)


def test_a_bare_name_is_one_of_the_library_s_own(hub, tiny_model):
    put_into(hub, "sentence-transformers/tiny", tiny_model)
    assert find_model("tiny").identity == f"sentence-transformers/tiny@{COMMIT}"


@pytest.mark.parametrize("name", ["someone/none", "none"])
def test_a_name_that_is_nowhere_says_what_next(hub, name):
    with pytest.raises(EncoderError, match=r"none is neither a folder nor in the local .* or use 'bundled'"):
        find_model(name)


@pytest.mark.parametrize(
    "model",
    ["./none", "../none", "none/", "/none/at/all", "a/b/c", "~/none", "my model", "models\\e5", "here/none", ""],
)
def test_what_looks_like_a_path_is_never_looked_up(model, monkeypatch, tmp_path):
    def look_up(*_, **__):
        raise AssertionError("looked up on the hub")

    monkeypatch.setattr("huggingface_hub.snapshot_download", look_up)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    with pytest.raises(EncoderError, match=r"There is no folder .* to load a model from"):
        find_model(model)


def test_a_folder_goes_before_a_name(monkeypatch, tiny_model):
    monkeypatch.chdir(tiny_model.parent.parent)
    source = find_model(f"{tiny_model.parent.name}/tiny")
    assert source.identity.startswith("tiny@")


def test_a_home_folder_is_understood(monkeypatch, tiny_model):
    monkeypatch.setenv("HOME", str(tiny_model.parent))
    assert find_model("~/tiny").folder == tiny_model
