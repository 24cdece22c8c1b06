"""Questions for the day, the person, the place, the host and the first of its kind that a clause names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from qa.answers.drafting_clauses import NOMINAL, Clause, clauses, is_nominal, is_subject, named
from qa.retrieval.figures import Form, dates
from qa.retrieval.names import Word, begins_with_surname, persons, tagged_words

_HELD = "举行|召开|举办|开幕|启动|开工|成立|揭牌"
_DONE = re.compile(
    rf"(?:正式|全线|顺利|全面|建成)?(?:{_HELD}|闭幕|竣工|通车|上线|上映|开播|开赛|复工|复产|投产|开通|投用|开馆|开园|挂牌)"
)
_ALREADY = re.compile(r"(?:已|于|已于|将于|定于|在)*$")
_THERE = re.compile(r"在[\u4e00-\u9fff]{2,12}$")
_BEGUN = re.compile(
    r"(?P<what>.{2,20}?)(?P<did>成立|始建|创立|创办|创建|建成|诞生|组建)于(?P<when>(?:19|20)\d\d年)(?:\d+月)?"
)
_ONE_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]")
# Offices that one person holds; of deputies and spokesmen there are several.
_HEADS = (
    "书记|市长|县长|区长|省长|镇长|局长|主任|董事长|总经理|总裁|院长|校长|主席|会长|厅长|部长|司长|处长|所长|站长"
    "|总编辑|总监|主教练|馆长|社长|行长|台长|理事长|秘书长"
)
_OFFICE = re.compile(rf"(?<!副)(?:{_HEADS})$")
# Deputies, the former, one of several; and an office behind which a name still follows.
_UNSURE = re.compile(rf"副[^、]{{1,4}}$|[原向对]|前任|首席|分院|支行|分公司|(?:{_HEADS})(?!、|$)")
# What a further office may stand behind: of 党组书记乐松生、局长 these are two persons.
_OFFICES = re.compile(rf"(?:{_HEADS}|常委|委员|组长|成员)$")
_ANY_EVENT = re.compile(r"(?:新闻)?(?:会议|发布会|通气会|大会|座谈会|仪式|活动)$")
_SAYS = frozenset("说称道告赴率向在对到")
_REPORTED = ("记者从", "由", "据")
_STOPS_AFTER = tuple("，,。;；")
_JOINTS = frozenset(("与", "和", "、"))
_WHO_HELD = re.compile(r"(?P<did>主持召开)(?P<what>[\u4e00-\u9fff]{5,18}会议?)")
_WHERE = re.compile(
    rf"(?P<what>.{{2,24}}?)(?:日前|昨日|今日|近日)?在(?P<where>[\u4e00-\u9fff]{{2,12}}?)(?P<did>(?:正式|隆重|顺利|成功)?(?:{_HELD}))"
)
_HOST = re.compile(
    r"(?P<what>.{3,24})由(?P<who>[\u4e00-\u9fff]{3,24})(?P<did>主办|承办|承建|投资建设|独家冠名|执导|研制|牵头制定)"
)
_ELSEWHERE = re.compile(r"[该此这其本我]")  # what says where, but only to who has read the sentence before
_LIES = re.compile(r"(?P<what>.{2,20}?)(?:坐落)?(?P<did>位于|坐落于|地处)(?P<where>[\u4e00-\u9fff]{3,20})")
_FIRST = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,14}?)是(?P<what>.{2,8}首(?P<each>[家个座条所支款])[^是]{3,20})")


def days(sentence: str) -> Iterator[tuple[str, Form]]:
    """The day of an event: 5月6日,青石大桥正式通车 gives 青石大桥是哪一天正式通车的."""
    for clause in clauses(sentence):
        stated = _day_inside(clause) or _day_in_front(sentence, clause)
        if stated:
            subject, predicate, day = stated
            asked = _on_which_day(subject, predicate)
            yield from [(asked, day)] if asked else ()


def _day_inside(clause: Clause) -> tuple[str, str, Form] | None:
    """Subject, predicate and day of 大桥已于5月6日通车."""
    text = clause.text
    day = next((form for form in dates(text) if form.start and _ONE_DAY.fullmatch(text[form.start : form.end])), None)
    if day is None:
        return None
    stated = Form(clause.start + day.start, clause.start + day.end)
    return _ALREADY.sub("", text[: day.start]), text[day.end :], stated


def _day_in_front(sentence: str, clause: Clause) -> tuple[str, str, Form] | None:
    """Subject, predicate and day of 5月6日,大桥在城南通车."""
    done = next((done for done in _DONE.finditer(clause.text) if done.start()), None)
    if done is None or not _ONE_DAY.fullmatch(clause.time):
        return None
    at = sentence.index(clause.time)
    subject = _THERE.sub("", clause.text[: done.start()].removesuffix("将"))
    return subject, clause.text[done.start() :], Form(at, at + len(clause.time))


def _on_which_day(subject: str, predicate: str) -> str:
    done = _DONE.match(predicate)
    if not done or not is_subject(subject) or any(word.flag in "vd" for word in tagged_words(subject)[-1:]):
        return ""
    what = predicate[done.end() :]
    return "" if what and (not is_nominal(what) or _ANY_EVENT.fullmatch(what)) else f"{subject}是哪一天{predicate}的？"


def beginnings(sentence: str) -> Iterator[tuple[str, Form]]:
    """The year that something dates from: 衡阳日报社成立于1949年 gives 衡阳日报社是哪一年成立的."""
    for clause in clauses(sentence):
        found = _BEGUN.fullmatch(clause.text)
        if found and is_subject(found["what"]):
            asked = f"{found['what']}是哪一年{found['did']}的？"
            yield asked, Form(clause.start + found.start("when"), clause.start + found.end("when"))


def holders(sentence: str) -> Iterator[tuple[str, Form]]:
    """The holder of an office, and who held a meeting: 衡阳市交通局局长刘德海 gives 衡阳市交通局局长是谁."""
    for form in persons(sentence):
        name = sentence[form.start : form.end]
        if not (len(name) in (2, 3) and begins_with_surname(name) and _ends_there(sentence, form)):
            continue
        office = _office_before(sentence, form)
        if office:
            yield f"{office}是谁？", form
        held = _WHO_HELD.match(sentence, form.end)
        if held and sentence[held.end() : held.end() + 1] in ("", *_STOPS_AFTER):
            yield f"谁{held['did']}了{held['what']}？", form


def _ends_there(sentence: str, form: Form) -> bool:
    """Whether a name is whole: behind it comes what can be no rest of it, as in 刘家德 or 罗恩·瓦恩加."""
    words = tagged_words(sentence)
    after = next((word for word in words if word.start >= form.end), None)
    follows = after is None or after.text in (*_STOPS_AFTER, *_JOINTS) or _is_predicate(after)
    return follows and any(word.end == form.end for word in words)


def _is_predicate(word: Word) -> bool:
    """Whether a word says something of a person; its first character may be the rest of the name, as in 李先成为."""
    return word.text in _SAYS or (word.flag[0] in "vdpctf" and len(word.text) > 1 and word.text != "成为")


def _office_before(sentence: str, form: Form) -> str:
    before = [word for word in tagged_words(sentence) if word.end <= form.start]
    run = list(takewhile(lambda word: word.flag in NOMINAL or word.text in _JOINTS, reversed(before)))[::-1]
    while run and run[0].text in _JOINTS:
        run.pop(0)
    office = "".join(word.text for word in run)
    if not run or not _begins(sentence, [word for word in before if word.end <= run[0].start]):
        return ""
    fits = _OFFICE.search(office) and not _UNSURE.search(office) and all(map(_OFFICES.search, office.split("、")))
    return office if fits and named(office) else ""


def _begins(sentence: str, before: list[Word]) -> bool:
    """Whether a name begins behind these words, and is not cut off from its first characters, as in 太平溪镇."""
    if not before or before[-1].flag == "x" or sentence[: before[-1].end].endswith(_REPORTED):
        return True
    return before[-1].text in _JOINTS and len(before) > 1 and before[-2].flag[:2] == "nr"


def hosts(sentence: str) -> Iterator[tuple[str, Form]]:
    """Who stands behind something: 招聘会由衡阳市人社局主办 gives 招聘会由谁主办."""
    for clause in clauses(sentence):
        found = _HOST.fullmatch(clause.text)
        if found and is_subject(found["what"]):
            at = clause.start + found.start("who")
            yield f"{found['what']}由谁{found['did']}？", Form(at, at + len(found["who"]))


def sites(sentence: str) -> Iterator[tuple[str, Form]]:
    """Where something took place: 招聘会在体育中心举行 gives 招聘会在哪里举行."""
    for clause in clauses(sentence):
        found = _WHERE.fullmatch(clause.text)
        if found and is_subject(found["what"]) and not _ELSEWHERE.search(found["where"]):
            at = clause.start + found.start("where")
            yield f"{found['what']}在哪里{found['did']}？", Form(at, at + len(found["where"]))
        lies = _LIES.fullmatch(clause.text)
        if lies and is_subject(lies["what"]) and named(lies["where"]):
            at = clause.start + lies.start("where")
            yield f"{lies['what']}{lies['did']}哪里？", Form(at, at + len(lies["where"]))


def firsts(sentence: str) -> Iterator[tuple[str, Form]]:
    """The first of its kind: 三一专汽是邵阳市首家百亿企业 gives 邵阳市首家百亿企业是哪家."""
    for clause in clauses(sentence):
        found = _FIRST.fullmatch(clause.text)
        if found and named(found["what"]):
            at = clause.start
            yield f"{found['what']}是哪{found['each']}？", Form(at, at + len(found["who"]))
