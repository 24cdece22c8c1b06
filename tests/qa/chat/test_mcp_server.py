"""The tools as an agent meets them: the real client, over standard input and output and over streamable HTTP."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from qa import Settings, open_archive
from qa.answers.contract import answer_to_dict, hits_to_dict
from qa.chat.page import build_chat

ROOT = Path(__file__).parents[3]
QUESTION = "邵阳有多少家企业复工复产？"
BAD = [
    ("ask", {"question": "问" * 20_001}, "question: 20001 characters, at most 20000 are read; shorten it"),
    ("search", {"question": "邵阳", "k": 0}, "k: expected a whole number from 1 to 50, got 0"),
]


@pytest.fixture(scope="module")
def archive(model_cache):
    return open_archive(settings=Settings(cache=model_cache))


@pytest.fixture(scope="module")
def command(archive, model_cache):
    """How a client starts the server, over the articles that ship."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("YUANJU_")}
    env |= {"YUANJU_CACHE": str(model_cache), "PYTHONPATH": str(ROOT)}
    return StdioServerParameters(command=sys.executable, args=["-m", "qa", "mcp"], env=env)


@contextlib.contextmanager
def serving(command, port):
    """The same server over HTTP, in a process of its own; gives its address."""
    arguments = [command.command, *command.args, "--port", str(port)]
    server = subprocess.Popen(arguments, env=command.env, cwd=ROOT, stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + 120
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert server.poll() is None, server.stderr.read().decode()
            assert time.monotonic() < until
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        server.terminate()
        server.wait(30)


def over(transport, use):
    """Runs `use` with a session of the client over a transport; gives what it returns."""

    async def session():
        async with transport as streams, ClientSession(streams[0], streams[1]) as client:
            await client.initialize()
            return await use(client)

    return asyncio.run(session())


async def everything(client):
    """The tools, what they answer, and what they say of bad input."""
    tools = (await client.list_tools()).tools
    answer = await client.call_tool("ask", {"question": "那衡阳呢？", "history": [QUESTION]})
    hits = await client.call_tool("search", {"question": QUESTION, "k": 2})
    refused = [await client.call_tool(name, arguments) for name, arguments, _ in BAD]
    unknown = await client.call_tool("open", {})
    return tools, answer, hits, refused, unknown


def text(result):
    (content,) = result.content
    return content.text


def check_tools(tools):
    assert {tool.name: tool.inputSchema["required"] for tool in tools} == {"ask": ["question"], "search": ["question"]}
    assert {tool.name: set(tool.inputSchema["properties"]) for tool in tools} == {
        "ask": {"question", "history", "filters"},
        "search": {"question", "k", "filters"},
    }
    assert all("word for word" in tool.description for tool in tools)


@pytest.mark.parametrize("how", ["stdio", "http"])
def test_tools_of_the_command(how, command, archive, free_tcp_port):
    with contextlib.ExitStack() as stack:
        if how == "stdio":
            transport = stdio_client(command)
        else:
            transport = streamable_http_client(stack.enter_context(serving(command, free_tcp_port)))
        tools, answer, hits, refused, unknown = over(transport, everything)
    check_tools(tools)
    assert all(tool.annotations.readOnlyHint for tool in tools)
    expected = answer_to_dict(archive.ask("那衡阳呢？", history=[QUESTION]))
    assert (answer.isError, answer.structuredContent, json.loads(text(answer))) == (False, expected, expected)
    expected = hits_to_dict(QUESTION, archive.search(QUESTION, k=2))
    assert (hits.isError, hits.structuredContent, json.loads(text(hits))) == (False, expected, expected)
    for result, (name, _, message) in zip(refused, BAD, strict=True):
        assert (result.isError, text(result)) == (True, f"Error executing tool {name}: {message}")
    assert (unknown.isError, text(unknown)) == (True, "Unknown tool: open")


def test_a_missing_folder_is_told_to_the_agent(command, tmp_path):
    gone = command.model_copy(update={"args": [*command.args, "--corpus", str(tmp_path / "gone")]})
    result = over(stdio_client(gone), lambda client: client.call_tool("ask", {"question": QUESTION}))
    assert result.isError
    assert str(tmp_path / "gone") in text(result)
    assert "Traceback" not in text(result)


def test_without_the_library_the_command_names_its_extra():
    code = "import sys; sys.modules['mcp'] = None; sys.argv = ['yuanju', 'mcp']; from qa.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr == "yuanju: mcp is not installed; get it with: pip install 'yuanju[mcp]'\n"


@pytest.fixture(scope="module")
def page(newspaper):
    """The web chat with Gradio's own MCP server switched on, as GRADIO_MCP_SERVER does."""
    demo = build_chat(newspaper.archive)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GRADIO_MCP_SERVER", "True")
        _, url, _ = demo.launch(prevent_thread_lock=True, quiet=True)
    yield f"{url}gradio_api/mcp/"
    demo.close()


def test_tools_of_the_page(page, newspaper):
    """Nothing of the page itself is a tool."""
    tools, answer, hits, refused, unknown = over(streamable_http_client(page), everything)
    check_tools(tools)
    for tool in tools:
        assert all(about["description"] for about in tool.inputSchema["properties"].values())
    scripted = newspaper.archive()
    expected = answer_to_dict(scripted.ask("那衡阳呢？", history=[QUESTION]))
    assert (answer.isError, json.loads(text(answer))) == (False, expected)
    assert (hits.isError, json.loads(text(hits))) == (False, hits_to_dict(QUESTION, scripted.search(QUESTION, k=2)))
    for result, (_, _, message) in zip(refused, BAD, strict=True):
        assert (result.isError, text(result)) == (True, message)
    assert unknown.isError


def test_a_fault_of_the_program_is_told_without_its_insides(page):
    result = over(streamable_http_client(page), lambda client: client.call_tool("ask", {"question": "这里出错"}))
    assert result.isError
    assert "a fault of the program" not in text(result)
