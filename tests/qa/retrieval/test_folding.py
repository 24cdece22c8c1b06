"""Traditional and Simplified, wide and narrow, Chinese and Arabic numerals meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.folding import chinese_numbers, fold, fold_in_place, numeral_value

DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A number as it is written: 10010005 is 一千零一万零五."""
    if number >= 10**8:
        head, rest, scale, least = *divmod(number, 10**8), "亿", 10**7
    elif number >= 10**4:
        head, rest, scale, least = *divmod(number, 10**4), "万", 10**3
    else:
        return _small(number)
    return in_chinese(head) + scale + ("零" if 0 < rest < least else "") + (in_chinese(rest) if rest else "")


def _small(number: int) -> str:
    written, gap = "", False
    for unit, sign in [(1000, "千"), (100, "百"), (10, "十"), (1, "")]:
        digit = number // unit % 10
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + sign
        gap = not digit
    return written or "零"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("邵陽復工企業１３３０家", "邵阳复工企业1330家"),
        ("返崗１０９，４３１人", "返岗109431人"),
        ("1,049户", "1049户"),
        ("12,345,678元", "12345678元"),
        ("8,20平方米", "8,20平方米"),
        ("2月10日,1330家", "2月10日,1330家"),
        ("3,1330家", "3,1330家"),
        ("ＡＢＣ Ｃovid－19", "abc covid-19"),
        ("㎡和㏎", "m2和km"),
        ("①⑵", "1(2)"),
        ("頭髮", "头发"),
        ("發展", "发展"),
        ("臺灣、颱風", "台湾、台风"),
        ("", ""),
    ],
)
def test_writings_of_one_thing_meet(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("邵陽復工企業１３３０家", "邵阳复工企业1330家"),
        ("返崗１０９，４３１人", "返岗109,431人"),
        ("ＡＢＣ", "abc"),
        ("5㎡", "5㎡"),  # two characters in the fold: it stays
        ("ﬁnance İ", "ﬁnance İ"),
        ("", ""),
    ],
)
def test_in_place_only_what_keeps_its_length_is_folded(text, folded):
    assert fold_in_place(text) == folded


ANY = st.text() | st.text("邵陽復髮發臺颱灣乾幹後麼着裏㎡㏎ﬁ①，,１2０ＡİŉK　 \n\U0002a6d6\0", max_size=60)


@given(ANY)
def test_in_place_every_offset_is_kept(text):
    assert len(fold_in_place(text)) == len(text)


@given(ANY, ANY)
def test_narrow_simplified_text_is_left_alone(first, second):
    """What was folded once stays: the fold is not a moving target, whatever stands beside it."""
    folded = fold(first)
    assert fold(folded) == folded
    once = fold_in_place(first + second)
    assert fold_in_place(once) == once


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("零", 0),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零五", 105),
        ("一千零四十九", 1049),
        ("两千", 2000),
        ("二〇二二", 2022),
        ("二零二零", 2020),
        ("一一〇", 110),
        ("三万", 30000),
        ("十万", 100000),
        ("百万", 1000000),
        ("十万九千四百三十一", 109431),
        ("一亿三千万", 130000000),
        ("两万亿", 2 * 10**12),
        ("一万三千亿", 13000 * 10**8),
        ("万", 10000),
        ("", None),
        ("1049", None),
        ("三家", None),
        ("半", None),
    ],
)
def test_the_value_of_a_numeral(numeral, value):
    assert numeral_value(numeral) == value


@given(st.integers(0, 10**16 - 1))
def test_every_number_is_read_back(number):
    assert numeral_value(in_chinese(number)) == number
    assert chinese_numbers(f"共{in_chinese(number)}户") == [str(number)]


@pytest.mark.parametrize(
    ("number", "written"),
    [(10010005, "一千零一万零五"), (1049, "一千零四十九"), (200000010, "二亿零一十"), (10, "一十")],
)
def test_the_numerals_of_this_file_are_written_as_people_write_them(number, written):
    assert in_chinese(number) == written


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("衡阳一千零四十九户规上企业", ["1049"]),
        ("三台车和二十五个人,2022年", ["3", "25"]),
        ("没有数字", []),
        ("〇" * 10_000, []),
        ("亿" * 10_000, []),
        ("一" * 10_000 + "、五家", ["5"]),
    ],
)
def test_numerals_among_other_text(text, numbers):
    assert chinese_numbers(text) == numbers
