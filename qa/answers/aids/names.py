"""Names of persons and places of a quote in pinyin, as they are written abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from qa.answers.aids.aid import Aid, AidKind
from qa.retrieval.folding import fold_in_place
from qa.retrieval.names import bare_place, is_known_place, known_places_sounding, persons, proper_nouns
from qa.retrieval.tokens import segmenter

# The commonest surnames, and those of two characters. What has another is left without an aid.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤廖谌易阳欧聂文柳"
)
_COMPOUND = frozenset("欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒".split())
# Read otherwise as a surname than as a word.
_SURNAME_SOUNDS = {"曾": "zeng", "覃": "qin", "谌": "chen", "万": "wan", "尉迟": "yuchi", "长孙": "zhangsun"}
# jieba takes many a word for a person (文明, 高鑫): a name is one that a title introduces or a person's verb follows.
_TITLE = re.compile(
    r"(?:书记|[市省县区镇乡村州处局厅院校部科所站队社组班厂团会]长|主任|主席|董事长|总裁|总监|经理|记者|通讯员|实习生|秘书长|志愿者|"
    r"医生|护士|教授|专家|工程师|老师|市民|村民|居民|领导|代表|委员|队员|民警|院士|作者)\s?$"
)
_VERB = re.compile(
    r"说|表示|介绍|指出|强调|主持|带队|率队|带头|一行|参加|告诉|深入|来到|前往|要求|认为|透露|希望|会见|出席|先后|赴|[摄,，:：。、)）\s]|$"
)
_LOCATIVES = {"县": "County", "区": "District", "省": "Province", "镇": "Town", "乡": "Township", "村": "Village"}
# Known abroad by another name than their pinyin, or read in a way of their own.
_ENGLISH = {
    "陕西": "Shaanxi",
    "哈尔滨": "Harbin",
    "乌鲁木齐": "Urumqi",
    "呼和浩特": "Hohhot",
    "拉萨": "Lhasa",
    "齐齐哈尔": "Qiqihar",
    "呼伦贝尔": "Hulunbuir",
    "鄂尔多斯": "Ordos",
    "克拉玛依": "Karamay",
    "石家庄": "Shijiazhuang",
    "张家界": "Zhangjiajie",
    "秦皇岛": "Qinhuangdao",
    "连云港": "Lianyungang",
    "马鞍山": "Ma'anshan",
    "攀枝花": "Panzhihua",
    "牡丹江": "Mudanjiang",
    "佳木斯": "Jiamusi",
    "平顶山": "Pingdingshan",
    "景德镇": "Jingdezhen",
    "葫芦岛": "Huludao",
    "满洲里": "Manzhouli",
}
# Other long ones are foreign places in Chinese sounds (泽布吕赫), or Mongolian and Tibetan ones, and so are those of
# two characters that not_pinyin.txt lists: pinyin is not their name.
_LONGEST_PLACE = 2
_LOOK_BACK = 8


def name_aids(quote: str) -> list[Aid]:
    """The names of a quote that are surely persons or places of China, in pinyin."""
    text = fold_in_place(quote)
    found = [Aid(AidKind.NAME, start, end, pinyin_of_person(text[start:end])) for start, end in _persons(text)]
    return found + list(_places(text))


def pinyin_of_person(name: str) -> str:
    """Surname first, the given name joined: 邓群策 is Deng Qunce, 刘西安 Liu Xi'an."""
    size = 2 if name[:2] in _COMPOUND and len(name) > 2 else 1
    surname = _SURNAME_SOUNDS.get(name[:size]) or _joined(name[:size])
    return f"{surname.capitalize()} {_joined(name[size:]).capitalize()}"


def pinyin_of_place(place: str) -> str | None:
    """The name of a known place of China with what it is: 邵阳市 is Shaoyang, 衡南县 Hengnan County; None if unsure."""
    bare = bare_place(place)
    suffix = _LOCATIVES.get(place[-1], "") if bare != place else ""
    sound = _ENGLISH.get(bare) or _confirmed(bare)
    return sound and f"{sound} {suffix}".strip()


def _confirmed(bare: str) -> str | None:
    """The pinyin of a place where the gazetteer reads it so as well."""
    sound = _joined(bare)
    written = sound.replace("'", "").replace("ü", "u")
    sure = len(bare) <= _LONGEST_PLACE and bare not in _not_pinyin() and bare in known_places_sounding(written)
    return sound.capitalize() if sure else None


def _persons(text: str) -> Iterator[tuple[int, int]]:
    for form in persons(text):
        parts = [match.span() for match in re.finditer(r"[^、与及,\s]+", text[form.start : form.end])]
        names = [(form.start + start, form.start + end) for start, end in parts]
        names = [(start, end) for start, end in names if _has_surname(text[start:end])]
        # Of a list one that is surely a person vouches for the others, as far as they end where names end.
        if any(_is_introduced(text, start, end) for start, end in names):
            yield from ((start, end) for start, end in names if _ends(text, start, end))


def _has_surname(name: str) -> bool:
    if name[:2] in _COMPOUND and 3 <= len(name) <= 4:
        return True
    han = all("一" <= char <= "鿿" for char in name)
    is_word = len(name) == 2 and segmenter().FREQ.get(name)  # 马甲 is a vest
    return name[0] in _SURNAMES and 2 <= len(name) <= 3 and han and not is_word


def _is_introduced(text: str, start: int, end: int) -> bool:
    titled = _TITLE.search(text, max(0, start - _LOOK_BACK), start) is not None
    followed = re.match(r"[一-鿿]", text[end : end + 1]) is not None and _VERB.match(text, end) is not None
    return (titled or followed) and _ends(text, start, end)


def _ends(text: str, start: int, end: int) -> bool:
    """Whether the name is whole: of two characters it must not run on into what may be its third."""
    return end - start > 2 or _VERB.match(text, end) is not None


def _places(text: str) -> Iterator[Aid]:
    known = frozenset(word for word in proper_nouns(text) if is_known_place(word))
    longest = max(map(len, known), default=0)
    at = 0
    while at < len(text):
        place = next(
            (w for n in range(longest, 1, -1) if (w := text[at : at + n]) in known and at + n <= len(text)), ""
        )
        sound = pinyin_of_place(place) if place else None
        if sound:
            yield Aid(AidKind.NAME, at, at + len(place), sound)
        at += len(place) or 1


@cache
def _not_pinyin() -> frozenset[str]:
    return frozenset(files("qa.answers.aids").joinpath("not_pinyin.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1024)
def _joined(characters: str) -> str:
    """Syllables without tones written together, an apostrophe before one that begins with a vowel."""
    from pypinyin import lazy_pinyin

    first, *others = lazy_pinyin(characters, v_to_u=True)
    return first + "".join(f"'{sound}" if sound[0] in "aoe" else sound for sound in others)
