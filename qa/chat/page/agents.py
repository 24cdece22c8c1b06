"""What agents get from the page's own MCP server, which is Gradio's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gradio.mcp import GradioMCPServer
    from mcp.types import TextContent


def give_json(server: GradioMCPServer) -> None:
    """Give the JSON contract as JSON: left to itself, Gradio gives an answer in Python's notation."""

    def as_json(data: list[Any], root_url: str) -> list[TextContent]:
        return [server.types.TextContent(type="text", text=json.dumps(value, ensure_ascii=False)) for value in data]

    server.postprocess_output_data = as_json  # type: ignore[method-assign, assignment]
