"""In which measure words a question wants its figure."""

import pytest

from qa.retrieval.asked import Kind, asked
from qa.retrieval.measures import measures

CHINESE = {
    "有多少家工厂复工": "家户所",
    "有几户商店": "家户所套间栋",
    "招了多少名护士": "人名位例起对",
    "种了多少棵树": "棵株",
    "修了几座桥": "座处",
    "有几个项目": "",
    "道路长度是多少": "米里",
    "多少企业复工": "家户所",
    "企业复工数": "家户所",
    "病例有多少": "例人名起",
    "这位老人年龄多大": "岁",
    "新生儿有多少": "",
    "水库的面积是多少": "平亩公",
    "两地距离多远": "米里",
    "邵阳的天气": "",
}
ENGLISH = {
    "how many enterprises resumed": "家户所",
    "how many small private companies": "家户所",
    "how many confirmed cases": "例人名起",
    "how old is she": "岁",
    "number of trees planted": "棵株",
    "how many bridges": "座处",
    "how many people": "人名位",
    "how many tons of rice": "吨公斤克",
    "how far is it": "米里",
    "how many stars are there": "",
    "trees": "",
}


@pytest.mark.parametrize("question", CHINESE)
def test_measure_words_of_a_chinese_question(question):
    assert measures(question, "zh") == frozenset(CHINESE[question])


@pytest.mark.parametrize("question", ENGLISH)
def test_measure_words_of_an_english_question(question):
    assert measures(question, "en") == frozenset(ENGLISH[question])


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("多少企业复工？", "How many firms resumed?"),
        ("修了多少座桥？", "How many bridges?"),
        ("种了几棵树？", "How many trees?"),
    ],
)
def test_both_languages_want_the_same(chinese, english):
    one, two = asked(chinese, "zh"), asked(english, "en")
    assert (one.kind, one.units) == (two.kind, two.units)
    assert one.kind is Kind.QUANTITY
    assert one.units


def test_only_a_quantity_has_units():
    assert asked("哪家公司捐了多少钱？", "zh").units == frozenset()
