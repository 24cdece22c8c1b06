"""The web page: Gradio blocks, what they do, how they look."""

from qa.chat.page.blocks import build_chat

__all__ = ["build_chat"]
