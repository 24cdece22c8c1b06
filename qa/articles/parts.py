"""What is known of an article besides its printed lines: where it stands in a file, and what is declared of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from qa.articles.article import Article
from qa.articles.imprint import full_date
from qa.articles.reading import Span

# The names that a column, a line of front matter or a sidecar may have, by the field that they give.
_NAMES = {
    "title": "title headline 标题 题目 题名 標題 題目",
    "date": (
        "date published pubdate pub_date publish_date published_date publication_date "
        "日期 时间 发布日期 发布时间 刊期 時間 發布日期 發布時間"
    ),
    "paper": "paper newspaper publication source media 报纸 报刊 报名 来源 媒体 報紙 報刊 來源 媒體",
    "edition": "edition page 版次 版面 版",
    "byline": "byline author authors writer 作者 记者 署名 記者",
    "url": "url link 链接 网址 原文链接 鏈接 連結 網址",
    "text": "text content body article 正文 内容 全文 文本 內容",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
_EIGHT_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
# The only orders in which an English date can be read in one way.
_ENGLISH_DATES = ("%B %d, %Y", "%B %d %Y", "%d %B %Y", "%b %d, %Y", "%b %d %Y", "%d %b %Y")
_LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True)
class Details:
    """What a row, front matter, a sidecar or a page's header says of an article; empty is what it does not say.

    `published` only where a whole date is given, `date_text` the date as it is given: a year is never added.
    """

    title: str = ""
    published: date | None = None
    date_text: str = ""
    source: str = ""
    edition: str = ""
    byline: str = ""
    url: str | None = None

    @property
    def names_one_article(self) -> bool:
        """Whether it can only mean one article: a headline or a byline belongs to one."""
        return bool(self.title or self.byline)

    def over(self, other: Details) -> Details:
        """Both as one; where they differ, this one counts. The date stands or falls as a whole."""
        given = {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name)}
        both = replace(other, **given)
        return replace(both, published=self.published) if self.date_text else both


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file's text and what is known of it besides.

    `declared` holds over what the text prints, `guessed` (from the code of a web page) only where it prints nothing.
    `is_article` tells that the stretch is exactly one article; otherwise the rules for newspaper pages cut it.
    `title_at` is where the headline stands, in or before the stretch. What lies in no part is in no article.
    """

    span: Span
    declared: Details = Details()
    guessed: Details = Details()
    is_article: bool = False
    title_at: Span | None = None


def field_of(name: str) -> str | None:
    """The field that a column or a key gives (标题 and Title are `title`), None for any other."""
    return _FIELDS.get("_".join(name.replace("\ufeff", "").replace("-", " ").casefold().split()))


def details_of(values: Mapping[str, str]) -> Details:
    """Details from texts by field (`field_of`).

    White space becomes single blanks, an address that is none is left out.
    """
    short = {field: " ".join(value.split())[:_LONGEST_VALUE] for field, value in values.items() if field != "text"}
    published, date_text = read_date(short.get("date", ""))
    url = short.get("url", "")
    return Details(
        short.get("title", ""),
        published,
        date_text,
        short.get("paper", ""),
        short.get("edition", ""),
        short.get("byline", ""),
        url if re.match(r"https?://\S+$", url, re.IGNORECASE) else None,
    )


def read_date(text: str) -> tuple[date | None, str]:
    """A declared date and how it is given; no date where year, month or day is missing or in doubt (3/4/2020)."""
    published, date_text = full_date(text)
    if published:
        return published, date_text
    try:
        if compact := _EIGHT_DIGITS.match(text):
            return date(*map(int, compact.groups())), compact[0]
    except ValueError:
        return None, text
    for order in _ENGLISH_DATES:
        try:
            return datetime.strptime(text, order).date(), text
        except ValueError:
            continue
    return None, text


def described(article: Article, part: Part) -> Article:
    """The article with what is known of its part.

    A whole date that is known holds beside the day that the text prints (8月8日), as that of a newspaper page does.
    """
    printed = Details(article.title, source=article.source, byline=article.byline, url=article.url)
    known = part.declared.over(printed).over(part.guessed)
    told = (part.declared, article, part.guessed)
    published = next((one.published for one in told if one.published), None)
    date_texts = [article.date_text] if published else []
    date_texts += [one.date_text for one in told]
    return replace(
        article,
        title=known.title,
        byline=known.byline,
        source=known.source,
        published=published,
        date_text=next(filter(None, date_texts), ""),
        url=known.url,
        edition=known.edition,
        page=part.span if part.is_article else None,
    )
