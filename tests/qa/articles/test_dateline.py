import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.article import Kind, Paragraph
from qa.articles.dateline import body_start, opening_date, parse_dateline
from qa.articles.reading import Reading, Span

DATELINES = {
    "本报讯 昨日上午,市委书记": "昨日上午,市委书记",
    "本报讯 (记者 谢小青)2月21日,高新区": "2月21日,高新区",
    "本报讯 (文/记者 谢小青 图/记者 周围) 2月20日下午": "2月20日下午",
    "本报讯（通讯员 张毅）连日来": "连日来",
    "本报讯 (记者 莫雪松) “防疫”“复工”两手抓": "“防疫”“复工”两手抓",
    "本报北京3月10日电 (记者 张三)今天": "今天",
    "新华社福州7月28日电（记者张三、李四）今年第5号台风": "今年第5号台风",
    "中新网北京8月8日电 (记者 邢翀)8日晚": "8日晚",
    "(记者 张三)昨日": "昨日",
}
NO_DATELINES = [
    "",
    "从大年三十开始,金化科技集团",
    "本报通讯员 张三昨日来到现场",
    "本报获得的最新通讯录显示",
    "(2019年版)规定",
    "人民网友的来电不断,热线接听2000个。",
    "据市供电公司介绍,用电量上升。",
]


def paragraph(text: str, kind: Kind = Kind.BODY) -> Paragraph:
    return Paragraph(kind, Reading.of_spans(text, [Span(0, len(text))]))


@pytest.mark.parametrize("text", DATELINES)
def test_the_news_begins_behind_the_dateline(text):
    assert text[body_start(paragraph(text)) :] == DATELINES[text]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_without_a_dateline_the_news_begins_at_once(text):
    assert body_start(paragraph(text)) == 0


def test_only_a_text_has_a_dateline():
    assert body_start(paragraph("(记者 张三)", Kind.BYLINE)) == 0


def test_a_dateline_names_its_agency_unless_it_is_the_paper():
    assert parse_dateline("新华社北京3月10日电 今天").agency == "新华社"
    assert parse_dateline("本报讯 今天").agency == ""


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("本报讯 3月10日,由市政府主办", "3月10日"),
        ("本报讯 (记者 谢小青)2月21日,高新区", "2月21日"),
        ("“给您测一下体温,消消毒。”2月24日早上,在高新区", "2月24日"),
        ("本报讯 病险水库治理得怎样了？8日，记者自市水利局了解到", "8日"),
        ("新华社福州7月28日电（记者张三）今年第5号台风", "7月28日"),
        ("2023年8月8日,大会开幕。", "2023年8月8日"),
        ("本报讯 昨日上午,公司2月10日复产。", ""),
        ("昨日,会议召开。" + "会议认为要落实。" * 40 + "3月8日,复工。", ""),
        ("3月上旬,我市将开展督查", ""),
        ("", ""),
    ],
)
def test_a_text_dates_itself_where_a_sentence_begins(text, printed):
    assert opening_date(text) == printed


@given(st.text("本报讯电 (记者张三)（）3月10日,。新华社北京", max_size=60))
def test_the_beginning_of_the_news_is_inside_the_text(text):
    assert 0 <= body_start(paragraph(text)) <= len(text)
    assert opening_date(text) in text
