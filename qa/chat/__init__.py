"""Answer → screen: wording, rendering, the web page and the terminal.

The page is in `qa.chat.page`: importing that imports Gradio; nothing else here does.
"""
