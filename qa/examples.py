"""Questions about the articles that ship: the chat offers them, `verify` checks their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.retrieval.language import Language
from qa.settings import Settings

EXAMPLES: Mapping[Language, Sequence[str]] = {
    "zh": (
        "邵阳有多少家企业复工复产？",
        "高新区经济运行调度会是哪天召开的？",
        "谁主持召开了金融机构座谈会？",
        "白沙绿岛是哪天复工的？",
    ),
    "en": (
        "How many enterprises resumed production in Shaoyang?",
        "How much loan demand did the 92 companies apply for?",
        "How many elderly people live in the Hengnan welfare centre?",
    ),
}


def examples_for(settings: Settings) -> Mapping[Language, Sequence[str]] | None:
    """The questions that the chat offers: none where it serves another folder than the articles that ship."""
    return None if settings.corpus else EXAMPLES
