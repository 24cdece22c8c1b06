"""Bylines and photo credits: who wrote, who took the picture.

A credit is a short line of nothing but labels (本报记者, 通讯员, 文/图, 摄 …), names, and perhaps a medium in front
(湖南日报·新湖南客户端 记者 …). Names of two characters are set with a blank inside (陈 润) to stand as wide as those of
three; here they read 陈润.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST_CREDIT = 80
_LONGEST_TRAILING_CREDIT = 40
_MARKERS = "■□◆◇●○▲△★☆◎▉▌—－"
_BRACKETS = ("()", "（）", "【】", "[]", "［］")
_BLANKS = re.compile(r"[\s、，,；;&]+")

_OWN_MEDIUM = "本[报刊网台]"
_MEDIUM = rf"(?:{_OWN_MEDIUM}|[\u4e00-\u9fff·]{{2,16}}(?:社|报|网|台|刊|客户端|时刻|在线|融媒体中心|融媒))"
_MEDIA = re.compile(rf"{_MEDIUM}(?:[·、/]{_MEDIUM})*")
_ROLE = r"(?:首席|特约|实习|见习|特派|摄影|文字|全媒体|融媒体)?(?:记者|通讯员|实习生|评论员|撰稿人|撰稿)"
_SEPARATORS = "/／:：|｜丨"
_BEFORE_NAMES = rf"(?:文/图|图/文|文图|图文|(?P<photo>图片|图|摄影|摄|供图)|撰文|采写|执笔|文|作者)[{_SEPARATORS}]"
_LABEL = re.compile(rf"{_BEFORE_NAMES}|(?P<medium>{_MEDIUM})?{_ROLE}(?P<close>[{_SEPARATORS}])?")
# 掌上衡阳记者, 市气象局通讯员: in a marked line an office may stand before the label too.
_MARKED_LABEL = re.compile(
    rf"{_BEFORE_NAMES}|(?:(?P<medium>{_MEDIUM})|[\u4e00-\u9fff·]{{2,12}}?)?{_ROLE}(?P<close>[{_SEPARATORS}])?"
)
# 南岳区融媒体中心, 市气象局: who somebody writes for, where a mark shows that the line is a credit.
_SHORTEST_AFFILIATION = 5
_BARE_LABELS = frozenset("文 图 摄 摄影 文图 图文 文/图 图/文 报道 摄影报道 供图 撰文".split())
_PHOTO_LABELS = frozenset("图 摄 摄影 供图 摄影报道".split())
_NAME_AND_LABEL = re.compile(r"(?P<name>[\u3400-\u9fff]{2,4}?)(?P<label>摄影报道|摄影|摄|文)")
# A column that breaks a sentence behind its subject: …全力保供,记者 / 从会上获悉.
_BROKEN_SENTENCE = re.compile(rf".+[,，、]{_ROLE}")
_GIVEN_PHOTO = re.compile(r"(?:图片)?由?([\u3400-\u9fff]{2,16})\s*(?:供图|提供)")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}[·•][\u3400-\u9fff]{1,8}|[A-Z][A-Za-z.'-]*")
_ENGLISH_BYLINE = re.compile(r"(?:By|BY)\s+((?:[A-Z][\w.'-]*(?:\s+|,\s*|$)|and\s+){1,8})")
_CLOSING_BRACKET = re.compile(r"(?<=[。！？!?”])\s*[(（]([^()（）]{2,40})[)）]$")
# The commonest family names: they tell 记者张三 from 记者手记 where no blank or mark does.
_FAMILY_NAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵覃武钱戴严莫孔向常汤康易乔赖文欧温左章鲁葛洪"
)


@dataclass(frozen=True, slots=True)
class Credit:
    """The people a credit names, in order of print, and the medium that it names in front of them ("" if none)."""

    writers: tuple[str, ...]
    photographers: tuple[str, ...]
    medium: str = ""

    @property
    def is_photo_credit(self) -> bool:
        """Whether it names photographers alone."""
        return bool(self.photographers) and not self.writers


def parse_credit(text: str) -> Credit | None:
    """Read a line, or what stands in brackets behind a dateline, as a credit; None if it is anything else."""
    if len(text) > _LONGEST_CREDIT:
        return None
    if english := _ENGLISH_BYLINE.fullmatch(text):
        return Credit((" ".join(english[1].split()),), ())
    bare, marked = _unwrapped(text)
    if given := _GIVEN_PHOTO.fullmatch(bare):
        return Credit((), (given[1],))
    if not marked and _BROKEN_SENTENCE.fullmatch(bare):
        return None
    scan = _Scan(marked)
    for token in _BLANKS.split(bare):
        scan.read(token)
    return scan.credit()


def trailing_photo_credit(text: str) -> int | None:
    """Where the photo credit at the end of a caption begins (…宣传单 ■陆静 摄), None if it ends with none."""
    if not text.endswith(("摄", "摄)", "摄）", "摄影报道", "摄影报道)", "摄影报道）", "供图", "供图)", "供图）")):
        return None
    first = max(1, len(text) - _LONGEST_TRAILING_CREDIT)
    for at in range(first, len(text)):
        begins = text[at - 1].isspace() or text[at - 1] in "。！？”" or text[at] in _MARKERS + "(（【"
        credit = parse_credit(text[at:]) if begins and not text[at].isspace() else None
        if credit and credit.is_photo_credit:
            return at
    return None


def closing_credit(text: str) -> Credit | None:
    """The credit in brackets that a text ends with, as …全部完工。(通讯员 张毅), the label left out or not."""
    closing = _CLOSING_BRACKET.search(text)
    names = _paired(_BLANKS.split(closing[1].strip())) if closing else []
    if closing is None or (credit := parse_credit(closing[0])):
        return credit if closing else None
    is_people = all(_NAME.fullmatch(name) and name[0] in _FAMILY_NAMES for name in names)
    return Credit(tuple(names), ()) if is_people else None


def format_byline(named: Iterable[Credit]) -> str:
    """Names in order of print, each once, those of photographers last and followed by 摄: 谢小青; 周围 摄."""
    found = tuple(named)
    writers = dict.fromkeys(name for credit in found for name in credit.writers)
    photographers = [
        name for name in dict.fromkeys(n for credit in found for n in credit.photographers) if name not in writers
    ]
    return "; ".join(filter(None, [" ".join(writers), " ".join([*photographers, "摄"]) if photographers else ""]))


def _unwrapped(text: str) -> tuple[str, bool]:
    """The text without its ■ or its brackets, and whether it had any."""
    bare = text.strip().lstrip(_MARKERS).strip()
    if len(bare) > 2 and bare[0] + bare[-1] in _BRACKETS:
        return bare[1:-1].strip(), True
    return bare, bare != text.strip()


class _Scan:
    """One pass over a credit's words; `credit()` is None as soon as one of them is neither label nor name."""

    def __init__(self, marked: bool) -> None:
        self._label = _MARKED_LABEL if marked else _LABEL
        self._certain = marked  # a mark, a medium or a blank shows that a label is one
        self._labels = 0
        self._medium = ""
        self._photo = False
        self._group: list[str] = []
        self._people: list[tuple[str, bool]] = []

    def read(self, token: str) -> None:
        """Read one word; labels may be written together with what follows or precedes."""
        if token in _BARE_LABELS:
            self._close(token in _PHOTO_LABELS)
            return
        rest = token
        while label := self._label.match(rest):
            self._open(label, glued=label.end() < len(rest))
            rest = rest[label.end() :]
        joined = _NAME_AND_LABEL.fullmatch(rest)
        self._group += [joined["name"] if joined else rest] if rest else []
        if joined:
            self._close(joined["label"] in _PHOTO_LABELS)

    def credit(self) -> Credit | None:
        """What was read, None if it was no credit."""
        self._end_group(self._photo)
        names = [name for name, _ in self._people]
        if not self._labels or not names or not all(_NAME.fullmatch(name) for name in names):
            return None
        if not self._certain and names[0][0] not in _FAMILY_NAMES:
            return None
        writers = tuple(name for name, photo in self._people if not photo)
        return Credit(writers, tuple(name for name, photo in self._people if photo), self._medium)

    def _open(self, label: re.Match[str], *, glued: bool) -> None:
        """A label that stands before its names."""
        if not self._labels and len(self._group) == 1:
            self._read_affiliation(self._group[0])
        self._end_group(self._photo)
        medium = label["medium"]
        if medium and not re.fullmatch(_OWN_MEDIUM, medium):
            self._medium = medium
        if not label["close"] and label[0][-1] in _SEPARATORS:
            self._photo = bool(label["photo"])
        self._certain = self._certain or bool(medium) or not glued
        self._labels += 1

    def _read_affiliation(self, word: str) -> None:
        """What stands in front of the first label: a medium, or, in a marked line, an office."""
        if _MEDIA.fullmatch(word):
            self._medium = word
        elif not self._certain or len(word) < _SHORTEST_AFFILIATION:
            return
        self._group.clear()
        self._certain = True

    def _close(self, photo: bool) -> None:
        """A label that stands behind its names, or alone in front of all."""
        if self._group:
            self._end_group(photo)
        else:
            self._photo = photo
        self._certain = True
        self._labels += 1

    def _end_group(self, photo: bool) -> None:
        self._people += [(name, photo) for name in _paired(self._group)]
        self._group = []


def _paired(words: list[str]) -> list[str]:
    """Put names of two characters that are set apart (陈 润) together."""
    names: list[str] = []
    half = ""
    for word in words:
        if half and len(word) == 1:
            names.append(half + word)
            half = ""
            continue
        names += [half] if half else []
        half = word if len(word) == 1 else ""
        names += [] if half else [word]
    return names + ([half] if half else [])
