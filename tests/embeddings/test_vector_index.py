import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embeddings import VectorIndex, VectorIndexError


def unit_rows(count, dimension, seed=0):
    rows = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def nearest(vectors, vector, k):
    """What a search must give, in plain numpy: whole scores first, then a sort that cannot be mistaken."""
    scores = (vectors.astype(np.float64) @ vector.astype(np.float64)).tolist()
    return sorted(enumerate(scores), key=lambda hit: (-hit[1], hit[0]))[:k]


# Small whole numbers have exact products, and many of them: equal scores everywhere, also at the cut.
whole_numbers = st.integers(0, 40).flatmap(
    lambda count: arrays(np.float32, (count, 3), elements=st.integers(-2, 2).map(float))
)


@given(whole_numbers, arrays(np.float32, 3, elements=st.integers(-2, 2).map(float)), st.integers(1, 50))
def test_search_is_that_of_numpy_with_ties_by_id(vectors, vector, k):
    assert VectorIndex.build(vectors).search(vector, k) == nearest(vectors, vector, k)


@given(
    whole_numbers.filter(len),
    arrays(np.float32, 3, elements=st.integers(-2, 2).map(float)),
    st.integers(1, 50),
    st.data(),
)
def test_among_some_ids_the_best_are_those_of_a_search_of_all_without_the_others(vectors, vector, k, data):
    among = sorted(data.draw(st.sets(st.integers(0, len(vectors) - 1))))
    everything = VectorIndex.build(vectors).search(vector, len(vectors))
    found = VectorIndex.build(vectors).search(vector, k, among=np.array(among, np.int64))
    assert found == [(number, score) for number, score in everything if number in among][:k]


@pytest.mark.parametrize("ids", [[-1], [0, 3]])
def test_among_ids_that_the_index_does_not_have(ids):
    with pytest.raises(IndexError, match="of an index of 3 vectors"):
        VectorIndex.build(unit_rows(3, 4)).search(unit_rows(1, 4)[0], 1, among=np.array(ids))


def test_search_of_unit_rows_gives_cosines():
    vectors, vector = unit_rows(700, 48), unit_rows(1, 48, seed=1)[0]
    found, expected = VectorIndex.build(vectors).search(vector, 25), nearest(vectors, vector, 25)
    assert [number for number, _ in found] == [number for number, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-6)


@pytest.mark.parametrize("k", [1, 3, 100, 999, 1000, 5000])
def test_equal_rows_come_in_order_however_many_there_are(k):
    row = unit_rows(1, 16)
    index = VectorIndex.build(np.concatenate([-row, np.repeat(row, 1000, axis=0)]))
    found = index.search(row[0], k)
    assert [number for number, _ in found] == [*range(1, 1001), 0][:k]
    assert len({score for _, score in found[:1000]}) == 1


def test_an_empty_index_finds_nothing():
    index = VectorIndex.build(np.empty((0, 5), np.float32))
    assert (len(index), index.dimension) == (0, 5)
    assert index.search(np.ones(5, np.float32), 3) == []
    assert index.vectors([]).shape == (0, 5)


@pytest.mark.parametrize(
    ("vector", "k", "message"),
    [
        (np.ones(4), 0, "at least one vector, k was 0"),
        (np.ones(4), -1, "at least one vector, k was -1"),
        (np.ones(3), 1, r"4 finite numbers, .* shape \(3,\)"),
        (np.ones((1, 4)), 1, r"4 finite numbers, .* shape \(1, 4\)"),
        (np.array([1, 2, np.nan, 4]), 1, "NaN"),
        (np.array([1, 2, np.inf, 4]), 1, "4 finite numbers"),
    ],
)
def test_search_refuses_what_makes_no_sense(vector, k, message):
    with pytest.raises(ValueError, match=message):
        VectorIndex.build(unit_rows(6, 4)).search(vector.astype(np.float32), k)


@pytest.mark.parametrize(
    ("vectors", "message"),
    [
        (np.ones(4), r"not of shape \(4,\)"),
        (np.ones((2, 0)), r"not of shape \(2, 0\)"),
        (np.ones((2, 3, 4)), r"not of shape \(2, 3, 4\)"),
        (np.array([[1.0, np.nan]]), "infinities or NaNs"),
    ],
)
def test_build_refuses_what_is_no_rows(vectors, message):
    with pytest.raises(ValueError, match=message):
        VectorIndex.build(vectors.astype(np.float32))


def test_build_takes_any_layout_and_keeps_nothing_of_the_caller():
    vectors = np.asfortranarray(unit_rows(6, 4).astype(np.float64))[::2]
    index, before = VectorIndex.build(vectors), vectors.astype(np.float32)
    vectors[:] = 0
    assert np.array_equal(index.vectors(range(3)), before)


def test_stored_rows_come_back_in_the_order_asked_for():
    vectors = unit_rows(9, 4)
    rows = VectorIndex.build(vectors).vectors([7, 0, 7])
    assert rows.dtype == np.float32
    assert np.array_equal(rows, vectors[[7, 0, 7]])


@given(whole_numbers, arrays(np.float32, 3, elements=st.integers(-2, 2).map(float)), st.data())
def test_scores_are_the_products_with_the_rows_asked_for(vectors, vector, data):
    ids = data.draw(st.lists(st.integers(0, len(vectors) - 1))) if len(vectors) else []
    assert VectorIndex.build(vectors).scores(vector, ids) == (vectors[ids] @ vector).tolist()


def test_a_score_is_that_of_a_search_to_the_last_bit():
    vectors, vector = unit_rows(700, 384), unit_rows(1, 384, seed=1)[0]
    index = VectorIndex.build(vectors)
    ids, scores = zip(*index.search(vector, 700), strict=True)
    assert index.scores(vector, ids) == list(scores)


@pytest.mark.parametrize("ids", [[9], [-1], [0, 100]])
def test_unknown_ids_are_refused(ids):
    index = VectorIndex.build(unit_rows(9, 4))
    for wanted in (index.vectors, lambda ids: index.scores(unit_rows(1, 4)[0], ids)):
        with pytest.raises(IndexError, match="of an index of 9 vectors"):
            wanted(ids)


@pytest.mark.parametrize("count", [0, 1, 30])
def test_saved_under_exactly_its_name_and_loaded_again(tmp_path, count):
    path, vectors = tmp_path / "向量.index", unit_rows(count, 6)
    VectorIndex.build(vectors).save(path)
    loaded = VectorIndex.load(path)
    assert [file.name for file in tmp_path.iterdir()] == ["向量.index"]
    assert np.array_equal(loaded.vectors(range(count)), vectors)
    assert loaded.search(np.ones(6, np.float32), 4) == VectorIndex.build(vectors).search(np.ones(6, np.float32), 4)


def test_a_file_cut_short_at_any_byte_is_refused(tmp_path):
    path = tmp_path / "vectors.npy"
    VectorIndex.build(unit_rows(3, 2)).save(path)
    content = path.read_bytes()
    for length in range(len(content)):
        path.write_bytes(content[:length])
        with pytest.raises(VectorIndexError, match=r"vectors\.npy holds no vectors"):
            VectorIndex.load(path)


def test_a_pickle_is_not_unpacked(tmp_path):
    path = tmp_path / "vectors.npy"
    np.save(path, np.array([[print, "unpacked"]], dtype=object))
    with pytest.raises(VectorIndexError, match="allow_pickle"):
        VectorIndex.load(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(VectorIndexError, match=r"none\.npy holds no vectors \(.*No such file"):
        VectorIndex.load(tmp_path / "none.npy")


def test_threads_at_once_find_the_same():
    vectors = unit_rows(300, 8)
    index, results = VectorIndex.build(vectors), [None] * 40
    alone = [index.search(vectors[number], 7) for number in range(40)]

    def search(number):
        results[number] = index.search(vectors[number], 7)

    threads = [threading.Thread(target=search, args=[number]) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == alone


def test_a_search_leaves_the_threads_of_torch_alone():
    torch = pytest.importorskip("torch")
    before = torch.get_num_threads()
    VectorIndex.build(np.eye(8, dtype=np.float32)).search(np.eye(8, dtype=np.float32)[0], 3)
    assert torch.get_num_threads() == before
