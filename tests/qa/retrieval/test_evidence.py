"""How much of a question a text holds, by hand."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.concept import Concept, Sort
from qa.retrieval.evidence import Evidence, Place, rarity

# Ten passages, 企业 in nine of them, 邵阳 in one.
FREQUENCY = {"企业": 9, "邵阳": 1, "复工": 4, "返岗": 4}
COMMON, RARE = log(1 + 1.5 / 9.5), log(1 + 9.5 / 1.5)


def evidence(*concepts):
    return Evidence(concepts, FREQUENCY, 10)


SHAOYANG = Concept("Shaoyang", {"邵阳": 1.0}, sort=Sort.NAME)
FIRMS = Concept("firms", {"企业": 1.0})
RESUMED = Concept("resumed", {"复工": 1.0, "返岗": 0.5})


@pytest.mark.parametrize(
    ("holding", "passages", "expected"),
    [(1, 10, RARE), (9, 10, COMMON), (0, 10, log(1 + 10.5 / 0.5)), (10, 10, log(1 + 0.5 / 10.5)), (0, 0, log(2))],
)
def test_rarity_is_the_inverse_document_frequency_of_bm25(holding, passages, expected):
    assert rarity("企业", {"企业": holding}, passages) == pytest.approx(expected)
    assert expected > 0


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("邵阳的企业", 1.0),
        ("邵阳", RARE / (RARE + COMMON)),
        ("企业", COMMON / (RARE + COMMON)),
        ("邵陽", RARE / (RARE + COMMON)),
        ("邵阳,邵阳", RARE / (RARE + COMMON)),
        ("阳邵", 0.0),
        ("", 0.0),
    ],
)
def test_coverage_is_the_share_of_what_is_named_by_rarity(text, share):
    assert evidence(SHAOYANG, FIRMS).coverage(text) == pytest.approx(share)


@pytest.mark.parametrize(("text", "share"), [("复工", 1.0), ("返岗", 0.5), ("返岗复工", 1.0), ("停工", 0.0)])
def test_of_several_words_for_one_thing_the_best_counts(text, share):
    assert evidence(RESUMED).coverage(text) == pytest.approx(share)


def test_what_a_follow_up_adds_weighs_double():
    twice = Concept("firms", {"企业": 1.0}, emphasis=2.0)
    assert evidence(SHAOYANG, twice).coverage("企业") == pytest.approx(2 * COMMON / (RARE + 2 * COMMON))


def test_what_no_passage_holds_weighs_most():
    unknown = Concept("Xyzzy", {})
    absent = log(1 + 10.5 / 0.5)
    assert evidence(SHAOYANG, unknown).coverage("邵阳") == pytest.approx(RARE / (RARE + absent))


def test_without_concepts_nothing_is_covered():
    assert evidence().coverage("邵阳的企业") == 0.0
    assert evidence().places("邵阳的企业") == []
    assert evidence().lacking("邵阳的企业", Sort.NAME) == []


def test_every_place_of_every_concept_with_its_worth():
    weight = log(1 + 6.5 / 4.5)
    total = RARE + weight
    assert evidence(SHAOYANG, RESUMED).places("邵陽复工，邵阳返岗") == [
        Place(0, 2, 0, pytest.approx(RARE / total)),
        Place(5, 7, 0, pytest.approx(RARE / total)),
        Place(2, 4, 1, pytest.approx(weight / total)),
        Place(7, 9, 1, pytest.approx(weight * 0.5 / total)),
    ]


def test_places_may_overlap():
    found = evidence(Concept("x", {"哈哈": 1.0})).places("哈哈哈")
    assert [(place.start, place.end) for place in found] == [(0, 2), (1, 3)]


def test_what_is_lacking_by_its_sort():
    figure = Concept("1330", {"1330": 1.0}, sort=Sort.FIGURE)
    known = evidence(SHAOYANG, FIRMS, figure)
    assert known.lacking("企业", Sort.NAME) == [SHAOYANG]
    assert known.lacking("邵陽１３３０家", Sort.NAME) == []
    assert known.lacking("邵陽１３３０家", Sort.FIGURE) == []
    assert known.lacking("邵陽１３３０家", Sort.WORD) == [FIRMS]
    assert known.lacking("1331家", Sort.FIGURE) == [figure]


@pytest.mark.parametrize("text", ["1330家", "13家,2130元", "0.133"])
def test_a_figure_is_not_held_by_a_longer_one(text):
    figure = Concept("133", {"133": 1.0, "130": 1.0}, sort=Sort.FIGURE)
    assert evidence(figure).lacking(text, Sort.FIGURE) == [figure]


concepts = st.lists(
    st.builds(
        Concept,
        st.text(min_size=1, max_size=3),
        st.dictionaries(st.text("邵阳企业复工", min_size=1, max_size=3), st.sampled_from([0.3, 0.8, 1.0]), max_size=3),
        emphasis=st.sampled_from([1.0, 2.0]),
    ),
    max_size=4,
)
TEXTS = st.text("邵陽阳企业复工,", max_size=30)


@given(concepts, TEXTS, TEXTS)
def test_coverage_is_a_share_and_never_falls_with_more_text(named, text, more):
    known = evidence(*named)
    assert 0.0 <= known.coverage(text) <= known.coverage(text + more) <= 1.0 + 1e-12


@given(concepts, st.lists(TEXTS, max_size=6))
def test_texts_together_are_covered_as_each_by_itself(named, texts):
    known = evidence(*named)
    assert known.coverages(texts) == [known.coverage(text) for text in texts]


def test_of_several_texts_each_holds_the_first_of_its_own_terms():
    figure = Concept("133", {"133": 1.0, "1330": 0.5, "邵阳": 0.1}, sort=Sort.FIGURE)
    texts = ["1330家", "133家", "邵阳13", "邵阳133", ""]
    assert evidence(figure).coverages(texts) == [0.5, 1.0, 0.1, 1.0, 0.0]


@given(concepts, TEXTS)
def test_places_say_what_coverage_sums(named, text):
    """The best place of each concept, summed, is the coverage; where it has none, the concept is lacking."""
    known = evidence(*named)
    best = [
        max((p.weight for p in known.places(text) if p.concept == number), default=0.0) for number in range(len(named))
    ]
    assert sum(best) == pytest.approx(known.coverage(text))
    assert known.lacking(text, Sort.WORD) == [concept for concept, worth in zip(named, best, strict=True) if not worth]
    assert all(0 <= place.start < place.end <= len(text) for place in known.places(text))
