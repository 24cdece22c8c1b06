"""Clauses, as questions are made of them: where each begins, the time it stands under, whether it names its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.retrieval.names import (
    PLACE_SUFFIXES,
    Word,
    begins_with_surname,
    is_in_dictionary,
    is_known_place,
    organisations,
    places,
    tagged_words,
)
from qa.retrieval.sentences import clause_ranges

STOPS = "，,、：:；;。！？!?. "
NOMINAL = frozenset(("n", "nr", "nrt", "ns", "nt", "nz", "ng", "nrfg", "b", "j", "vn", "l", "eng", "f", "s", "a"))
# What a clause begins with and what adds nothing to it.
_LEAD = re.compile(
    r"^(?:截至目前|据(?:了解|悉|介绍|统计|报道|[\u4e00-\u9fff]{2,6}数据)|目前|日前|近日|今日|今天|当[日天]|同时|此外|另外|随后|至此|如今|当前|[,，](?!$))+[,，]?"
)
_FRAME = re.compile(
    r"(?:截至)?(?=[前上下一二三四\d])(?:(?:19|20)\d\d年)?"
    r"(?:\d{1,2}(?:月份?)?[至到—~-]\d{1,2}月份?|\d{1,2}月(?:\d{1,2}[日号])?|前\d{1,2}个月|[上下]半年|前?[一二三四]季度)?[底末初]?"
    r"(?=[,，]|[\u4e00-\u9fff])"
)
# A subject with one of these is a clause by itself, or hangs on another one.
_NO_SUBJECT = re.compile(
    r"^[有无在到对]|[是把被让使若如因虽较比跟随]|即使|尤其|包括|等|每|各|所在|一[名位家个男女辆轿]|两[侧岸边地]|之[间前后]|[内中里]$"
    r"|^(?:[最更]|旗下|第[一二三四五六七八九十])|^[东西南北中][部东西南北]地区|^..?.?(?:分会|分院|分部|分局|分行|支行)"
)
# Names of what there is one of in every place, a road that may be any road, and words that are villages as well.
_NO_NAME = re.compile(
    r"^(?:自治区|[省市县区镇乡村州局委厅全])|[路街巷线]$|部门$|^(?:福利|健康|团结|中心|和平|新建|建设|城市|上台|街道|社区|延时|长度)$"
)
_TITLE = re.compile(r"《[^》]{2,16}》")
_LINKS = frozenset(("p", "c", "r", "y", "o"))
_LONGEST_SUBJECT = 24
_SURE_NAME = 5  # characters of a name that ends like an organisation and is more than 福利中心


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause without what leads it in and its stop; `start` in its sentence; `time` is the frame directly before.

    `is_first` tells that nothing but such a frame or a lead stands before it, `is_list` that a list begins with it.
    """

    text: str
    start: int
    time: str
    is_first: bool
    is_list: bool


def clauses(sentence: str) -> Iterator[Clause]:
    """The clauses of a sentence that stand on their own: of a list what it begins with, and statements after such."""
    time, time_end = _frame(sentence)
    last = ""
    for start, end in clause_ranges(sentence):
        start = max(start, time_end)
        clause = sentence[start:end]
        is_item = sentence[start - 1 : start] == "、" and not (re.search(r"\d", last) and named(clause))
        last = clause
        if not clause.strip(STOPS) or is_item:
            continue
        skipped = len(clause) - len(clause.lstrip(STOPS))
        lead = _LEAD.match(clause[skipped:])
        skipped += lead.end() if lead else 0
        before = sentence[time_end : start + skipped].strip(STOPS)
        is_first = not before or _LEAD.fullmatch(before) is not None
        under = time if is_first else ""
        text = clause[skipped:].rstrip(STOPS)
        yield Clause(text, start + skipped, under, is_first=is_first, is_list=clause.endswith("、"))


def _frame(sentence: str) -> tuple[str, int]:
    """The time that a sentence begins with, and where what it frames begins; "" and 0 where it begins with none."""
    lead = _LEAD.match(sentence)
    found = _FRAME.match(sentence, lead.end() if lead else 0)
    if not found or not re.search(r"[年月日号度]", found[0]):
        return "", 0
    return found[0], found.end()


def named(text: str) -> bool:
    """Whether a text begins with a name: a place, a person, a title, or what ends like an organisation."""
    words = tagged_words(text)
    if not words or _NO_NAME.search(words[0].text) or _NO_SUBJECT.match(text):
        return False
    if _TITLE.match(text) or _is_place(words[0]) or _is_person(words[0]):
        return True
    forms = [form for form in (*organisations(text), *places(text)) if form.start <= 2 and form.end >= _SURE_NAME]
    return any(not _NO_NAME.search(text[: form.end]) and _is_whole(words, form.end) for form in forms)


def _is_whole(words: tuple[Word, ...], end: int) -> bool:
    inside = [word for word in words if word.start < end]
    linked = any(word.flag in _LINKS | {"uj", "d", "ul"} for word in inside)
    return not linked and (inside[0].flag not in ("v", "t", "s") or len(inside[0].text) == 1)


def _is_place(word: Word) -> bool:
    if len(word.text) > 2 and word.text[-1] in PLACE_SUFFIXES:
        return True
    return len(word.text) > 1 and (is_known_place(word.text) or (word.flag == "ns" and is_in_dictionary(word.text)))


def _is_person(word: Word) -> bool:
    is_place = word.text[-1] in PLACE_SUFFIXES
    return word.flag[:2] == "nr" and len(word.text) == 3 and begins_with_surname(word.text) and not is_place


def is_subject(text: str) -> bool:
    """Whether what stands before a predicate is one that its reader can tell from any other."""
    if not 2 <= len(text) <= _LONGEST_SUBJECT or _NO_SUBJECT.search(text) or text.count("的") > 1:
        return False
    words = tagged_words(text)
    if _is_person(words[0]) and len(words) > 1:
        return False
    return named(text) and all(word.flag[0] not in _LINKS for word in tagged_words(_TITLE.sub("", text)))


def is_nominal(text: str) -> bool:
    """Whether a text is nothing but a short noun with what stands before it."""
    words = tagged_words(text)
    flags = [word.flag for word in words]
    return bool(words) and len(text) <= 14 and all(flag in NOMINAL | {"t"} for flag in flags) and flags[-1][0] in "nlj"
