from dataclasses import replace

import pytest

from qa.answers.answer import Answer, Reason
from qa.chat.citation_view import STYLES, dateline
from qa.chat.conversation import Busy, Failure, Removed, Turn
from qa.chat.permalinks import question_link, quote_link
from qa.chat.rendering import (
    SHOWN_QUESTION,
    render_conversation,
    render_masthead,
    render_status,
    render_turn,
)
from qa.chat.uploads.shelf import Shelf
from qa.chat.wording import EN, WORDINGS, ZH


@pytest.fixture
def turn(archive, parse):
    """The page's HTML for a question, parsed."""
    return lambda question, number=1: parse(render_turn(Turn(number, question, archive.ask(question))))


def test_an_answer_comes_first_then_its_quote_with_the_answer_marked(turn):
    html = turn("邵阳有多少家企业复工？")
    assert html.texts("h2", "question") == ["邵阳有多少家企业复工？"]
    assert html.texts("p", "answer") == ["1330家"]
    assert html.texts("blockquote", "quote") == [
        "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人",
        "全市1049户规模工业企业",
        "前三季度16项指标中,邵阳市有12项增速高于全省",
    ]
    assert html.texts("mark") == ["1330家", "1049户", "12项"]
    assert html.texts("p", "certainty") == ["把握不大，请细读原句"]
    order = [attributes.get("class") for _, attributes, _ in html.elements if attributes.get("class")]
    assert order[:6] == ["turn", "question", "copying", "copied", "answer", "citation"]


def test_under_a_quote_stand_headline_paper_date_and_byline(turn):
    captions = turn("邵阳有多少家企业复工？").texts("figcaption")
    assert captions[0] == "1全流程贴心服务全方位助企纾困 新湖南客户端 2022-11-21 肖洋桂"
    assert captions[1] == "2全市经济社会发展按下「快进键」 3月10日"


def test_a_citation_button_says_where_it_leads(turn):
    elements = turn("邵阳？", 7).elements
    buttons = [attributes for tag, attributes, _ in elements if attributes.get("data-event") == "show"]
    assert [(b["data-event"], b["data-turn"], b["data-number"]) for b in buttons] == [
        ("show", "7", "1"),
        ("show", "7", "2"),
        ("show", "7", "3"),
    ]
    assert buttons[0]["aria-label"] == "在原文中查看引文 1：全流程贴心服务全方位助企纾困"


def test_a_quote_can_be_copied_with_its_reference_in_every_style(turn):
    elements = turn("邵阳有多少家企业复工？").elements
    copies = [attributes for _, attributes, _ in elements if attributes.get("data-event") == "copy"]
    assert [c["aria-label"] for c in copies[: len(STYLES)]] == [ZH.copy_as.format(style=s) for s in STYLES.values()]
    assert copies[0]["data-text"] == (
        "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人\n\n"
        "肖洋桂. 全流程贴心服务全方位助企纾困[N/OL]. 新湖南客户端, 2022-11-21. https://news.example/shaoyang"
    )
    assert len(copies) == 3 * len(STYLES)


def test_the_question_and_each_quote_have_a_link(turn, archive):
    elements = turn("邵阳有多少家企业复工？").elements
    links = [(a["aria-label"], a["data-link"]) for _, a, _ in elements if a.get("data-event") == "link"]
    quotes = [(ZH.link_to_quote, quote_link(citation)) for citation in archive.ask("邵阳").citations]
    assert links == [(ZH.link_to_question, question_link("邵阳有多少家企业复工？")), *quotes]


def test_hostile_text_stays_text(turn, newspaper):
    html = turn("陷阱")
    assert html.texts("blockquote", "quote") == [text.strip() for text in newspaper.hostile]
    assert html.texts("mark") == [text[2:-2] for text in newspaper.hostile]
    assert {tag for tag, _, _ in html.elements}.isdisjoint({"script", "img", "b", "i", "a"})
    assert html.texts("cite") == ["<b>标题</b> {{title}} ${title}"] * len(newspaper.hostile)


def test_an_answer_that_is_its_whole_quote_is_said_once(newspaper, parse):
    quote = "目前，全市1049户规模工业企业已全部复工复产"
    citation = newspaper.cite(newspaper.hengyang, 1, quote, quote)
    html = parse(render_turn(Turn(1, "？", Answer("？", "？", "zh", True, quote, (citation,), None))))
    assert (html.texts("p", "answer"), html.texts("blockquote"), html.texts("mark")) == ([], [quote], [quote])


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_answer_is_a_notice_with_its_reason_and_nothing_that_looks_like_an_answer(parse, reason, language):
    answer = Answer("问", "问", language, False, None, (), reason)
    html = parse(render_turn(Turn(1, "问", answer)))
    notice = WORDINGS[language].reasons[reason]
    assert html.texts("div", "notice") == [notice.headline + notice.advice]
    assert html.texts("p", "answer") == html.texts("blockquote") == html.texts("mark") == []
    assert html.texts("article", lang=language, data_state="unanswered") != []


def test_a_notice_names_what_is_missing_and_points_to_what_there_is(turn):
    html = turn("岳阳有多少家企业复工？")
    assert html.texts("p", "missing") == [f"{ZH.missing}: 岳阳"]
    assert html.texts("ol", "pointers") != []
    assert html.texts("blockquote", "quote") == ["截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人"]
    assert html.texts("mark") == []
    (button,) = [attributes for _, attributes, _ in html.elements if attributes.get("data-event") == "show"]
    assert button["aria-label"] == "在原文中查看：全流程贴心服务全方位助企纾困"


def test_a_pointer_offers_the_question_that_it_answers(archive, parse):
    answer = archive.ask("岳阳有多少家企业复工？")
    html = parse(render_turn(Turn(1, answer.question, answer, {1: "邵阳<市>有多少家企业复工？"})))
    assert html.texts("p", "offer") == [f"{ZH.offer} 邵阳<市>有多少家企业复工？"]
    assert html.texts("button", data_question="邵阳<市>有多少家企业复工？") != []
    assert parse(render_turn(Turn(1, answer.question, answer))).texts("p", "offer") == []


def test_a_follow_up_says_how_it_was_understood(turn):
    assert turn("那衡阳呢？").texts("p", "understood") == [f"{ZH.understood_as}: 衡阳有多少家企业复工？"]
    assert turn("邵阳？").texts("p", "understood") == []


def test_pending_and_failed_turns(parse):
    for waiting, said in ((True, ZH.loading), (False, ZH.searching)):
        html = parse(render_turn(Turn(1, "邵阳？"), waiting=waiting))
        assert html.texts("p", "pending") == [said]
    html = parse(render_turn(Turn(1, "邵阳？", number_in_line=3)))
    assert html.texts("p", "pending") == ["正在排队，你的问题排在第 3 位……"]
    failed = parse(render_turn(Turn(1, "How?", Failure("no such folder: <news>/"))))
    assert failed.texts("div", role="alert") == [EN.not_opened + "no such folder: <news>/"]
    broken = parse(render_turn(Turn(1, "How?", Failure(None))))
    assert broken.texts("div", role="alert") == ["".join(EN.broken)]


def test_a_question_that_found_no_place_can_be_clicked_again(parse):
    question = "<b>问</b>" * 100
    html = parse(render_turn(Turn(1, question, Busy())))
    assert html.texts("div", role="alert") == ["".join(ZH.busy) + question[:SHOWN_QUESTION] + "…"]
    again = [about["data-turn"] for _, about, _ in html.elements if about.get("data-event") == "retry"]
    assert again == ["1", "1"]  # in the toolbar, and under the notice


def test_a_question_of_any_length_takes_little_room(parse):
    html = parse(render_turn(Turn(1, "问" * 10_000, Failure(None))))
    assert html.texts("h2") == ["问" * SHOWN_QUESTION + "…"]


def test_the_conversation_is_a_log_of_its_turns_or_the_welcome(archive, parse):
    turns = tuple(Turn(n, "邵阳？", archive.ask("邵阳？")) for n in (3, 4))
    html = parse(render_conversation(turns, ZH, ["例子"]))
    assert [a["id"] for tag, a, _ in html.elements if tag == "article"] == ["turn-3", "turn-4"]
    assert html.texts("section", "welcome") == []
    welcome = parse(render_conversation((), ZH, ["问<一>?", "问二"]))
    assert welcome.texts("button", data_event="ask") == ["问<一>?", "问二"]
    assert welcome.texts("button", data_question="问<一>?") == ["问<一>?"]
    assert welcome.texts("div", role="log", aria_label=ZH.conversation) != []
    assert parse(render_conversation((), ZH)).texts("ul") == []


@pytest.mark.parametrize("wording", [ZH, EN])
def test_the_masthead_shows_which_language_is_on(parse, wording):
    html = parse(render_masthead(wording))
    assert html.texts("button", aria_pressed="true") == [wording.language_name]
    assert html.texts("button", data_event="language", data_language="en") == ["English"]
    assert html.texts("h1") == ["原句Yuanju"]


def test_status(parse):
    assert parse(render_status(ZH, "好了", "ready")).texts("p", role="status", data_state="ready") == ["好了"]
    assert parse(render_status(EN, "broken <file>", "failed")).texts("div", role="alert") == [
        f"{EN.not_opened}broken <file>"
    ]


def test_dateline_holds_what_is_printed_and_no_more(newspaper):
    assert dateline(newspaper.resumed) == ["新湖南客户端", "2022-11-21", "肖洋桂"]
    assert dateline(newspaper.hengyang) == ["3月10日"]
    assert dateline(newspaper.printed("a.txt")) == []


@pytest.mark.parametrize("question", ["邵阳各地有多少家企业复工？", "岳阳？"])
def test_of_a_readers_own_articles_nothing_leads_to_what_others_have(archive, parse, tmp_path, question):
    turn = Turn(1, question, archive.ask(question))
    own = replace(turn, shelf=Shelf(tmp_path))
    shown, other = (parse(render_turn(one, opinions=True)) for one in (own, turn))
    events = {attributes.get("data-event") for _, attributes, _ in shown.elements}
    lacking = {attributes.get("data-event") for _, attributes, _ in other.elements} - events
    assert lacking == {"link", "pin", "verdict"}
    assert "data-kept" not in shown.elements[0][1]
    assert "data-kept" in other.elements[0][1]
    assert (shown.texts("p", "of-own"), other.texts("p", "of-own")) == ([ZH.uploads.asked_of_own], [])
    assert shown.texts("blockquote") == other.texts("blockquote")


def test_a_question_put_to_articles_that_are_gone_says_so(parse, tmp_path):
    html = parse(render_turn(Turn(1, "邵阳？", Removed(), shelf=Shelf(tmp_path))))
    assert html.elements[0][1]["data-state"] == "failed"
    assert (html.texts("h3"), html.texts("blockquote")) == ([ZH.uploads.removed.headline], [])
