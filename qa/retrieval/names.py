"""Names of persons, places and organisations in a sentence, by jieba's word classes and by how they end."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from embeddings.once import once
from qa.retrieval.figures import Form
from qa.retrieval.tokens import LONGEST_RUN, segmenter

if TYPE_CHECKING:
    from jieba.posseg import POSTokenizer

# The hundred commonest surnames (Ministry of Public Security, 2020), about 85 % of the population.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_PLACE_END = re.compile(
    r"(?:社区|小区|街道|广场|车站|机场|监狱|医院|公园|产业园|工业园|园区|开发区|经开区|高新区|学校|大学|中学|小学|学院|大桥|市场|"
    r"地区|沿海|商圈|[省市县区镇乡村州岛湖山路街巷湾港桥站园馆])$"
)
_ORGANISATION_END = re.compile(
    r"(?:公司|集团|银行|协会|学会|联合会|委员会|管理局|分局|中心|医院|大学|学院|学校|中学|小学|研究院|研究所|法院|检察院|派出所|"
    r"政府|办公厅|办公室|基金|航空|部门|支队|大队|总队|指挥部|党委|市委|省委|县委|区委|报社|电视台|商会|.{2,}[局委厅署院厂])$"
)
_FIRM_END = re.compile(r"(?:公司|集团|厂)$")
_PROPER = frozenset({"nr", "nrt", "nt", "nz"})
_NOUNS = frozenset({"j", "b", "vn", "m", "eng", "l"})
PLACE_SUFFIXES = "省市县区镇乡村州"
_PLACE = "ns"
_JOINT = re.compile(r"[、和与及]|,\s?")
_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, where it begins, and jieba's class of it."""

    text: str
    start: int
    flag: str

    @property
    def end(self) -> int:
        """Where the next word begins."""
        return self.start + len(self.text)


def persons(text: str) -> list[Form]:
    """Names of persons, neighbours joined by 、 or 和 as one: 刘正兴、胡水龙.

    Besides jieba's persons (nr), every word that its dictionary lacks and that begins with a common surname, and a
    surname that jieba cuts off (邓, 群策) with the noun behind it.
    """
    words = tagged_words(text)
    cut = [Form(w.start, after.end) for w, after in pairwise(words) if _is_cut_off(w, after)]
    whole = [Form(w.start, w.end) for w in words if len(w.text) > 1 and (w.flag[:2] == "nr" or _may_be_person(w.text))]
    return _lists(text, _apart(sorted([*cut, *whole], key=lambda form: (form.start, -form.end))))


def places(text: str) -> list[Form]:
    """Names of places with what they lie in, lists joined: 玉合街道祁丰社区, 常宁市、耒阳市."""
    runs = _runs(tagged_words(text), frozenset({_PLACE}), _PLACE_END)
    return _lists(text, runs)


def organisations(text: str) -> list[Form]:
    """Names of firms, offices and institutions, lists joined."""
    runs = _runs(tagged_words(text), frozenset({"nt"}), _ORGANISATION_END)
    return _lists(text, runs)


def firms(text: str) -> dict[str, str]:
    """Firms named in full, and the word in each name that is surely its own: 衡阳格力电器公司 and 格力电器."""
    named = (text[form.start : form.end] for form in organisations(text))
    own = {name: _own_words(name) for name in named if _FIRM_END.search(name)}
    return {name: words[0] for name, words in own.items() if words}


def _own_words(firm: str) -> list[str]:
    return [w.text for w in tagged_words(firm) if w.flag in _PROPER and len(w.text) > 2 and not is_known_place(w.text)]


def proper_nouns(text: str) -> frozenset[str]:
    """Words of a text that are surely names: places that the gazetteer holds, surnames with a given name of two."""
    return frozenset(w.text for w in tagged_words(text) if is_known_place(w.text) or _is_full_name(w))


def known_places_sounding(word: str) -> list[str]:
    """Places of the gazetteer whose pinyin, written together and without tones, is `word` in small letters."""
    return _gazetteer_by_sound().get(word, [])


def _runs(words: Iterable[Word], named: frozenset[str], ending: re.Pattern[str]) -> list[Form]:
    """Runs of nouns up to the last word that is such a name or ends like one."""
    found = []
    for noun, group in groupby(words, key=lambda word: word.flag in _NOUNS or word.flag[0] == "n"):
        run = list(group)
        ends = [word.end for word in run if word.flag in named or ending.search(word.text)]
        if noun and ends and ends[-1] - run[0].start > 1:
            found.append(Form(max(run[0].start, ends[-1] - _LONGEST_NAME), ends[-1]))
    return found


def _lists(text: str, found: Iterable[Form]) -> list[Form]:
    """Neighbours with nothing but a joint between them as one form."""
    joined: list[Form] = []
    for form in found:
        if joined and _JOINT.fullmatch(text, joined[-1].end, form.start):
            joined[-1] = Form(joined[-1].start, form.end)
        else:
            joined.append(form)
    return joined


def is_in_dictionary(word: str) -> bool:
    """Whether jieba's dictionary holds a word: the class of any other is a guess."""
    return bool(segmenter().FREQ.get(word))


def begins_with_surname(word: str) -> bool:
    """Whether a word begins with one of the hundred commonest surnames."""
    return word[:1] in _SURNAMES


def _may_be_person(word: str) -> bool:
    return len(word) in (2, 3) and word[0] in _SURNAMES and not segmenter().FREQ.get(word)


def _apart(found: Iterable[Form]) -> list[Form]:
    """Forms without those that begin inside an earlier one."""
    kept: list[Form] = []
    for form in found:
        if not kept or form.start >= kept[-1].end:
            kept.append(form)
    return kept


def _is_cut_off(surname: Word, given: Word) -> bool:
    is_surname = surname.text in _SURNAMES and surname.flag[:2] in ("nr", "zg")
    return is_surname and len(given.text) <= 2 and given.flag[0] in "na"


def _is_full_name(word: Word) -> bool:
    return len(word.text) == 3 and word.text[0] in _SURNAMES and (word.flag == "nr" or _may_be_person(word.text))


@lru_cache(maxsize=4096)
def tagged_words(text: str) -> tuple[Word, ...]:
    """The words of a text with jieba's classes; the same sentences are read for many questions."""
    found: list[Word] = []
    at = 0
    for start in range(0, len(text), LONGEST_RUN):
        for word, flag in _tagger().cut(text[start : start + LONGEST_RUN]):
            found.append(Word(word, at, _PLACE if is_known_place(word) else flag))
            at += len(word)
    return tuple(found)


def load_word_classes() -> None:
    """Load jieba's dictionary and its classes of words, which takes a second, before a question waits for it."""
    _tagger()


def is_known_place(word: str) -> bool:
    """Whether the gazetteer holds a word, with or without its 市 or 县: jieba takes 邵阳 for a person."""
    return word in _gazetteer() or (word[-1] in PLACE_SUFFIXES and word[:-1] in _gazetteer())


def sound_of_place(place: str) -> str:
    """A place of the gazetteer in pinyin, as an English question writes it: 衡阳市 is Hengyang; empty for any other."""
    return (_gazetteer().get(bare_place(place)) or _gazetteer().get(place, "")).capitalize()


def bare_place(place: str) -> str:
    """A place without 市 or 县 behind it, where it is known without: 邵阳市 is 邵阳; any other as it is."""
    bare = place[:-1]
    return bare if place[-1:] in PLACE_SUFFIXES and len(bare) > 1 and is_known_place(bare) else place


@cache
def _gazetteer() -> dict[str, str]:
    """The places that CC-CEDICT knows, and their pinyin (benchmarks/make_gazetteer.py)."""
    lines = files("qa.retrieval").joinpath("places.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines)


@cache
def _gazetteer_by_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place, sound in _gazetteer().items():
        found.setdefault(sound, []).append(place)
    return found


@once
def _tagger() -> POSTokenizer:
    used_by_others = "jieba.posseg" in sys.modules
    from jieba.posseg import POSTokenizer, dt

    from qa.retrieval.unlisted_words import unlisted_words

    # The tagger that jieba makes for itself has just read the classes of all words: half a second to read them again.
    # Unless others use it, who may have taught it words of their own.
    classes = POSTokenizer(segmenter()).word_tag_tab if used_by_others else dict(dt.word_tag_tab)
    tagger = POSTokenizer.__new__(POSTokenizer)
    # jieba has no other place to put in what finds words that its dictionary lacks.
    vars(tagger).update(tokenizer=segmenter(), word_tag_tab=classes, _POSTokenizer__cut=unlisted_words)
    return tagger
