"""Chinese or English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.language import language_of


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("邵阳有多少家企业复工？", "zh"),
        ("邵陽", "zh"),
        ("How many enterprises resumed?", "en"),
        ("Shaoyang", "en"),
        ("GDP增长多少", "zh"),
        ("What does 复工 mean?", "zh"),
        ("𠮷 is a rare character", "zh"),
        ("㐂 as well", "zh"),
        ("1330?", "zh"),
        ("a b c", "zh"),
        ("", "zh"),
    ],
)
def test_language_of_a_question(question, language):
    assert language_of(question) == language


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1), st.text())
def test_one_chinese_character_makes_it_chinese(chinese, other):
    assert language_of(other + chinese + "word") == "zh"


@given(st.text(st.characters(max_codepoint=0x7F)), st.text(st.characters(max_codepoint=0x7F)))
def test_a_latin_word_among_ascii_makes_it_english(before, behind):
    assert language_of(f"{before}word{behind}") == "en"
