"""BM25 against a calculation by hand, over documents that are lists of terms."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.keyword_index import KeywordIndex

K1, B = 1.5, 0.75
WORDS = ["复工", "企业", "邵阳", "1330", "口罩", "3月", "bridge"]
documents = st.lists(st.lists(st.sampled_from(WORDS), max_size=8), min_size=1, max_size=8)
queries = st.dictionaries(st.sampled_from([*WORDS, "株洲", ""]), st.sampled_from([0.5, 1.0, 2.0]), max_size=5)


def bm25(docs: list[list[str]], query: dict[str, float]) -> dict[int, float]:
    """BM25 as Lucene has it: ln(1 + (N - n + ½) / (n + ½)) · f / (f + k1 · (1 - b + b · length / mean length))."""
    mean = sum(map(len, docs)) / len(docs)
    scores = {}
    for number, document in enumerate(docs):
        score = 0.0
        for term, weight in query.items():
            if term not in document:
                continue
            holding = sum(term in other for other in docs)
            rarity = math.log(1 + (len(docs) - holding + 0.5) / (holding + 0.5))
            count = document.count(term)
            score += weight * rarity * count / (count + K1 * (1 - B + B * len(document) / mean))
        if score:
            scores[number] = score
    return scores


def test_two_documents_worked_out_on_paper():
    # 复工 is in one of two documents: ln(1 + 1.5/1.5) = ln 2. Twice in 3 terms, mean length 2:
    # 2 / (2 + 1.5 · (0.25 + 0.75 · 1.5)) = 2 / 4.0625.
    index = KeywordIndex.build([["复工", "企业", "复工"], ["企业"]])
    [(number, score)] = index.search({"复工": 1.0}, 5)
    assert number == 0
    assert score == pytest.approx(math.log(2) * 2 / 4.0625, rel=1e-6)


@given(documents, queries)
def test_the_scores_are_those_of_the_formula(docs, query):
    found = KeywordIndex.build(docs).search(query, len(docs))
    assert dict(found) == pytest.approx(bm25(docs, query), rel=1e-5)
    assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))


@given(documents, queries, st.integers(1, 20))
def test_k_cuts_the_list_and_changes_nothing_else(docs, query, k):
    index = KeywordIndex.build(docs)
    assert index.search(query, k) == index.search(query, len(docs))[:k]


@given(documents, queries, st.integers(1, 20), st.data())
def test_among_some_documents_the_best_are_those_of_all_without_the_others(docs, query, k, data):
    among = sorted(data.draw(st.sets(st.integers(0, len(docs) - 1))))
    index = KeywordIndex.build(docs)
    expected = [hit for hit in index.search(query, len(docs)) if hit[0] in among][:k]
    assert index.search(query, k, among=np.array(among, np.int64)) == expected


@given(documents)
def test_the_frequency_is_the_number_of_documents_that_hold_a_term(docs):
    held = {word: sum(word in document for document in docs) for word in WORDS}
    assert KeywordIndex.build(docs).frequency == {word: count for word, count in held.items() if count}


def test_equal_documents_come_in_their_order():
    index = KeywordIndex.build([["口罩"], ["企业", "复工"], ["企业", "复工"], ["企业", "复工"]])
    assert [number for number, _ in index.search({"复工": 1.0, "企业": 1.0}, 2)] == [1, 2]
    assert len({score for _, score in index.search({"复工": 1.0}, 4)}) == 1


def test_the_order_of_the_query_changes_nothing():
    index = KeywordIndex.build([["企业", "复工"], ["复工", "口罩", "邵阳"], ["邵阳", "企业"]])
    weights = {"企业": 0.3, "复工": 0.7, "口罩": 0.1, "邵阳": 1.1}
    assert index.search(weights, 3) == index.search(dict(reversed(weights.items())), 3)


@pytest.mark.parametrize("docs", [[[]], [[], [], []]])
def test_documents_without_terms_are_never_found(tmp_path, docs):
    index = KeywordIndex.build(docs)
    index.save(tmp_path)
    for built in (index, KeywordIndex.load(tmp_path)):
        assert built.frequency == {}
        assert built.search({"复工": 1.0, "": 1.0}, 3) == []


@pytest.mark.parametrize(
    "docs", [[["复工"]], [["复工", "企业"], [], ["邵阳"] * 3, ["1330", "复工"]], [["\u2028", 'a"b', "\\"]]]
)
def test_saved_and_loaded_it_finds_the_same(tmp_path, docs):
    index = KeywordIndex.build(docs)
    index.save(tmp_path)
    loaded = KeywordIndex.load(tmp_path)
    assert loaded.frequency == index.frequency
    for query in [dict.fromkeys(index.frequency, 1.0), {"复工": 2.0}, {"株洲": 1.0}, {}]:
        assert loaded.search(query, 9) == index.search(query, 9)
    assert len(loaded.search(dict.fromkeys(index.frequency, 1.0), 9)) == sum(map(bool, docs))
