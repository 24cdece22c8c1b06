"""What people put into an archive by hand: one article to a file, in whatever form they had it."""

from datetime import date

import pytest

from qa.articles.article import Kind

BODY = Kind.BODY


def test_a_headline_and_paragraphs(only_article, texts_of):
    article = only_article("我市新增两家孵化器\n\n本报讯 近日,名单公布。\n\n两家共孵化企业120家。\n")
    assert (article.title, article.byline, article.date_text) == ("我市新增两家孵化器", "", "")
    assert texts_of(article, BODY) == ["本报讯 近日,名单公布。", "两家共孵化企业120家。"]


def test_a_line_with_date_and_medium_and_indented_paragraphs(only_article, texts_of):
    article = only_article(
        "中国男篮战胜意大利队\r\n2023年08月08日 13:28 来源：中国新闻网\r\n"
        "　　中新网北京8月8日电 (记者 邢翀)8日晚,中国男篮以79比61获胜。\r\n"
        "　　赵睿得到14分\r\n　　李凯尔得到12分。\r\n【编辑:张三】\r\n"
    )
    assert (article.title, article.byline, article.source) == ("中国男篮战胜意大利队", "邢翀", "中国新闻网")
    assert (article.published, article.date_text) == (date(2023, 8, 8), "2023年08月08日")
    assert texts_of(article, BODY) == [
        "中新网北京8月8日电 (记者 邢翀)8日晚,中国男篮以79比61获胜。",
        "赵睿得到14分",
        "李凯尔得到12分。",
    ]
    assert texts_of(article, Kind.FURNITURE) == ["【编辑:张三】"]


def test_labelled_fields(only_article, texts_of):
    article = only_article(
        "标题：暑运发送旅客8.3亿人次\n来源：人民日报\n时间：2023-09-01\n作者：王 五\n正文：\n"
        "全国铁路9月1日结束暑运。\n原文链接：https://example.com/a/1.html\n"
    )
    assert (article.title, article.source, article.byline) == ("暑运发送旅客8.3亿人次", "人民日报", "王五")
    assert (article.published, article.url) == (date(2023, 9, 1), "https://example.com/a/1.html")
    assert texts_of(article, BODY) == ["全国铁路9月1日结束暑运。"]


def test_one_long_line_is_one_article_without_a_headline(only_article, texts_of):
    text = "近日，记者从市教育局获悉，今年我市将新建学校12所，新增学位1.5万个。" * 60
    article = only_article(text)
    assert (article.title, article.date_text, texts_of(article, BODY)) == ("", "", [text])


def test_a_single_short_line_is_text(only_article, texts_of):
    article = only_article("衡阳1049户企业复工")
    assert (article.title, texts_of(article, BODY)) == ("", ["衡阳1049户企业复工"])


def test_a_list_is_a_headline_and_its_lines(only_article, texts_of):
    article = only_article("会议安排\n\n地点 市政府礼堂\n\n主持 王五\n")
    assert (article.title, texts_of(article, BODY)) == ("会议安排", ["地点 市政府礼堂", "主持 王五"])


def test_an_interview_keeps_who_speaks(only_article, texts_of):
    lines = ["记者：今年菜价为什么上涨？", "市长：主要受天气影响。", "记者：谢谢。", "市长：谢谢。"]
    article = only_article("专访市长：如何保供稳价\n" + "\n".join(lines))
    assert (article.title, texts_of(article, BODY)) == ("专访市长：如何保供稳价", lines)


def test_items_of_a_list_do_not_run_into_each_other(only_article, texts_of):
    lines = [
        "申请排污许可证,可以按以下步骤办理,不收任何费用:",
        "1. 登录全国平台,填写单位信息,上传附件",
        "2. 等待审核,留意短信,按时补正",
    ]
    article = only_article("办事指南\n\n" + "\n".join(lines))
    assert texts_of(article, BODY) == lines


def test_markdown_sections_are_subheadings_of_one_article(only_article, texts_of):
    article = only_article(
        "# 一座城市的复苏\n\n2023-05-01 | 作者：李雷\n\n## 早市\n\n天还没亮。\n\n"
        "**夜市**\n\n晚上七点，夜市开张。\n\n---\n\n尾声。\n"
    )
    assert (article.title, article.byline, article.published) == ("一座城市的复苏", "李雷", date(2023, 5, 1))
    assert texts_of(article, Kind.SUBHEADING) == ["早市", "夜市"]
    assert texts_of(article, BODY) == ["天还没亮。", "晚上七点，夜市开张。", "尾声。"]


def test_numbered_subheadings(only_article, texts_of):
    article = only_article("乡村振兴看衡南\n\n一、产业兴旺\n\n种植油茶30万亩。\n\n二、生态宜居\n\n改厕2万户。\n")
    assert texts_of(article, Kind.SUBHEADING, Kind.KICKER) == ["一、产业兴旺", "二、生态宜居"]
    assert texts_of(article, BODY) == ["种植油茶30万亩。", "改厕2万户。"]


def test_english_text_wrapped_at_the_screen(only_article, texts_of):
    article = only_article(
        "Wuhan resumes work\n\nBy John Smith\n\n"
        "Enterprises in the city of Wuhan resumed work on Monday after a\n"
        "two-month lockdown. More than 11,000 firms had reopened by the end\n"
        "of the day, the city government said. Workers returned to factories\n"
        "in buses arranged by their employers.\n\n"
        "The subway carried 180,000 passengers.\n"
    )
    assert (article.title, article.byline) == ("Wuhan resumes work", "John Smith")
    assert texts_of(article, BODY) == [
        "Enterprises in the city of Wuhan resumed work on Monday after a two-month lockdown. More than 11,000 firms "
        "had reopened by the end of the day, the city government said. Workers returned to factories in buses "
        "arranged by their employers.",
        "The subway carried 180,000 passengers.",
    ]


def test_chinese_text_wrapped_at_a_column(only_article, texts_of):
    lines = [
        "昨日上午,市委书记张三先后深入部分水库和灌区,调研水利工作",
        "和防汛工作。他强调,要精准有序扎实推动水利建设,严格落实安",
        "全生产措施,尽最大努力把损失降到最低,有力推进农业高质量发",
        "展。",
        "在青山水库,张三仔细询问水库蓄水情况。当得知水库蓄水量达到",
        "1200万立方米时,他予以肯定。",
    ]
    article = only_article("市领导调研水利工作\n\n" + "\n".join(lines))
    assert texts_of(article, BODY) == ["".join(lines[:4]), "".join(lines[4:])]


def test_articles_between_rules(parse):
    articles = parse("植树活动\n\n3月1日,种树500棵。\n\n--------\n\n长跑活动\n\n3月2日,300人参加。\n").articles
    assert [(article.title, article.date_text) for article in articles] == [
        ("植树活动", "3月1日"),
        ("长跑活动", "3月2日"),
    ]


def test_a_page_s_own_date_holds_for_every_article_of_it(parse):
    articles = parse(
        "衡阳日报 2020年3月11日 星期三 第A01版:要闻\n\n防汛会议召开\n\n本报讯（记者 张三）会议召开。\n\n"
        "春耕有序推进\n\n本报讯（记者 赵六）3月10日,春耕推进。\n"
    ).articles
    assert [(one.title, one.byline, one.source, one.published, one.date_text) for one in articles] == [
        ("防汛会议召开", "张三", "衡阳日报", date(2020, 3, 11), "2020年3月11日"),
        ("春耕有序推进", "赵六", "衡阳日报", date(2020, 3, 11), "3月10日"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "\u3000\n"])
def test_a_file_without_text_has_no_articles(parse, text):
    assert parse(text).articles == ()


def test_a_bracket_with_names_and_no_sentence_behind_it_ends_an_article(parse):
    text = "复工复产\n\n本报讯 昨日,邵阳1330家企业复工。\n\n返岗109431人。\n\n(记者 张三)来源:新华社\n"
    assert [article.title for article in parse(text).articles] == ["复工复产"]
    begins = "复工复产\n\n本报讯 昨日,邵阳1330家企业复工。\n\n返岗109431人。\n\n(记者 张三)昨日,学校开学。\n"
    assert len(parse(begins).articles) == 2
