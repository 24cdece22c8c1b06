"""The tokenizer of a model, one for all that read texts with it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@lru_cache(maxsize=1)  # 250,000 pieces take 200 MB and a second; encoder and reader have the same
def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer that was saved at `path`; it may be used from several threads as long as nothing is set."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))
