"""Single traits of newspaper pages and web pages, each on the smallest page that shows it."""

from qa.articles.article import Kind

BODY = Kind.BODY
NEWS = "本报讯 昨日下午,市委召开会议,要求加快复工。\n\n市领导刘正兴参加会议。\n\n"
MORE = "本报讯 3月10日,高新区开工,总投资5亿元。\n\n项目预计5月底完工。\n\n"


def test_an_article_that_has_lost_its_headline_begins_at_its_byline(parse):
    articles = parse(f"复工会议召开\n\n■本报记者 陈润\n\n{NEWS}■本报记者 罗文鹏\n\n{MORE}").articles
    assert [(one.title, one.byline, one.date_text) for one in articles] == [
        ("复工会议召开", "陈润", ""),
        ("", "罗文鹏", "3月10日"),
    ]


def test_an_article_that_has_lost_headline_and_byline_begins_at_its_dateline(parse):
    articles = parse(f"复工会议召开\n\n{NEWS}{MORE}").articles
    assert [(one.title, one.date_text) for one in articles] == [("复工会议召开", ""), ("", "3月10日")]


def test_a_byline_at_the_end_belongs_to_the_article_before(parse):
    articles = parse(f"复工会议召开\n\n{NEWS}■本报记者 陈润\n\n高新区开工\n\n{MORE}").articles
    assert [(one.title, one.byline) for one in articles] == [("复工会议召开", "陈润"), ("高新区开工", "")]


def test_an_introduction_in_front_of_the_dateline_belongs_to_its_article(parse, texts_of):
    [article] = parse(f"复工会议召开\n\n编者按:复工复产,进展如何,有哪些困难？\n\n{NEWS}").articles
    assert texts_of(article, BODY)[0] == "编者按:复工复产,进展如何,有哪些困难？"


def test_headline_lines_without_an_empty_line_between_them_are_one_headline(only_article):
    article = only_article(f"外地返衡复工\n需办理哪些手续?\n\n市热线开展\n政策解读活动\n\n■本报记者 王苏燕\n\n{NEWS}")
    assert (article.title, article.kicker) == ("外地返衡复工 需办理哪些手续?", "市热线开展 政策解读活动")


def test_a_kicker_in_the_headline_s_own_line_is_taken_apart(only_article, texts_of):
    article = only_article(f"朱健主持召开座谈会时强调 加强银企对接 深化产融合作\n\n■本报记者 罗文鹏\n\n{NEWS}")
    assert (article.kicker, article.title) == ("朱健主持召开座谈会时强调", "加强银企对接 深化产融合作")
    assert texts_of(article, Kind.KICKER, Kind.HEADLINE) == [article.kicker, article.title]


def test_the_line_with_the_heading_mark_is_the_headline(only_article):
    article = only_article(f"高新区经济运行调度会召开\n\n# 严格疫情防控\n\n统筹经济发展\n\n■本报记者 罗文鹏\n\n{NEWS}")
    assert (article.title, article.kicker) == ("严格疫情防控", "高新区经济运行调度会召开 统筹经济发展")


def test_the_name_of_a_column_is_no_headline(only_article):
    article = only_article(f"要闻\n\n复工会议召开\n\n{NEWS}")
    assert (article.title, article.kicker) == ("复工会议召开", "要闻")


def test_a_character_that_stands_on_both_sides_of_a_break_shows_that_it_is_one(only_article, texts_of):
    article = only_article(
        f"复工会议召开\n\n{NEWS}白沙绿岛公司有序推进\n\n进疫情防控工作。\n\n一、要闻\n\n会议结束。\n"
    )
    assert texts_of(article, BODY)[2:] == ["白沙绿岛公司有序推进进疫情防控工作。", "会议结束。"]


def test_a_word_that_the_file_holds_elsewhere_is_put_together_again(only_article, texts_of):
    broken = "邓群策来到衡南县福\n\n利中心,慰问老人。\n\n市福利中心有老人55名。\n\n"
    article = only_article(f"复工会议召开\n\n{NEWS}{broken}他们是“快递员”\n\n志愿者们送菜上门。\n")
    assert texts_of(article, BODY)[2:] == [
        "邓群策来到衡南县福利中心,慰问老人。",
        "市福利中心有老人55名。",
        "志愿者们送菜上门。",
    ]
    assert texts_of(article, Kind.SUBHEADING) == ["他们是“快递员”"]


def test_a_note_in_brackets_is_not_the_next_headline(parse, texts_of):
    note = "(此稿刊于《湖南日报》2022年11月21日第7版)"
    first, second = parse(f"复工会议召开\n\n{NEWS}{note}\n\n高新区开工\n\n■本报记者 陈润\n\n{MORE}").articles
    assert (texts_of(first, BODY)[-1], second.title, second.kicker) == (note, "高新区开工", "")


def test_a_lone_long_line_without_blanks_goes_on_in_the_next_unless_that_begins_a_paragraph(only_article, texts_of):
    goes_on = only_article(f"复工会议召开\n\n{NEWS}湖南安邦供应链有限公司全年\n\n月供爱心礼包。\n")
    assert texts_of(goes_on, BODY)[2:] == ["湖南安邦供应链有限公司全年月供爱心礼包。"]
    heads = only_article(f"复工会议召开\n\n{NEWS}把优惠政策装入企业的口袋\n\n据介绍,税款已缓缴。\n")
    assert texts_of(heads, Kind.SUBHEADING) == ["把优惠政策装入企业的口袋"]


def test_the_piece_that_begins_with_a_comma_goes_behind_the_one_that_breaks_off(only_article, texts_of):
    article = only_article(
        "物资备足 生产不慌\n\n■本报记者 谢小青\n\n从大年三十开始,公司一直在生产。\n\n"
        ",员工扫码填报信息,层层压实防控责任。\n\n"
        "车间内,工人们有序作业。\n\n公司建立了严格的防疫制度,门岗设置体温监测点,每天对车间消毒\n"
    )
    assert texts_of(article, BODY) == [
        "从大年三十开始,公司一直在生产。",
        "车间内,工人们有序作业。",
        "公司建立了严格的防疫制度,门岗设置体温监测点,每天对车间消毒,员工扫码填报信息,层层压实防控责任。",
    ]


def test_an_end_that_fits_nowhere_keeps_the_order_of_print(only_article, texts_of):
    article = only_article(
        "物资备足 生产不慌\n\n■本报记者 谢小青\n\n从除夕开始,公司一直在生产。\n\n公司建立制度,门岗测温,每天对车间\n"
    )
    assert texts_of(article, BODY) == ["从除夕开始,公司一直在生产。", "公司建立制度,门岗测温,每天对车间"]


def test_a_paragraph_printed_twice_counts_once_and_a_short_answer_twice(only_article, texts_of):
    twice = "青峰社区的欧召应老人每天奔波在街头巷尾,开展政策宣传。"
    article = only_article(f"专访志愿者\n\n{twice}\n\n答：是的。\n\n{twice}\n\n答：是的。\n")
    assert texts_of(article, BODY) == [twice, "答：是的。", "答：是的。"]


def test_a_caption_behind_a_picture_is_not_the_next_headline(parse, texts_of):
    page = f"复工会议召开\n\n{NEWS}\n\n项目启用实名制通道,员工刷脸进场\n\n高新区开工\n\n■本报记者 陈润\n\n{MORE}"
    first, second = parse(page).articles
    assert texts_of(first, Kind.CAPTION) == ["项目启用实名制通道,员工刷脸进场"]
    assert (second.title, second.kicker) == ("高新区开工", "")


def test_a_caption_and_its_credit_in_a_line_of_its_own(parse, texts_of):
    page = f"复工会议召开\n\n{NEWS}志愿者发放宣传单\n\n■陆静 摄\n\n高新区开工\n\n■本报记者 陈润\n\n{MORE}"
    first, second = parse(page).articles
    assert texts_of(first, Kind.CAPTION) == ["志愿者发放宣传单", "■陆静 摄"]
    assert (first.byline, second.title, second.byline) == ("", "高新区开工", "陈润")


def test_a_picture_story_in_the_middle_of_an_article_is_one_of_its_own(parse, texts_of):
    story = "3月10日,天气晴好,来雁塔公园绿化景观工程正在加紧施工,园林工人在护坡上忙碌着铺植草皮。李四 摄"
    page = f"复工会议召开\n\n■本报记者 陈润\n\n{NEWS}\n\n{story}\n\n会议还听取了汇报。\n"
    article, picture = parse(page).articles
    assert texts_of(article, BODY)[-1] == "会议还听取了汇报。"
    assert (picture.title, picture.byline, texts_of(picture, BODY)) == ("", "李四 摄", [story])


def test_a_web_page_s_title_gives_way_to_the_headline_and_deck_it_is_made_of(only_article, texts_of):
    page = "复工加速——邵阳在行动\n\n来源: 新湖南客户端\n\n复工加速进行\n\n——邵阳在行动\n\n记者 张三\n\n昨日复工。\n"
    article = only_article(page.replace("复工加速——", "复工加速进行——"))
    assert (article.title, article.kicker) == ("复工加速进行", "——邵阳在行动")
    assert texts_of(article, Kind.HEADLINE, Kind.KICKER, Kind.SUBHEADING) == ["复工加速进行", "——邵阳在行动"]


def test_a_title_with_the_site_s_name_is_furniture_where_the_headline_stands_again(only_article, texts_of):
    article = only_article("复工复产进行时_邵阳发改委\n\n复工复产进行时\n\n来源: 红网\n\n昨日复工。\n")
    assert article.title == "复工复产进行时"
    assert texts_of(article, Kind.FURNITURE) == ["复工复产进行时_邵阳发改委"]


def test_a_telephone_number_at_the_end_is_news_and_a_footer_is_not(only_article, texts_of):
    text = "招聘会举行\n\n昨日,招聘会举行。\n\n联系电话:0734-1234567\n"
    assert texts_of(only_article(text), Kind.FURNITURE) == []
    with_footer = only_article(text + "\n访问量 12345\n\n版权所有:市人社局 湘ICP备06007413号\n")
    assert texts_of(with_footer, Kind.FURNITURE) == [
        "联系电话:0734-1234567",
        "访问量 12345",
        "版权所有:市人社局 湘ICP备06007413号",
    ]


def test_a_table_is_no_menu(only_article, texts_of):
    article = only_article("各县产量\n\n据统计,各县产量如下,单位为吨。\n\n衡南 | 120 | 130\n")
    assert texts_of(article, Kind.FURNITURE) == []
