"""Questions to a small archive: answers with citations that hold, or reasons; the same every time."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import Reason
from qa.answers.answer import Answer
from qa.answers.contract import answer_to_dict, hits_to_dict
from qa.answers.verification import broken_citations
from qa.errors import UsageError

# Question, answer, file.
ANSWERED = [
    ("青石大桥全长多少米？", "1260米", "bridge.txt"),
    ("青石大橋全長多少米？", "1260米", "bridge.txt"),
    ("大桥总投资多少钱？", "3.2亿元", "bridge.txt"),
    ("大桥是哪家公司承建的？", "湖南路桥集团", "bridge.txt"),
    ("青石大桥什么时候通车？", "5月6日", "bridge.txt"),
    ("市交通局局长是谁？", "刘德海", "bridge.txt"),
    ("通车后过江要几分钟？", "8分钟", "bridge.txt"),
    ("衡阳的招聘会有多少家企业？", "215家", "fair.txt"),
    ("云岭茶园采茶面积有多少亩？", "5400亩", "tea.txt"),
    ("春茶收入同比增长多少？", "4.6%", "tea.txt"),
    ("How many enterprises came to the job fair in Hengyang?", "215家", "fair.txt"),
]
FAIR = "衡阳的招聘会有多少家企业？"
ENGLISH_FAIR = "How many enterprises came to the job fair in Hengyang?"

# History, question, the question in full, answer.
FOLLOW_UPS = [
    ([FAIR], "那邵阳呢？", "邵阳的招聘会有多少家企业？", "146家"),
    ([FAIR, "那邵阳呢？"], "那衡阳呢？", FAIR, "215家"),
    ([FAIR, "", "那邵阳呢？", " "], "那衡阳呢？", FAIR, "215家"),
    ([ENGLISH_FAIR], "and in Shaoyang?", "How many enterprises came to the job fair in Shaoyang?", "146家"),
    ([FAIR], "云岭茶园采茶面积有多少亩？", "云岭茶园采茶面积有多少亩？", "5400亩"),
    (["青石大桥全长多少米？"], "它花了多少钱？", "青石大桥全长多少米？ 它花了多少钱？", "3.2亿元"),
    (["中" * 10_000, FAIR], "那邵阳呢？", "邵阳的招聘会有多少家企业？", "146家"),
]

REFUSED = [
    ("", Reason.QUESTION_TOO_SHORT),
    ("桥", Reason.QUESTION_TOO_SHORT),
    ("？！……——", Reason.QUESTION_TOO_SHORT),
    (" \t\u3000\n", Reason.QUESTION_TOO_SHORT),
    ("\x00\x1b\u200b\ufeff", Reason.QUESTION_TOO_SHORT),
    ("🌉🍵", Reason.QUESTION_TOO_SHORT),
    ("桥" * 501, Reason.QUESTION_TOO_LONG),
    ("？" * 501, Reason.QUESTION_TOO_LONG),
    ("bridge " * 100, Reason.QUESTION_TOO_LONG),
]


def assert_sound(answer, folder):
    """What holds of every answer, whatever it says."""
    assert isinstance(answer, Answer)
    assert broken_citations(answer) == []
    assert answer.answered == bool(answer.citations) == (answer.reason is None) == (answer.answer is not None)
    assert not (answer.answered and answer.pointers)
    assert bool(answer.missing) == (answer.reason is Reason.PREMISE_NOT_FOUND)
    assert 0 <= answer.confidence <= 1
    for group in (answer.citations, answer.pointers):
        assert [citation.number for citation in group] == list(range(1, len(group) + 1))
        assert len(group) <= 3
        for citation in group:
            text = (folder / citation.article.file.name).read_bytes().decode()
            assert "".join(text[citation.start : citation.end].split()) == "".join(citation.quote.split())
            assert citation.answer in citation.quote
            assert len(citation.quote) <= 120
    rows = answer.comparison.rows if answer.comparison else ()
    assert len(rows) != 1
    assert [citation.number for citation in answer.cited] == list(range(1, len(answer.cited) + 1))
    assert {row.citation for row in rows} <= set(answer.cited)
    for row in rows:
        text = row.citation.article.file.text
        assert row.figure == row.citation.answer
        assert "".join(text[row.citation.start : row.citation.end].split()) == "".join(row.citation.quote.split())


@pytest.mark.parametrize(("question", "said", "file"), ANSWERED)
def test_an_answer_is_that_of_its_first_citation(bold, articles, question, said, file):
    answer = bold.ask(question)
    assert_sound(answer, articles)
    assert (answer.question, answer.understood, answer.answer) == (question, question, said)
    assert (answer.citations[0].answer, answer.citations[0].article.file.name) == (said, file)


@pytest.mark.parametrize(("history", "question", "full", "said"), FOLLOW_UPS)
def test_a_follow_up_is_answered_as_the_question_in_full(bold, articles, history, question, full, said):
    answer = bold.ask(question, history=history)
    assert_sound(answer, articles)
    assert (answer.question, answer.understood, answer.answer) == (question, full, said)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("招聘会有多少家企业提供岗位？", [("3月8日", "邵阳市", "146家"), ("3月8日", "衡阳市", "215家")]),
        ("邵阳的招聘会有多少家企业？", [("3月8日", "邵阳市", "146家"), ("3月8日", "衡阳市", "215家")]),
        (
            "How many enterprises at the job fair in Hengyang?",
            [("3月8日", "衡阳市", "215家"), ("3月8日", "邵阳市", "146家")],
        ),
        ("青石大桥全长多少米？", None),
        ("市交通局局长是谁？", None),
    ],
)
def test_figures_for_several_places_stand_side_by_side(bold, articles, question, rows):
    answer = bold.ask(question)
    assert_sound(answer, articles)
    found = answer.comparison and [(row.date, row.place, row.figure) for row in answer.comparison.rows]
    assert found == rows


@pytest.mark.parametrize(("question", "reason"), REFUSED)
def test_what_is_no_question_is_refused_with_its_reason(bold, question, reason):
    answer = bold.ask(question, history=[FAIR])
    assert (answer.question, answer.answered, answer.reason) == (question, False, reason)
    assert (answer.citations, answer.pointers, answer.missing, answer.confidence) == ((), (), (), 0.0)
    assert bold.search(question) == bold.search(question, history=[FAIR]) == []


@pytest.mark.parametrize("question", ["大桥", "桥9", "大 桥", "茶园采茶" * 125])
def test_the_shortest_and_the_longest_question_are_looked_into(bold, question):
    assert bold.ask(question).reason not in (Reason.QUESTION_TOO_SHORT, Reason.QUESTION_TOO_LONG)
    assert bold.search(question)


@pytest.mark.parametrize(
    ("question", "history", "missing"),
    [
        ("株洲的招聘会有多少家企业？", [], ("株洲",)),
        ("株洲和湘潭的招聘会各有多少家企业？", [], ("株洲", "湘潭")),
        ("How many enterprises came to the job fair in Zhuzhou?", [], ("Zhuzhou",)),
        ("那株洲呢？", [FAIR], ("株洲",)),
        ("and in Zhuzhou?", [ENGLISH_FAIR], ("Zhuzhou",)),
    ],
)
def test_a_name_that_is_nowhere_is_said_to_be_missing(bold, articles, question, history, missing):
    answer = bold.ask(question, history=history)
    assert_sound(answer, articles)
    assert (answer.reason, answer.missing) == (Reason.PREMISE_NOT_FOUND, missing)
    assert answer.pointers[0].article.file.name == "fair.txt"


@pytest.mark.parametrize(
    "question", ["火星上的潜水艇几点下班？", "谁获得了诺贝尔物理学奖？", "Who won the football cup?"]
)
def test_nothing_about_the_subject_gives_no_pointers(mute, articles, question):
    answer = mute.ask(question)
    assert_sound(answer, articles)
    assert (answer.reason, answer.pointers) == (Reason.NO_SUCH_SUBJECT, ())


@pytest.mark.parametrize("question", [FAIR, ENGLISH_FAIR, "云岭茶园今年采茶面积有多少亩？"])
def test_a_subject_that_is_spoken_of_is_pointed_to(mute, articles, question):
    answer = mute.ask(question)
    assert_sound(answer, articles)
    assert answer.reason is Reason.FACT_NOT_STATED
    assert answer.pointers


@pytest.mark.parametrize(
    "noise", ["🌉{}🌉", "\x00{}\x1b[0m", "\u200b{}\ufeff", "\ud83d{}", " \n{}\t\u3000", "\u2028{}\u202e"]
)
def test_noise_around_a_question_changes_nothing_but_the_question(bold, noise):
    question = noise.format("青石大桥全长多少米？")
    answer = bold.ask(question)
    assert (answer.question, answer.answer) == (question, "1260米")
    assert not any(char in answer.understood for char in "\x00\x1b\u200b\ufeff\ud83d\n\t\u2028\u202e")


@pytest.mark.parametrize("k", [0, -1])
def test_no_passage_to_look_at_is_a_mistake_of_the_caller(bold, k):
    for looked_for in (bold.ask, bold.search):
        with pytest.raises(UsageError, match=f"it was {k}"):
            looked_for(FAIR, k=k)


@pytest.mark.parametrize("k", [1, 2, 3, 100])
def test_as_many_hits_as_there_are(bold, k):
    hits = bold.search(FAIR, k=k)
    assert len(hits) == min(k, len(bold.passages))
    assert len({(hit.passage.article.id, hit.passage.start) for hit in hits}) == len(hits)
    assert hits == bold.search(FAIR, k=100)[:k]
    assert hits[0].passage.article.file.name == "fair.txt"


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*"大桥茶园招聘会?？ ", "衡阳", "多少", "Hengyang ", "12"])).map("".join),
    st.lists(st.sampled_from([FAIR, ENGLISH_FAIR, "", "那邵阳呢？"]), max_size=2),
)
@settings(max_examples=40)
def test_whatever_is_asked_the_answer_is_sound(bold, articles, question, history):
    answer = bold.ask(question, history=history)
    assert_sound(answer, articles)
    assert answer.question == question


ALL = [
    *((question, []) for question, *_ in ANSWERED),
    *((question, history) for history, question, *_ in FOLLOW_UPS),
    *((question, [FAIR]) for question, _ in REFUSED),
    ("株洲的招聘会有多少家企业？", []),
]


def told(archive, asked):
    question, history = asked
    hits = archive.search(question, history=history)
    return answer_to_dict(archive.ask(question, history=history)), hits_to_dict(question, hits)


def test_the_same_every_time_in_any_order_and_from_threads_at_once(small, open_small):
    alone = [told(small, asked) for asked in ALL]
    shuffled = list(range(len(ALL)))
    random.Random(7).shuffle(shuffled)
    again = open_small()
    with ThreadPoolExecutor(4) as pool:
        results = dict(zip(shuffled, pool.map(lambda n: told(again, ALL[n]), shuffled), strict=True))
    assert [results[n] for n in range(len(ALL))] == alone
