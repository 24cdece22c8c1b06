"""Figures in digits, and those that are left alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.aids.numerals import Amount, amount, number_aids

READ = [
    ("销量1.2万", "1.2万", "12,000"),
    ("贷款5.7亿元。", "5.7亿元", "570,000,000 yuan"),
    ("贷款5.7億元。", "5.7億元", "570,000,000 yuan"),
    ("有三百余家企业", "三百余家", "more than 300"),
    ("复工率近90%。", "近90%", "nearly 90%"),
    ("复工率已接近90%。", "接近90%", "nearly 90%"),
    ("占百分之九十。", "百分之九十", "90%"),
    ("占百分之三点五。", "百分之三点五", "3.5%"),
    ("百分之百到岗", "百分之百", "100%"),
    ("占四成,", "四成", "40%"),
    ("占四成半以上", "四成半以上", "45% or more"),
    ("进度85%以上。", "85%以上", "85% or more"),
    ("一千零四十九户企业", "一千零四十九户", "1,049"),
    ("十二个项目", "十二个", "12"),
    ("奋战五十天", "五十天", "50 days"),
    ("千余棵树", "千余棵", "more than 1,000"),
    ("2亿余元", "2亿余元", "more than 200,000,000 yuan"),
    ("10多亿元", "10多亿元", "more than 1,000,000,000 yuan"),
    ("3至5万元", "3至5万元", "30,000 to 50,000 yuan"),
    ("超百亿元", "超百亿元", "over 10,000,000,000 yuan"),
    ("约3000平方米", "约3000平方米", "about 3,000 square metres"),
    ("近2万吨", "近2万吨", "nearly 20,000 tonnes"),
    ("1.5万亿美元", "1.5万亿美元", "1,500,000,000,000 US dollars"),
    ("10万元以上", "10万元以上", "100,000 yuan or more"),
    ("数万只口罩", "数万只", "tens of thousands"),
    ("几百人", "几百人", "hundreds of people"),
    ("节约3万元", "3万元", "30,000 yuan"),
    ("不到5万人次", "不到5万人次", "under 50,000"),
    ("８.１万人", "８.１万人", "81,000 people"),
]
ALONE = [
    "企业1330家,返岗109431人,到岗率82.8%。",
    "五位衡阳人,两手抓,一期工程。",
    "千方百计,千家万户,“十四五”规划,第十二届。",
    "近三十年,近3年",
    "两三百家,七八十人,一万二千多,十几万元",
    "2020年3月10日14时30分",
    "九成新的车,公司成立,三成功",
    "人数万分重要",
    "约200余家",  # about, or more than?
    "1万2千元",
]


@pytest.mark.parametrize(("quote", "run", "text"), READ)
def test_what_a_reader_of_english_cannot_read_off_is_written_in_digits(quote, run, text):
    assert [(quote[aid.start : aid.end], aid.text) for aid in number_aids(quote)] == [(run, text)]


@pytest.mark.parametrize("quote", ALONE)
def test_plain_digits_idioms_and_what_has_no_single_value_are_left_alone(quote):
    assert number_aids(quote) == []


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("1330家", Amount(Decimal(1330), exact=True)),
        ("1,330家", Amount(Decimal(1330), exact=True)),
        ("一千三百三十家", Amount(Decimal(1330), exact=True)),
        ("5.7亿元", Amount(Decimal(570_000_000), exact=True)),
        ("82.8%", Amount(Decimal("82.8"), exact=True)),
        ("近90%", Amount(Decimal(90), exact=False)),
        ("200余棵", Amount(Decimal(200), exact=False)),
        ("3至5家", None),
        ("数万只", None),
        ("许多", None),
    ],
)
def test_the_value_of_a_figure(figure, expected):
    assert amount(figure) == expected


@given(st.integers(min_value=1, max_value=9999), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_any_scaled_number_keeps_its_value(number, scale):
    sign, factor = scale
    (aid,) = number_aids(f"{number}{sign}元")
    assert aid.text == f"{number * factor:,} yuan"
