"""Lines → what each one is on its page, judged by the line alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from qa.articles.bylines import Credit, parse_credit, trailing_photo_credit
from qa.articles.dateline import Dateline, parse_dateline
from qa.articles.furniture import is_chrome
from qa.articles.imprint import Info, parse_info
from qa.articles.lines import BOLD_LEVEL, Line, display_width
from qa.articles.punctuation import can_end_heading, comma_count, continues_sentence, ends_sentence, is_balanced

# A headline of a newspaper fills at most two lines of a page this wide (60 Chinese characters).
_WIDEST_HEADING = 120
_MOST_COMMAS_IN_HEADING = 1
_PICTURE_LABEL = re.compile(r"(?:图片新闻|新闻图片|图片报道|摄影报道|图说新闻|图说|图闻|镜头)[:：]?")

# A bracket with names and no sentence behind it, up to this many characters, stands at the end: (记者 张三)来源:新华社
_LONGEST_CLOSING_LINE = 60

# What somebody says, in quotation marks or behind a name of up to three characters: “太好了!” 记者:为什么?
_SPEECH = re.compile(r"[“「『]|[\u4e00-\u9fff]{1,3}[:：]")


class Role(Enum):
    """What a line is on its page."""

    HEADING = auto()  # short, and set as headings are: a headline, a deck, a subheading, or a piece of a sentence
    PICTURE_LABEL = auto()  # 图片新闻 and the like: the headline of a picture story
    CREDIT = auto()  # who wrote it, and who took the pictures
    PHOTO_CREDIT = auto()  # who took the picture, and nobody else
    INFO = auto()  # date, medium, address
    CAPTION = auto()  # a text that ends with its photo credit
    DATELINE = auto()  # a paragraph that begins with 本报讯 or the like
    CHROME = auto()  # navigation, share bar
    TEXT = auto()


LEAD_ROLES = frozenset({Role.HEADING, Role.PICTURE_LABEL, Role.CREDIT, Role.PHOTO_CREDIT, Role.INFO})


@dataclass(frozen=True, slots=True)
class Item:
    """A line with its role, and what was read in it."""

    line: Line
    role: Role
    credit: Credit | None = None
    info: Info | None = None

    @property
    def text(self) -> str:
        """The line as it reads."""
        return self.line.text


def classify(line: Line) -> Item:
    """Give a line its role."""
    text = line.text
    if is_chrome(text):
        return Item(line, Role.CHROME)
    if credit := parse_credit(text):
        return Item(line, Role.PHOTO_CREDIT if credit.is_photo_credit else Role.CREDIT, credit=credit)
    if info := parse_info(text):
        return Item(line, Role.HEADING if info.title_at is not None else Role.INFO, info=info)
    if (dateline := parse_dateline(text)) and not _closes_article(text, dateline):
        return Item(line, Role.DATELINE)
    if (at := trailing_photo_credit(text)) is not None:
        return Item(line, Role.CAPTION, credit=parse_credit(text[at:]))
    if _PICTURE_LABEL.fullmatch(text):
        return Item(line, Role.PICTURE_LABEL)
    return Item(line, Role.HEADING if _looks_like_heading(line) else Role.TEXT)


def _closes_article(text: str, dateline: Dateline) -> bool:
    """Whether a line that begins with names in brackets says nothing further: it ends an article, and begins none."""
    is_bracket = dateline.head.lstrip().startswith(("(", "（"))
    return is_bracket and len(text) <= _LONGEST_CLOSING_LINE and not any(mark in text for mark in "。！？!?")


def _looks_like_heading(line: Line) -> bool:
    text = line.text
    if line.indented and not line.level:
        return False
    if display_width(text[: _WIDEST_HEADING + 1]) > _WIDEST_HEADING:
        return False
    if 0 < line.level < BOLD_LEVEL:
        return True
    is_speech = ends_sentence(text) and _SPEECH.match(text)
    is_note = text.startswith(("(", "（")) and text.endswith((")", "）"))
    if is_speech or is_note or continues_sentence(text) or not is_balanced(text) or not can_end_heading(text):
        return False
    return comma_count(text) <= _MOST_COMMAS_IN_HEADING and "。" not in text and not text.endswith(".")
