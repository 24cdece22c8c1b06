"""Pinyin of persons and places, and of nothing that only looks like one."""

import pytest

from qa.answers.aids.names import name_aids, pinyin_of_person, pinyin_of_place

NAMED = [
    ("市委书记邓群策先后深入部分工业园区。", [("邓群策", "Deng Qunce")]),
    ("市领导刘正兴、胡水龙参加督导。", [("刘正兴", "Liu Zhengxing"), ("胡水龙", "Hu Shuilong")]),
    ("朱健指出,要抓落实。", [("朱健", "Zhu Jian")]),
    ("本报记者 陈润", [("陈润", "Chen Run")]),
    ("3月7日,朱健赴常宁市、耒阳市督导。", [("朱健", "Zhu Jian"), ("常宁市", "Changning"), ("耒阳市", "Leiyang")]),
    (
        "衡南县福利中心在湖南省衡阳。",
        [("衡南县", "Hengnan County"), ("湖南省", "Hunan Province"), ("衡阳", "Hengyang")],
    ),
    # no persons and no places of China
    ("文明单位严格考核,努力完成满负荷生产,“白名单”企业申领许可证。", []),
    ("志愿者马甲,骑上电动车。", []),
    ("志愿者张青葵每天早起。", []),
    ("他从柏林、巴黎、东京回来,高铁新城在建。", []),
]


@pytest.mark.parametrize(("quote", "names"), NAMED)
def test_surely_persons_and_places(quote, names):
    found = sorted(name_aids(quote), key=lambda aid: aid.start)
    assert [(quote[aid.start : aid.end], aid.text) for aid in found] == names


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("邓群策", "Deng Qunce"),
        ("朱健", "Zhu Jian"),
        ("欧阳修", "Ouyang Xiu"),
        ("曾国藩", "Zeng Guofan"),
        ("吕不韦", "Lü Buwei"),
        ("刘长安", "Liu Chang'an"),
    ],
)
def test_surname_first_given_name_joined(name, pinyin):
    assert pinyin_of_person(name) == pinyin


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("邵阳市", "Shaoyang"),
        ("邵阳", "Shaoyang"),
        ("祁东县", "Qidong County"),
        ("陕西", "Shaanxi"),
        ("西安", "Xi'an"),
        ("重庆", "Chongqing"),
        ("哈尔滨", "Harbin"),
        ("石家庄市", "Shijiazhuang"),
        ("吕梁", "Lüliang"),
        ("柏林", None),
        ("泽布吕赫", None),
    ],
)
def test_places_as_they_are_written_abroad(place, written):
    assert pinyin_of_place(place) == written
