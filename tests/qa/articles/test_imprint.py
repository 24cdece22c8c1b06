from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.bylines import Credit
from qa.articles.imprint import Info, full_date, merge_infos, parse_imprint, parse_info

ZHANG = Credit(("张三",), ())
INFOS = {
    "2023-08-08 13:28 来源: 中国新闻网 作者: 张三": Info(date(2023, 8, 8), "2023-08-08", "中国新闻网", credit=ZHANG),
    "• 2022-11-21 12:38": Info(date(2022, 11, 21), "2022-11-21"),
    "• 来源: 新湖南客户端": Info(source="新湖南客户端"),
    "来源：新华社 2023-08-08 12:01:02 责任编辑：李四": Info(date(2023, 8, 8), "2023-08-08", "新华社"),
    "中国新闻网 | 2023/8/8 10:00 | 作者：张 三": Info(date(2023, 8, 8), "2023/8/8", "中国新闻网", credit=ZHANG),
    "衡阳日报 2020年3月11日 星期三 第A01版:要闻": Info(date(2020, 3, 11), "2020年3月11日", "衡阳日报"),
    "发布时间：2023.08.08": Info(date(2023, 8, 8), "2023.08.08"),
    "原文链接：https://example.com/a/1.html": Info(url="https://example.com/a/1.html"),
    "URL: <https://example.com/a?b=1&c=2>": Info(url="https://example.com/a?b=1&c=2"),
    "作者：张三": Info(credit=ZHANG),
    "标题：复工复产 进行时": Info(title_at=3),
}
NO_INFOS = [
    "",
    "复工复产进行时",
    "2023年8月8日天气预报",
    "2023年8月8日,衡阳1049户企业复工。",
    "时间：5月8日",
    "记者：今年菜价为什么上涨？",
    "来源：",
    "2023-02-30",
    "链接：油茶是我国特有的木本油料树种",
    "申请平台(网址:<http://permit.mee.gov.cn>)",
    "来源:" + "中" * 200,
]


@pytest.mark.parametrize("line", INFOS)
def test_a_line_of_its_own_says_what_is_printed_about_the_article(line):
    assert parse_info(line) == INFOS[line]


@pytest.mark.parametrize("line", NO_INFOS)
def test_other_lines_say_nothing_about_it(line):
    assert parse_info(line) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "(此稿刊于《湖南日报》2022年11月21日第7版)",
            Info(date(2022, 11, 21), "2022年11月21日", "《湖南日报》"),
        ),
        ("原载《人民日报》（2023年08月08日 第07版）", Info(date(2023, 8, 8), "2023年08月08日", "《人民日报》")),
        ("他发表《论语新解》,获奖。", None),
        ("根据《固定污染源排污许可分类管理名录(2019年版)》要求", None),
    ],
)
def test_an_imprint_names_paper_and_date(text, expected):
    assert parse_imprint(text) == expected


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"]))
def test_a_full_date_is_read_as_printed(day, layout):
    printed = day.strftime(layout)
    assert full_date(f"于{printed}发布") == (day, printed)


@pytest.mark.parametrize("text", ["3月10日", "2020年3月", "12020-03-10", "2020-03-100", "2020-13-01", "2020-03/10", ""])
def test_no_date_is_made_up(text):
    assert full_date(text) == (None, "")


def test_of_several_lines_the_first_date_counts_and_every_medium():
    lines = [
        Info(source="新湖南客户端"),
        Info(date(2022, 11, 21), "2022-11-21"),
        Info(date(2022, 11, 22), "x", "《湖南日报》"),
    ]
    assert merge_infos(lines) == Info(date(2022, 11, 21), "2022-11-21", "新湖南客户端、《湖南日报》")
