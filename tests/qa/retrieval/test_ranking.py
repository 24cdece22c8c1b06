"""Sentences ranked by the features of their passages and their own, each feature by hand."""

import pytest

from qa.retrieval.asked import Asked, Kind
from qa.retrieval.concept import Concept
from qa.retrieval.evidence import Evidence
from qa.retrieval.passages import split_article
from qa.retrieval.ranking import WEIGHTS, Candidate, Features, describe, promising, rank
from qa.retrieval.sentence_table import SentenceTable

EVIDENCE = Evidence([Concept("桥", {"桥": 1.0}), Concept("路", {"路": 1.0})], {"桥": 1, "路": 1}, 2)
QUANTITY, THING = Asked(Kind.QUANTITY), Asked(Kind.THING)


@pytest.fixture
def candidate(make_article):
    def make(text, *, fused=1.0, keyword=1.0, cosine=0.8, cosines=None, name="a.txt"):
        [passage] = split_article(make_article(text, name=name))
        _, readings = SentenceTable([passage]).of(0)
        near = cosines or [0.8] * len(readings)
        return Candidate(passage, fused, 0.8, keyword, cosine, EVIDENCE.coverage(text), readings, near)

    return make


def test_features_are_relative_to_the_best(candidate):
    first = candidate("桥长3公里。修路。", fused=0.2, keyword=8.0, cosine=0.9, cosines=[0.7, 0.95])
    second = candidate("很好。", fused=0.1, keyword=2.0, cosine=0.6, cosines=[0.5])
    third = candidate("桥。", fused=0.05, keyword=None, cosine=0.7, cosines=[0.95])
    bridge, road, good, alone = zip(*describe([first, second, third], QUANTITY, EVIDENCE), strict=True)
    assert bridge == pytest.approx((1.0, 0.0, 1.0, -0.25, 0.5, 1.0, 1.0))
    assert road == pytest.approx((1.0, 0.0, 1.0, 0.0, 0.5, 1.0, -1.0))
    assert good == pytest.approx((0.5, -0.3, 0.25, -0.45, 0.0, 0.0, -1.0))
    assert alone == pytest.approx((0.25, -0.2, 0.0, 0.0, 0.5, 0.5, -1.0))


def test_without_a_form_asked_for_no_sentence_has_one(candidate):
    assert describe([candidate("桥长3公里。修路。")], THING, EVIDENCE).form.tolist() == [0.0, 0.0]


def test_without_any_keyword_hit_the_keyword_says_nothing(candidate):
    made = [candidate("桥。", keyword=None), candidate("路。", keyword=None)]
    assert describe(made, THING, EVIDENCE).keyword.tolist() == [0.0, 0.0]


def test_a_score_is_the_weighted_sum(candidate):
    made = [candidate("桥长3公里。修路。", cosines=[0.7, 0.8]), candidate("很好。", fused=0.5, cosine=0.7)]
    hits = rank(made, QUANTITY, EVIDENCE)
    described = zip(*describe(made, QUANTITY, EVIDENCE), strict=True)
    bridge, road, good = (sum(w * v for w, v in zip(WEIGHTS, features, strict=True)) for features in described)
    assert [s.score for s in hits[0].sentences] == pytest.approx(sorted((bridge, road), reverse=True))
    assert [s.score for s in hits[1].sentences] == pytest.approx([good])
    assert [hit.score for hit in hits] == [hit.sentences[0].score for hit in hits]


def test_hits_keep_their_order_and_sentences_come_best_first(candidate):
    weak, strong = candidate("很好。天晴。", fused=0.1, cosine=0.1), candidate("桥多。路长。", cosines=[0.2, 0.9])
    hits = rank([weak, strong], THING, EVIDENCE)
    assert [hit.passage for hit in hits] == [weak.passage, strong.passage]
    assert hits[0].score < hits[1].score
    assert [sentence.text for sentence in hits[1].sentences] == ["路长。", "桥多。"]
    assert [(s.cosine, s.coverage) for s in hits[1].sentences] == [(0.9, 0.5), (0.2, 0.5)]
    assert (hits[1].dense, hits[1].keyword) == (0.8, 1.0)


def test_equal_sentences_stay_in_reading_order(candidate):
    [hit] = rank([candidate("天晴。天阴。天暗。")], THING, EVIDENCE)
    assert [sentence.text for sentence in hit.sentences] == ["天晴。", "天阴。", "天暗。"]
    assert len({sentence.score for sentence in hit.sentences}) == 1


@pytest.mark.parametrize("feature", Features._fields)
def test_no_feature_speaks_against_a_sentence(feature):
    assert getattr(WEIGHTS, feature) > 0


def test_a_sentence_of_the_form_asked_for_wins_over_its_equal(candidate):
    made = [candidate("桥多修路。桥3座修路。")]
    assert rank(made, QUANTITY, EVIDENCE)[0].sentences[0].text == "桥3座修路。"
    assert rank(made, THING, EVIDENCE)[0].sentences[0].text == "桥多修路。"


def test_a_passage_promises_what_its_nearest_sentence_would_score_if_it_held_all_of_the_question(candidate):
    all_but_near = candidate("桥长3公里。修路。", fused=0.9, keyword=4.0, cosines=[0.7, 0.72])
    near_but_empty = candidate("很好。天晴。", fused=1.0, keyword=None, cosine=0.81, cosines=[0.2, 0.8])
    neither = candidate("桥。", fused=0.1, keyword=0.5, cosine=0.5, cosines=[0.5])

    def worth(fused, passage_cosine, keyword, sentence_cosine, coverage):
        features = Features(fused, passage_cosine, keyword, sentence_cosine, coverage, coverage, 0.0)
        return sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True))

    by_hand = {
        worth(0.9, -0.01, 1.0, -0.08, 1.0): all_but_near,
        worth(1.0, 0.0, 0.0, 0.0, 0.0): near_but_empty,
        worth(0.1, -0.31, 0.125, -0.3, 0.5): neither,
    }
    expected = [by_hand[value] for value in sorted(by_hand, reverse=True)]
    assert promising([neither, near_but_empty, all_but_near]) == expected == [all_but_near, near_but_empty, neither]


def test_equals_keep_their_order_and_nothing_promises_nothing(candidate):
    same = [candidate("桥。"), candidate("桥。"), candidate("桥。")]
    assert [id(one) for one in promising(same)] == [id(one) for one in same]
    assert promising([]) == []
