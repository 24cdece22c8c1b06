"""Names of persons, places and organisations: each text has its own between bars."""

import subprocess
import sys
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jieba import posseg
from jieba.posseg import POSTokenizer

from qa.retrieval import names
from qa.retrieval.names import (
    firms,
    is_known_place,
    known_places_sounding,
    organisations,
    persons,
    places,
    proper_nouns,
)
from qa.retrieval.tokens import segmenter

ROOT = Path(__file__).parents[3]

TABLES = {
    persons: [
        "记者|王丽华|采访了|李建国和张伟|",
        "|朱健|主持会议",
        "总经理|郑爽|说,工厂复工",
        "教师|何芳芳|辅导学生",
        "|陈润|",
        "诗人|欧阳修|",
        "市领导|刘正兴、胡水龙|参加督导。",
        "|邓群策|来到企业调研",
        "复工企业1330家",
        "",
    ],
    places: [
        "|玉合街道祁丰社区|的居民",
        "|常宁市、耒阳市和祁东县|都下了雨",
        "他住在|湖南省衡阳市雁峰区|",
        "|邵阳|开工",
        "到|北京|出差",
        "|衡山县人民医院|收治了病人",
        "从|长沙火车站|出发",
        "企业复工",
        "",
    ],
    organisations: [
        "|湖南泰豪通信公司|复工",
        "|市发改委|组织选派",
        "|衡阳市税务局、市统计局|都来了",
        "|南华大学附属第一医院|的医生",
        "|邵阳市人民政府办公室|印发",
        "|华菱集团|",
        "他去买菜",
        "",
    ],
}
MISSED = {
    persons: ["|钟南山|院士"],
    places: ["|郴州永兴县|修桥", "去|美国纽约|"],
    organisations: ["|中国建设银行衡阳分行|"],
}


def cases(tables):
    return [(find, line) for find, lines in tables.items() for line in lines]


def found(find, line):
    text = line.replace("|", "")
    return [text[form.start : form.end] for form in find(text)]


@pytest.mark.parametrize(("find", "line"), cases(TABLES))
def test_names_in_a_sentence(find, line):
    assert found(find, line) == line.split("|")[1::2]


@pytest.mark.parametrize(("find", "line"), cases(MISSED))
@pytest.mark.xfail(strict=True, reason="jieba cuts or classes the name otherwise", raises=AssertionError)
def test_names_that_the_segmenter_hides(find, line):
    assert found(find, line) == line.split("|")[1::2]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王丽华去了永兴县", {"王丽华", "永兴县"}),
        ("株洲市有多少家企业", {"株洲市"}),
        ("邵阳和衡阳", {"邵阳", "衡阳"}),
        ("企业复工了吗", set()),
        ("", set()),
    ],
)
def test_what_is_surely_a_name(text, names):
    assert proper_nouns(text) == names


@pytest.mark.parametrize("place", ["邵阳", "邵阳市", "衡阳", "湖南省", "永兴县", "北京", "上海市"])
def test_places_of_the_gazetteer_with_and_without_their_rank(place):
    assert is_known_place(place)


@pytest.mark.parametrize("word", ["企业", "市", "省", "市场", "邵", "abc", "1330", "邵阳人"])
def test_other_words_are_no_places(word):
    assert not is_known_place(word)


@pytest.mark.parametrize(
    ("sound", "expected"),
    [
        ("shaoyang", ["邵阳"]),
        ("lushun", ["旅顺"]),
        ("lvshun", []),
        ("chenzhou", ["郴州"]),
        ("Shaoyang", []),
        ("enterprise", []),
        ("", []),
    ],
)
def test_a_place_by_its_sound(sound, expected):
    assert known_places_sounding(sound) == expected


@pytest.mark.parametrize("find", [persons, places, organisations])
@given(text=st.text() | st.text("王李邵阳市衡山县税务局公司医院、和与,到\n 1a", max_size=250))
def test_names_are_in_order_apart_and_inside_the_text(find, text):
    at = 0
    for form in find(text):
        assert at <= form.start < form.end <= len(text)
        assert form.unit == ""
        at = form.end


def test_an_organisation_without_end_is_cut_to_a_name():
    text = "市长" * 30 + "办公室"
    assert [form.end - form.start for form in organisations(text)] == [24]
    assert found(organisations, text)[0].endswith("市长办公室")


def test_offsets_hold_beyond_the_longest_run_that_jieba_gets():
    text = "下雨。" * 150 + "王丽华到了邵阳市。"
    assert found(persons, text) == ["王丽华"]
    assert found(places, text) == ["邵阳市"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("衡阳格力电器公司来了吗?", {"衡阳格力电器公司": "格力电器"}),
        ("富士康集团什么时候复工?", {"富士康集团": "富士康"}),
        ("特变电工衡阳分公司有多少人", {}),  # of common words, as short forms of other names are
        ("哪家公司最先复工", {}),
        ("这两家企业和那个集团是谁的", {}),
        ("株洲市人民医院去了几个医生", {}),
    ],
)
def test_firms_and_what_of_their_names_is_their_own(text, named):
    assert firms(text) == named


@pytest.fixture
def taught():
    """A word of its own that another part of the program has taught jieba."""
    jieba.add_word("邵阳市规上工业", tag="nz")
    posseg.lcut("邵阳市规上工业")
    yield
    posseg.dt.word_tag_tab.pop("邵阳市规上工业")


def test_a_word_that_jieba_was_taught_changes_no_class(taught):
    loaded_anew = names._tagger.__wrapped__()
    assert loaded_anew.word_tag_tab == POSTokenizer(segmenter()).word_tag_tab


def test_the_classes_that_jieba_has_read_are_those_of_the_shipped_dictionary():
    """In a process of its own: only there nobody has used jieba's tagger before."""
    code = (
        "from qa.retrieval import names; tagger = names._tagger()\n"
        "from jieba.posseg import POSTokenizer, dt\n"
        "classes = tagger.word_tag_tab\n"
        "print(classes == POSTokenizer(names.segmenter()).word_tag_tab, classes is dt.word_tag_tab)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "True False\n"
