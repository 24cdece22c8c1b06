"""English questions in the corpus's own Chinese terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.concept import Concept, Sort
from qa.retrieval.english_question import english_concepts, gist

NAME, WORD, FIGURE = Sort.NAME, Sort.WORD, Sort.FIGURE


def outline(concepts):
    return [(concept.surface, dict(concept.terms), concept.sort) for concept in concepts]


@pytest.mark.parametrize(
    ("question", "concepts"),
    [
        (
            "How many enterprises in Shaoyang?",
            [("Shaoyang", {"邵阳": 1.0}, NAME), ("enterprises", {"企业": 1.0}, WORD)],
        ),
        ("Who is Deng Qunce?", [("Deng Qunce", {"邓群": 1.0, "群策": 1.0}, NAME)]),
        ("masks from Hengyang", [("Hengyang", {"衡阳": 1.0}, NAME), ("masks", {"口罩": 1.0}, WORD)]),
        ("What about Zhuzhou?", [("Zhuzhou", {"株洲": 1.0}, NAME)]),  # a place that the corpus lacks
        ("What about Xyzzy?", [("Xyzzy", {}, WORD)]),
        ("1,330.5 masks", [("masks", {"口罩": 1.0}, WORD), ("1330.5", {"1330.5": 1.0}, FIGURE)]),
        ("Who are you?", []),
        ("", []),
    ],
)
def test_names_then_words_then_figures(bridge, question, concepts):
    assert outline(english_concepts(question, bridge)) == concepts


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("on March 10", ["3月", "10日", "10"]),
        ("on the 10th of March 2022", ["3月", "10日", "10", "2022"]),
        ("2 May", ["5月", "2日", "2"]),
        ("August 03rd", ["8月", "3日", "03"]),
        ("since November", ["11月"]),
        ("may I march there", []),
        ("twelve bridges and 3,000 masks", ["3000", "12"]),
        ("8.25 percent", ["8.25"]),
    ],
)
def test_dates_and_numbers_as_the_corpus_writes_them(bridge, question, figures):
    found = [concept for concept in english_concepts(question, bridge) if concept.sort is FIGURE]
    assert found == [Concept(term, {term: 1.0}, (term,), FIGURE) for term in figures]


@pytest.mark.parametrize("question", ["masks on March 10", "masks of the 10th", "five masks"])
@pytest.mark.xfail(strict=True, reason="what is read as a figure stays a word that the corpus lacks as well")
def test_what_is_a_figure_is_no_word_beside_it(bridge, question):
    assert [concept.surface for concept in english_concepts(question, bridge) if concept.sort is WORD] == ["masks"]


@pytest.mark.parametrize(
    ("question", "ends"),
    [
        ("How many masks?", "口罩 多少"),
        ("What percentage of masks?", "口罩 百分之几"),
        ("Whose masks?", "口罩 谁"),
        ("When did Shaoyang get masks?", "邵阳 口罩 什么时候"),
        ("What of the whole of Shaoyang?", "邵阳 什么"),  # no "who" in whole
        ("Show me masks", "口罩"),  # and no "how" in show
        ("Who is Deng Qunce?", "邓群策 谁"),
        ("masks", "口罩"),
    ],
)
def test_the_gist_is_the_likeliest_words_and_what_is_asked(bridge, question, ends):
    concepts = [concept for concept in english_concepts(question, bridge) if concept.chinese]
    assert gist(question, concepts).endswith(ends)


def test_of_each_concept_the_gist_has_two_words_at_most():
    concepts = [Concept("work", {}, ("复工", "返岗", "上工")), Concept("lacking", {}), Concept("5", {}, ("5",))]
    assert gist("Where is it?", concepts) == "复工 返岗 5 哪里"


@given(st.text() | st.text("ABCdeng'’ -,.0123thMaymarchİſ\n", max_size=60))
def test_any_text_gives_concepts(bridge, question):
    concepts = english_concepts(question, bridge)
    assert all(concept.surface for concept in concepts)
    assert concepts == english_concepts(question, bridge)
