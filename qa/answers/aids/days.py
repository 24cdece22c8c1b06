"""Relative days, months and years of a quote, counted from the date that its article prints.

Nothing is invented: what the printed date leaves open stays open, and gets no aid where too much is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from qa.answers.aids.aid import Aid, AidKind
from qa.articles.article import Article
from qa.articles.dateline import parse_dateline
from qa.retrieval.folding import fold_in_place
from qa.retrieval.language import MONTHS, Language

# Years that stand in for one that is not printed: whatever differs between them is not known.
_LEAP, _COMMON = 2000, 2001
_PRINTED = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")
_DAYS = {"前": -2, "昨": -1, "今": 0, "明": 1}
_MONTHS = {"上": -1, "本": 0, "下": 1}
_YEARS = {"前": -2, "去": -1, "今": 0, "明": 1}
# Runs that only look like a relative date are kept out by what stands beside them: 4月20日前, 目前天气, 如今年轻人;
# 今天的投资就是明天的产业 speaks of no day.
_RELATIVE = re.compile(
    r"(?P<since>(?<![如当现])今年(?:以?来))"
    r"|(?P<now>截[至止]目前|到目前为止)"
    r"|(?P<day>(?<![之以目从先提年月日天周眼当\d])前(?:天(?!气)|日(?![均产用常子期]))"
    r"|(?<!\d)昨(?:天|日|晚)|今(?:天(?!气|的)|日(?!头条|早报|说法|关注)|晚|晨)|(?<!光)明(?:天(?!的)|日(?!之)))"
    r"|(?P<month>(?<![以登及加])上个?月(?![球台])|(?<!基)本月|(?<![以之])下个?月)"
    r"|(?P<year>(?<![之以目十百千几数当])前年|(?<!过)去年|(?<![如当现])今年(?!轻)|(?<![光声])明年)"
    r"|(?P<recent>(?<![\d零一二三四五六七八九十当同次即每元假生节周终今昨前明后])日前(?!后)|(?<![最临靠接])近日|连日来)"
)


@dataclass(frozen=True, slots=True)
class Base:
    """The date that relative ones count from, as far as it is printed: year and month are None where they are not."""

    year: int | None
    month: int | None
    day: int

    def dates(self) -> list[date]:
        """The days that it may be, of a leap and of a common year where none is printed; none for 30 February."""
        years = [self.year] if self.year else [_LEAP, _COMMON]
        return [day for year in years if (day := _day(year, self.month or 1, self.day))]


def base_of(article: Article) -> Base | None:
    """What the article's relative dates count from: its full printed date, or else that of its dateline.

    A date that only opens the text (本报讯 3月10日,…) is the day of the event; the paper appears a day later, and its
    昨日 may be that very day. Nothing is counted from it.
    """
    printed = article.published
    if printed:
        return Base(printed.year, printed.month, printed.day)
    for paragraph in article.paragraphs:
        dateline = parse_dateline(paragraph.text)
        match = _PRINTED.search(dateline.head) if dateline else None
        if match and match[0] == article.date_text:
            year, month, day = (int(part) if part else None for part in match.groups())
            return Base(year, month, day or 0)
    return None


def day_aids(quote: str, base: Base | None, language: Language) -> list[Aid]:
    """The relative dates of a quote that `base` can resolve.

    A day named inside quotation marks is that of somebody's speech, of which no date is printed.
    """
    if base is None or not base.dates():
        return []
    speech = _speech(quote)
    return [
        Aid(AidKind.DATE, match.start(), match.end(), text)
        for match in _RELATIVE.finditer(fold_in_place(quote))
        if not speech[match.start()] and (text := _resolved(match, base, language))
    ]


def _resolved(match: re.Match[str], base: Base, language: Language) -> str | None:
    english = language == "en"
    if match["day"]:
        return _shifted(base, _DAYS[match["day"][0]], english)
    if match["month"]:
        return _month(base, _MONTHS[match["month"][0]], english)
    if match["year"]:
        return _year(base, _YEARS[match["year"][0]], english)
    on = _shifted(base, 0, english)
    if match["now"]:
        return f"as of {on}" if english else f"截至{on}"
    if match["recent"]:
        return f"in the days before {on}" if english else f"{on}之前几天"
    if not base.year:
        return None
    return f"since 1 January {base.year}" if english else f"{base.year}年1月1日以来"


def _shifted(base: Base, days: int, english: bool) -> str | None:
    """The day so many days from the base, both of them where only the year tells: 2月28日/29日."""
    if base.month is None:
        # Of the day of an unknown month only what every month has is known.
        day = base.day + days
        inside = day >= 1 and (days <= 0 or day <= 28)
        return (f"day {day} of the month" if english else f"{day}日") if inside else None
    found = sorted({_printed(day + timedelta(days), base) for day in base.dates()})
    return _either(found, english)


def _printed(day: date, base: Base) -> tuple[int, int, int]:
    return (day.year if base.year else 0, day.month, day.day)


def _either(found: list[tuple[int, int, int]], english: bool) -> str:
    year, month, _ = found[0]
    if all(other[1] == month for other in found):
        days = [day for _, _, day in found]
        if english:
            return f"{'/'.join(map(str, days))} {MONTHS[month - 1]}{f' {year}' if year else ''}"
        return f"{f'{year}年' if year else ''}{month}月{'/'.join(f'{day}日' for day in days)}"
    joint = " or " if english else "/"
    return joint.join(_either([each], english) for each in found)


def _month(base: Base, months: int, english: bool) -> str | None:
    if base.month is None:
        return None
    years, month = divmod(base.month - 1 + months, 12)
    year = base.year and base.year + years
    if english:
        return f"{MONTHS[month]}{f' {year}' if year else ''}"
    return f"{f'{year}年' if year else ''}{month + 1}月"


def _year(base: Base, years: int, english: bool) -> str | None:
    if base.year is None:
        return None
    return f"{base.year + years}{'' if english else '年'}"


def _speech(quote: str) -> list[bool]:
    """For each character whether it stands between “ and ”, the quote's own edges inside a speech included."""
    first = next((char for char in quote if char in "“”"), "")
    return list(_inside(quote, first == "”"))


def _inside(quote: str, begins_inside: bool) -> Iterator[bool]:
    inside = begins_inside
    for char in quote:
        inside = char == "“" or (inside and char != "”")
        yield inside


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
