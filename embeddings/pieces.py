"""The tokenizer of a model, one for all that read texts with it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer


_LOADING = Lock()


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer that was saved at `path`; it may be used from several threads as long as nothing is set."""
    with _LOADING:  # who comes while it is loaded waits for it
        return _loaded(path)


@lru_cache(maxsize=1)  # 250,000 pieces take 200 MB and a second; encoder and reader have the same
def _loaded(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))
