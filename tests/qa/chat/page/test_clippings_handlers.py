import gradio as gr
import pytest

from qa.chat.clippings.clipping import pin_of
from qa.chat.conversation import Turn
from qa.chat.inputs import MAX_PINS
from qa.chat.loading import Loading
from qa.chat.page.clippings_handlers import ClippingsHandlers
from qa.chat.wording import EN, ZH
from qa.errors import CorpusError


@pytest.fixture
def pin(archive) -> str:
    turn = Turn(1, "邵阳？", archive.ask("邵阳"))
    return pin_of(turn, turn.citations[0])


def handlers(opener) -> ClippingsHandlers:
    return ClippingsHandlers(Loading(opener))


def event(**sent) -> gr.EventData:
    return gr.EventData(None, sent)


def test_while_the_articles_are_opened_the_panel_says_so(archive, gate, parse, pin):
    shown = handlers(lambda: gate.wait() and archive).show(event(pins=[pin]), "zh")
    assert parse(next(shown)).texts("p", "pending") == [ZH.loading]
    gate.set()
    assert parse(next(shown)).texts("h3", "question") == ["邵阳？"]
    assert list(shown) == []


@pytest.mark.parametrize(
    ("error", "said"),
    [(CorpusError("no articles in x"), EN.not_opened + "no articles in x"), (RuntimeError(), "".join(EN.broken))],
)
def test_where_they_do_not_open_it_says_why(parse, error, said):
    def opener():
        raise error

    *_, panel = handlers(opener).show(event(pins=[]), "en")
    assert parse(panel).texts("div", role="alert") == [said]


@pytest.mark.parametrize("sent", [None, {}, {"pins": None}, {"pins": {"a": 1}}, {"pins": [None, 7, ["?"]]}])
def test_whatever_else_comes_from_a_browser_is_an_empty_list(archive, parse, sent):
    *_, panel = handlers(lambda: archive).show(gr.EventData(None, sent), "zh")
    assert parse(panel).texts("li") == []


def test_no_more_than_there_is_room_for_is_made(archive, parse, pin):
    *_, panel = handlers(lambda: archive).show(event(pins=[pin] * (MAX_PINS + 1)), "zh")
    assert len(parse(panel).texts("li")) == MAX_PINS


def test_two_files_of_the_same_content_can_be_told_apart(archive, parse, pin):
    export = handlers(lambda: archive).export
    files = [parse(export(event(pins=[pin], format="csv"), "zh")).elements[0][1] for _ in range(2)]
    assert [file["data-number"] for file in files] == ["1", "2"]
    assert files[0]["data-content"] == files[1]["data-content"]


@pytest.mark.parametrize("kind", [None, "", "exe", {"a": 1}])
def test_another_format_is_refused(archive, pin, kind):
    with pytest.raises(gr.Error, match="format: expected one of markdown, csv, docx"):
        handlers(lambda: archive).export(event(pins=[pin], format=kind), "zh")
