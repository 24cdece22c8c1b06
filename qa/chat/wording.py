"""Every sentence of the page, in Chinese and in English; a missing one fails when this module is imported."""

from __future__ import annotations

from collections.abc import Mapping

from qa.answers.answer import Language
from qa.chat.chinese import ZH
from qa.chat.english import EN
from qa.chat.phrases import Notice, Wording

__all__ = ["EN", "WORDINGS", "ZH", "Notice", "Wording", "language_of", "preferred_language"]

WORDINGS: Mapping[Language, Wording] = {wording.language: wording for wording in (ZH, EN)}


def preferred_language(accept_language: str) -> Language:
    """The page's language for an HTTP Accept-Language header: the first of zh and en in it, else Chinese."""
    ranked = sorted(map(_language_range, accept_language.split(",")), key=lambda pair: -pair[1])
    for tag, quality in ranked:
        language = tag.partition("-")[0]
        if quality > 0 and language in ("zh", "en"):
            return "zh" if language == "zh" else "en"
    return "zh"


def _language_range(entry: str) -> tuple[str, float]:
    """Tag and quality of one entry such as `en-GB;q=0.8` (RFC 9110, 12.5.4); a malformed quality is 0."""
    tag, _, parameter = entry.partition(";")
    name, _, quality = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return tag.strip().lower(), 1.0
    try:
        return tag.strip().lower(), float(quality)
    except ValueError:
        return tag.strip().lower(), 0.0


def language_of(question: str) -> Language:
    """The language a question is written in, at a glance: Chinese if it holds a Han character."""
    return "zh" if any("\u3400" <= char <= "\u9fff" or char >= "\U00020000" for char in question) else "en"
