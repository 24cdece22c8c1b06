"""From question to hits, with an encoder that needs no model."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings import EncoderError
from qa.retrieval.filters import Filters
from qa.retrieval.passages import split_article
from qa.retrieval.ranking import Candidate
from qa.retrieval.retriever import DEPTH, Retriever, without_furniture

ROOT = Path(__file__).parents[3]
BigramEncoder = runpy.run_path(str(ROOT / "tests" / "conftest.py"))["BigramEncoder"]
NEWS = (
    "邵阳市规上工业企业复工复产1330家,返岗109431人。市发改委选派联络员进驻企业。",
    "衡阳市委书记邓群策到企业调研。他走进车间,询问口罩的产量。",
    "永兴县今年修了12座桥,3月10日通车。桥长3公里。",
    "祥光社区给老人发放口罩3000只。志愿者上门量体温。",
)
FOOTER = ("版权所有 永兴县桥梁网站 联系电话0739-5363823",)
QUESTIONS = {
    "邵阳有多少家企业复工？": 0,
    "邵陽有多少家企業復工？": 0,
    "How many enterprises resumed work in Shaoyang?": 0,
    "谁到企业调研？": 1,
    "Where did Deng Qunce go?": 1,
    "永兴县修了几座桥？": 2,
    "祥光社区给谁发放口罩？": 3,
}


@pytest.fixture(scope="module")
def passages(make_article):
    return [
        passage
        for number, text in enumerate(NEWS)
        for passage in split_article(make_article(text, furniture=FOOTER if number == 2 else (), name=f"{number}.txt"))
    ]


@pytest.fixture(scope="module")
def retriever(passages):
    return Retriever.build(passages, BigramEncoder())


def outline(hits):
    """All of some hits that a test compares."""
    return [
        (
            hit.passage,
            hit.score,
            hit.dense,
            hit.keyword,
            [(s.text, s.score, s.cosine, s.coverage) for s in hit.sentences],
        )
        for hit in hits
    ]


def search(retriever, question, k=5):
    return retriever.search(retriever.query(question), k=k)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_passage_that_answers_comes_first(retriever, question):
    assert search(retriever, question)[0].passage.text == NEWS[QUESTIONS[question]]


@pytest.mark.parametrize("question", [*QUESTIONS, "", "多少", "xyzzy"])
def test_hits_come_by_score_each_passage_once_and_no_more_than_k(retriever, question):
    hits = search(retriever, question)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({(hit.passage.article.id, hit.passage.start) for hit in hits}) == len(hits)
    for k in range(1, 6):
        assert outline(search(retriever, question, k)) == outline(hits)[:k]


@pytest.mark.parametrize("question", ["联系电话是多少？", "网站版权所有", "版权"])
def test_a_footer_is_a_hit_where_it_holds_more_than_any_news(retriever, question):
    assert search(retriever, question)[0].passage.text == FOOTER[0]


@pytest.mark.parametrize("question", ["永兴县修了几座桥？", "永兴县", "邵阳有多少家企业复工？", ""])
def test_a_footer_is_no_hit_where_the_news_holds_as_much(retriever, question):
    assert not any(hit.passage.furniture for hit in search(retriever, question, k=50))


def test_furniture_stays_only_if_it_covers_more(passages):
    def candidate(passage, coverage):
        return Candidate(passage, 1.0, None, None, 0.0, coverage, [], [])

    news, footer = (next(p for p in passages if p.furniture is furniture) for furniture in (False, True))
    for of_footer, of_news, stays in ((0.5, 0.4, True), (0.5, 0.5, False), (0.4, 0.5, False), (0.0, 0.0, False)):
        both = [candidate(footer, of_footer), candidate(news, of_news)]
        assert without_furniture(both) == (both if stays else both[1:])
    assert without_furniture([candidate(footer, 0.0)]) == []
    assert without_furniture([]) == []


@pytest.mark.parametrize(("question", "named", "depth"), [("口罩", "口罩", DEPTH), ("祥光社区的企业", "祥光", 1)])
def test_every_score_says_where_it_comes_from(retriever, monkeypatch, question, named, depth):
    """The cosine is that of passage and question, whichever list holds the passage; the other list gives no score."""
    monkeypatch.setattr("qa.retrieval.retriever.DEPTH", depth)
    query = retriever.query(question)
    vector = BigramEncoder().encode_query(query.text)
    for candidate in retriever.candidates(query, retriever.evidence(query)):
        texts = [candidate.passage.text, *(reading.text for reading in candidate.readings)]
        cosines = BigramEncoder().encode_passages(texts) @ vector
        assert [candidate.cosine, *candidate.cosines] == pytest.approx(cosines.tolist(), abs=1e-6)
        assert candidate.dense == (None if depth == 1 and named in texts[0] else candidate.cosine)
        assert (candidate.keyword is None) == (named not in texts[0])


def test_the_nearest_passages_are_those_of_the_candidates(retriever):
    query = retriever.query("永兴县修了几座桥？")
    for among in (None, retriever.catalogue.select(Filters(place="永兴县"))):
        found = retriever.candidates(query, retriever.evidence(query), among=among)
        assert retriever.nearest(query, among=among) == [candidate.passage for candidate in found] != []


def test_equal_passages_come_in_the_order_of_the_corpus(make_article):
    same = [split_article(make_article("永兴县修桥。", name=f"{number}.txt"))[0] for number in range(14)]
    for question in ("永兴县", "天气"):
        hits = search(Retriever.build(same, BigramEncoder()), question, k=12)
        assert [hit.passage for hit in hits] == same[:12]


def test_saved_and_loaded_it_finds_the_same_and_embeds_nothing(retriever, passages, tmp_path):
    retriever.save(tmp_path)
    encoder = BigramEncoder()
    loaded = Retriever.load(tmp_path, passages, encoder)
    for question in [*QUESTIONS, "版权", "xyzzy", ""]:
        assert loaded.query(question) == retriever.query(question)
        assert outline(search(loaded, question)) == outline(search(retriever, question))
    assert encoder.passages_encoded == 0
    assert loaded.frequency == retriever.frequency


def test_a_corpus_of_one_passage_without_a_term(make_article):
    [passage] = split_article(make_article("……"))
    retriever = Retriever.build([passage], BigramEncoder())
    assert [hit.passage for hit in search(retriever, "邵阳")] == [passage]
    assert [hit.passage for hit in search(retriever, "Shaoyang")] == [passage]


class UnloadableEncoder(BigramEncoder):
    """Cannot be loaded, and has another reason every time."""

    tries = 0

    @property
    def dimension(self):
        self.tries += 1
        raise EncoderError(f"try {self.tries}")


def test_an_encoder_that_cannot_be_loaded_is_tried_once(passages):
    with pytest.raises(EncoderError, match="try 1"):
        Retriever.build(passages, UnloadableEncoder())


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("place", ["邵阳", "衡阳", "永兴县"])
def test_under_a_filter_the_hits_are_those_inside_and_no_other_is_looked_at(retriever, question, place):
    query = retriever.query(question)
    selection = retriever.catalogue.select(Filters(place=place))
    inside = [retriever.passages[number] for number in selection.passages]
    assert 0 < len(inside) < len(retriever.passages)
    assert {
        candidate.passage.start for candidate in retriever.candidates(query, retriever.evidence(query), among=selection)
    } == {passage.start for passage in inside}
    found = retriever.search(query, k=50, among=selection)
    assert found
    assert {hit.passage.article.id for hit in found} <= {passage.article.id for passage in inside}


def test_what_lies_behind_any_depth_is_found_where_the_filter_leaves_it_alone(make_article):
    """Far more passages fit the question better than both lists are deep."""
    texts = [f"邵阳市有{number}家企业复工复产。" for number in range(3 * DEPTH)] + ["衡阳市天气晴。"]
    passages = [p for n, text in enumerate(texts) for p in split_article(make_article(text, name=f"{n}.txt"))]
    retriever = Retriever.build(passages, BigramEncoder())
    query = retriever.query("邵阳市有多少家企业复工复产？")
    unfiltered = {candidate.passage.text for candidate in retriever.candidates(query, retriever.evidence(query))}
    assert texts[-1] not in unfiltered
    selection = retriever.catalogue.select(Filters(place="衡阳"))
    assert [hit.passage.text for hit in retriever.search(query, k=5, among=selection)] == texts[-1:]


ANY = st.text() | st.text("邵阳企业复工1330３月,，？?《“How many Deng\n\0\u2028𠮷", max_size=60)


@given(ANY, st.integers(1, 20))
def test_any_question_gives_the_same_hits_twice(retriever, question, k):
    hits = search(retriever, question, k)
    assert outline(hits) == outline(search(retriever, question, k))
    assert 0 < len(hits) <= k
    assert all(np.isfinite(hit.score) and 0 <= hit.sentences[0].coverage <= 1 + 1e-9 for hit in hits)


PRINT_HITS = """
import json, runpy
from pathlib import Path
from qa.articles.article import SourceFile
from qa.articles.parsing import parse_file
from qa.retrieval.passages import split_article
from qa.retrieval.retriever import Retriever

news, questions = json.loads(given)
encoder = runpy.run_path("tests/conftest.py")["BigramEncoder"]()
files = [SourceFile(f"{number}.txt", text, "", "utf-8") for number, text in enumerate(news)]
passages = [p for file in files for article in parse_file(file).articles for p in split_article(article)]
built = Retriever.build(passages, encoder)
built.save(Path(folder))
for retriever in (built, Retriever.load(Path(folder), passages, encoder)):
    for question in questions:
        query = retriever.query(question)
        print(repr(query.terms), repr(query.text))
        for hit in retriever.search(query, k=5):
            print(repr((hit.passage.article.id, hit.passage.start, hit.score, [s.score for s in hit.sentences])))
"""


def test_the_hash_seed_and_a_second_process_change_nothing(tmp_path, monkeypatch, capsys):
    """This process has a seed of its own: drawn by chance, or one that whoever runs the tests has set."""
    given_news = json.dumps([[*NEWS, *NEWS], [*QUESTIONS, "企业", "work masks enterprises"]])
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    monkeypatch.chdir(ROOT)
    exec(PRINT_HITS, {"given": given_news, "folder": here})
    printed = capsys.readouterr().out
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\ngiven, folder = sys.argv[1:]\n{PRINT_HITS}", given_news, str(there)],
        env={
            **os.environ,
            "PYTHONHASHSEED": "0" if os.environ.get("PYTHONHASHSEED") == "7" else "7",
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
        },
        capture_output=True,
        encoding="utf-8",
        timeout=250,
        check=True,
    )
    assert printed == done.stdout
    half = printed.splitlines()
    assert half[: len(half) // 2] == half[len(half) // 2 :]
    assert len(half) > 2 * len(QUESTIONS)
    assert {path.name: path.read_bytes() for path in here.iterdir()} == {
        path.name: path.read_bytes() for path in there.iterdir()
    }
