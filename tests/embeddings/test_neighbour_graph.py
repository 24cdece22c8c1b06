"""The graph against a search of all rows, on rows that lie in bundles as those of texts do."""

import numpy as np
import pytest

from embeddings import VectorIndex, VectorIndexError

ROWS, DIMENSION = 3000, 32


def bundles(count, seed=0):
    """Unit rows around 60 centres."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(99).standard_normal((60, DIMENSION))
    rows = centres[random.integers(0, len(centres), count)] + 0.8 * random.standard_normal((count, DIMENSION))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def recall(index, exact, queries, k):
    """The share of the `k` nearest that a search finds; what scores the same is as good."""
    found = [
        sum(score >= exact.search(query, k)[-1][1] for _, score in index.search(query, k)) / k for query in queries
    ]
    return sum(found) / len(found)


@pytest.fixture(scope="module")
def vectors():
    return bundles(ROWS)


@pytest.fixture(scope="module")
def graph(vectors):
    return VectorIndex.build(vectors, graph_from=ROWS)


@pytest.mark.parametrize("k", [1, 10, 50])
def test_a_graph_finds_what_a_search_of_all_finds(vectors, graph, k):
    assert recall(graph, VectorIndex.build(vectors), bundles(100, seed=1), k) >= 0.99


def test_hits_come_by_score_then_id_each_with_its_cosine(vectors, graph):
    for query in bundles(20, seed=2):
        found = graph.search(query, 50)
        assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))
        assert [score for _, score in found] == pytest.approx(vectors[[n for n, _ in found]] @ query, abs=1e-6)


def test_more_than_there_are_or_than_a_search_is_wide(vectors, graph):
    assert len(graph.search(vectors[0], 400)) == 400
    few = VectorIndex.build(vectors[:7], graph_from=1)
    assert few.search(vectors[0], 50) == VectorIndex.build(vectors[:7]).search(vectors[0], 50)


def test_a_search_among_some_is_exact(vectors, graph):
    among = np.flatnonzero(np.random.default_rng(3).random(ROWS) < 0.02)
    exact = VectorIndex.build(vectors)
    for query in bundles(50, seed=4):
        assert graph.search(query, 50, among=among) == exact.search(query, 50, among=among)


def test_many_equal_rows_do_not_hide_the_others(vectors):
    """Without care for them a graph over these finds six in ten of what there is."""
    repeated = vectors.copy()
    repeated[::3] = vectors[0]
    graph, exact = VectorIndex.build(repeated, graph_from=1), VectorIndex.build(repeated)
    assert recall(graph, exact, bundles(100, seed=5), 50) >= 0.99
    assert graph.search(vectors[0], 2000) == exact.search(vectors[0], 2000)


def test_a_graph_comes_back_from_its_file_and_is_the_same_every_time(vectors, graph, tmp_path):
    for name in ("one", "two"):
        VectorIndex.build(vectors, graph_from=ROWS).save(tmp_path / f"{name}.npy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.hnsw", "one.npy", "two.hnsw", "two.npy"]
    assert (tmp_path / "one.hnsw").read_bytes() == (tmp_path / "two.hnsw").read_bytes()
    assert (tmp_path / "one.hnsw").stat().st_size < 300 * ROWS  # links alone, the rows are stored once
    read = VectorIndex.load(tmp_path / "one.npy")
    for query in bundles(50, seed=6):
        assert read.search(query, 50) == graph.search(query, 50)
    assert np.array_equal(read.vectors(range(ROWS)), vectors)


def test_below_the_size_asked_for_there_is_none(vectors, tmp_path):
    VectorIndex.build(vectors, graph_from=ROWS + 1).save(tmp_path / "flat.npy")
    VectorIndex.build(np.repeat(vectors[:2], ROWS, axis=0), graph_from=3).save(tmp_path / "equal.npy")
    VectorIndex.build(vectors).save(tmp_path / "never.npy")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".npy"] * 3


@pytest.mark.parametrize("content", [b"", b"IHNf", bytes(1000)])
def test_a_file_that_is_no_graph_is_named(vectors, tmp_path, content):
    VectorIndex.build(vectors).save(tmp_path / "rows.npy")
    (tmp_path / "rows.hnsw").write_bytes(content)
    with pytest.raises(VectorIndexError, match=r"rows\.hnsw holds no graph .* Build the index anew"):
        VectorIndex.load(tmp_path / "rows.npy")


def test_a_graph_of_other_rows_is_named(vectors, tmp_path):
    VectorIndex.build(vectors, graph_from=1).save(tmp_path / "rows.npy")
    VectorIndex.build(vectors[:-1]).save(tmp_path / "rows.npy")
    with pytest.raises(VectorIndexError, match=r"rows\.hnsw is no graph over 2999 vectors\. Build the index anew"):
        VectorIndex.load(tmp_path / "rows.npy")
