"""Every article of the files that ship: what is printed about it, and where its text begins and ends."""

from dataclasses import dataclass
from datetime import date

import pytest

from qa.articles.article import Article, Kind
from qa.articles.corpus import read_corpus, seeds_folder


@dataclass(frozen=True)
class Row:
    title: str
    kicker: str = ""
    byline: str = ""
    date_text: str = ""
    published: date | None = None
    source: str = ""
    url: str | None = None
    paragraphs: int = 0
    first: str = ""
    last: str = ""
    subheadings: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


INVENTORY = {
    "000_92680a641aea61ee.txt": [
        Row(
            title="精准有序扎实推动企业复工复产 尽最大努力把疫情影响降到最低",
            kicker="邓群策深入部分工业园区和城区督导企业复工复产和疫情防控工作时要求",
            byline="陈润 左百村",
            paragraphs=7,
            first="本报讯 昨日上午,市委书记邓群策",
            last="市领导刘正兴、胡水龙参加督导。",
        ),
        Row(
            title="加强银企对接 深化产融合作 为经济平稳运行提供强大的金融支撑",
            kicker="朱健主持召开金融机构座谈会时强调",
            byline="罗文鹏",
            paragraphs=6,
            first="本报讯 昨日下午,市委副书记",
            last="市领导毛朝晖参加座谈。",
        ),
        Row(
            title="外地返衡复工 需办理哪些手续?",
            kicker="市“12345”热线开展复工复产“政策解读”活动",
            byline="王苏燕",
            date_text="3月10日",
            paragraphs=4,
            first="本报讯 3月10日,由市政府主办",
            last="按时办结率及回访满意率均达100%。",
        ),
        Row(
            title="2月份“湖南好人榜”公布 五位衡阳人入选",
            byline="胡建军",
            date_text="3月10日",
            paragraphs=2,
            first="本报讯 3月10日,记者从市文明办获悉",
            last="用“四心”坚守初心,兑现承诺。",
        ),
        Row(
            title="致敬“白衣英雄” 捐赠“爱心礼包”",
            byline="刘璞",
            date_text="3月10日",
            paragraphs=3,
            first="本报讯 3月10日上午,湖南安邦供应链有限公司",
            last="争取早日取得抗疫胜利。”",
        ),
        Row(
            title="",
            byline="向吟吟 摄",
            date_text="3月10日",
            paragraphs=1,
            first="3月10日,天气晴好,来雁塔公园",
            last="预计5月底前全部完工。",
        ),
    ],
    "001_40382af54e76ff3e.txt": [
        Row(
            title="严格疫情防控 统筹经济发展",
            kicker="高新区经济运行调度会召开",
            byline="谢小青",
            date_text="2月21日",
            paragraphs=6,
            first="本报讯 (记者 谢小青)2月21日,高新区",
            last="双胜利不懈奋斗。",
        ),
        Row(
            title="高新投资集团: 多措并举助推 在建项目全面复工",
            byline="莫雪松",
            paragraphs=5,
            first="本报讯 (记者 莫雪松) “防疫”“复工”两手抓",
            last="日常工作不断线。",
        ),
        Row(
            title="主动靠前服务 助力复工复产",
            kicker="高新区主要负责人调度疫情防控及复工复产工作",
            byline="谢小青; 周围 摄",
            date_text="2月20日",
            paragraphs=4,
            first="本报讯 (文/记者 谢小青 图/记者 周围) 2月20日下午",
            last="确保经济平稳运行。",
            captions=("杉杉奥特莱斯项目启用实名制通道,员工刷脸进场",),
        ),
        Row(
            title="高新区税务局: 把优惠政策 精准装入企业“口袋”",
            byline="张毅",
            paragraphs=4,
            first="本报讯 (通讯员 张毅) 连日来",
            last="延期征收各项税款8271253.36元。",
        ),
        Row(
            title="湖南金化科技集团有限公司 物资备足 生产不慌",
            byline="谢小青",
            paragraphs=7,
            first="从大年三十开始,金化科技集团",
            last="每天对车间、公",
        ),
        Row(
            title="抗“疫”路上的“暖心红”",
            kicker="高新区“衡阳群众”志愿者助力疫情防控和复工复产工作",
            byline="谢小青",
            date_text="2月24日",
            paragraphs=14,
            first="“给您测一下体温,消消毒。”2月24日早上",
            last="践行着一名“衡阳群众”应有的担当。",
            subheadings=("他们是“服务员”", "他们是“快递员”"),
            captions=("衡阳群众”给复工门店发放防疫知识宣传单 ■陆静 摄", "新时代文明实践·“衡阳群众”在抗疫"),
        ),
    ],
    "002_58951b09849fe9b2.txt": [
        Row(
            title="全市经济社会发展按下「快进键」",
            kicker="「四大机制」发力，一千零四十九户规模工业企业和十二个省重点项目全部复工复产",
            paragraphs=4,
            first="本报讯 战疫情的同时，我市",
            last="已争取中央财政贴息优惠贷款5.7亿元。",
        ),
        Row(
            title="在建水利工程质量和进度如何？",
            kicker="3月上旬，我市将开展汛前水利安全度汛督查",
            byline="胡亚华",
            date_text="8日",
            paragraphs=2,
            first="本报讯 汛期临近，病险水库",
            last="定期对隐患整改情况进行通报。",
        ),
        Row(
            title="争当“优等生” 努力交出经济社会发展优质答卷",
            kicker="朱健赴常宁市、耒阳市督导疫情防控和经济社会发展工作",
            byline="罗文鹏",
            date_text="3月7日",
            paragraphs=7,
            first="本报讯 3月7日，市委副书记",
            last="市领导罗琼参加督导。",
        ),
        Row(
            title="主动作为 创先争优 全力推动经济社会平稳健康发展",
            kicker="朱健赴衡南县、祁东县督导疫情防控和经济社会发展工作",
            byline="罗文鹏",
            date_text="3月8日",
            paragraphs=3,
            first="本报讯 3月8日，市委副书记",
            last="有力促进乡村振兴。",
        ),
        Row(
            title="图片新闻",
            byline="王翟 摄",
            date_text="3月8日",
            paragraphs=2,
            first="3月8日，常宁市隆源铜业有限公司",
            last="产值达10多亿元。",
        ),
    ],
    "003_4166be7b08a5d01d.txt": [
        Row(
            title="全流程贴心服务 全方位助企纾困",
            kicker="——邵阳市全力以赴确保“疫情防控不失守,经济发展不减速”",
            byline="肖洋桂 杨平 陈功春",
            date_text="2022-11-21",
            published=date(2022, 11, 21),
            source="新湖南客户端、《湖南日报》",
            paragraphs=24,
            first="发展为要,实干为先。今年来,邵阳市",
            last="(此稿刊于《湖南日报》2022年11月21日第7版)",
            subheadings=(
                "以项目为王,稳住全市经济大盘",
                "推出“三员”制,确保防疫生产两不误",
                "奋战五十天,掀起决胜全年度建设热潮",
            ),
        ),
    ],
    "004_57ad10526feced5d.txt": [
        Row(
            title="坚决防止外部传染源输入 精准稳妥推进复工复产",
            kicker="邓群策深入衡南县等地调研疫情防控和复工复产工作,强调——",
            byline="陈润",
            date_text="2月27日",
            paragraphs=5,
            first="本报讯 2月27日上午,市委书记邓群策",
            last="市领导刘正兴参加调研。",
        ),
        Row(
            title="市委办系统党员干部 为支持新冠肺炎疫情防控工作捐款 邓群策带头捐款",
            byline="陈润",
            paragraphs=1,
            first="本报讯 昨日下午,为积极响应党中央",
            last="市领导刘运定带头捐款。",
        ),
        Row(
            title="年度排污 许可证申领 与核发工作启动",
            kicker="排污单位需按时间节点 尽快申领",
            byline="向吟吟",
            paragraphs=4,
            first="本报讯 记者从市生态环境局获悉",
            last="情节严重的,责令停业、关闭。",
        ),
        Row(
            title="",
            byline="罗文鹏",
            paragraphs=5,
            first="本报讯 昨日,市委副书记、代理市长朱健",
            last="市领导毛朝晖、陈森参加调研。",
        ),
        Row(
            title="",
            byline="陈志清 徐巍 摄",
            paragraphs=1,
            first="广铁工务大修段衡阳焊轨车间",
            last="构筑起一道抵御疫情的严密防线。",
        ),
    ],
}


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    return read_corpus(seeds_folder()).articles


@pytest.mark.parametrize("name", INVENTORY)
def test_a_file_holds_these_articles(articles, texts_of, name):
    found = [article for article in articles if article.file.name == name]
    assert [_row(article, texts_of, row) for article, row in zip(found, INVENTORY[name], strict=True)] == INVENTORY[
        name
    ]
    assert [article.id for article in found] == [f"{name}#{number}" for number in range(1, len(found) + 1)]


def test_there_are_no_other_files(articles):
    assert sorted({article.file.name for article in articles}) == sorted(INVENTORY)


def test_sentences_broken_by_columns_and_pictures_are_whole(articles, texts_of):
    text = "\n".join(text for article in articles for text in texts_of(article, Kind.BODY))
    whole = [
        "白沙绿岛投资开发有限公司有序推进进疫情防控和复工复产,已于2月10日复工。",
        "监测体温、清洁消毒,做好一系列的防护措施后,他穿上“衡阳群众”志愿者马甲,骑上电动车",
        "“作为一个党员,应该做到召之能来、来之能战、战之能胜。”",
        "昨日下午,为积极响应党中央对广大党员的号召,市委办系统党员干部",
        "朱健指出，衡南县要在现有良好工作基础上，集聚智慧、汇聚资源，全力推动高质量发展。",
        "强化对特殊场所和重点人群的防护措施。他强调,要进一步压紧压实责任,落实更严格的管理措施,"
        "坚决防止外部传染源输入,精准稳妥推进企业复工复产,确保经济社会平稳有序。",
    ]
    assert [sentence for sentence in whole if sentence not in text] == []


def test_what_stands_around_the_web_page_is_furniture(articles, texts_of):
    [page] = [article for article in articles if article.file.name.startswith("003")]
    assert texts_of(page, Kind.FURNITURE) == [
        "您现在所在的位置 : 首页\xa0>\xa0专题专栏\xa0>\xa0学习贯彻党的二十大精神专题",
        "分享到:",
        "• 【字体:",
        "扫一扫在手机打开当前页",
        "首页 | 收藏本站 | 联系我们 | 免责声明 | 网站地图",
        "联系电话:0739-5363823",
        "版权所有:邵阳市发展和改革委员会 Copyright © 2011 - 2020 All Rights Reserved",
        "主办单位:邵阳市发展和改革委员会 承办单位:邵阳市发展和改革委员会 湘ICP备06007413号",
        "湘公网安备 43050202000153号 网站标识码:4305000052",
        "主办单位:邵阳市发展和改革委员会",
        "联系电话:0739-5363823",
    ]


def _row(article: Article, texts_of, expected: Row) -> Row:
    body = texts_of(article, Kind.BODY)
    return Row(
        article.title,
        article.kicker,
        article.byline,
        article.date_text,
        article.published,
        article.source,
        article.url,
        len(body),
        body[0][: len(expected.first)],
        body[-1][-len(expected.last) :],
        tuple(texts_of(article, Kind.SUBHEADING)),
        tuple(texts_of(article, Kind.CAPTION)),
    )
