"""What kind of thing a question asks for, so that the answer can be of that kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.retrieval.choices import NO_CHOICE, Choice, choice
from qa.retrieval.folding import fold
from qa.retrieval.language import MONTHS, Language
from qa.retrieval.measures import measures


class Kind(StrEnum):
    """Kinds of answers that can be told apart by their form."""

    PERCENT = "percent"
    MONEY = "money"
    QUANTITY = "quantity"
    DURATION = "duration"
    TIME = "time"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    CONTACT = "contact"
    REASON = "reason"
    YES_NO = "yes_no"
    THING = "thing"


FIGURES = frozenset({Kind.PERCENT, Kind.MONEY, Kind.QUANTITY, Kind.DURATION})
# Kinds whose answers have a form that a sentence either holds or does not.
FORMED = FIGURES | {Kind.TIME, Kind.DATE, Kind.PERSON, Kind.ORGANISATION, Kind.CONTACT}


@dataclass(frozen=True, slots=True)
class Asked:
    """The kind asked for.

    `units` are the measure words that a quantity is wanted in (家, 户; empty: any), by their first characters;
    `any_figure` tells that a sum or a share will do as well (净赚了多少, how big was it); `choice` holds what the
    question itself offers to choose from (是3月7日还是3月8日).
    """

    kind: Kind
    units: frozenset[str] = frozenset()
    any_figure: bool = False
    choice: Choice = NO_CHOICE


# First match decides; the order goes from the particular to the general.
_CHINESE = (
    (
        Kind.YES_NO,
        r"^(?!.*(?:多少|几|谁|哪|什么|啥|咋|怎)).*(?:吗$|是否|是不是|有没有|了没|能不能|会不会|可不可以)",
    ),
    (
        Kind.CONTACT,
        r"(?:电话|热线|手机)(?:号码?|是?多少|是?什么|是$|$)|(?:哪个|哪部|什么|啥)(?:电话|热线|网站|邮箱)|号码"
        r"|网址(?:是|在|$)|(?:网站|邮箱)(?:地址|是|$)|备案号|标识码|联系方式",
    ),
    (Kind.PERCENT, r"百分之|百分比|占比|比例|比重|几成|多少%|率[^家人元,，]{0,6}(?:多少|几|啥|什么|$)"),
    (
        Kind.PERCENT,
        r"(?:增长|下降|增加|减少|提高|上涨|上升|下跌|涨幅?|跌幅?|降幅?|增幅|同比)[^家人元,，]{0,3}(?:多少|几)(?![元钱人家亿万个块])",
    ),
    (
        Kind.MONEY,
        r"钱[^，,。]{0,6}多少|多少(?:钱|元|块|万元|亿元|资金|款|补贴|贷款|投资|税)|几(?:亿|万|千|百)?(?:块|元)|花了?多少",
    ),
    (
        Kind.MONEY,
        r"(?:金额|价格|投资|产值|利润|营收|收入|费用|总额|税款?|罚款|工资|预算|补贴|售价|票价|市值|成本)[^家人个]{0,8}(?:多少|几|$)",
    ),
    (Kind.TIME, r"(?<![哪这那])几点(?!建议|意见|要求|原因)|什么时辰|什么钟点"),
    (
        Kind.DURATION,
        r"多久|多长时间|(?<![这近前后那头哪])几(?:天|年(?!级)|个月|个?小时|分钟)|多少(?:天|年|个月|小时|分钟)",
    ),
    (
        Kind.DATE,
        r"什么时候|何时|几时|哪天|哪一天|哪日|哪几天|\d[日号]还是|几号|几月|几日|哪年|哪一年|哪个月|啥时|什么时间|日期|什么日子|时间(?:是|$)",
    ),
    (
        Kind.QUANTITY,
        r"多少|(?<![哪近前])几(?!乎)|多[大高重远长宽快深厚粗]|数量|人数|总数|面积|岁数|年龄|次数|家数|户数",
    ),
    (
        Kind.ORGANISATION,
        r"哪家|哪几家|哪[\d一二两三四五六七八九十几]?[个所]?(?:单位|公司|企业|机构|部门|分局|法院|医院|学校|大学|银行|集团|局|委)|谁(?:主办|承办|牵头)|(?:主办|承办)单位",
    ),
    (
        Kind.PERSON,
        r"谁|哪位|何人|哪些人|什么人|哪几位|哪个人|哪名|姓名|叫什么名字|姓什么|(?:市长|书记|主席|董事长|总裁|主任|局长|院长|校长|经理|记者|作者)(?:是|叫)(?:哪|什么)|哪[个名位几].{0,4}(?:大夫|医生|护士|老师|老人|志愿者|领导|记者|人|书记|市长|孩子|学生|专家|员工|民警|干部)",
    ),
    (Kind.REASON, r"为什么|为何|为啥|原因|缘故|怎么会|凭什么"),
    (
        Kind.PLACE,
        r"哪里|哪儿|在哪|何处|何地|地点|[什啥]么?地方|哪(?:个|座|些|几个)?(?:省|市|县|区|镇|乡|村|州|国|社区|小区|街道|城市|国家|地方|地区)|位于|[到去从打]哪",
    ),
    (Kind.YES_NO, r"吗$|是否|是不是|有没有|了没|能不能|会不会|可不可以"),
)
_MONTH = rf"\b(?:{'|'.join(MONTHS).lower()})\b"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|may|might|will|would|should)\b"
# A question that begins like this asks for no figure, whatever figures it speaks of.
_NO_OTHER = (
    r"^(?!(?:and |but |so |in |at |on |by |of |for )?(?:who|whose|whom|where|when|why|which|how many|"
    + _AUXILIARY
    + r"))"
)
# "which (the following noun)", but not "what does (the following noun) make".
_WHICH = r"\b(?:which|what) (?:(?!(?:do|does|did|has|have|had|can|could|will|would|should)\b)\w+ )"
_THE = r"(?:(?:is|was|are|were) the (?:total |current )?)?"
_ENGLISH = (
    (
        Kind.CONTACT,
        r"\b(?:phone|telephone|contact|hotline) number\b|\b(?:web|e-?mail) address\b|\burl\b"
        r"|\b(?:what|which) (?:\w+ ){0,2}(?:web ?site|e-?mail|hotline|phone|telephone)\b",
    ),
    (Kind.PERCENT, r"\b(?:what|which|how many|how much) (?:\w+ ){0,2}(?:percent|per cent|share|proportion|fraction|%)"),
    (Kind.PERCENT, _NO_OTHER + r".*(?:\bpercent|per cent|\bshare\b|\bproportion|\brate\b|\bfraction\b|%)"),
    (Kind.PERCENT, r"\bby how much\b|\bhow much did .* (?:gain|rise|fall|grow|increase|drop|decline)"),
    (Kind.DURATION, r"\bhow long\b|\bhow many (?:days|weeks|months|years|hours|minutes)\b"),
    (Kind.TIME, r"\bwhat time\b|\bwhat hour\b"),
    (Kind.MONEY, r"\bhow much\b|\bwhat " + _THE + r"(?:sum|amount|fine|price|budget|profit|revenue)\b|\bvalue of\b"),
    (Kind.MONEY, _NO_OTHER + r".*\b(?:cost|price|worth|yuan|profit|revenue|budget|investment)\b"),
    (
        Kind.QUANTITY,
        r"\bhow (?:many|big|large|old|tall|high|far|heavy|deep|wide|fast|often)\b|\bnumber of\b"
        r"|\bwhat " + _THE + r"(?:area|population|number|size|age|length|height|speed|capacity|temperature|score)\b",
    ),
    (
        Kind.DATE,
        r"\bwhen (?:exactly )?" + _AUXILIARY + r"|\bwhen$|\b(?:what|which) (?:dates?|day|year|month)\b|\bsince what\b",
    ),
    (Kind.DATE, _MONTH + r"[^,;]{0,20}\bor\b[^,;]{0,6}" + _MONTH),
    (
        Kind.ORGANISATION,
        _WHICH + r"{0,2}(?:company|companies|firms?|agency|bureau|branch|office|court|university|hospital|school|"
        r"department|operator|contractors?|developer|builder|maker|bureaus|organi[sz]ation|institute|bank|ministry|unit)\b",
    ),
    (
        Kind.PERSON,
        r"\bwho(?:m|se)?\b|" + _WHICH + r"?(?:person|people|reporter|official|leader|doctor|man|woman|professor|expert|"
        r"researcher|player|actor|singer)\b|\bname of the (?:person|man|woman|doctor|reporter)",
    ),
    (
        Kind.PLACE,
        r"\bwhere\b|"
        + _WHICH
        + r"?(?:city|county|place|district|town|village|province|country|community|neighbou?rhood|"
        r"location|airport)\b",
    ),
    (Kind.REASON, r"\bwhy\b|\breason\b|\bwhat caused\b"),
    (Kind.YES_NO, "^" + _AUXILIARY),
)
_ANY_FIGURE = re.compile(r"多少(?:$|[，,。;；、：:\s吗呢啊了的才能股份])|\bhow (?:big|large|high|great|fast)\b")
_RULES: dict[Language, list[tuple[Kind, re.Pattern[str]]]] = {
    "zh": [(kind, re.compile(pattern)) for kind, pattern in _CHINESE],
    "en": [(kind, re.compile(pattern)) for kind, pattern in _ENGLISH],
}


def asked(question: str, language: Language) -> Asked:
    """What a question asks for; a question that says nothing of it asks for a thing."""
    folded = fold(question).strip().rstrip("?!。.？！ ")
    kind = next((kind for kind, pattern in _RULES[language] if pattern.search(folded)), Kind.THING)
    units = measures(folded, language) if kind is Kind.QUANTITY else frozenset()
    any_figure = kind is Kind.QUANTITY and not units and _ANY_FIGURE.search(folded) is not None
    return Asked(kind, units, any_figure, choice(folded))
