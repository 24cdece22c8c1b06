"""Relative dates: counted from what is printed, and from nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.aids.days import Base, base_of, day_aids
from qa.articles.article import Article, Kind, Paragraph, SourceFile
from qa.articles.reading import Reading, Span

FULL = Base(2022, 11, 21)
MARCH = Base(None, 3, 10)

RESOLVED = [
    # quote, base, run, in Chinese, in English
    ("昨日上午,他来到现场。", FULL, "昨日", "2022年11月20日", "20 November 2022"),
    ("昨日上午,他来到现场。", MARCH, "昨日", "3月9日", "9 March"),
    ("前天开工。", MARCH, "前天", "3月8日", "8 March"),
    ("今天开工。", MARCH, "今天", "3月10日", "10 March"),
    ("明日开工。", Base(2022, 12, 31), "明日", "2023年1月1日", "1 January 2023"),
    ("昨日开工。", Base(None, 1, 1), "昨日", "12月31日", "31 December"),
    ("昨日开工。", Base(2023, 1, 1), "昨日", "2022年12月31日", "31 December 2022"),
    ("昨日开工。", Base(2020, 3, 1), "昨日", "2020年2月29日", "29 February 2020"),
    ("昨日开工。", Base(2021, 3, 1), "昨日", "2021年2月28日", "28 February 2021"),
    ("昨日开工。", Base(None, 3, 1), "昨日", "2月28日/29日", "28/29 February"),
    ("前天开工。", Base(None, 3, 1), "前天", "2月27日/28日", "27/28 February"),
    ("明天开工。", Base(None, 2, 28), "明天", "2月29日/3月1日", "29 February or 1 March"),
    ("明天开工。", Base(None, 2, 29), "明天", "3月1日", "1 March"),
    ("昨日开工。", Base(None, None, 8), "昨日", "7日", "day 7 of the month"),
    ("本月开工。", FULL, "本月", "2022年11月", "November 2022"),
    ("上月开工。", MARCH, "上月", "2月", "February"),
    ("上个月开工。", Base(2022, 1, 5), "上个月", "2021年12月", "December 2021"),
    ("下月开工。", Base(None, 12, 5), "下月", "1月", "January"),
    ("今年开工。", FULL, "今年", "2022年", "2022"),
    ("去年开工。", FULL, "去年", "2021年", "2021"),
    ("前年开工。", FULL, "前年", "2020年", "2020"),
    ("今年4月20日前申领。", FULL, "今年", "2022年", "2022"),
    ("今年以来,稳中有进。", FULL, "今年以来", "2022年1月1日以来", "since 1 January 2022"),
    ("今年来,稳中有进。", FULL, "今年来", "2022年1月1日以来", "since 1 January 2022"),
    ("截至目前,全部复工。", MARCH, "截至目前", "截至3月10日", "as of 10 March"),
    ("日前,工程开工。", FULL, "日前", "2022年11月21日之前几天", "in the days before 21 November 2022"),
    ("他说“好”,昨日开工。", MARCH, "昨日", "3月9日", "9 March"),
]
UNRESOLVED = [
    ("去年开工。", MARCH),  # no year is printed
    ("今年以来,稳中有进。", MARCH),
    ("昨日开工。", None),
    ("昨日开工。", Base(None, None, 1)),  # the month before has 28 to 31 days
    ("明日开工。", Base(None, None, 28)),
    ("本月开工。", Base(None, None, 8)),
    ("昨日开工。", Base(None, 2, 30)),  # no such day
    ("于4月20日前申领,目前日均三件。", FULL),
    ("他说:“昨天我到了现场。”", FULL),  # the day before he spoke, whenever that was
    ("我昨天到了现场。”他说。", FULL),
    ("今天的投资就是明天的产业。", FULL),
    ("之前日产万件,如今年轻人多,当前年产两吨,三年前天气热。", FULL),
    ("登上月球,基本月底完成,以上月份不算,最近日均两件。", FULL),
]


@pytest.mark.parametrize(("quote", "base", "run", "chinese", "english"), RESOLVED)
def test_what_the_printed_date_tells(quote, base, run, chinese, english):
    for language, text in (("zh", chinese), ("en", english)):
        assert [(quote[aid.start : aid.end], aid.text) for aid in day_aids(quote, base, language)] == [(run, text)]


@pytest.mark.parametrize(("quote", "base"), UNRESOLVED)
def test_what_it_does_not_tell_gets_no_aid(quote, base):
    assert day_aids(quote, base, "zh") == []


def article(text, published=None, date_text=""):
    file = SourceFile("a.txt", text, "0" * 64, "utf-8")
    body = Paragraph(Kind.BODY, Reading.of_spans(text, [Span(0, len(text))]))
    return Article("a.txt#1", "", "", "", "", published, date_text, None, file, (body,))


@pytest.mark.parametrize(
    ("given_article", "base"),
    [
        (article("昨日开工。", date(2022, 11, 21), "2022-11-21"), FULL),
        (article("新华社北京3月10日电 昨日开工。", date_text="3月10日"), MARCH),
        # The day of the event: the paper is of a later day, and so is its 昨日.
        (article("本报讯 3月10日,大桥开工。昨日通车。", date_text="3月10日"), None),
        (article("昨日开工。"), None),
    ],
)
def test_relative_dates_count_from_the_printed_date_or_the_dateline(given_article, base):
    assert base_of(given_article) == base


@given(st.dates(min_value=date(1990, 1, 3), max_value=date(2090, 1, 1)))
def test_the_day_before_and_the_day_after_meet(day):
    base = Base(day.year, day.month, day.day)
    after = day_aids("明日", base, "zh")[0].text
    year, month, number = (int(part) for part in after.replace("年", " ").replace("月", " ").replace("日", "").split())
    assert day_aids("昨日", Base(year, month, number), "zh")[0].text == day_aids("今日", base, "zh")[0].text
