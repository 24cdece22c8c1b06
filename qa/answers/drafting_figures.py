"""Questions for a figure where it stands: 大桥全长1260米 gives 大桥全长是多少米."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from qa.answers.drafting_clauses import STOPS, Clause, clauses, is_nominal, is_subject
from qa.retrieval.figures import Form, figures, is_money, is_time_span, percents
from qa.retrieval.names import Word, tagged_words
from qa.retrieval.sentences import clause_ranges

_ARABIC = re.compile(r"\d")
# Units that say by themselves what is counted.
_MEASURES = frozenset(
    "米 公里 千米 厘米 毫米 海里 吨 公斤 千克 克 亩 公顷 平方米 平方公里 立方米 度 岁 人 人次 个百分点".split()
)
# Nouns of what is measured, which a figure follows with or without 为.
_MEASURED = re.compile(
    r"(?:面积|全长|总长|长度|高度|海拔|宽度|深度|投资|总投资|人口|容量|产能|产值|产量|储量|库容|装机|规模|收入|总额|金额|支出"
    r"|利润|总值|资金|总数|里程|吞吐量|降[雨水]量|距离|率|比例|占比|比重|时速)$"
)
_VERB = re.compile(r"实现|完成|新增|投入|获得|收到|募集|达成|创造")
_OF_PLAN = re.compile(r"(?:完成|占)[^的]{0,8}(?:计划|任务|目标|年度投资)$")
_SHARE = re.compile(r"(?:率|比例|占比|比重)$")
# A state of the market or of the sky, or a single event, is asked for with its day.
_OF_A_TIME = re.compile(
    r"[涨跌升降增]|减少|回落|回升|下滑|收入|营收|利润|实现|净|成交|市值|股|收盘|气温|人数|客流|旅客|销量|总值|缴纳|同比|进出口|出口|进口|交易|业绩|单日|仓|风|产量"
    r"|零售|优良|支付|逮捕|裁减|裁员|执行|出动|转移|封禁|地震|获得|赢得|拿到|夺得|产值"
)
_TIMED = re.compile(r"[上下]半年|季度|年度")
_ABOUT = frozenset(("约", "大约", "近", "将近", "接近", "超", "逾", "超过", "多达", "共", "共计"))
_COPULAS = frozenset(("为", "是", "达", "达到", "有", "占"))
_UNFIT = re.compile(
    r"(?:[等第报收共计至到从每按以比向的近逾超]|(?<![签预])约|(?:达到?|超过|占|有)了|突破|跌破|平均|其余|剩余|仅|只|就|更是|再|又|仍|还|也|不[足到]|至少|最多|分别|起|整整|作为)$"
)
_AGAIN = frozenset(("还", "还有", "仍", "仍有", "再", "又", "也", "就", "仅", "只"))
# What tells that a verb behind it is what is said, and no part of a name.
_DONE = frozenset(("已", "共", "累计", "现有", "新增", "共有", "拥有", "将"))
_UNCOUNTED = frozenset(("周年",))  # what such a figure names is no number of anything
_DID = re.compile(r"[共已将]")  # part of a word that the dictionary does not hold: 共出动
_ONE = re.compile(r"1(?![\d.,万亿千百十余多])")


def amounts(sentence: str) -> Iterator[tuple[str, Form]]:
    """Questions for the one figure of a clause, each with where the figure stands in the sentence."""
    for clause in clauses(sentence):
        shares = percents(clause.text)
        found = [form for form in (*shares, *figures(clause.text)) if _ARABIC.search(clause.text, form.start, form.end)]
        if len(found) != 1 or not found[0].start or _ONE.match(clause.text, found[0].start):
            continue
        asked = _asked(clause, found[0], share=bool(shares))
        further = _further(sentence, clause) if clause.is_list else ()
        if not asked or further is None or not (clause.time or _TIMED.search(asked) or not _OF_A_TIME.search(asked)):
            continue
        under = f"{clause.time}，" if clause.time else ""
        yield f"{under}{asked}？", Form(clause.start + found[0].start, clause.start + found[0].end)
        stem, many, _ = asked.rpartition("多少")
        yield from ((f"{under}{stem}{many}{counted}？", form) for counted, form in further if many)


def _further(sentence: str, clause: Clause) -> list[tuple[str, Form]] | None:
    """What else a list counts, unit and noun: 名孤残儿童 of 收养了55名老人、20名孤残儿童; None for any other list."""
    found = []
    at = clause.start + len(clause.text) + 1
    for start, end in clause_ranges(sentence[at:]):
        item = sentence[at + start : at + end].rstrip(STOPS)
        form = next((form for form in figures(item) if form.start == 0 and _ARABIC.match(item)), None)
        if form is None and _ARABIC.search(item):
            break  # a statement of its own
        if form is None or not is_nominal(item[form.end :]) or _ONE.match(item):
            return None
        found.append((f"{form.unit}{item[form.end :]}", Form(at + start, at + start + form.end, form.unit)))
        if sentence[at + end - 1] != "、":
            break
    return found


def _asked(clause: Clause, form: Form, *, share: bool) -> str:
    """The clause with a question for its figure; empty where it would not be clear or not be good Chinese."""
    words = list(tagged_words(clause.text[: form.start]))
    words = _without_about(words)
    copula = words[-1].text if words and words[-1].text in _COPULAS else ""
    words = _without_about(words[:-1]) if copula else words
    before, behind = "".join(word.text for word in words), clause.text[form.end :]
    fits = _fits(before) and (not behind or is_nominal(behind))
    if not words or not fits or form.unit in _UNCOUNTED:
        return ""
    what = "百分之几" if share else f"多少{form.unit}"
    measured = _SHARE if share else _MEASURED
    if measured.search(before) and not behind and copula in ("", "为", "是", "达", "达到"):
        joint = "" if _VERB.search(before) else "是"
        return f"{before}{joint}{what}" if is_subject(before) else ""
    if share:
        return f"{before}的{what}" if not behind and _OF_PLAN.search(before) and _has_subject(before) else ""
    if copula == "有" and is_subject(before) and behind:
        return f"{before}有{what}{behind}"
    if copula:
        return ""
    if any(word.text in _AGAIN for word in words):
        return ""
    if words[-1].flag in ("v", "vn", "ul") and _has_subject(before):
        return f"{before}{what}{behind}" if behind or _says_what(form) else ""
    counted = words[-1].flag == "n" and len(words[-1].text) > 1 and not behind and form.unit and is_subject(before)
    return _counted(words, what) if counted and clause.is_first and not _says_what(form) else ""


def _fits(before: str) -> bool:
    """Whether a question for a figure may follow these words; Latin letters and digits are part of what it counts."""
    return not _UNFIT.search(before) and not re.search(r"[A-Za-z\d.-]$", before)


def _counted(words: list[Word], what: str) -> str:
    """The question for a figure behind what it counts: 已恢复基站742处 gives 已恢复多少处基站."""
    done = next((at for at, word in enumerate(words) if word.text in _DONE), None)
    if done is None:
        counted = "".join(word.text for word in words)
        return "" if _DID.search(counted) else f"{counted}有{what}"
    verb = next((at for at in range(done, len(words) - 1) if words[at].flag == "v"), None)
    if verb is None:
        return ""
    head, noun = ("".join(word.text for word in part) for part in (words[: verb + 1], words[verb + 1 :]))
    return f"{head}{what}{noun}" if is_nominal(noun) else ""


def _without_about(words: list[Word]) -> list[Word]:
    about = takewhile(lambda word: word.text in _ABOUT, reversed(words))
    return words[: len(words) - len(list(about))]


def _says_what(form: Form) -> bool:
    return is_money(form) or is_time_span(form) or form.unit in _MEASURES


def _has_subject(before: str) -> bool:
    """Whether a verb has its subject in front: a named one, and verbs with nothing else between."""
    words = tagged_words(before)
    verb = next((word for word in words if word.start >= 2 and word.flag in ("v", "vn", "d", "t")), None)
    return verb is not None and is_subject(before[: verb.start]) and is_subject(before)
