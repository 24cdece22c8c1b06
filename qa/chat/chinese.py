"""The page in Chinese."""

from __future__ import annotations

from qa.answers.answer import Certainty, Reason
from qa.chat.phrases import Notice, Wording

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
    aids="阅读辅助，不是原文",
    copy="复制引文和出处",
    copy_as="复制引文和出处：{style}",
    copied="已复制",
    link="链接",
    link_to_quote="复制这段引文的链接",
    link_to_question="复制这个问题的链接",
    tools="这一问",
    broken_links={
        "malformed": Notice("链接不完整", "链接在复制时可能被截断了，请复制完整的链接再打开。"),
        "unknown": Notice("找不到链接所指的报道", "它可能已不在这批报道中；可以直接提问。"),
        "changed": Notice("链接所指的这段文字已有变动", "原文这一处已不是当初引用的内容，因此不予显示；可以重新提问。"),
    },
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
