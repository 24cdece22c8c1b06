"""Questions that offer a choice, and where a text writes one of the options."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.choices import NO_CHOICE, choice
from qa.retrieval.folding import fold


@pytest.mark.parametrize(
    ("question", "text", "written"),
    [
        ("张强是3月7日还是3月8日去的茶陵?", "3月8日,张强到了茶陵。", ["3月8日"]),
        ("大桥哪天通车,5月6号还是5月16号?", "大桥于5月16日通车。", ["5月16日"]),
        ("主持会议的是李明还是王小红？", "会议由王小红主持。", ["王小红"]),
        ("工厂在邵阳還是衡陽", "工厂设在衡阳。", ["衡阳"]),
        ("是3家还是13家？", "共有13家企业。", ["13家"]),
        ("一共5人还是15人", "5人受伤,115人获救。", ["5人"]),
        ("批发还是零售", "主要做零售生意,也做批发。", ["批发", "零售"]),
        ("是甲公司还是乙公司中的标？", "由丙集团中标。", []),
        ("was it 33 or 8 sectors?", "涉及33个行业。", ["33"]),
        ("企业还有多少家？", "企业还有12家。", []),
    ],
)
def test_an_option_is_found_as_the_text_writes_it(question, text, written):
    assert [text[start:end] for start, end in choice(fold(question)).runs(text)] == written


def test_a_question_without_a_choice_offers_none():
    assert not choice("邵阳有多少家企业复工?")
    assert choice("邵阳有多少家企业复工?") == NO_CHOICE


@given(st.text(), st.text(), st.text())
def test_whatever_is_found_is_a_slice_of_the_text(left, right, text):
    for start, end in choice(fold(f"{left}还是{right}")).runs(text):
        assert 0 <= start < end <= len(text)
