"""The dateline that a news text begins with, such as 本报讯 (记者 谢小青) or 新华社北京3月10日电."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.articles.article import Kind, Paragraph
from qa.articles.bylines import Credit, parse_credit

_HEAD = re.compile(
    r"【?(?:本[报刊网台]讯"
    r"|据?(?:本[报刊网台]|(?P<agency>[\u4e00-\u9fff]{1,8}?(?:社|网|报|台|客户端)))"
    r"[^\s,，。、;；:：!?！？()（）“”]{0,20}?(?:讯|电)(?=[\s(（】:：]))】?"
)
_BRACKET = re.compile(r"\s*[(（][^()（）]{2,80}[)）]")
_BLANK = re.compile(r"[\s:：—-]*")
_DATE = re.compile(r"(?<![\d年月])(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日")
_DATE_OPENS_SENTENCE = re.compile(rf"(?:^|(?<=[。！？!?…”】)）]))\s*({_DATE.pattern})")
# A text dates itself in its first sentences, or not at all.
_LEAD_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Dateline:
    """`end` is where the news begins behind it; `agency` is a medium other than the paper itself ("" if none)."""

    end: int
    head: str
    credit: Credit | None
    agency: str


def parse_dateline(text: str) -> Dateline | None:
    """Read the dateline at the beginning of a paragraph; None if it begins with the news itself."""
    head = _HEAD.match(text)
    end = head.end() if head else 0
    bracket = _BRACKET.match(text, end)
    credit = parse_credit(bracket[0]) if bracket else None
    if not head and not credit:
        return None
    end = bracket.end() if bracket and credit else end
    blank = _BLANK.match(text, end)
    end = blank.end() if blank else end
    return Dateline(end, text[:end], credit, (head["agency"] or "") if head else "")


def body_start(paragraph: Paragraph) -> int:
    """Reading offset where the news begins, behind 本报讯, (记者 …) and the like; 0 where no dateline stands."""
    dateline = parse_dateline(paragraph.text) if paragraph.kind is Kind.BODY else None
    return dateline.end if dateline else 0


def opening_date(text: str) -> str:
    """The date as printed that a news text dates itself with: in its dateline, or at the beginning of a sentence.

    A date inside a sentence (…公司2月10日复产) tells of something else. Relative ones such as 昨日 are no dates.
    """
    dateline = parse_dateline(text)
    in_head = _DATE.search(dateline.head) if dateline else None
    if in_head:
        return in_head[0]
    begin = dateline.end if dateline else 0
    opening = _DATE_OPENS_SENTENCE.search(text[begin : begin + _LEAD_LENGTH])
    return opening[1] if opening else ""
