"""What a reader's file is called: a name to be read, never one to find a file by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LONGEST_NAME = 80  # characters

_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_ENDING = re.compile(r"\.\w{1,8}$")
_NAMELESS = "file"


def display_name(given: str, taken: Collection[str] = ()) -> str:
    """The last part of a path, on one line, without what cannot be seen or turns the writing round.

    At most `LONGEST_NAME` characters, cut before the ending; one that is `taken` gets a number.
    """
    seen = (" " if char.isspace() else char for char in unicodedata.normalize("NFC", _FOLDERS.sub("", given)))
    name = " ".join("".join(char for char in seen if not unicodedata.category(char).startswith("C")).split())
    ending = _ENDING.search(name)
    suffix = ending[0] if ending else ""
    stem = name.removesuffix(suffix).strip(" .") or _NAMELESS
    others = {other.casefold() for other in taken}
    number, found = 1, _fitting(stem, suffix)
    while found.casefold() in others:
        number += 1
        found = _fitting(stem, f" ({number}){suffix}")
    return found


def _fitting(stem: str, end: str) -> str:
    room = LONGEST_NAME - len(end)
    return f"{stem if len(stem) <= room else f'{stem[: room - 1]}…'}{end}"
