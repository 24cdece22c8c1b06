"""Measure words: in which of them a question wants its figure."""

from __future__ import annotations

import re

from qa.retrieval.language import Language

# Measure words that count the same things: asked in one, answered in another.
_TWINS = tuple(
    map(
        frozenset,
        (
            "家户所",
            "人名位",
            "棵株",
            "只片",
            "项件",
            "张件份本",
            "座处",
            "例人名起",
            "台辆部架艘",
            "次通",
            "名对",
            "套间户栋",
            "场次",
        ),
    )
)
_MEASURES = "家户个所人名位棵株只条项件张份座处例起台辆部架艘种类次场间栋层米亩吨岁批套支组期届倍款本头通"
# What is counted, in Chinese and in English, and the measure words of it.
_COUNTED = (
    ("岁", "岁数|年龄|年纪|多大了|高龄", r"old|age"),
    ("例人名起", "病例|确诊者?|感染者", r"cases?"),
    ("家户所", "企业|公司|单位|商户|门店|工厂|厂家|机构|医院|银行|学校|部门", r"enterprises?|compan(?:y|ies)|firms?|business(?:es)?|shops?|departments?"),
    ("人名位", "人数|员工|职工|工人|人员|群众|老人|儿童|孩子|小孩|学生|医生|护士|记者|志愿者|专家|代表|犯|人", r"people|persons?|workers?|employees?|staff|residents?|students?|child(?:ren)?|elderly|volunteers?|prisoners?|inmates?|officers?|officials?|members?"),
    ("棵株", "树木?|苗木", r"trees?"),
    ("条", "生产线|道路|线路", r"lines?|roads?"),
    ("座处", "水库|大桥|桥梁|电站", r"reservoirs?|bridges?|dams?"),
    ("个项", "项目|工程", r"projects?"),
    ("张件份本", "许可证|证件|通行证|证书|工单", r"permits?|licen[cs]es?|tickets?|passes|orders?"),
    ("次通个", "电话|来电", r"calls?"),
    ("只片个", "口罩", r"masks?"),
    ("份件", "礼包|物资", r"pack(?:age|et)?s?|parcels?|gifts?"),
    ("台辆部", "车辆?|汽车|设备", r"cars?|vehicles?|trucks?|machines?"),
    ("套间户栋", "房屋|住房|房子", r"houses|flats?|apartments?|homes"),
)  # fmt: skip
# What is measured: 水库面积 asks for an area, not for reservoirs.
_SIZES = (
    ("平亩公", "面积", r"area"),
    ("吨公斤克", "重量|多重", r"heavy|weight|tonn?es|tons"),
    ("米里", "距离|多远|多长|多高|多宽|长度|高度|里程", r"far|tall|high|wide|distance|length|height|metres|meters|kilomet(?:re|er)s"),
)  # fmt: skip
_NAMED = re.compile(rf"(?:多少|(?<!哪)几|好几)([{_MEASURES}])")
_CHINESE = [
    (units, re.compile(rf"(?:多少|几).{{0,8}}?(?:{noun})|(?:{noun}).{{0,4}}(?:多少|几|数|$)"))
    for units, noun, _ in _SIZES + _COUNTED
]
_ENGLISH = [
    (units, re.compile(rf"\b(?:how(?: many)?|number of|what)\s(?:[\w'-]+\s){{0,3}}(?:{noun})\b"))
    for units, _, noun in _COUNTED + _SIZES
]


def measures(folded: str, language: Language) -> frozenset[str]:
    """Measure words, by their first character, in which a folded question wants its figure; empty for any."""
    if language == "en":
        return _first(_ENGLISH, folded)
    named = set(_NAMED.findall(folded))
    if "个" in named:  # it counts anything
        return frozenset()
    return frozenset(named.union(*(twins for twins in _TWINS if named & twins))) if named else _first(_CHINESE, folded)


def _first(rules: list[tuple[str, re.Pattern[str]]], folded: str) -> frozenset[str]:
    return next((frozenset(units) for units, pattern in rules if pattern.search(folded)), frozenset())
