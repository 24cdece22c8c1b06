"""Names of a question that are nowhere in the articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.premises import Names, missing_names
from qa.articles.article import SourceFile
from qa.articles.formats import jsonl
from qa.articles.parsing import parse_file
from qa.retrieval.asked import Asked, Kind
from qa.retrieval.concept import Concept, Sort
from qa.retrieval.english import EnglishBridge
from qa.retrieval.evidence import Evidence
from qa.retrieval.passages import split_article
from qa.retrieval.question import Query, analyse
from qa.retrieval.tokens import terms

ARTICLES = "衡阳市举行招聘会,邓群策在现场。耒阳、常宁的企业来了215家。"
FREQUENCY = dict.fromkeys(terms(ARTICLES), 1)


def query(*concepts):
    return Query("?", "zh", concepts, Asked(Kind.THING))


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("衡阳有多少家企业来了？", ()),
        ("株洲有多少家企业来了？", ("株洲",)),
        ("株洲、衡阳和湘潭各来了多少家企业？", ("株洲", "湘潭")),
        ("湘潭、衡阳和株洲各来了多少家企业？", ("湘潭", "株洲")),
        ("耒阳市来了几家企业？", ()),  # 市 behind a place may be left out
        ("株洲市来了几家企业？", ("株洲市",)),
        ("衡陽有多少家企業來了？", ()),
        ("潛水艇幾點下班？", ()),  # a word that is nowhere is no name
        ("9999家企业来了吗？", ()),  # nor is a figure
        ("招聘会几点开始？", ()),
        ("比亚迪公司招了多少人？", ("比亚迪公司",)),
        ("衡阳格力电器公司来了吗？", ("衡阳格力电器公司",)),
        ("株洲格力电器公司来了吗？", ("株洲",)),  # one reason is enough
        ("企业公司来了几家？", ()),
        ("哪家公司来了？", ()),
        ("招聘集团来了几家？", ()),  # some of its name stands there
        ("", ()),
    ],
)
def test_names_that_stand_nowhere_are_given_as_the_question_writes_them(question, missing):
    asked = analyse(question, EnglishBridge({}, {}, FREQUENCY))
    assert missing_names(asked, FREQUENCY) == missing


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        ({"邓群策": 1.0}, False),  # by its pairs 邓群 and 群策
        ({"邓群英": 1.0}, True),
        ({"株洲": 1.0}, True),
        ({"衡阳": 1.0}, False),
        ({"株洲": 1.0, "衡阳": 0.8}, False),  # one writing is enough
        ({"阳": 1.0}, True),  # a single character is no pair
        ({}, True),
    ],
)
def test_a_name_is_missing_where_none_of_its_writings_may_stand(names, missing):
    name = Concept("Surface", names, sort=Sort.NAME)
    assert missing_names(query(name), FREQUENCY) == (("Surface",) if missing else ())


@given(st.lists(st.tuples(st.sampled_from(["衡阳", "株洲", "邓群策", "湘潭"]), st.sampled_from(Sort)), max_size=8))
def test_only_names_are_missing_in_the_order_of_the_question(named):
    concepts = [Concept(word, {word: 1.0}, sort=sort) for word, sort in named]
    expected = tuple(word for word, sort in named if sort is Sort.NAME and word in ("株洲", "湘潭"))
    assert missing_names(query(*concepts), FREQUENCY) == expected


def test_a_name_in_another_row_of_the_table_is_not_on_the_page_of_the_answer():
    extracted = jsonl.extract('{"text": "衡阳有40家企业复工。"}\n{"text": "邵阳有60家企业复工。"}'.encode())
    file = SourceFile("a.jsonl", extracted.text, "", "", "jsonl")
    passages = [passage for article in parse_file(file, extracted.parts).articles for passage in split_article(article)]
    evidence = Evidence((Concept("邵阳", {"邵阳": 1.0}, sort=Sort.NAME),), {}, 2)
    names = Names(evidence)
    assert [names.lack(passage).page for passage in passages] == [True, False]
