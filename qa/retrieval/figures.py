"""Figures with their units, shares, dates, times of day and contacts, found by their form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Form:
    """A run `[start, end)` of a sentence; `unit` is a figure's, empty for a bare number and for other runs."""

    start: int
    end: int
    unit: str = ""


def _beginning(first: str, pattern: str) -> re.Pattern[str]:
    """A pattern whose matches all begin with one of the characters `first`.

    Tried only where one of these stands, it takes a third of the time: Python itself does not look for what may stand
    first behind a look back.
    """
    return re.compile(rf"(?=[{first}])(?:{pattern})")


_DIGITS = r"\d+(?:[.,]\d+)*"
_HAN_FIRST = "一二两三四五六七八九十百千万亿零〇数几半"
_HAN_DIGITS = rf"[{_HAN_FIRST}][一二两三四五六七八九十百千万亿零〇几]*"
_SCALE = r"[余多]?[十百千万亿]{0,2}[余多]?"
_MONEY = r"(?:美|欧|日|港|韩|英)?[元镑]|人民币|块钱|卢布|卢比"
_SPANS_OF_TIME = r"个月|个?(?:小时|工作日|星期|分钟|秒钟?|周岁|岁|周(?!年)|周年|天|年(?![级底初度])|季度)"
_MEASURES = (
    r"平方(?:公里|千米|米)|立方米(?:/秒)?|公里|千米(?:/小时)?|厘米|毫米|[mM]{2}|米|海里|公斤|千克|毫克|克|吨|公顷|亩|升|"
    r"千瓦时|千瓦|兆瓦|瓦|度|摄氏度|℃|人次|人(?:[(（]组[)）])?|名|位|家|户|个?百分点|个?基点|个|条|座|棵|株|件|次|台|辆|套|"
    r"只|种|项|批|份|张|场次?|所|间|栋|幢|层|倍|大?类|处|起|例|支|队|组|头|匹|艘次?|架次?|款|部|门|幅|册|本|首|句|篇|届|期|"
    r"班次?|批次|列(?![入为出举席])|口|颗|枚|车次|堂次?|集|票|分(?!之)|字|页|轮|级|节|片|块|桶|瓶|箱|袋|粒|双|对|群|段|股|道|面|步|站|通|席|成"
)
_NUMBER_WITH_UNIT = _beginning(
    rf"\d{_HAN_FIRST}",
    rf"(?<![第.\d零一二三四五六七八九十百千万亿])(?!(?:19|20)\d\d年)"
    rf"(?:{_DIGITS}{_SCALE}[至到—~～-])?(?:{_DIGITS}|(?<![上下前后]){_HAN_DIGITS}){_SCALE}"
    rf"(?:({_MONEY})|({_SPANS_OF_TIME})|({_MEASURES}))(?:以上|以下|以内|左右)?",
)
_BARE_NUMBER = _beginning(
    r"\d", rf"(?<![第.\d年月至-]){_DIGITS}[余多]?[十百千万亿]{{0,2}}[余多]?(?![\d.年月日号时点:%％‰])"
)
_PERCENT = _beginning(
    r"\d百一二三四五六七八九",
    rf"{_DIGITS}\s?[%％‰]|百分之[一二两三四五六七八九十百零点]+|(?:{_DIGITS})个百分点|[一二三四五六七八九]成半?(?![立员功果就为长绩])",
)
_DATE = _beginning(
    r"\d去明同春元国中端清除大今年本上下月昨前",
    r"(?:\d{4}年|去年|明年|同年)?\d{1,2}月(?:\d{1,2}[日号])?(?:上旬|中旬|下旬|初|底|末)?(?:之前|以前|前)?"
    r"|(?:19|20)\d{2}年(?:初|底|末)?(?:之前|以前|前)?"
    r"|(?<![\d.])\d{1,2}(?:日(?!电)|号(?![线楼院馆台]))(?:之前|以前|前)?"
    r"|(?<!\d)(?:19|20)\d{2}([-/.])\d{1,2}\1\d{1,2}(?!\d)"
    r"|(?:春节|元旦|国庆节?|中秋节?|端午节?|清明节?|除夕|大年三十|[去今明]?年[底初]|[本上下]?月底)(?:之前|以前|期间|前|后)?"
    r"|[昨今前明][日天]",
)
_CLOCK = _beginning(
    r"\d上下早清凌晚中当",
    r"(?:[上下]午|早上|早晨|清晨|凌晨|晚上|晚间?|中午|当日|当天)?"
    r"(?<![\d.])\d{1,2}(?:[点时](?:\d{1,2}分|半|许)?|:\d{2}(?!\d))",
)
_URL = r"(?:https?://|www\.)(?:(?![<>),;\"'])[!-~])*[A-Za-z\d/]"
_MAIL = r"[A-Za-z\d_.+-]+@[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)+"
_CONTACT = re.compile(
    rf"\d{{3,4}}-\d{{7,8}}(?!\d)|{_URL}|{_MAIL}|(?<!\d)1\d{{10}}(?!\d)"
    r"|[一-鿿]ICP备\d+号|(?<![\d.])\d{5,}(?![\d.元人家吨万亿%])"
)
_RANGE = re.compile(r"\s*(?:、|至|到|-|—|~|～|或)\s*")
# The same sentences are read for many questions.
_kept = lru_cache(maxsize=4096)
_WIDE = tuple(zip("０１２３４５６７８９％．，：", "0123456789%.,:", strict=True))


@_kept
def percents(text: str) -> tuple[Form, ...]:
    """Shares and rates: 82.8%, 百分之九十, 九成, 0.3个百分点."""
    return _ranges(text, _matches(_PERCENT, text))


@_kept
def figures(text: str) -> tuple[Form, ...]:
    """Numbers with a unit, ranges joined (10万元以上、100万元以下), in Arabic or Chinese numerals; no dates."""
    found = (
        Form(match.start(), match.end(), match[1] or match[2] or match[3])
        for match in _NUMBER_WITH_UNIT.finditer(_narrow(text))
    )
    return _ranges(text, found)


@_kept
def bare_numbers(text: str) -> tuple[Form, ...]:
    """Numbers without a unit, years and dates aside."""
    return _matches(_BARE_NUMBER, text)


@_kept
def dates(text: str) -> tuple[Form, ...]:
    """Days, months, years and feasts as printed, ranges joined: 8月14日至19日, 5月底前, 春节以前, 昨日."""
    return _ranges(text, _matches(_DATE, text))


@_kept
def clock_times(text: str) -> tuple[Form, ...]:
    """Times of day: 早上8点半, 14时30分, 9:00."""
    return _ranges(text, _matches(_CLOCK, text))


@_kept
def contacts(text: str) -> tuple[Form, ...]:
    """Telephone numbers, web and mail addresses, registration numbers."""
    return _matches(_CONTACT, text)


def is_money(form: Form) -> bool:
    """Whether a figure's unit is a currency."""
    return re.fullmatch(_MONEY, form.unit) is not None


def is_time_span(form: Form) -> bool:
    """Whether a figure's unit is one of time or age."""
    return re.fullmatch(_SPANS_OF_TIME, form.unit) is not None


def _narrow(text: str) -> str:
    """`text` with its figures and their signs in half width, every offset kept.

    One replacement after the other takes a fifth of what str.translate takes, which looks at every character.
    """
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return text


def _matches(pattern: re.Pattern[str], text: str) -> tuple[Form, ...]:
    return tuple(Form(match.start(), match.end()) for match in pattern.finditer(_narrow(text)))


def _ranges(text: str, found: Iterable[Form]) -> tuple[Form, ...]:
    """Neighbours of one unit with nothing but a joint between them as one form."""
    joined: list[Form] = []
    for form in found:
        last = joined[-1] if joined else None
        if last and last.unit == form.unit and _RANGE.fullmatch(text, last.end, form.start):
            joined[-1] = Form(last.start, form.end, form.unit)
        else:
            joined.append(form)
    return tuple(joined)
