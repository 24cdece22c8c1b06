"""What a page prints about an article in lines of its own: date, medium, author, address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa.articles.bylines import Credit, parse_credit

_LONGEST_INFO = 160
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
    r"|(?P<mark>[-/.])(?P<month2>\d{1,2})(?P=mark)(?P<day2>\d{1,2})(?!\d))"
)
# Time of day, day of the week and page (第A01版:要闻): printed beside a date, and of no further use.
_BESIDE_DATE = re.compile(
    r"(?<!\d)[012]?\d[:：][0-5]\d(?:[:：][0-5]\d)?(?!\d)|星期[一二三四五六日天]"
    r"|第?\s*[A-Za-z]?[\d一二三四五六七八九十]{1,3}\s*版(?:\s*[:：]?\s*[\u4e00-\u9fff]{2,4}$)?"
)
_LABELS = {
    "title": "标题|题目|[Tt]itle",
    "date": "发布时间|发布日期|发表时间|更新时间|发稿时间|时间|日期|[Dd]ate|[Pp]ublished",
    "source": "信息来源|文章来源|稿件来源|新闻来源|来源|稿源|出处|[Ss]ource",
    "author": "作者|记者|撰文|[Aa]uthor",
    "url": "原文链接|原文网址|原文地址|文章链接|URL|[Uu]rl|[Ll]ink",
    "other": "责任编辑|责编|编辑|字体|字号|浏览次数|浏览量|浏览|点击数|点击量|点击|阅读量|阅读",
}
_LABEL = re.compile("(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()) + r")\s*[:：]")
_URL = re.compile(r"<?(https?://[^\s<>]+)>?")
_AROUND = "•·-*|｜/()（）[]【】 \t\u3000\xa0"
_MEDIUM = re.compile(
    r"《[^《》]{1,20}》|[\u4e00-\u9fffA-Za-z·]{1,18}(?:(?<![预通公喜汇海])报|网|社|台|刊|客户端|公众号|[Nn]ews|[Dd]aily)"
)
_LONGEST_MEDIUM = 30
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PRINTED_IN = re.compile(r"[刊载登表]于?[^《》。]{0,8}(?P<medium>《[^《》]{1,20}》)")
_LONGEST_IMPRINT = 80


@dataclass(frozen=True, slots=True)
class Info:
    """What one line says about its article; `title_at` is where the headline begins behind a 标题: label."""

    published: date | None = None
    date_text: str = ""
    source: str = ""
    url: str | None = None
    credit: Credit | None = None
    title_at: int | None = None


def parse_info(text: str) -> Info | None:
    """Read a line such as `2023-08-08 13:28 来源: 中国新闻网 作者: 张三`; None if it says anything else as well."""
    if len(text) > _LONGEST_INFO:
        return None
    labels = list(_LABEL.finditer(text))
    if labels and labels[0]["title"] and not text[: labels[0].start()].strip():
        return Info(title_at=_behind_blanks(text, labels[0].end()))
    bounds = [*(label.start() for label in labels), len(text)]
    fields = [_unlabelled(text[: bounds[0]])]
    fields += [_labelled(label, text[label.end() : stop]) for label, stop in zip(labels, bounds[1:], strict=True)]
    found = [field for field in fields if field is not None]
    return _merged(found) if len(found) == len(fields) and any(field != Info() for field in found) else None


def parse_imprint(text: str) -> Info | None:
    """Read a closing line such as (此稿刊于《湖南日报》2022年11月21日第7版): medium and date of the first printing."""
    printed = _PRINTED_IN.search(text) if len(text) <= _LONGEST_IMPRINT else None
    if not printed:
        return None
    published, date_text = full_date(text[printed.end() :])
    return Info(published, date_text, printed["medium"]) if published else None


def full_date(text: str) -> tuple[date | None, str]:
    """The first date with its year, and how it is printed; (None, "") where there is none or no such day exists."""
    match = _DATE.search(text)
    if not match:
        return None, ""
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    try:
        return date(int(match["year"]), int(month), int(day)), match[0]
    except ValueError:
        return None, ""


def merge_infos(infos: list[Info]) -> Info:
    """All of them as one: the first of each field, but every source, in order of print."""
    return _merged(infos)


def _merged(infos: list[Info]) -> Info:
    dated = next((info for info in infos if info.published), Info())
    sources = dict.fromkeys(info.source for info in infos if info.source)
    return Info(
        dated.published,
        dated.date_text,
        "、".join(sources),
        next((info.url for info in infos if info.url), None),
        next((info.credit for info in infos if info.credit), None),
    )


def _unlabelled(text: str) -> Info | None:
    """Date, time and medium in front of the first label: nothing else may stand there."""
    published, date_text = full_date(text)
    rest = _BESIDE_DATE.sub(" ", text.replace(date_text, " ", 1)).strip(_AROUND)
    if not rest:
        return Info(published, date_text)
    return Info(published, date_text, rest) if published and _MEDIUM.fullmatch(rest) else None


def _labelled(label: re.Match[str], value: str) -> Info | None:
    """The value behind a label; None if it is not what the label says."""
    value = value.strip(_AROUND)
    if label["url"]:
        url = _URL.fullmatch(value)
        return Info(url=url[1]) if url else None
    if label["author"]:
        credit = parse_credit("作者:" + value)
        return Info(credit=credit) if credit else None
    if label["date"]:
        published, date_text = full_date(value)
        return Info(published, date_text) if published else None
    if label["other"]:
        return Info()
    return _source(value)


def _source(value: str) -> Info | None:
    """Medium behind 来源:, which a date may follow; a Chinese name ends at the first blank."""
    published, date_text = full_date(value)
    source = value.replace(date_text, " ", 1) if date_text else value
    first = source.split()[:1] if _HAN.search(source) else [_BESIDE_DATE.sub(" ", source)]
    source = "".join(first).strip(_AROUND)
    return Info(published, date_text, source) if 0 < len(source) <= _LONGEST_MEDIUM else None


def _behind_blanks(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip())
