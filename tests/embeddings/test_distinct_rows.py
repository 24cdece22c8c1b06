"""Equal rows against Python's own dictionary."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embeddings.distinct_rows import DistinctRows

FEW_NUMBERS = st.sampled_from([0.0, 1.0, -1.0, 0.1])


def ids_of(distinct, rows):
    ids, counts = distinct.ids(rows)
    return [part.tolist() for part in np.split(ids, np.cumsum(counts))][:-1]


@given(st.integers(0, 60).flatmap(lambda count: arrays(np.float32, (count, 2), elements=FEW_NUMBERS)))
def test_each_row_once_in_the_order_of_first_ids(vectors):
    expected = {}
    for number, row in enumerate(map(tuple, vectors.tolist())):
        expected.setdefault(row, []).append(number)
    distinct = DistinctRows(vectors)
    assert len(distinct) == len(vectors)
    assert distinct.firsts.tolist() == [ids[0] for ids in expected.values()]
    assert ids_of(distinct, np.arange(len(expected))) == list(expected.values())
    assert ids_of(distinct, np.arange(len(expected))[::-2]) == list(expected.values())[::-2]
    assert np.array_equal(vectors[distinct.firsts][distinct.row_of], vectors)


def test_rows_are_told_apart_by_a_single_bit_across_blocks():
    vectors = np.tile(np.linspace(0.1, 1, 384, dtype=np.float32), (9000, 1))
    vectors[4096, 7] = np.nextafter(vectors[4096, 7], 2, dtype=np.float32)
    vectors[8999, 383] = np.nextafter(vectors[8999, 383], 2, dtype=np.float32)
    assert DistinctRows(vectors).firsts.tolist() == [0, 4096, 8999]
