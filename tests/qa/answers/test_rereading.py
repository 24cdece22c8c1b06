"""Hits in the order of what was read."""

import numpy as np
import pytest

from qa.answers.headings import Headings
from qa.answers.reader.inputs import Page
from qa.answers.reader.reader import PageRead
from qa.answers.rereading import READ, WEIGHTS, Features, features, position, reread
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.hits import Hit, Passage, Sentence

TEXT = "邵阳复工\n截至昨日,邵阳复工\n企业1330家。返岗109431人。"
FILE = SourceFile("a.txt", TEXT, "0" * 64, "utf-8")
ARTICLE = Article("a.txt#1", "邵阳复工", "", "", "", None, "11月15日", None, FILE, ())


NO_PLACES = Headings({})


class KeenReader:
    """Thinks the more of a page the further down it came, and keeps what it was given."""

    def __init__(self):
        self.given = []

    def read(self, question, pages):
        self.given.append((question, list(pages)))
        return [even(page.text, 10.0 * number) for number, page in enumerate(pages)]


def even(text, holds):
    pieces = [(at, at + 1) for at in range(len(text))]
    return PageRead(holds, pieces, *(np.full(len(text), -1.0, np.float32) for _ in range(2)))


def hit(score):
    start, line_feed, end = 5, TEXT.rindex("\n"), len(TEXT)
    reading = Reading.of_spans(TEXT, [Span(start, line_feed), Span(line_feed + 1, end)])
    stop = reading.text.index("。") + 1
    parts = [reading.slice(0, stop), reading.slice(stop, len(reading.text))]
    sentences = tuple(Sentence(part, score - n, 0.5, 0.5) for n, part in enumerate(parts))
    return Hit(Passage(ARTICLE, start, end, reading), score, 0.9, None, sentences)


def test_without_a_reader_the_hits_stay_as_they_are():
    hits = [hit(2.0), hit(1.0)]
    assert [(found.hit, found.read) for found in reread(None, "几家？", hits, NO_PLACES)] == [
        (hits[0], None),
        (hits[1], None),
    ]


def test_the_reader_gets_each_passage_under_its_headline_and_date():
    reader = KeenReader()
    reread(reader, "几家？", [hit(2.0)], NO_PLACES)
    assert reader.given == [("几家？", [Page("邵阳复工 11月15日", "截至昨日,邵阳复工企业1330家。返岗109431人。")])]


def test_hits_are_ordered_by_what_was_read_and_those_not_read_stay_behind():
    hits = [hit(20.0 - n) for n in range(READ + 2)]
    found = reread(KeenReader(), "几家？", hits, NO_PLACES)
    assert [f.hit.passage is h.passage for f, h in zip(found, [*hits[READ - 1 :: -1], *hits[READ:]], strict=True)]
    assert [f.read is None for f in found] == [False] * READ + [True] * 2
    scores = [f.hit.score for f in found[:READ]]
    assert scores == sorted(scores, reverse=True)


def test_a_sentence_is_worth_the_weighed_sum_of_its_features():
    (found,) = reread(KeenReader(), "几家？", [hit(3.0)], NO_PLACES)
    for sentence, retrieved in zip(found.hit.sentences, (3.0, 2.0), strict=True):
        expected = WEIGHTS.retrieved * retrieved + WEIGHTS.holds * 0 + WEIGHTS.run * -2
        assert sentence.score == pytest.approx(expected)


def test_features_look_only_into_the_sentence():
    one = hit(3.0)
    read = even(one.passage.text, 4.0)
    read.starts[one.passage.text.index("返")] = -0.25
    first, second = one.sentences
    assert features(first, one.passage, read) == Features(3.0, 4.0, -2.0)
    assert features(second, one.passage, read) == Features(2.0, 4.0, -1.25)


def test_a_sentence_is_found_in_its_passage_by_its_place_in_the_file():
    one = hit(3.0)
    text = one.passage.text
    assert [text[position(one.passage, s) :][: len(s.text)] for s in one.sentences] == [s.text for s in one.sentences]
