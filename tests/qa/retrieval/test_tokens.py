"""Text into words and terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.folding import fold
from qa.retrieval.tokens import LONGEST_RUN, STOP_WORDS, calendar_terms, segmenter, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("邵阳市复工企业1330家", ["邵阳市", "复工", "企业", "1330", "家"]),
        ("邵陽市復工企業１，３３０家", ["邵阳市", "复工", "企业", "1330", "家"]),
        ("完成投资5.31亿元。", ["完成", "投资", "5.31", "亿元"]),
        ("Deng Qunce's re-opened GDP", ["deng", "qunce's", "re-opened", "gdp"]),
        ("COVID-19", ["covid", "19"]),
        ("，。——！", []),
        ("", []),
    ],
)
def test_words_in_order(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("邓群策", ["邓", "群策", "邓群", "群策"]),
        ("企业的口罩", ["企业", "口罩", "企业", "业的", "的口", "口罩"]),
        ("the mayor of Hengyang", ["mayor", "hengyang"]),
        ("3月10号", ["3", "月", "10", "号", "3月", "10日"]),
        ("", []),
    ],
)
def test_terms_are_words_pairs_and_dates(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("chinese", "arabic"),
    [
        ("一千零四十九户", "1049户"),
        ("二〇二二年", "2022年"),
        ("十五名医生", "15名医生"),
        ("两万三千人", "23000人"),
        ("十万九千四百三十一人", "109,431人"),
    ],
)
def test_a_chinese_numeral_finds_its_arabic_twin(chinese, arabic):
    [number] = [term for term in terms(arabic) if term.isdigit()]
    assert number in terms(chinese)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年11月5日", ["2022年", "11月", "5日"]),
        ("10号", ["10日"]),
        ("今年3月", ["3月"]),
        ("三月", []),
        ("12345年", ["2345年"]),
    ],
)
def test_dates_are_one_term_a_part(text, expected):
    assert calendar_terms(text) == expected


def test_stop_words_are_no_terms_and_alone_they_leave_nothing():
    assert not STOP_WORDS & set(terms("这是对该企业的和与及其他 the of and a it is"))
    assert terms("the of") == []


@pytest.mark.parametrize("run", ["中", "中国人民", "a", "1", "一"])
def test_a_long_unbroken_run_ends_and_loses_nothing(run):
    text = (run * 100_000)[:100_000]
    assert "".join(words(text)) == text
    pairs = {text[at : at + 2] for at in range(4)} if run >= "㐀" else {text}
    assert pairs <= set(terms(text))


@given(st.text("邵阳市复工企业疫情防控", min_size=1, max_size=3 * LONGEST_RUN))
def test_words_of_chinese_are_the_whole_text(text):
    assert "".join(words(text)) == text


@given(st.text())
def test_terms_are_folded_and_of_any_text(text):
    found = terms(text)
    assert all(found)
    assert found == terms(fold(text))


def test_words_added_to_the_library_by_others_change_nothing():
    import jieba

    before = words("邓群策到祥光社区")
    jieba.add_word("邓群策到祥光社区", freq=10**9)
    try:
        assert words("邓群策到祥光社区") == before
        assert segmenter() is not jieba.dt
    finally:
        jieba.del_word("邓群策到祥光社区")
