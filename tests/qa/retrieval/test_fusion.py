"""Reciprocal rank fusion against fractions worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.fusion import reciprocal_rank_fusion


@pytest.mark.parametrize(
    ("rankings", "fused"),
    [
        ([], []),
        ([[], []], []),
        ([[7]], [(7, Fraction(1, 61))]),
        # 3 is first and third, 5 is second twice: 1/61 + 1/63 = 124/3843 beats 2/62 = 1/31 by a hair.
        (
            [[3, 5, 8], [9, 5, 3]],
            [(3, Fraction(124, 3843)), (5, Fraction(1, 31)), (9, Fraction(1, 61)), (8, Fraction(1, 63))],
        ),
        # Mirrored lists give 1 and 2 the same: the smaller id first, whichever list came first.
        ([[2, 1], [1, 2]], [(1, Fraction(123, 3782)), (2, Fraction(123, 3782))]),
        ([[1, 2], [2, 1]], [(1, Fraction(123, 3782)), (2, Fraction(123, 3782))]),
        ([[4], [2], [3]], [(2, Fraction(1, 61)), (3, Fraction(1, 61)), (4, Fraction(1, 61))]),
    ],
)  # fmt: skip
def test_the_sum_of_reciprocal_ranks_with_ties_by_id(rankings, fused):
    found = reciprocal_rank_fusion(rankings)
    assert [number for number, _ in found] == [number for number, _ in fused]
    assert [score for _, score in found] == pytest.approx([float(score) for _, score in fused], rel=1e-15)


def test_weights_and_constant():
    # 1: 3/(1+1) + 1/(1+2) = 11/6;  2: 3/(1+2) + 1/(1+1) = 3/2;  6: 1/(1+3)
    found = reciprocal_rank_fusion([[1, 2], [2, 1, 6]], weights=[3, 1], constant=1)
    assert [number for number, _ in found] == [1, 2, 6]
    assert [score for _, score in found] == pytest.approx([11 / 6, 3 / 2, 1 / 4], rel=1e-15)


def test_a_heavy_list_outvotes_a_light_one():
    assert [n for n, _ in reciprocal_rank_fusion([[1, 2, 3], [3, 2, 1]], weights=[1, 5])] == [3, 2, 1]


@pytest.mark.parametrize("weights", [[1.0], [1.0, 1.0, 1.0]])
def test_as_many_weights_as_rankings(weights):
    with pytest.raises(ValueError, match="zip"):
        reciprocal_rank_fusion([[1], [2]], weights=weights)


rankings = st.lists(st.lists(st.integers(0, 12), unique=True), max_size=4)


@given(rankings, st.integers(1, 100))
def test_every_id_once_with_its_exact_sum(lists, constant):
    found = reciprocal_rank_fusion(lists, constant=constant)
    exact = {
        number: sum(Fraction(1, constant + ranking.index(number) + 1) for ranking in lists if number in ranking)
        for ranking in lists
        for number in ranking
    }
    assert sorted(number for number, _ in found) == sorted(exact)
    assert [score for _, score in found] == pytest.approx([float(exact[number]) for number, _ in found])
    assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))


@given(st.lists(st.integers(), unique=True, max_size=20))
def test_one_list_keeps_its_order(ranking):
    assert [number for number, _ in reciprocal_rank_fusion([ranking])] == ranking
