import pytest

from qa.articles.article import Kind
from qa.retrieval.own_places import OwnPlaces
from qa.retrieval.passages import split_article
from qa.retrieval.place_table import PlaceTable, level
from qa.retrieval.tokens import words

NEWS = (
    "邵阳市企业复工。",  # 0
    "邵阳复工。",  # 1
    "邵阳县修路。",  # 2
    "衡南县修桥，衡阳市支持。",  # 3
    "全市已复工。",  # 4: on the page of 衡阳
    "增长安全。永兴修桥。",  # 5: 长安 is no word of it
    "邵阳市、湖南省表彰。",  # 6
)


@pytest.fixture(scope="module")
def passages(make_article):
    articles = [make_article(text, name=f"{number}.txt") for number, text in enumerate(NEWS) if number != 4]
    here = make_article(NEWS[4], furniture=("衡阳日报社 邵阳县",), name="4.txt")
    return [split_article(article)[0] for article in [*articles[:4], here, *articles[4:]]]


@pytest.fixture(scope="module")
def table(passages):
    return PlaceTable.build(passages, [words(passage.text) for passage in passages], {"衡阳": 9, "邵阳": 3})


@pytest.mark.parametrize(
    ("place", "numbers"),
    [
        ("邵阳", [0, 1, 6]),  # stands for 邵阳市, which most passages write
        ("邵阳市", [0, 1, 6]),
        ("邵阳县", [2]),  # named in furniture as well, which names nothing
        ("衡阳市", [3, 4]),  # 全市 on its own page
        ("衡南县", [3]),
        ("永兴", [5]),
        ("永兴县", [5]),  # written bare throughout
        ("长安", []),
        ("株洲", []),
    ],
)
def test_passages_of_a_place_in_every_form_that_means_it(table, place, numbers):
    assert table.passages(place) == numbers


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("邵阳", "邵阳市"),
        (" 邵陽 ", "邵阳市"),
        ("邵阳县", "邵阳县"),
        ("Shaoyang", "邵阳市"),
        ("heng nan", "衡南县"),
        ("永兴县", "永兴县"),
        ("株洲", ""),
        ("Zhuzhou", ""),
        ("祥光社区", ""),
        ("", ""),
        ("?", ""),
    ],
)
def test_what_is_typed_is_a_place_as_the_corpus_writes_it_or_none(table, typed, known):
    assert table.known(typed) == known


def test_forms_and_the_commonest_places(table):
    assert table.forms("邵阳市") == ["邵阳市", "邵阳县"]
    assert table.forms("株洲") == []
    assert table.commonest() == ["邵阳市", "衡阳市", "永兴", "湖南省", "衡南县", "邵阳县"]
    assert table.named_in([0, 2, 6]) == {"邵阳市": 2, "湖南省": 1, "邵阳县": 1}
    assert (table.own_place_of([4]), table.own_place_of([0, 1])) == ("衡阳", "")


def test_saved_and_loaded_it_is_the_same(table, tmp_path):
    table.save(tmp_path / "places.json")
    loaded = PlaceTable.load(tmp_path / "places.json")
    assert loaded.commonest() == table.commonest()
    assert all(loaded.passages(place) == table.passages(place) for place in [*table.commonest(), "邵阳", "株洲"])


@pytest.mark.parametrize(
    ("place", "expected"), [("邵阳市", "市"), ("邵阳", ""), ("衡南县", "县"), ("沙市", ""), ("", "")]
)
def test_the_level_of_a_place(place, expected):
    assert level(place) == expected


def test_the_own_place_is_that_of_the_page(make_article):
    own = OwnPlaces({"衡阳": 9, "邵阳": 3})
    page = make_article("全市已复工。", furniture=("邵阳和衡阳的消息",), name="page.txt")
    assert page.paragraphs[1].kind is Kind.FURNITURE
    assert own.of(page) == "衡阳"
    assert own.of(make_article("邵阳已复工。", name="other.txt")) == ""
