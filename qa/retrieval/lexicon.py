"""The terms of a corpus with how many passages hold each: small, and the same wherever the passages are kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path


def term_frequency(documents: Iterable[Sequence[str]]) -> dict[str, int]:
    """Every term of documents, given as lists of terms, and the number of those it stands in."""
    return dict(Counter(chain.from_iterable(map(dict.fromkeys, documents))))


def save_lexicon(path: Path, frequency: Mapping[str, int]) -> None:
    """Write the frequencies as one JSON file."""
    path.write_text(json.dumps(frequency, ensure_ascii=False), encoding="utf-8")


def load_lexicon(path: Path) -> dict[str, int]:
    """Read what `save_lexicon` wrote."""
    frequency: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
    return frequency
