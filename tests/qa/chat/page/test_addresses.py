"""The server reads no address that a client names, and hands out no file of its machine."""

import json
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import gradio as gr
import pytest
import safehttpx

from qa.chat.page import build_chat
from qa.chat.page.addresses import names_address

JSON = {"content-type": "application/json"}


class Elsewhere(BaseHTTPRequestHandler):
    """A server that a client would like to have read, and that keeps what it was asked for."""

    asked: list[str] = []  # noqa: RUF012 (one of its kind)

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"secret of the inner network")

    def log_message(self, *_):
        pass


@pytest.fixture
def elsewhere(monkeypatch):
    """The address of that server; Gradio takes this machine for a public host."""

    async def public(_host):
        return "127.0.0.1"

    monkeypatch.setattr(safehttpx, "async_validate_url", public)
    Elsewhere.asked.clear()
    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def chat(newspaper):
    demo = build_chat(newspaper.archive)
    _, url, _ = demo.launch(prevent_thread_lock=True, quiet=True)
    yield url
    demo.close()


@pytest.fixture
def plain():
    """Gradio as it comes, with one endpoint that takes anything."""

    def ask(question: dict) -> str:
        return str(question)

    with gr.Blocks() as demo:
        gr.api(ask, api_name="ask")
    _, url, _ = demo.launch(prevent_thread_lock=True, quiet=True)
    yield url
    demo.close()


def sent(url, body=None):
    """Status and text of the answer."""
    request = urllib.request.Request(url, body and json.dumps(body).encode(), JSON)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def file_at(address):
    return {"path": address, "url": None, "meta": {"_type": "gradio.FileData"}}


def asked_for(url, question):
    """The last thing that is told of a question."""
    _, event = sent(f"{url}gradio_api/call/v2/ask", {"question": question})
    return sent(f"{url}gradio_api/call/v2/ask/{json.loads(event)['event_id']}")[1]


LINKS = ["file={}/a", "file={}/a?b#c", "proxy={}/a", "file=%20{}/a"]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_that_is_an_address_is_refused(chat, elsewhere, link):
    for address in (elsewhere, elsewhere.replace("http:", "HTTP:"), elsewhere.replace("://", "%3A%2F%2F")):
        assert sent(f"{chat}gradio_api/{link.format(address)}") == (403, "no address is fetched from here")
    assert Elsewhere.asked == []


def test_a_file_that_is_an_address_is_refused(chat, elsewhere):
    for question in (file_at(f"{elsewhere}/a"), [{"deep": [file_at(f"{elsewhere}/b")]}]):
        assert "no address is fetched from here" in asked_for(chat, question)
    assert Elsewhere.asked == []


def test_every_event_of_the_page_refuses_it(chat, elsewhere):
    _, config = sent(f"{chat}config")
    events = json.loads(config)["dependencies"]
    assert len(events) > 20
    for event in events:
        data = [file_at(f"{elsewhere}/{event['id']}") for _ in event["inputs"]]
        sent(f"{chat}gradio_api/run/predict", {"fn_index": event["id"], "data": data, "session_hash": "x"})
        sent(f"{chat}gradio_api/queue/join", {"fn_index": event["id"], "data": data, "session_hash": "x"})
    sent(f"{chat}gradio_api/queue/data?session_hash=x")
    assert Elsewhere.asked == []


@pytest.mark.parametrize(
    "link", ["file={}", "file=../../../../../..{}", "file=%2F{}", "stream/{}", "../..{}", "static/..{}"]
)
def test_no_file_of_the_machine_is_handed_out(chat, tmp_path, link):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret of the machine", encoding="utf-8")
    for root in (chat, f"{chat}gradio_api/", f"{chat}assets/", f"{chat}static/"):
        status, text = sent(root + link.format(secret))
        assert "secret of the machine" not in text
        assert status != 200 or "<html" in text.lower()  # the page itself
    assert "secret of the machine" not in asked_for(chat, file_at(str(secret)))


def test_gradio_alone_fetches_both(plain, elsewhere):
    """Else the tests above could not fail."""
    assert sent(f"{plain}gradio_api/file={elsewhere}/link") == (200, "secret of the inner network")
    asked_for(plain, file_at(f"{elsewhere}/file"))
    assert Elsewhere.asked == ["/link", "/file"]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (["问"], False),
        ([{"path": "a.txt", "url": None}], False),
        (["http://a"], False),  # a text that only speaks of one
        ([{"question": "http://a"}], False),
        ([{"path": "http://a"}], True),
        ([{"url": " HTTPS://a"}], True),
        ([[({"x": [{"path": "https:a"}]},)]], True),
    ],
)
def test_only_a_file_can_name_an_address(given, named):
    assert names_address(given) is named


def test_nesting_of_any_depth_is_looked_through():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    assert not names_address(deep)
