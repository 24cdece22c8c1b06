"""The endpoints as a script meets them: over HTTP, on loopback."""

import json
import threading
import urllib.error
import urllib.request

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from qa.answers.contract import answer_to_dict, hits_to_dict
from qa.chat.page import build_chat
from qa.errors import CorpusError
from qa.retrieval.filters import parse_filters


@pytest.fixture(scope="module")
def url(newspaper):
    demo = build_chat(newspaper.archive)
    _, url, _ = demo.launch(prevent_thread_lock=True, quiet=True)
    yield url
    demo.close()


@pytest.fixture(scope="module")
def client(url):
    return Client(url, verbose=False)


def call(url: str, name: str, body: dict[str, object]) -> tuple[str, object]:
    """The last event and its data, as a program without any Gradio gets them: POST, then server-sent events."""
    path, sent = f"{url}gradio_api/call/v2/{name}", json.dumps(body).encode()
    request = urllib.request.Request(path, sent, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        event = json.load(response)["event_id"]
    with urllib.request.urlopen(f"{path}/{event}", timeout=30) as response:
        *_, last = (part for part in response.read().decode().split("\n\n") if part.startswith("event: "))
    name_line, _, data_line = last.partition("\n")
    return name_line.removeprefix("event: "), json.loads(data_line.removeprefix("data: "))


def test_ask_returns_the_contract(client, archive):
    question = "邵阳有多少家企业复工？"
    assert client.predict(question, api_name="/ask") == answer_to_dict(archive.ask(question))
    assert client.predict("岳阳？", ["邵阳？"], api_name="/ask") == answer_to_dict(archive.ask("岳阳？"))


def test_search_returns_the_contract(client, archive):
    assert client.predict("邵阳", 2, api_name="/search") == hits_to_dict("邵阳", archive.search("邵阳", k=2))


def test_filters_are_taken_and_answered_for(client, archive):
    filters = {"place": "岳阳", "since": "2022-01-01"}
    told = client.predict("邵阳？", [], filters, api_name="/ask")
    assert told == answer_to_dict(archive.ask("邵阳？", filters=parse_filters(filters)))
    assert (told["reason"], told["filters"]["unmatched"]) == ("filter_matches_nothing", ["place"])
    hits = archive.search("邵阳", filters=parse_filters({"place": "邵阳"}))
    expected = hits_to_dict("邵阳", hits, archive.selection(parse_filters({"place": "邵阳"})))
    assert client.predict("邵阳", 5, {"place": "邵阳"}, api_name="/search") == expected
    assert expected["filters"] == {"place": "邵阳", "articles": 1, "undated": 0, "unmatched": []}


def test_plain_http_gets_the_same(url, archive):
    assert call(url, "ask", {"question": "陷阱"}) == ("complete", [answer_to_dict(archive.ask("陷阱"))])
    assert call(url, "search", {"question": "邵阳", "k": 1}) == (
        "complete",
        [hits_to_dict("邵阳", archive.search("邵阳", k=1))],
    )


def test_only_ask_and_search_are_offered(client):
    offered = client.view_api(return_format="dict", print_info=False)
    assert set(offered["named_endpoints"]) == {"/ask", "/search"}
    assert offered["unnamed_endpoints"] == {}


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("ask", {"question": {"a": 1}}, "question: expected a text, got dict; send one string"),
        ("ask", {"question": None}, "question: expected a text, got NoneType; send one string"),
        ("ask", {"question": "问" * 20_001}, "question: 20001 characters, at most 20000 are read; shorten it"),
        ("ask", {"question": "", "history": ""}, "history: expected a list of questions, got str; send [] for none"),
        ("ask", {"question": "", "history": [1]}, "question: expected a text, got int; send one string"),
        ("ask", {"question": "", "filters": []}, "filters: expected an object, got list; leave them out for none"),
        (
            "search",
            {"question": "", "filters": {"since": "gestern"}},
            "filters: since: expected a day such as 2022-11-21, got 'gestern'",
        ),
        ("search", {"question": "问", "k": 0}, "k: expected a whole number from 1 to 50, got 0"),
        ("search", {"question": "问", "k": "5"}, "k: expected a whole number from 1 to 50, got '5'"),
    ],
)
def test_bad_input_gets_one_clear_message(url, name, body, message):
    kind, sent = call(url, name, body)
    assert (kind, sent["error"]) == ("error", message)


def test_an_archive_that_cannot_be_opened_is_a_message_to_the_client(capfd):
    def opener():
        raise CorpusError("no such folder: news/; set YUANJU_CORPUS")

    demo = build_chat(opener)
    _, url, _ = demo.launch(prevent_thread_lock=True, quiet=True)
    with pytest.raises(AppError, match="no such folder: news/; set YUANJU_CORPUS"):
        Client(url, verbose=False).predict("邵阳？", api_name="/ask")
    demo.close()
    assert "Traceback" not in capfd.readouterr().err


def test_questions_from_several_scripts_at_once(url, archive):
    expected, got = ("complete", [answer_to_dict(archive.ask("邵阳"))]), []
    scripts = [threading.Thread(target=lambda: got.append(call(url, "ask", {"question": "邵阳"}))) for _ in range(8)]
    for script in scripts:
        script.start()
    for script in scripts:
        script.join(30)
    assert got == [expected] * 8


@pytest.mark.parametrize("path", ["monitoring", "gradio_api/runs"])
def test_nothing_watches_the_readers(url, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(url + path, timeout=30)
    assert refused.value.code in (403, 404)


def test_files_sent_to_the_server_are_refused(url):
    body = b'--x\r\ncontent-disposition: form-data; name="files"; filename="a"\r\n\r\n' + b"a" * 4096 + b"\r\n--x--"
    kind = {"content-type": "multipart/form-data; boundary=x"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(f"{url}gradio_api/upload", body, kind), timeout=30)
    assert refused.value.code == 413
