"""The web chat: `python app.py`. Settings come from the environment, host and port from Gradio's own variables."""

from collections.abc import Mapping, Sequence
from typing import Literal

from qa import open_archive
from qa.chat.page import build_chat
from qa.settings import Settings

SETTINGS = Settings.from_env()

# Questions about the articles that ship with Yuanju; another corpus has other questions.
EXAMPLES: Mapping[Literal["zh", "en"], Sequence[str]] = {
    "zh": (
        "邵阳有多少家企业复工复产？",
        "高新区经济运行调度会是哪天召开的？",
        "谁主持召开了金融机构座谈会？",
        "白沙绿岛是哪天复工的？",
    ),
    "en": (
        "How many enterprises resumed production in Shaoyang?",
        "How much loan demand did the 92 companies apply for?",
        "When did Deng Qunce inspect Hengnan county?",
    ),
}

demo = build_chat(lambda: open_archive(settings=SETTINGS), examples=None if SETTINGS.corpus else EXAMPLES)

if __name__ == "__main__":
    demo.launch()
