"""What every store of passages has to do, wherever it keeps them."""

import runpy
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from qa.retrieval.catalogue import Catalogue
from qa.retrieval.filters import Filters, Selection
from qa.retrieval.lexicon import term_frequency
from qa.retrieval.local_store import LocalStore
from qa.retrieval.milvus_store import MilvusStores
from qa.retrieval.passage_store import Contents
from qa.retrieval.passages import split_article
from qa.retrieval.sentence_table import SentenceTable
from qa.retrieval.tokens import cut, terms

ROOT = Path(__file__).parents[3]
BigramEncoder = runpy.run_path(str(ROOT / "tests" / "conftest.py"))["BigramEncoder"]
TEXTS = [
    "邵阳市规上工业企业复工复产1330家,返岗109431人。市发改委选派联络员进驻企业。",
    "衡阳市委书记邓群策到企业调研。他走进车间,询问口罩的产量。",
    "永兴县今年修了12座桥,3月10日通车。桥长3公里。",
    "祥光社区给老人发放口罩3000只。我市志愿者上门量体温。邵阳县的老人也有。",
    "……",
    '𠮷野家\0“引”号\\反斜"杠"😀 tail\u2028end ﷺ',
    "",
]
PAPERS = ("《邵阳日报》", "", "新华社、《衡阳日报》", '怪"报\\')
PRINTED = ((date(2022, 11, 21), "11月21日"), (None, "3月10日"), (None, ""), (date(2023, 3, 10), ""), (None, "8日"))
FILTERS = [
    {"since": date(2022, 11, 21)},
    {"until": date(2023, 1, 1)},
    {"since": date(2022, 11, 22), "until": date(2023, 3, 10)},
    {"on": "2022-11-21"},
    {"on": "3月10日"},
    {"on": "8日"},
    {"on": 'nie"\\mals'},
    {"paper": "邵阳日报"},
    {"paper": "《衡陽日報》"},
    {"paper": '怪"报\\'},
    {"place": "邵阳"},
    {"place": "邵阳县"},
    {"place": "Hengyang"},
    {"place": "祥光社区"},
    {"place": "永兴", "on": "3月10日"},
    {"place": "邵阳", "paper": "新华社", "since": date(2020, 1, 1)},
]


def corpus(make_article, count):
    """So many short articles, many alike, with dates and papers in turn."""
    articles = [
        replace(
            make_article(TEXTS[n % len(TEXTS)] + f"第{n // 16}版。" * (n > 40), name=f"{n}.txt"),
            source=PAPERS[n % len(PAPERS)],
            published=PRINTED[n % len(PRINTED)][0],
            date_text=PRINTED[n % len(PRINTED)][1],
        )
        for n in range(count)
    ]
    return [passage for article in articles for passage in split_article(article)]


def contents_of(passages):
    return Contents.read(passages, [cut(passage.text) for passage in passages], term_frequency(documents(passages)))


def documents(passages):
    return [terms(passage.text) for passage in passages]


def built(kind, passages, encoder=None):
    return kind.build(contents_of(passages), documents(passages), encoder or BigramEncoder(), progress=False)


@pytest.fixture(scope="module")
def passages(make_article):
    return corpus(make_article, 100)


@pytest.fixture(scope="module", params=["local", "milvus"])
def make_kind(request, tmp_path_factory):
    """Makes kinds of stores, each with nothing in it yet."""
    if request.param == "local":
        return lambda: LocalStore
    file, names = str(tmp_path_factory.mktemp("milvus") / "语 料" / "a.db"), iter(range(100))
    return lambda: MilvusStores(file, f"corpus {next(names)}")


@pytest.fixture(scope="module")
def kind(make_kind):
    return make_kind()


@pytest.fixture(scope="module")
def store(kind, passages):
    return built(kind, passages)


@pytest.fixture(scope="module")
def rows(passages):
    return BigramEncoder().encode_passages([passage.text for passage in passages])


QUESTIONS = ["邵阳有多少家企业复工?", "口罩", "𠮷野家", "xyzzy"]


def assert_nearest(found, rows, vector, k, among=None):
    """The best by looking at each; of equal rows the first come first, those that only tie in any order."""
    inside = range(len(rows)) if among is None else among.tolist()
    cosines = {number: float(rows[number] @ vector) for number in inside}
    numbers = [number for number, _ in found]
    assert [score for _, score in found] == pytest.approx(sorted(cosines.values(), reverse=True)[:k], abs=1e-5)
    assert [score for _, score in found] == pytest.approx([cosines[number] for number in numbers], abs=1e-5)
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        alike = [other for other in inside if np.array_equal(rows[other], rows[number])]
        held = [other for other in numbers if other in alike]
        assert held == alike[: len(held)]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("k", [1, 7, 50, 20_000])
def test_the_dense_list_is_what_looking_at_each_gives(store, rows, question, k):
    vector = BigramEncoder().encode_query(question)
    assert_nearest(store.dense(vector, k), rows, vector, k)


@pytest.mark.parametrize("word", ["企业", "口罩", "桥", "1330"])
def test_the_keyword_list_holds_the_passages_with_a_word_and_no_other(store, passages, word):
    found = store.keyword({word: 1.0}, 20_000)
    assert sorted(number for number, _ in found) == [n for n, p in enumerate(passages) if word in p.text]
    assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))
    assert all(score > 0 for _, score in found)
    assert store.keyword({word: 1.0}, 3) == found[:3]


def test_a_rare_word_counts_more_and_so_does_a_weight(store, passages):
    def best(query):
        return passages[store.keyword(query, 1)[0][0]].text

    assert "桥" in best({"桥": 1.0, "口罩": 0.25})
    assert "口罩" in best({"桥": 0.25, "口罩": 2.0})


@pytest.mark.parametrize("query", [{}, {"xyzzy": 1.0}, {"没有这个词": 1.0}])
def test_no_term_no_hit(store, query):
    assert store.keyword(query, 10) == []


@pytest.mark.parametrize("given", FILTERS, ids=str)
def test_a_filter_lets_in_exactly_what_the_catalogue_says(store, passages, rows, given):
    selection = Catalogue(passages, contents_of(passages).places).select(Filters(**given))
    vector = BigramEncoder().encode_query(QUESTIONS[0])
    assert_nearest(store.dense(vector, 20_000, among=selection), rows, vector, 20_000, selection.passages)
    assert_nearest(store.dense(vector, 5, among=selection), rows, vector, 5, selection.passages)
    query = {"企业": 1.0, "口罩": 1.0, "桥": 0.5}
    inside = [hit for hit in store.keyword(query, 20_000) if hit[0] in selection.passages]
    assert store.keyword(query, 20_000, among=selection) == inside


def test_the_filters_are_no_empty_ones(passages):
    catalogue = Catalogue(passages, contents_of(passages).places)
    counts = [len(catalogue.select(Filters(**given)).passages) for given in FILTERS]
    assert counts.count(0) == 1
    assert all(count < len(passages) for count in counts)


def test_a_selection_without_passages_finds_nothing(store):
    nothing = Selection(Filters(place="株洲"), 0, 0, ("place",), "", np.arange(0))
    assert store.dense(BigramEncoder().encode_query("桥"), 10, among=nothing) == []
    assert store.keyword({"桥": 1.0}, 10, among=nothing) == []


def test_cosines_come_in_the_order_they_are_asked_for(store, passages, rows):
    numbers, vector = [3, 0, 3, len(passages) - 1], BigramEncoder().encode_query(QUESTIONS[0])
    assert store.passage_cosines(vector, numbers) == pytest.approx((rows[numbers] @ vector).tolist(), abs=1e-6)
    sentences = BigramEncoder().encode_passages(SentenceTable(passages).texts)
    expected = (sentences[[5, 0, 5]] @ vector).tolist()
    assert store.sentence_cosines(vector, [5, 0, 5]) == pytest.approx(expected, abs=1e-6)
    assert store.passage_cosines(vector, []) == store.sentence_cosines(vector, []) == []


def test_a_cosine_is_the_same_whatever_is_asked_beside_it(store, passages):
    numbers, vector = range(len(passages)), BigramEncoder().encode_query(QUESTIONS[0])
    assert store.passage_cosines(vector, numbers) == [store.passage_cosines(vector, [n])[0] for n in numbers]


def test_the_terms_of_the_corpus_are_counted(store, passages):
    assert store.frequency == term_frequency(documents(passages))


def told(store):
    """What a store says to a few questions."""
    vectors = [BigramEncoder().encode_query(question) for question in QUESTIONS]
    return [store.dense(v, 30) for v in vectors], [store.keyword({w: 1.0}, 30) for w in ("口罩", "企业", "桥")]


def test_saved_and_opened_again_it_says_the_same_and_embeds_nothing(store, kind, passages, tmp_path):
    store.save(tmp_path)
    encoder = BigramEncoder()
    opened = kind.load(tmp_path, contents_of(passages), encoder)
    assert told(opened) == told(store)
    assert opened.frequency == store.frequency
    assert encoder.passages_encoded == 0


def test_built_twice_it_says_the_same(make_kind, passages):
    kind = make_kind()
    assert told(built(kind, passages)) == told(built(kind, passages))


def test_what_is_no_longer_in_the_corpus_is_gone(make_kind, passages, rows):
    kind = make_kind()
    built(kind, passages)
    fewer, some = passages[40:60], rows[40:60]
    store = built(kind, fewer)
    vector = BigramEncoder().encode_query("口罩")
    assert_nearest(store.dense(vector, 20_000), some, vector, 20_000)
    assert {number for number, _ in store.keyword({"口罩": 1.0}, 50)} == {
        number for number, passage in enumerate(fewer) if "口罩" in passage.text
    }


def test_an_article_that_gets_another_date_is_found_under_it(make_kind, passages):
    kind = make_kind()
    built(kind, passages)
    changed = [replace(p, article=replace(p.article, published=date(1999, 9, 9))) for p in passages[:3]]
    after = [*changed, *passages[3:]]
    selection = Catalogue(after, contents_of(after).places).select(Filters(until=date(2000, 1, 1)))
    found = built(kind, after).dense(BigramEncoder().encode_query("桥"), 100, among=selection)
    assert {number for number, _ in found} == {0, 1, 2}


def test_two_corpora_and_two_models_do_not_meet(make_kind, passages):
    kind, other = make_kind(), make_kind()
    built(kind, passages)
    model = BigramEncoder()
    model.fingerprint = "another"
    built(kind, passages[:3], model)
    built(other, passages[3:6])
    assert len(built(kind, passages).dense(BigramEncoder().encode_query("桥"), 1000)) == len(passages)


def test_several_threads_are_told_what_one_is(store):
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: told(store), range(8)))
    assert answers == [told(store)] * 8
