"""Questions made of sentences: in good Chinese, about what the clause itself says, or none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.drafting import drafts
from qa.articles.article import Article, Kind, Paragraph, SourceFile
from qa.articles.reading import Reading, Span


def article(text: str) -> Article:
    file = SourceFile("a.txt", text, "0" * 64, "utf-8")
    body = Paragraph(Kind.BODY, Reading.of_spans(text, [Span(0, len(text))]))
    return Article("a.txt#1", "", "", "", "", None, "", None, file, (body,) if text.strip() else ())


def made(text: str) -> list[tuple[str, str]]:
    """The questions made of a text, each with the slice of the file that answers it."""
    return [(draft.question, text[draft.start : draft.end]) for draft in drafts(article(text))]


@pytest.mark.parametrize(
    ("text", "question", "fact"),
    [
        ("截至目前,衡南县福利中心目前收养了55名老人。", "衡南县福利中心目前收养了多少名老人？", "55名"),
        ("衡南县福利中心收养了55名老人、20名孤残儿童。", "衡南县福利中心收养了多少名孤残儿童？", "20名"),
        ("衡阳市财政局拨款3.2亿元。", "衡阳市财政局拨款多少元？", "3.2亿元"),
        ("2022年,中国太平全年实现总保费收入2650亿港元。", "2022年，中国太平全年实现总保费收入多少港元？", "2650亿港元"),
        ("湖南邵虹基板玻璃项目完成年度投资计划145.8%。", "湖南邵虹基板玻璃项目完成年度投资计划的百分之几？", "145.8%"),
        ("衡阳市完成投资5亿元、邵阳市完成投资8亿元。", "邵阳市完成投资多少元？", "8亿元"),
        ("来雁塔公园绿化面积约3000平方米。", "来雁塔公园绿化面积是多少平方米？", "3000平方米"),
        ("邵阳市规上工业复工复产企业1330家。", "邵阳市规上工业复工复产企业有多少家？", "1330家"),
        ("北京市受灾区域已恢复通讯基站742处。", "北京市受灾区域已恢复多少处通讯基站？", "742处"),
        ("2月21日,高新区经济运行调度会召开。", "高新区经济运行调度会是哪一天召开的？", "2月21日"),
        ("3月10日,衡阳市举行春季招聘会。", "衡阳市是哪一天举行春季招聘会的？", "3月10日"),
        ("北方光电信息技术有限公司2月10日复产。", "北方光电信息技术有限公司是哪一天复产的？", "2月10日"),
        ("湖南航空成立于2014年4月。", "湖南航空是哪一年成立的？", "2014年"),
        ("衡阳市交通局局长刘德海说,桥已通车。", "衡阳市交通局局长是谁？", "刘德海"),
        ("朱健主持召开金融机构座谈会。", "谁主持召开了金融机构座谈会？", "朱健"),
        ("衡阳市春季招聘会由湘江人力资源公司承办。", "衡阳市春季招聘会由谁承办？", "湘江人力资源公司"),
        ("浦东水务科技论坛在张江科学会堂召开。", "浦东水务科技论坛在哪里召开？", "张江科学会堂"),
        ("衡阳市博物馆位于石鼓区青草桥头。", "衡阳市博物馆位于哪里？", "石鼓区青草桥头"),
        ("三一专汽是邵阳市首家年产值超百亿元的重点企业。", "邵阳市首家年产值超百亿元的重点企业是哪家？", "三一专汽"),
    ],
)
def test_a_fact_becomes_the_question_for_it(text, question, fact):
    assert (question, fact) in made(text)


@pytest.mark.parametrize(
    "text",
    [
        "该公司去年收入3.2亿元。",  # which one?
        "衡阳市财政局今年拨款3.2亿元。",  # which year?
        "本报讯 他昨日走访了12家企业。",
        "到岗率82.8%。",  # whose?
        "衡阳市有5条。",  # of what?
        "衡阳市副市长刘德海说。",  # one of several
        "法国外长罗恩·瓦恩加说。",  # half a name
        "中国一重股价上涨2.3%。",  # when?
        "中国粗钢产量为9111万吨。",
        "交通运输部门出动抢险队伍97支。",  # of which town?
        "衡阳市还有5名副市长。",
        "衡阳市首批拨款突破3亿元大关。",
        "衡阳市平均年龄达到了35岁。",
        "衡阳市共出动抢险队伍97支。",
        "衡阳市举行抗战胜利70周年纪念大会。",
        "衡阳市警方逮捕5名嫌疑人。",  # when?
        "最大衡阳市城区站580.9毫米。",
        "衡阳市获得1头黄牛。",
        "在衡阳市开工的5个项目。",  # nothing is said of them
        "城市公交线路7.8万条。",  # of which town?
        "房山区平均414.6毫米。",
        "衡阳市上半年有12家企业、34个项目开工。",  # two figures
        "衡阳市有12家企业、学校。",  # of which kind?
        "衡阳市、邵阳市完成投资5亿元。",  # both together
        "衡阳市进一步推进工作。",  # no figure at all
        "“衡阳市有12家企业复工”。",  # a quotation out of its frame
        "泌尿外科主任李兵说。",  # of which hospital?
        "街道党工委书记李兵说。",
        "第五人民医院位于虹桥街道。",
        "天津分会成立于2005年。",
        "太平溪镇党政办主任郑梦宇说。",  # half a name as well
        "衡阳市人民医院副院长张江和衡阳市卫生健康系统办公室主任卢洪秀说。",
        "大会选举衡阳市商城公司董事长李先成为监事长。",  # 李先 or 李先成?
        "《青石大桥》是一部由乌尔善执导,李雪健主演的电影。",
        "衡阳集团是总部位于邵阳市的公司。",
        "",
        "……",
    ],
)
def test_what_does_not_stand_on_its_own_becomes_no_question(text):
    assert made(text) == []


def test_no_question_takes_its_subject_from_another_clause():
    """The one who reports it has not done it."""
    text = "湘雅三医院医生孟婕举报科主任刘翼,导致三个月内发生2例患者死亡事件。"
    assert not [question for question, fact in made(text) if fact == "2例"]


TEXTS = st.text(max_size=80) | st.text(
    "衡阳市邵阳县企业复工刘德海局长说在召开了有12家3月10日%,，。“”的　\n", max_size=80
)


@given(TEXTS)
def test_of_any_text_a_question_is_plain_and_its_fact_is_a_slice_of_it_that_it_does_not_give_away(text):
    for question, fact in made(text):
        assert fact
        assert question.endswith("？")
        assert len(question.rpartition("，")[2]) <= 41
        assert fact not in question.rpartition("，")[2]
        assert not re.search(r"[其该此这那他她我你某]|记者|昨日", question)


def test_what_is_no_prose_takes_no_time():
    assert made("衡阳市交通局局长刘德海、" * 20_000) == []


def test_furniture_and_headlines_ask_nothing():
    text = "衡阳市财政局拨款3.2亿元。"
    made_of = article(text)
    for kind in set(Kind) - {Kind.BODY}:
        paragraphs = (Paragraph(kind, made_of.paragraphs[0].reading),)
        other = Article("a.txt#1", "", "", "", "", None, "", None, made_of.file, paragraphs)
        assert list(drafts(other)) == []
