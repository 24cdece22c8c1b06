import re
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chat.clippings.clipping import Clipping, Lost, clippings_of, pin_of
from qa.chat.conversation import Turn
from qa.chat.permalinks import LinkProblem, quote_link


def test_a_pin_is_the_link_to_its_quote_with_the_answer_and_the_question(archive):
    turn = Turn(1, "邵阳 & 复工？", archive.ask("邵阳"))
    citation = turn.citations[0]
    pin = pin_of(turn, citation)
    assert pin.startswith(f"{quote_link(citation)}&")
    assert {name: value for name, (value,) in parse_qs(pin[1:]).items() if name not in ("article", "sha")} == {
        "start": str(citation.start),
        "end": str(citation.end),
        "answer_start": str(citation.answer_start),
        "answer_end": str(citation.answer_end),
        "question": "邵阳 & 复工？",
    }


def test_a_pin_holds_no_text_of_the_article(pins):
    for pin in (pins.resumed, pins.pointer):
        about = parse_qs(pin[1:])
        assert set(about) - {"answer_start", "answer_end"} == {"article", "start", "end", "sha", "question"}
        assert not re.search("[一-鿿]", "".join(about["article"]))


def test_of_a_long_question_its_beginning_is_kept(archive):
    turn = Turn(1, "邵阳" * 5_000, archive.ask("邵阳"))
    pin = pin_of(turn, turn.citations[0])
    (clipping,) = clippings_of([pin], archive.articles)
    assert clipping.question == "邵阳" * 200


@pytest.mark.parametrize("question", ["邵阳有多少家企业复工？", "陷阱 ${1} <b>"])
def test_a_pin_leads_to_the_quote_and_the_answer_that_it_was_made_for(archive, question):
    turn = Turn(3, question, archive.ask(question))
    found = clippings_of([pin_of(turn, citation) for citation in turn.citations], archive.articles)
    assert [(c.question, c.answered, c.citation.quote, c.citation.answer) for c in found] == [
        (question, True, citation.quote, citation.answer) for citation in turn.citations
    ]
    assert [c.citation.article for c in found] == [citation.article for citation in turn.citations]


def test_the_pin_of_a_pointer_answers_nothing(clippings, pins):
    (found,) = clippings(pins.pointer)
    assert not found.answered
    assert found.citation.quote == "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人"


def test_the_order_of_the_pins_is_kept_and_each_has_its_own_outcome(clippings, pins):
    gone = pins.resumed.replace("shaoyang", "gone")
    found = clippings(pins.hengyang, pins.changed, pins.resumed, "?x=1", gone)
    assert [one.pin for one in found] == [pins.hengyang, pins.changed, pins.resumed, "?x=1", gone]
    assert [one.problem if isinstance(one, Lost) else one.citation.answer for one in found] == [
        "1049户",
        LinkProblem.CHANGED,
        "1330家",
        LinkProblem.MALFORMED,
        LinkProblem.UNKNOWN,
    ]
    assert found[1].question == found[4].question == "邵阳有多少家企业复工？"


def test_one_changed_character_in_the_quote_loses_it_and_one_elsewhere_does_not(archive, newspaper):
    def reprinted(old: str, new: str):
        paragraphs = [(p.kind, p.text.replace(old, new)) for p in newspaper.hengyang.paragraphs]
        return newspaper.printed("hengyang.txt", *paragraphs)

    cited = newspaper.cite(newspaper.hengyang, 1, "全市1049户规模工业企业", "1049户")
    pin = pin_of(Turn(1, "问", archive.ask("邵阳")), cited)
    assert isinstance(clippings_of([pin], [reprinted("按下", "按上")])[0], Clipping)
    assert clippings_of([pin], [reprinted("1049", "1048")]) == (Lost(pin, "问", LinkProblem.CHANGED),)


@given(st.text() | st.from_regex(r"\?article=shaoyang.txt%231&start=\d+&end=\d+&sha=[0-9a-f]{12}(&[a-z_]+=\d*)?"))
def test_whatever_a_browser_has_kept_leads_to_no_quote_but_never_to_an_error(newspaper, kept):
    (lost,) = clippings_of([kept], newspaper.archive().articles)
    assert (type(lost), lost.pin) == (Lost, kept)
