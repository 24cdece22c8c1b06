"""The JSON contract, key by key."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from qa.answers.answer import Answer, Citation, Comparison, PlaceReading, Reason, Row
from qa.answers.contract import SCHEMA_VERSION, answer_to_dict, hits_to_dict
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.filters import Selection, parse_filters
from qa.retrieval.hits import Hit, Passage

TEXT = "青石大桥通车\n大桥全长\n1260米,下月收费。"
FILE = SourceFile("2024/桥.txt", TEXT, "ab" * 32, "utf-8")
DATED = Article(
    "2024/桥.txt#1",
    "青石大桥通车",
    "城建",
    "陈 润",
    "《衡阳日报》",
    date(2024, 5, 6),
    "2024年5月6日",
    "https://example.com/1",
    FILE,
    (),
)
BARE = Article("2024/桥.txt#2", "", "", "", "", None, "", None, FILE, ())
READING = Reading.of_spans(TEXT, [Span(7, 11), Span(12, 23)])
DATED_JSON = {
    "id": "2024/桥.txt#1",
    "title": "青石大桥通车",
    "kicker": "城建",
    "date": "2024-05-06",
    "date_text": "2024年5月6日",
    "source": "《衡阳日报》",
    "byline": "陈 润",
    "file": "2024/桥.txt",
    "sha256": "ab" * 32,
    "url": "https://example.com/1",
}
BARE_JSON = DATED_JSON | {
    "id": "2024/桥.txt#2",
    "title": "",
    "kicker": "",
    "date": None,
    "date_text": "",
    "source": "",
    "byline": "",
    "url": None,
}


def test_a_page_an_edition_and_an_extracted_text_are_told_where_there_are_some():
    file = replace(FILE, name="桥.pdf", format="pdf", pages=(0, 7), text_sha256="cd" * 32)
    article = replace(DATED, file=file, edition="A03")
    extracted = DATED_JSON | {"file": "桥.pdf", "edition": "A03", "text_sha256": "cd" * 32}
    answer = Answer("?", "?", "zh", True, "1260米", (citation(1, article, 0.5),), None)
    [cited] = answer_to_dict(answer)["citations"]
    [hit] = hits_to_dict("?", [Hit(Passage(article, 0, 6, READING), 1.0, None, None)])["hits"]
    assert (cited["page"], cited["article"]) == (2, extracted)
    assert (hit["page"], hit["article"]) == (1, extracted)


def test_reprints_are_told_where_there_are_some():
    answer = Answer("?", "?", "zh", True, "1260米", (replace(citation(1, DATED, 0.5), reprints=(BARE,)),), None)
    hit = Hit(Passage(DATED, 0, 6, READING), 1.0, None, None, reprints=(BARE,))
    assert answer_to_dict(answer)["citations"] == [citation_json(1, DATED_JSON, 0.5) | {"reprints": [BARE_JSON]}]
    assert hits_to_dict("?", [hit])["hits"][0]["reprints"] == [BARE_JSON]


def citation(number, article, score):
    return Citation(number, Passage(article, 7, 23, READING), 7, 23, 12, 17, score)


def citation_json(number, article, score):
    return {
        "number": number,
        "quote": "大桥全长1260米,下月收费。",
        "start": 7,
        "end": 23,
        "answer": "1260米",
        "answer_start": 12,
        "answer_end": 17,
        "score": score,
        "article": article,
    }


def test_an_answer_with_its_citations():
    cited = (citation(1, DATED, 2.5), citation(2, BARE, -1.0))
    answer = Answer("多长？", "青石大桥 多长？", "zh", True, "1260米", cited, None, confidence=0.123456)
    assert answer_to_dict(answer) == {
        "schema_version": 1,
        "question": "多长？",
        "understood": "青石大桥 多长？",
        "answered": True,
        "answer": "1260米",
        "reason": None,
        "language": "zh",
        "citations": [citation_json(1, DATED_JSON, 2.5), citation_json(2, BARE_JSON, -1.0)],
        "missing": [],
        "pointers": [],
        "confidence": 0.1235,
        "places": [],
        "comparison": None,
    }


def test_a_reason_with_its_pointers():
    pointers = (citation(1, BARE, 0.5),)
    answer = Answer("Zhuzhou?", "Zhuzhou?", "en", False, None, (), Reason.PREMISE_NOT_FOUND, ("Zhuzhou",), pointers)
    assert answer_to_dict(answer) == {
        "schema_version": 1,
        "question": "Zhuzhou?",
        "understood": "Zhuzhou?",
        "answered": False,
        "answer": None,
        "reason": "premise_not_found",
        "language": "en",
        "citations": [],
        "missing": ["Zhuzhou"],
        "pointers": [citation_json(1, BARE_JSON, 0.5)],
        "confidence": 0.0,
        "places": [],
        "comparison": None,
    }


@pytest.mark.parametrize("differ", [True, False])
def test_figures_side_by_side_each_with_its_citation(differ):
    first = citation(1, DATED, 2.5)
    rows = (Row("5月", "青石", "1260米", first), Row("", "", "1260米", citation(2, BARE, -1.0)))
    answer = Answer("多长？", "多长？", "zh", True, "1260米", (first,), None, comparison=Comparison(rows, differ))
    assert answer_to_dict(answer)["comparison"] == {
        "differ": differ,
        "rows": [
            {"date": "5月", "place": "青石", "figure": "1260米", "citation": citation_json(1, DATED_JSON, 2.5)},
            {"date": "", "place": "", "figure": "1260米", "citation": citation_json(2, BARE_JSON, -1.0)},
        ],
    }


def test_hits_are_ranked_from_one():
    hits = [
        Hit(Passage(DATED, 7, 23, READING), 1.5, 0.875, 3.25),
        Hit(Passage(BARE, 0, 6, Reading.of_spans(TEXT, [Span(0, 6)])), -0.5, None, None),
    ]
    assert hits_to_dict("多长？", hits) == {
        "schema_version": 1,
        "question": "多长？",
        "hits": [
            {
                "rank": 1,
                "text": "大桥全长1260米,下月收费。",
                "start": 7,
                "end": 23,
                "score": 1.5,
                "dense": 0.875,
                "keyword": 3.25,
                "article": DATED_JSON,
            },
            {
                "rank": 2,
                "text": "青石大桥通车",
                "start": 0,
                "end": 6,
                "score": -0.5,
                "dense": None,
                "keyword": None,
                "article": BARE_JSON,
            },
        ],
    }


def test_filters_and_what_they_let_in_are_there_where_some_were_given():
    given = {"since": "2022-11-01", "place": "邵阳"}
    selection = Selection(parse_filters(given), 3, 5, ("since", "place"), "邵阳市", np.arange(4))
    answer = Answer("？", "？", "zh", False, None, (), Reason.FILTER_MATCHES_NOTHING, selection=selection)
    filters = {**given, "articles": 3, "undated": 5, "unmatched": ["since", "place"]}
    assert answer_to_dict(answer)["filters"] == filters
    assert hits_to_dict("？", [], selection) == {**hits_to_dict("？", []), "filters": filters}
    assert "filters" not in answer_to_dict(replace(answer, selection=None))


def test_a_place_that_was_understood():
    reading = PlaceReading("邵阳", "邵阳市", (("邵阳县", "邵阳县有多少？"), ("衡阳市", "衡阳市有多少？")))
    answer = Answer("邵阳有多少？", "邵阳有多少？", "zh", False, None, (), Reason.FACT_NOT_STATED, places=(reading,))
    assert answer_to_dict(answer)["places"] == [{"written": "邵阳", "place": "邵阳市", "others": ["邵阳县", "衡阳市"]}]


def test_no_hits_are_an_empty_list():
    assert hits_to_dict("？", []) == {"schema_version": SCHEMA_VERSION, "question": "？", "hits": []}


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_plain_text(reason):
    assert type(answer_to_dict(Answer("?", "?", "zh", False, None, (), reason))["reason"]) is str


QUESTIONS = [
    "青石大桥全长多少米？",
    "株洲的招聘会有多少家企业？",
    "How many people came?",
    "？",
    "😀 \u2028茶园\x00多大",
    "茶" * 501,
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_found_comes_back_from_json_as_it_went_in(small, question):
    for data in (answer_to_dict(small.ask(question)), hits_to_dict(question, small.search(question))):
        assert data["question"] == question
        assert json.loads(json.dumps(data, ensure_ascii=False, allow_nan=False)) == data
        assert json.loads(json.dumps(data)) == data
