"""The place that was understood, over a small archive whose page of 衡阳 speaks of 全市."""

import pytest

from qa import Settings, open_archive
from qa.answers.answer import PlaceReading

RESUMED = """邵阳市企业复工

本报讯 截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人。邵阳县复工企业88家。
"""
BRIDGES = """衡阳市修桥

本报讯 3月10日,全市共修桥12座,投入资金3.2亿元。衡阳市交通局说,桥已通车。
"""
COUNTY = """邵阳县办节

本报讯 5月6日,邵阳县办茶叶节,来客4300人。
"""


@pytest.fixture(scope="module")
def archive(with_models, tmp_path_factory):
    folder, cache = tmp_path_factory.mktemp("places"), tmp_path_factory.mktemp("cache")
    for name, text in {"a.txt": RESUMED, "b.txt": BRIDGES, "c.txt": COUNTY}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return open_archive(folder, settings=Settings(cache=with_models(cache), reader="none", caution=0.0))


@pytest.mark.parametrize(
    ("question", "readings"),
    [
        (
            "邵阳复工复产企业有多少家？",
            [
                PlaceReading(
                    "邵阳",
                    "邵阳市",
                    (("邵阳县", "邵阳县复工复产企业有多少家？"), ("衡阳市", "衡阳市复工复产企业有多少家？")),
                )
            ],
        ),
        (
            "邵陽復工復產企業有多少家？",
            [
                PlaceReading(
                    "邵陽",
                    "邵阳市",
                    (("邵阳县", "邵阳县復工復產企業有多少家？"), ("衡阳市", "衡阳市復工復產企業有多少家？")),
                )
            ],
        ),
        # The article that is cited writes no other form.
        (
            "邵阳茶叶节来客多少人？",
            [
                PlaceReading(
                    "邵阳",
                    "邵阳县",
                    (("邵阳市", "邵阳市茶叶节来客多少人？"),),
                )
            ],
        ),
        ("全市共修桥多少座？", [PlaceReading("全市", "衡阳市", (("邵阳市", "邵阳市共修桥多少座？"),))]),
        (
            "How many enterprises resumed work in Shaoyang?",
            [PlaceReading("Shaoyang", "邵阳市", (("衡阳市", "How many enterprises resumed work in Hengyang?"),))],
        ),
        ("邵阳市复工复产企业有多少家？", []),  # written as in the articles
        ("邵陽市復工復產企業有多少家？", []),
        ("株洲复工复产企业有多少家？", []),  # nowhere in the articles
        ("茶叶节来客多少人？", []),
        ("全县来客多少人？", []),  # no page is of a county
    ],
)
def test_a_place_is_named_as_the_articles_write_it(archive, question, readings):
    assert list(archive.ask(question).places) == readings


def test_every_other_place_is_asked_about_and_needs_no_understanding(archive):
    for question in ("邵阳复工复产企业有多少家？", "全市共修桥多少座？", "邵阳茶叶节来客多少人？"):
        others = [other for reading in archive.ask(question).places for other in reading.others]
        assert others
        for place, again in others:
            assert place in again
            assert archive.ask(again).places == ()


def test_a_follow_up_names_the_place_that_it_inherits(archive):
    answer = archive.ask("那返岗多少人？", history=["邵阳复工复产企业有多少家？"])
    assert [(reading.written, reading.place) for reading in answer.places] == [("邵阳", "邵阳市")]
    assert all(question.endswith("那返岗多少人？") for reading in answer.places for _, question in reading.others)
