"""Questions of both languages taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.asked import Asked, Kind
from qa.retrieval.concept import Sort
from qa.retrieval.question import analyse, content_words

NAME, WORD, FIGURE = Sort.NAME, Sort.WORD, Sort.FIGURE


def named(query):
    """What a question names as words, without the pairs of characters between them."""
    return {c.surface: (dict(c.terms), c.sort) for c in query.concepts if c.surface in WORDS}


WORDS = {"邵阳", "邵阳市", "绍阳", "企业", "复工", "1330", "永兴县", "口罩", "1049"}


@pytest.mark.parametrize(
    ("question", "concepts"),
    [
        ("邵阳有哪些企业？", {"邵阳": ({"邵阳": 1.0}, NAME), "企业": ({"企业": 1.0}, WORD)}),
        (
            "邵陽市復工企業1330家嗎？",
            {
                "邵阳市": ({"邵阳市": 1.0, "邵阳": 1.0}, NAME),
                "复工": ({"复工": 1.0}, WORD),
                "企业": ({"企业": 1.0}, WORD),
                "1330": ({"1330": 1.0}, FIGURE),
                "邵阳": ({"邵阳": 1.0}, WORD),
            },
        ),
        ("绍阳怎么样", {"绍阳": ({"绍阳": 1.0, "邵阳": 0.8}, WORD)}),
        ("永兴县在哪里", {"永兴县": ({"永兴县": 1.0, "永兴": 1.0}, NAME)}),
        ("一千零四十九只口罩", {"口罩": ({"口罩": 1.0}, WORD), "1049": ({"1049": 1.0}, FIGURE)}),
        ("是多少？", {}),
    ],
)
def test_what_a_chinese_question_names(bridge, question, concepts):
    assert named(analyse(question, bridge)) == concepts


@pytest.mark.parametrize(
    ("question", "text", "language", "kind"),
    [
        ("邵陽有多少家企業？", "邵阳有多少家企业?", "zh", Kind.QUANTITY),
        ("How many masks in Shaoyang?", "How many masks in Shaoyang? 邵阳 口罩 多少", "en", Kind.QUANTITY),
        ("", "", "zh", Kind.THING),
        ("???", "???", "zh", Kind.THING),
    ],
)
def test_the_text_for_the_dense_side(bridge, question, text, language, kind):
    query = analyse(question, bridge)
    assert (query.text, query.language, query.asked.kind) == (text, language, kind)


def test_both_languages_name_the_same_terms(bridge):
    chinese = analyse("邵阳 企业 口罩", bridge).terms
    english = analyse("Shaoyang enterprises masks", bridge).terms
    assert english == {"邵阳": 1.0, "企业": 1.0, "口罩": 1.0}
    assert english.items() <= chinese.items()


def test_the_new_part_of_a_follow_up_counts_double_and_asks(bridge):
    query = analyse("永兴县有多少口罩什么时候发放", bridge, focus="口罩什么时候发放")
    emphasis = {concept.surface: concept.emphasis for concept in query.concepts}
    assert (emphasis["口罩"], emphasis["永兴县"]) == (2.0, 1.0)
    assert (query.terms["口罩"], query.terms["永兴县"]) == (2.0, 1.0)
    assert query.asked == Asked(Kind.DATE)


@pytest.mark.parametrize("focus", ["那衡阳呢", "那里"])
def test_a_follow_up_that_asks_for_nothing_of_its_own_keeps_what_was_asked(bridge, focus):
    question = "衡阳有多少家企业"
    assert analyse(question, bridge, focus=focus).asked == analyse(question, bridge).asked


def test_a_term_of_two_concepts_has_the_greater_weight(bridge):
    assert analyse("绍阳和邵阳", bridge).terms["邵阳"] == 1.0
    assert analyse("绍阳", bridge).terms["邵阳"] == 0.8


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("请问邵阳到底有多少家企业复工了呢", ["邵阳", "家", "企业", "复工"]),
        ("口罩口罩", ["口罩"]),
        ("什么时候？", []),
        ("", []),
    ],
)
def test_the_words_that_name_something(question, words):
    assert content_words(question) == words


@given(st.text() | st.text("邵绍阳市企业复工多少1330一千零,？?How manyMarch ", max_size=40))
def test_any_question_is_taken_apart_the_same_way_twice(bridge, question):
    query = analyse(question, bridge)
    assert query == analyse(question, bridge)
    assert all(concept.surface for concept in query.concepts)
    assert all(weight > 0 for weight in query.terms.values())
    surfaces = [(concept.surface, concept.sort) for concept in query.concepts]
    assert query.language == "en" or len(set(surfaces)) == len(surfaces)
