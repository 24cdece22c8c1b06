"""Every sentence of the page, in Chinese and in English; a missing one fails when this module is imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qa.answers.answer import Certainty, Language, Reason


class Notice(NamedTuple):
    """What is wrong, and what the reader can do."""

    headline: str
    advice: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The page in one language. Braces mark what is filled in with `str.format`.

    Raises ValueError where a reason has no notice.
    """

    language: Language
    language_name: str
    language_switch: str
    tagline: str

    loading: str
    searching: str
    ready: str  # {articles}, {files}
    skipped: str  # {names}
    not_opened: str
    broken: Notice

    welcome: Notice
    examples: str
    question: str
    placeholder: str
    ask: str
    clear: str

    conversation: str
    understood_as: str
    certainty: Mapping[Certainty, str]
    further: str
    copy: str
    copy_as: str  # {style}
    copied: str
    show_citation: str  # {number}, {title}
    show_pointer: str  # {title}
    reasons: Mapping[Reason, Notice]
    missing: str
    pointers: str
    offer: str

    source: str
    source_empty: str
    citations: str
    citation: str  # {number}
    cited_articles: str
    to_citation: str  # {number}
    untitled: str
    furniture: str
    web_page: str
    file: str
    characters: str
    back: str

    def __post_init__(self) -> None:
        lacking = set(Reason) - set(self.reasons)
        if lacking:
            raise ValueError(f"the {self.language} wording has no notice for {sorted(lacking)}: add it here")


ZH = Wording(
    language="zh",
    language_name="中文",
    language_switch="界面语言",
    tagline="问报纸，得原句",
    loading="正在打开报道、载入模型……首次启动要久一些",
    searching="正在查找原句……",
    ready="可查报道 {articles} 篇，来自 {files} 个文件",
    skipped="读不了的文件：{names}",
    not_opened="报道没能打开",
    broken=Notice("程序出错了", "请再问一次；若仍然如此，出错详情在服务器日志里。"),
    welcome=Notice(
        "问一个事实，得一句原文",
        "谁、何时、何地、多少：答案逐字摘自报道，并标出它在原文里的位置。报上没有的，就说没有。",
    ),
    examples="可以这样问",
    question="你的问题",
    placeholder="谁、何时、何地、多少……",
    ask="提问",
    clear="新的对话",
    conversation="问答",
    understood_as="理解为",
    certainty={
        Certainty.HIGH: "把握较大",
        Certainty.FAIR: "把握一般，请核对原句",
        Certainty.LOW: "把握不大，请细读原句",
    },
    further="另见",
    copy="复制引文和出处",
    copy_as="复制引文和出处：{style}",
    copied="已复制",
    show_citation="在原文中查看引文 {number}：{title}",
    show_pointer="在原文中查看：{title}",
    reasons={
        Reason.QUESTION_TOO_SHORT: Notice(
            "问题太短，看不出要问什么",
            "请写出人、地方或事情，再写想知道的那一点。",
        ),
        Reason.QUESTION_TOO_LONG: Notice(
            "问题太长",
            "请缩短成一两句话，一次只问一件事。",
        ),
        Reason.NO_SUCH_SUBJECT: Notice(
            "这些报道没有谈到这件事",
            "可以换个说法，或者问报道里写到的人、地方和单位。",
        ),
        Reason.FACT_NOT_STATED: Notice(
            "报道谈到了这件事，但没有写这一点",
            "可以换一点再问；报道里写到的相关内容只供参考。",
        ),
        Reason.PREMISE_NOT_FOUND: Notice(
            "问题里提到的，报道中没有出现",
            "请核对人名、地名或单位名称。",
        ),
    },
    missing="报道中找不到",
    pointers="报道里写到的",
    offer="可以问：",
    source="原文",
    source_empty="答案所在的报道会显示在这里，引文在原处标出。",
    citations="引文",
    citation="引文 {number}",
    cited_articles="引用的报道",
    to_citation="回到答案中的引文 {number}",
    untitled="（无标题）",
    furniture="版面上的其他文字",
    web_page="原网页",
    file="文件",
    characters="字符",
    back="回到答案",
)

EN = Wording(
    language="en",
    language_name="English",
    language_switch="Language of the page",
    tagline="Ask the newspaper, get the sentence",
    loading="Opening the articles and loading the model… The first start takes longer",
    searching="Looking for the sentence…",
    ready="Articles to ask: {articles}, from files: {files}",
    skipped="Files that could not be read: {names}",
    not_opened="The articles could not be opened",
    broken=Notice("Something went wrong", "Please ask again; if that does not help, see the server's log."),
    welcome=Notice(
        "Ask for a fact, get the original sentence",
        "Who, when, where, how many: the answer is quoted word for word and marked in its article. "
        "What the articles do not say, this page does not say either.",
    ),
    examples="Try asking",
    question="Your question",
    placeholder="Who, when, how many…",
    ask="Ask",
    clear="New conversation",
    conversation="Questions and answers",
    understood_as="Understood as",
    certainty={
        Certainty.HIGH: "Fairly certain",
        Certainty.FAIR: "Likely: check the sentence",
        Certainty.LOW: "Uncertain: read the sentence closely",
    },
    further="See also",
    copy="Copy the quote with its reference",
    copy_as="Copy the quote with its reference: {style}",
    copied="Copied",
    show_citation="Show citation {number} in its article: {title}",
    show_pointer="Show in its article: {title}",
    reasons={
        Reason.QUESTION_TOO_SHORT: Notice(
            "The question is too short to tell what it asks",
            "Name a person, a place or an event, and what you want to know about it.",
        ),
        Reason.QUESTION_TOO_LONG: Notice(
            "The question is too long",
            "Please shorten it to a sentence or two and ask for one thing at a time.",
        ),
        Reason.NO_SUCH_SUBJECT: Notice(
            "These articles say nothing about this",
            "Try other words, or ask about people, places and organisations that the articles write about.",
        ),
        Reason.FACT_NOT_STATED: Notice(
            "The articles write about this, but do not state this point",
            "Try asking for something else; what they do say on the subject is for reference only.",
        ),
        Reason.PREMISE_NOT_FOUND: Notice(
            "The question names something that is nowhere in the articles",
            "Please check the name of the person, place or organisation.",
        ),
    },
    missing="Not in the articles",
    pointers="What the articles do say",
    offer="You can ask:",
    source="Source",
    source_empty="The article that holds the answer appears here, with the quote marked in place.",
    citations="Citations",
    citation="Citation {number}",
    cited_articles="Cited articles",
    to_citation="Back to citation {number} in the answer",
    untitled="(untitled)",
    furniture="Other text on the page",
    web_page="Web page",
    file="File",
    characters="Characters",
    back="Back to the answer",
)

WORDINGS: Mapping[Language, Wording] = {wording.language: wording for wording in (ZH, EN)}


def preferred_language(accept_language: str) -> Language:
    """The page's language for an HTTP Accept-Language header: the first of zh and en in it, else Chinese."""
    ranked = sorted(map(_language_range, accept_language.split(",")), key=lambda pair: -pair[1])
    for tag, quality in ranked:
        language = tag.partition("-")[0]
        if quality > 0 and language in ("zh", "en"):
            return "zh" if language == "zh" else "en"
    return "zh"


def _language_range(entry: str) -> tuple[str, float]:
    """Tag and quality of one entry such as `en-GB;q=0.8` (RFC 9110, 12.5.4); a malformed quality is 0."""
    tag, _, parameter = entry.partition(";")
    name, _, quality = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return tag.strip().lower(), 1.0
    try:
        return tag.strip().lower(), float(quality)
    except ValueError:
        return tag.strip().lower(), 0.0


def language_of(question: str) -> Language:
    """The language a question is written in, at a glance: Chinese if it holds a Han character."""
    return "zh" if any("\u3400" <= char <= "\u9fff" or char >= "\U00020000" for char in question) else "en"
