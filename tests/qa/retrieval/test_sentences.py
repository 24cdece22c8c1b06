"""Where sentences and clauses end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.sentences import clause_ranges, sentence_ranges

SENTENCES = [
    "邵阳复工1330家。|返岗109431人。",
    "“今天复工！”|他说。",
    "“你好。”|(王五)“再见？”」|走了……|真的？！|好",
    "（完。）|【又一句】",
    "投资5.31亿元;|增长8.2%；|见 www.example.com 网站。",
    "The mayor came. |He left at 5.30 p.m.| Nobody stayed.|\nA.B.C",
    "标题\n|\u3000\u3000正文一句。\n\n|第二段",
    "没有句号,只有逗号",
    "。。”|复工",
]
CLAUSES = ["截至昨日,|邵阳、|衡阳复工；|很好。", "他说：|“复工——|开业”", "一句", "，|、|一", "1,|330家"]


def parts(text, ranges):
    return [text[start:end] for start, end in ranges]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences_end_at_the_bars(marked):
    text = marked.replace("|", "")
    assert parts(text, sentence_ranges(text)) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("marked", CLAUSES)
def test_clauses_end_at_the_bars(marked):
    text = marked.replace("|", "")
    assert parts(text, clause_ranges(text)) == marked.split("|")


ANY = st.text() | st.text("复工邵阳。！？!?;；….,，、：— \n\r\u3000”’』」》）)]\"'a1", max_size=80)


@pytest.mark.parametrize("ranges", [sentence_ranges, clause_ranges])
@given(text=ANY)
def test_ranges_are_in_order_apart_trimmed_and_cover_all_that_is_visible(ranges, text):
    found = list(ranges(text))
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in found)
    assert all(before <= start for (_, before), (start, _) in pairwise(found))
    covered = {at for start, end in found for at in range(start, end)}
    assert {at for at, char in enumerate(text) if not char.isspace()} <= covered


@given(ANY)
def test_a_sentence_alone_is_one_sentence(text):
    for part in parts(text, sentence_ranges(text)):
        assert parts(part, sentence_ranges(part)) == [part]


@given(st.text("。”)!?;… ", max_size=5), st.lists(st.sampled_from(["邵阳复工", "A.B", "返岗5.31万人"]), max_size=5))
def test_sentences_put_together_come_apart_again(end, bodies):
    sentences = [body + "。" + end.strip() for body in bodies]
    text = "\n".join(sentences)
    assert [part for sentence in sentences for part in parts(sentence, sentence_ranges(sentence))] == parts(
        text, sentence_ranges(text)
    )
