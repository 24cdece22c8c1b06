"""Which questions are suggested: those that are answered by the very words that they were made from."""

from dataclasses import replace
from functools import partial
from threading import Event

import pytest

from qa.answers.answer import Answer, Citation, Comparison, Reason, Row
from qa.answers.drafting import drafts
from qa.answers.next_questions import next_questions
from qa.answers.suggestion_store import MOST_TRIED, SuggestionStore
from qa.answers.suggestions import Suggestion, proven, spread, varied
from qa.articles.article import Article, Kind, Paragraph, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.filters import Filters, Selection
from qa.retrieval.hits import Passage

FACTS = (
    "衡阳市财政局拨款3.2亿元。",
    "衡南县福利中心收养了55名老人。",
    "邵阳市福利中心收养了88名老人。",
)
KEY = {"corpus": "1"}


def article(number: int, *sentences: str) -> Article:
    text = "".join(sentences)
    file = SourceFile(f"{number}.txt", text, "0" * 64, "utf-8")
    body = Paragraph(Kind.BODY, Reading.of_spans(text, [Span(0, len(text))]))
    return Article(f"{number}.txt#1", "", "", "", "", None, "", None, file, (body,))


def citing(made: Article, start: int, end: int) -> Citation:
    reading = made.paragraphs[0].reading
    return Citation(1, Passage(made, 0, len(reading.text), reading), start, end, start, end, score=1.0)


def answering(articles, question, confidence=0.9):
    """What a reader without fault says: the fact of the draft that the question is."""
    for made in articles:
        for draft in drafts(made):
            if draft.question == question:
                cited = citing(made, draft.start, draft.end)
                return Answer(question, question, "zh", True, cited.answer, (cited,), None, confidence=confidence)
    return Answer(question, question, "zh", False, None, (), Reason.FACT_NOT_STATED)


ARTICLES = [article(number, fact) for number, fact in enumerate(FACTS)]


def kept(articles):
    return list(proven(spread(articles), partial(answering, articles)))


KEPT = [
    Suggestion("衡阳市财政局拨款多少元？", "0.txt#1", 8, 13),
    Suggestion("衡南县福利中心收养了多少名老人？", "1.txt#1", 10, 13),
    Suggestion("邵阳市福利中心收养了多少名老人？", "2.txt#1", 10, 13),
]


def test_questions_are_kept_with_the_place_of_their_answer():
    assert kept(ARTICLES) == KEPT


def _unanswered(answer):
    return replace(answer, answered=False, citations=(), reason=Reason.FACT_NOT_STATED)


def _unsure(answer):
    return replace(answer, confidence=0.4)


def _from_elsewhere(answer):
    return replace(answer, citations=(citing(ARTICLES[1], 0, 3),))


def _by_other_words(answer):
    return replace(answer, citations=(citing(ARTICLES[0], 0, 3),))


def _by_a_part_of_them(answer):
    cited = answer.citations[0]
    return replace(answer, citations=(replace(cited, answer_end=cited.answer_end - 1),))


def _by_the_whole_sentence(answer):
    return replace(answer, citations=(citing(ARTICLES[0], 0, 14),))


def _where_reports_differ(answer):
    rows = (Row("", "衡阳市", "3.2亿元", answer.citations[0]), Row("", "衡阳市", "4亿元", answer.citations[0]))
    return replace(answer, comparison=Comparison(rows, differ=True))


def _by_a_quote_that_does_not_hold(answer):
    cited = answer.citations[0]
    other = replace(cited.article.file, text=cited.article.file.text.replace("3.2", "3.3"))
    changed = replace(cited.passage, article=replace(cited.article, file=other))
    return replace(answer, citations=(replace(cited, passage=changed),))


@pytest.mark.parametrize(
    "spoilt",
    [
        _unanswered,
        _unsure,
        _from_elsewhere,
        _by_other_words,
        _by_a_part_of_them,
        _by_the_whole_sentence,
        _where_reports_differ,
        _by_a_quote_that_does_not_hold,
    ],
)
def test_a_question_that_is_answered_otherwise_is_dropped(spoilt):
    assert list(proven(drafts(ARTICLES[0]), partial(answering, ARTICLES)))
    assert list(proven(drafts(ARTICLES[0]), lambda question: spoilt(answering(ARTICLES, question)))) == []


def test_they_are_spread_over_the_articles_one_of_each_and_none_twice():
    towns = ("衡阳市", "邵阳市", "长沙市")
    said = ("福利中心收养了55名老人。", "财政局慰问了55名老人。")
    apart = [article(n, *(town + words for words in said)) for n, town in enumerate(towns)]
    assert [draft.article.id for draft in spread(apart)] == ["0.txt#1", "1.txt#1", "2.txt#1"] * 2
    assert len(list(spread([article(n, FACTS[0]) for n in range(9)]))) == 1


def test_the_first_ones_do_not_all_ask_the_same():
    asked = ("甲是谁？", "乙是谁？", "丙有多少家？", "丁是谁？", "戊有多少人？", "己在哪里举行？")
    made = [Suggestion(question, "1.txt#1", n, n + 1) for n, question in enumerate(asked)]
    assert [one.question for one in varied(made, 4)] == ["甲是谁？", "丙有多少家？", "己在哪里举行？", "乙是谁？"]
    assert varied(made[:2], 4) == made[:2]


def many(count):
    names = [
        a + b for a in "衡邵长株湘岳常益郴永怀娄武南杭宁甲乙丙丁戊己庚" for b in "阳沙洲潭德山江城化底昌波州东西南北"
    ]
    possible = [article(n, f"湖南省{name}县福利院收养了55名老人。") for n, name in enumerate(names)]
    found = [one for one in possible if list(drafts(one))][:count]
    assert len(found) == count
    return found


def test_of_a_large_archive_no_more_are_tried_than_the_limit(tmp_path):
    articles, asked = many(MOST_TRIED + 20), []

    def ask(question):
        asked.append(question)
        return answering(articles, question)

    made = SuggestionStore(tmp_path / "questions", KEY, articles, ask).all()
    assert [one.question for one in made] == asked
    assert len(set(asked)) == MOST_TRIED


def test_they_are_made_once_and_read_from_then_on(tmp_path):
    asked, folder = [], tmp_path / "questions"

    def ask(question):
        asked.append(question)
        return answering(ARTICLES, question)

    store = SuggestionStore(folder, KEY, ARTICLES, ask)
    assert store.ready() == []
    assert store.all() == store.ready() == KEPT
    assert SuggestionStore(folder, KEY, ARTICLES, ask).all() == KEPT
    assert len(asked) == 3


def test_the_first_ones_wait_for_no_other_and_nothing_stands_on_disk_before_all_are_made(tmp_path):
    gate, folder = Event(), tmp_path / "questions"

    def ask(question):
        if question == KEPT[2].question:
            gate.wait(60)
        return answering(ARTICLES, question)

    store = SuggestionStore(folder, KEY, ARTICLES, ask)
    assert store.first(0) == []
    assert store.first(2) == KEPT[:2]
    assert not folder.exists()
    gate.set()
    assert store.first(9) == KEPT
    assert folder.exists()


def test_where_nothing_can_be_kept_what_was_made_is_shown_all_the_same(tmp_path, caplog):
    (tmp_path / "file").write_text("no folder")
    store = SuggestionStore(tmp_path / "file" / "questions", KEY, ARTICLES, partial(answering, ARTICLES))
    assert store.first(9) == store.ready()
    (told,) = [record for record in caplog.records if record.name == "qa.answers.suggestion_store"]
    assert (told.exc_info, str(tmp_path / "file") in told.getMessage()) == (None, True)


def test_those_of_newer_articles_are_left_alone_and_the_old_ones_kept_in_memory(tmp_path):
    folder = tmp_path / "questions"
    older = SuggestionStore(folder, KEY, ARTICLES[:2], partial(answering, ARTICLES))
    newer = SuggestionStore(folder, {"corpus": "2"}, ARTICLES, partial(answering, ARTICLES))
    assert newer.all() == KEPT
    assert older.all() == older.ready() == KEPT[:2]
    assert SuggestionStore(folder, {"corpus": "2"}, ARTICLES, lambda _: pytest.fail("made again")).all() == KEPT


@pytest.mark.parametrize("wrong", ["stale", "damaged"])
def test_those_of_other_articles_and_damaged_ones_are_never_read(tmp_path, wrong):
    folder = tmp_path / "questions"
    SuggestionStore(folder, KEY, ARTICLES, partial(answering, ARTICLES)).all()
    key = {"corpus": "2"} if wrong == "stale" else KEY
    if wrong == "damaged":
        file = folder / "questions.json"
        file.write_bytes(file.read_bytes().replace("福利".encode(), "富利".encode()))
    again = SuggestionStore(folder, key, ARTICLES[:2], partial(answering, ARTICLES)).all()
    assert again == KEPT[:2]


LONG = article(9, *FACTS, "衡阳市交通局局长刘德海说,桥已通车。", "3月10日,衡阳市举行春季招聘会。")


def following(answer, known, *, earlier=(), related=()):
    return next_questions(answer, earlier, known, related)


def test_after_an_answer_come_other_facts_of_its_article_and_never_what_has_been_said():
    known, answer = kept([LONG]), answering([LONG], "衡南县福利中心收养了多少名老人？")
    first, _, third, fourth, fifth = [one.question for one in known]
    assert following(answer, known) == [first, third, fourth]
    earlier = answering([LONG], third)
    assert following(answer, known, earlier=[earlier]) == [first, fourth, fifth]
    reworded = replace(earlier, question="邵阳收养多少人？", understood="邵阳收养多少人？")
    assert following(answer, known, earlier=[reworded]) == [first, fourth, fifth]  # the same fact


SAME = Suggestion("邵阳市图书馆有多少册图书？", "8.txt#1", 0, 3)
NEAR = Suggestion("白云大桥全长是多少米？", "7.txt#1", 0, 3)
LESS_NEAR = Suggestion("青石大桥全长是多少米？", "6.txt#1", 0, 3)
FAR = Suggestion("黑山大桥全长是多少米？", "5.txt#1", 0, 3)


def test_then_come_those_on_a_name_of_the_answer_then_those_on_related_articles_and_no_others():
    answer = answering(ARTICLES, "邵阳市福利中心收养了多少名老人？")
    near = [NEAR.article, LESS_NEAR.article]
    assert following(answer, [FAR, LESS_NEAR, NEAR, SAME], related=near) == [
        one.question for one in (SAME, NEAR, LESS_NEAR)
    ]
    assert following(answer, [FAR, LESS_NEAR, SAME]) == [SAME.question]


def test_under_filters_nothing_comes_from_an_article_that_may_be_shut_out():
    answer = answering(ARTICLES, "邵阳市福利中心收养了多少名老人？")
    filtered = replace(answer, selection=Selection(Filters(place="邵阳市"), 1, 0, (), "邵阳市", (2,)))
    assert following(filtered, [SAME, NEAR], related=[NEAR.article]) == [NEAR.question]
    assert following(filtered, [NEAR, SAME], related=[NEAR.article, SAME.article]) == [SAME.question, NEAR.question]


def test_without_an_answer_there_is_nothing_to_go_on_with():
    assert following(answering((), "什么？"), kept([LONG])) == []
