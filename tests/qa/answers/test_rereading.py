"""Hits in the order of what was read."""

import numpy as np
import pytest

from qa.answers.candidates import Features
from qa.answers.headings import Headings
from qa.answers.premises import Names
from qa.answers.quoting import position
from qa.answers.reader.inputs import Page
from qa.answers.reader.reader import PageRead
from qa.answers.rereading import LEAST_RUN, READ, WEIGHTS, distinct, ranked_anew, reread
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.asked import Asked, Kind
from qa.retrieval.evidence import Evidence
from qa.retrieval.hits import Hit, Passage, Sentence
from qa.retrieval.question import Query

TEXT = "邵阳复工\n截至昨日,邵阳复工\n企业1330家。返岗109431人。"
FILE = SourceFile("a.txt", TEXT, "0" * 64, "utf-8")
ARTICLE = Article("a.txt#1", "邵阳复工", "", "", "", None, "11月15日", None, FILE, ())


NO_PLACES = Headings(lambda article: "")


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


QUERY = Query("几家？", "zh", (), Asked(Kind.QUANTITY))
NOTHING = Evidence([], {}, 1)


def read(reader, hits, query=QUERY):
    return reread(reader, query.text, query, NOTHING, hits, NO_PLACES)


def test_without_a_reader_the_hits_stay_as_they_are_and_rules_mark():
    hits = [hit(2.0), hit(1.0)]
    found = read(None, hits)
    assert [f.hit for f in found] == hits
    assert [[(c.sentence, c.answer, c.read) for c in f.candidates] for f in found] == [
        [(h.sentences[0], "1330家", None), (h.sentences[1], "109431人", None)] for h in hits
    ]


def test_the_reader_gets_each_passage_under_its_headline_and_date():
    reader = KeenReader()
    read(reader, [hit(2.0)])
    assert reader.given == [("几家？", [Page("邵阳复工 11月15日", "截至昨日,邵阳复工企业1330家。返岗109431人。")])]


def test_hits_are_ordered_by_what_was_read_and_those_not_read_stay_behind():
    hits = [hit(20.0 - n) for n in range(READ + 2)]
    found = read(KeenReader(), hits)
    assert [f.hit.passage is h.passage for f, h in zip(found, [*hits[READ - 1 :: -1], *hits[READ:]], strict=True)]
    assert [f.candidates[0].read is None for f in found] == [False] * READ + [True] * 2
    scores = [f.hit.score for f in found[:READ]]
    assert scores == sorted(scores, reverse=True)


def test_a_sentence_is_worth_the_weighed_sum_of_its_features():
    (found,) = read(KeenReader(), [hit(3.0)])
    for candidate, retrieved in zip(found.candidates, (3.0, 2.0), strict=True):
        assert candidate.read == Features(retrieved, 0.0, -2.0, 1.0)
        expected = WEIGHTS.retrieved * retrieved + WEIGHTS.holds * 0 + WEIGHTS.run * -2 + WEIGHTS.form
        assert candidate.sentence.score == pytest.approx(expected)
    assert found.hit.score == found.candidates[0].sentence.score


def test_a_sentence_is_ranked_by_the_run_that_is_marked_in_it():
    """A likelier run that has not the form asked for does not lift its sentence."""
    one = hit(3.0)
    page = even(one.passage.text, 4.0)
    page.starts[one.passage.text.index("返")] = -0.25
    people = page.starts[one.passage.text.index("109431")] = -0.5
    found = ranked_anew(one, page, QUERY.asked, NOTHING, Names(NOTHING))
    runs = {candidate.answer: candidate.read.run for candidate in found.candidates}
    assert runs == {"1330家": -2.0, "109431人": people - 1.0}


def test_a_reader_that_only_ranks_leaves_the_marking_to_rules():
    (found,) = read(Ranker(), [hit(3.0)])
    assert [(c.answer, c.read) for c in found.candidates] == [("1330家", None), ("109431人", None)]
    assert found.hit.score == pytest.approx(
        WEIGHTS.retrieved * 3 + WEIGHTS.holds * 5 + WEIGHTS.run * LEAST_RUN + WEIGHTS.form
    )


class Ranker:
    """Gives log-odds and no runs."""

    def read(self, question, pages):
        nothing = np.empty(0, np.float32)
        return [PageRead(5.0, (), nothing, nothing) for _ in pages]


def test_a_run_over_two_sentences_makes_them_one_candidate():
    one = hit(3.0)
    text = one.passage.text
    page = even(text, 4.0)
    page.starts[text.index("企业")] = page.ends[text.index("人")] = 0.0
    found = ranked_anew(one, page, Asked(Kind.THING), NOTHING, Names(NOTHING))
    best = found.candidates[0]
    assert (best.sentence.text, best.answer) == (text, "企业1330家。返岗109431人")
    assert best.sentence.score > max(c.sentence.score for c in found.candidates[1:])
    assert len(found.candidates) == 3
    cited = best.citation(1, NOTHING)
    assert (cited.quote, cited.answer) == (text, "企业1330家。返岗109431人")
    assert distinct([found])[0] == best


def test_a_sentence_of_two_passages_counts_once_as_the_better_one_has_it():
    worse, better = read(None, [hit(1.0), hit(2.0)])
    assert distinct([worse, better]) == list(better.candidates)


def test_a_sentence_is_found_in_its_passage_by_its_place_in_the_file():
    one = hit(3.0)
    text = one.passage.text
    assert [text[position(one.passage, s) :][: len(s.text)] for s in one.sentences] == [s.text for s in one.sentences]
