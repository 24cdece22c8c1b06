"""Figures, shares, dates, times of day and contacts, found by their form: each text has its own between bars."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval import figures as figures_module
from qa.retrieval.figures import (
    Form,
    bare_numbers,
    clock_times,
    contacts,
    dates,
    figures,
    is_money,
    is_time_span,
    percents,
)
from qa.retrieval.passages import LONGEST

# Every figure stands between bars, its unit behind a colon.
FIGURES = """
邵阳市复工企业|1330家:家|,返岗|109431人:人|。
完成投资|5.31亿元:元|,增长8.2%
捐款|１０万元以上、１００万元以下:元|
|一千零四十九户:户|规上企业
发放口罩|十万余只:只|
修路|12.5公里:公里|、架桥|3座:座|
上半年完成|3000多万元:元|
衡阳有|20余家:家|工厂
每班|3至5人:人|,轮换|3-5天:天|
调查用了|两三天:天|,走访|三四十人:人|
厂房|10万平方米:平方米|
提高|0.3个百分点:个百分点|
每天干满|8小时:小时|,每周休息|1天:天|
|65周岁以上:周岁|的老人
工期|18个月:个月|
气温|1.5℃:℃|
|30多名:名|医生接力|半小时:小时|
新建5G基站|1200个:个|
出口|5.6亿美元:美元|,合|2,000港元:港元|
水稻|18.6万亩:亩|
没有第3批、第十五次会议、第1例
2022年3月10日上午9时,前三名
今年3月开工,2019年5月完工
百分之九十的人,三分之一的地
"""
PERCENTS = """
增长|8.2%|,占|82.8 ％|
|百分之九十五点五|
提高|0.3个百分点|
|九成|企业、|三成半|工人
|１２.５％|和|3‰|之间
下降|12%至15%|
七成立,二成员,三成功
"""
DATES = """
|8月14日至19日|
|2022年11月21日|
|5月底前|完工,|春节以前|验收
|昨日|上午,|8日|晚
|2月上旬|和|去年12月|
新华社长沙|3月10日|电
建于|2019年|
|国庆节期间|
|3月10号|，|2月10日、12日|，|3月8日或9日|
|明年初|，|本月底|开工
|12月31日前|
|５月１日|
发布于|2022-11-21| 12:38
10号线、5号楼、3号台风
第305期,1330家
"""
CLOCKS = """
|早上8点半|开门
|14时30分|。|9:00|；|9：30|
|上午10时许|
|晚上7点至9点|
|9:00-17:00|
|凌晨2时15分|
干了8小时,比分3:2
收于3200点,上涨12.5点
"""
CONTACTS = """
电话:|0739-5363823|
登录|www.example.gov.cn|查询
网址:|https://www.example.com/a?b=1|。
见(|http://example.com/|),
邮箱|abc.d@example.com|。
手机|13812345678|
拨打|12345|热线
备案|湘ICP备06007413号|
返岗109431人,投资53100万元
"""
BARE = """
房间|305|,共|21万|
圆周率约|3.14|
评|85|分
2022年3月10日9时,8%,第3
"""


def marked(table: str) -> list[str]:
    return table.strip().splitlines()


def split(line: str) -> tuple[str, list[tuple[str, str]]]:
    """The text of a line without its marks, and what stands between them: (run, unit)."""
    parts = line.split("|")
    runs = [tuple(part.rsplit(":", 1)) if ":" in part else (part, "") for part in parts[1::2]]
    return "".join(part if number % 2 == 0 else runs[number // 2][0] for number, part in enumerate(parts)), runs


@pytest.mark.parametrize("line", marked(FIGURES))
def test_figures_with_their_units(line):
    text, runs = split(line)
    assert [(text[form.start : form.end], form.unit) for form in figures(text)] == runs


@pytest.mark.parametrize(
    ("find", "line"),
    [
        (find, line)
        for find, table in [
            (percents, PERCENTS),
            (dates, DATES),
            (clock_times, CLOCKS),
            (contacts, CONTACTS),
            (bare_numbers, BARE),
        ]
        for line in marked(table)
    ],
)
def test_runs_of_other_forms(find, line):
    parts = line.split("|")
    text = "".join(parts)
    assert [text[form.start : form.end] for form in find(text)] == parts[1::2]
    assert all(form.unit == "" for form in find(text))


@pytest.mark.parametrize(
    ("text", "money", "span"),
    [
        ("300元", True, False),
        ("5.6亿美元", True, False),
        ("20块钱", True, False),
        ("8小时", False, True),
        ("三年", False, True),
        ("65周岁", False, True),
        ("1330家", False, False),
        ("20块", False, False),
    ],
)
def test_money_and_spans_of_time_are_told_by_their_unit(text, money, span):
    [form] = figures(text)
    assert (is_money(form), is_time_span(form)) == (money, span)


FINDERS = [figures, percents, dates, clock_times, contacts, bare_numbers]
ANY = st.text() | st.text("0123１９.,，%％两三十百千万亿年月日号时点分半元家人个至到-、第成前:wch@", max_size=60)


@pytest.mark.parametrize("find", FINDERS)
@given(text=ANY)
def test_runs_are_in_order_apart_and_inside_the_text(find, text):
    at = 0
    for form in find(text):
        assert at <= form.start < form.end <= len(text)
        at = form.end


@pytest.mark.parametrize("find", FINDERS)
@pytest.mark.parametrize("run", ["1", "1,", "十", "1.", "1-", "a@", "a.a@", "www.", "1月", "1家、", "2022-", "１"])
def test_the_longest_sentence_of_a_passage_is_read_to_its_end(find, run):
    text = (run * LONGEST)[:LONGEST]
    runs = find(f"{text}。1330家,3月8日,9:30,8%,www.example.com 21,")
    assert any(form.start > len(text) for form in runs)


def test_a_number_with_a_unit_is_found_wherever_it_stands():
    assert [figures("路" * at + "12座") for at in range(3)] == [(Form(at, at + 3, "座"),) for at in range(3)]


PIECES = st.sampled_from(
    [
        *"0139１９一二两百千万亿零数几半年月日号点时分元家人余多至到、-.,:％%第去今明同本上下前后初底 ",
        "百分之",
        "国庆节",
        "早上",
        "平方米",
    ]
)


@pytest.mark.parametrize("name", ["_NUMBER_WITH_UNIT", "_BARE_NUMBER", "_PERCENT", "_DATE", "_CLOCK"])
@given(text=st.lists(PIECES, max_size=30).map("".join))
def test_knowing_what_a_match_begins_with_changes_no_match(name, text):
    pattern = getattr(figures_module, name)
    everywhere = re.compile(re.sub(r"^\(\?=\[[^]]+\]\)", "", pattern.pattern))
    assert everywhere.pattern != pattern.pattern
    assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in everywhere.finditer(text)]
