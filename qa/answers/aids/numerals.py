"""Figures with 万 or 亿 or in Chinese numerals as an English reader writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from qa.answers.aids.aid import Aid, AidKind
from qa.retrieval.folding import fold_in_place, numeral_value

_HAN = "零〇一二两三四五六七八九十百千万亿"
_BEFORE = {
    "nearly": r"将近|接近|(?<![最附临靠邻远就])近",
    "about": r"大约|(?<![节契预合条签公违])约",
    "over": r"超过|(?<![赶])超|逾",
    "under": r"不到|不足",
    "at least": r"至少",
    "at most": r"至多|最多",
}
_BEHIND = {"or more": "以上", "or less": "以下|以内", "about": "左右"}
# Units with one plain English word. 家, 户, 名 and 次 have several, and stay without.
_UNITS = {
    "美元": "US dollars",
    "欧元": "euros",
    "日元": "yen",
    "港元": "Hong Kong dollars",
    "元": "yuan",
    "英镑": "pounds",
    "万亩": "mu",
    "亩": "mu",
    "公顷": "hectares",
    "平方公里": "square kilometres",
    "平方千米": "square kilometres",
    "平方米": "square metres",
    "立方米": "cubic metres",
    "公里": "kilometres",
    "厘米": "centimetres",
    "毫米": "millimetres",
    "米": "metres",
    "吨": "tonnes",
    "公斤": "kilograms",
    "千克": "kilograms",
    "千瓦时": "kilowatt-hours",
    "千瓦": "kilowatts",
    "兆瓦": "megawatts",
    "升": "litres",
    "人次": "",
    "人": "people",
    "辆": "vehicles",
    "岁": "years old",
    "个月": "months",
    "个小时": "hours",
    "小时": "hours",
    "分钟": "minutes",
    "天": "days",
    "年": "years",
    "周年": "years",
    "个百分点": "percentage points",
    "个": "",
} | dict.fromkeys("家户名位棵株件次台套只种项批份张条座场所间栋幢层例起支队组头匹艘架款部门幅册本首届期倍", "")
_OF_TIME = frozenset({"months", "hours", "minutes", "days", "years"})
_MONEY = frozenset({"yuan", "US dollars", "euros", "yen", "Hong Kong dollars", "pounds"})
_VAGUE = {
    "十": "tens of",
    "百": "hundreds of",
    "千": "thousands of",
    "万": "tens of thousands of",
    "十万": "hundreds of thousands of",
    "百万": "millions of",
    "千万": "tens of millions of",
    "亿": "hundreds of millions of",
}


def _either(words: dict[str, str], prefix: str) -> str:
    return "|".join(f"(?P<{prefix}{n}>{pattern})" for n, pattern in enumerate(words.values()))


_ANY_UNIT = "|".join(sorted(_UNITS, key=lambda unit: -len(unit)))
_PLAIN = r"\d{1,15}(?:,\d{3})*(?:\.\d{1,6})?"
_FIGURE = re.compile(
    rf"(?:{_either(_BEFORE, 'b')})?(?<![第.\d几数{_HAN}])(?:(?P<low>{_PLAIN})[至到—~～-])?"
    rf"(?:(?P<plain>{_PLAIN})|(?P<han>[{_HAN}]{{1,20}}))(?P<more>[余多]?)(?P<scale>[十百千万亿]{{0,2}})(?P<more2>[余多]?)"
    rf"(?![\d.{_HAN}几])(?P<unit>{_ANY_UNIT})?(?:{_either(_BEHIND, 'a')})?"
)
_SHARE = re.compile(
    rf"(?:{_either(_BEFORE, 'b')})?(?<![第.\d{_HAN}])"
    rf"(?:(?P<plain>{_PLAIN})\s?%|百分之(?P<han>[{_HAN}]{{1,6}})(?:点(?P<point>[零一二三四五六七八九]{{1,3}}))?"
    rf"|(?P<tenths>[二三四五六七八九2-9])成(?P<half>半?)(?=以上|以下|左右|的|[,，。、;；])(?!的?新))"
    rf"(?:{_either(_BEHIND, 'a')})?"
)
_SOME = re.compile(
    rf"(?<![人指户倍系总次分基参函奇偶岁件多少{_HAN}])[数几](?P<scale>十万|百万|千万|[十百千万亿])(?P<unit>{_ANY_UNIT})"
)
# 两三百 and 一万二 mean 200 to 300 and 12,000: no numeral says so character by character.
_NO_VALUE = re.compile(r"[一二两三四五六七八九]{2}|[百千万亿][一二三四五六七八九]$|^[零〇]")
_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Amount:
    """What a figure says: its value, whether that is exact, and the words around it in English."""

    value: Decimal
    exact: bool


def number_aids(quote: str) -> list[Aid]:
    """Figures of a quote that a reader of English cannot read off, in digits: 1.2万 is 12,000, 三百余家 more than 300.

    Figures in plain digits with nothing around them need no aid.
    """
    folded = fold_in_place(quote)
    found = [(match, _share(match)) for match in _SHARE.finditer(folded)]
    found += [(match, _figure(match)) for match in _FIGURE.finditer(folded)]
    found += [(match, _some(match)) for match in _SOME.finditer(folded)]
    return [Aid(AidKind.NUMBER, match.start(), match.end(), text) for match, text in found if text]


def amount(figure: str) -> Amount | None:
    """The value of a figure as marked in a sentence (1330家, 5.7亿元, 近90%); None for one that has no single value."""
    folded = fold_in_place(figure).strip()
    share = _SHARE.fullmatch(folded)
    if share:
        value = _share_value(share)
        return None if value is None else Amount(value, not _around(share))
    match = _FIGURE.fullmatch(folded)
    value = _value(match) if match and not match["low"] else None
    if match is None or value is None:
        return None
    return Amount(value, not (_around(match) or match["more"] or match["more2"]))


def _figure(match: re.Match[str]) -> str | None:
    value = _value(match)
    if value is None or not _needs_aid(match, value):
        return None
    unit = _UNITS.get(match["unit"] or "", "")
    said = list(_around(match))
    if unit in _OF_TIME and "nearly" in said:
        return None  # 近三年 are the last three years
    if match["more"] or match["more2"]:
        said.append("more than")
    low = f"{_digits(Decimal(match['low'].replace(',', '')) * _scale(match))} to " if match["low"] else ""
    return _worded(said, low + _digits(value), unit)


def _needs_aid(match: re.Match[str], value: Decimal) -> bool:
    """Whether the figure is one, and hard to read: scaled, in Chinese numerals with a unit, or with words around it."""
    more = match["more"] or match["more2"]
    known = match["unit"] is not None
    if match["plain"]:
        return bool(match["scale"]) or (known and bool(more or _around(match)))
    if not known or value < 10:
        return False
    bare_power = not set(match["han"]) & set("零〇一二两三四五六七八九")
    in_money = _UNITS[match["unit"]] in _MONEY and value >= 10**4
    return not bare_power or bool(more or _around(match)) or in_money


def _value(match: re.Match[str]) -> Decimal | None:
    if match["plain"]:
        return Decimal(match["plain"].replace(",", "")) * _scale(match)
    value = _han_value(match["han"])
    # 三百余万: what stands behind 余 multiplies all before it.
    return value and value * _scale(match)


def _scale(match: re.Match[str]) -> int:
    product = 1
    for char in match["scale"]:
        product *= _SCALES[char]
    return product


def _han_value(numeral: str) -> Decimal | None:
    value = None if _NO_VALUE.search(numeral) else numeral_value(numeral)
    return None if value is None else Decimal(value)


def _share(match: re.Match[str]) -> str | None:
    value = _share_value(match)
    said = _around(match)
    if value is None or (match["plain"] and not said):
        return None
    return _worded(said, f"{_digits(value)}%", "")


def _share_value(match: re.Match[str]) -> Decimal | None:
    if match["plain"]:
        return Decimal(match["plain"].replace(",", ""))
    if match["tenths"]:
        tenths = match["tenths"]
        return Decimal(int(tenths) if tenths.isdigit() else numeral_value(tenths) or 0) * 10 + (
            5 if match["half"] else 0
        )
    whole = Decimal(100) if match["han"] == "百" else _han_value(match["han"])
    if whole is None or not match["point"]:
        return whole
    return whole + Decimal("0." + "".join(str(numeral_value(digit)) for digit in match["point"]))


def _some(match: re.Match[str]) -> str:
    vague, unit = _VAGUE[match["scale"]], _UNITS[match["unit"]]
    return f"{vague} {unit}" if unit else vague.removesuffix(" of")


def _around(match: re.Match[str]) -> list[str]:
    """The English of the words before and behind a figure."""
    groups = match.groupdict()
    before = [english for n, english in enumerate(_BEFORE) if groups[f"b{n}"]]
    return before + [english for n, english in enumerate(_BEHIND) if groups[f"a{n}"]]


def _worded(said: list[str], digits: str, unit: str) -> str | None:
    """The figure with at most one thing said about it; None for two, which may contradict each other."""
    if len(said) > 1:
        return None
    figure = f"{digits} {unit}" if unit else digits
    word = said[0] if said else ""
    return f"{figure} {word}".strip() if word.startswith("or ") else f"{word} {figure}".strip()


def _digits(value: Decimal) -> str:
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
