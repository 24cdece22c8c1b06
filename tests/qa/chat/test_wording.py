import dataclasses
import re
import string

import pytest

from qa.answers.answer import Reason
from qa.chat.wording import EN, WORDINGS, ZH, Wording, language_of, preferred_language


def sentences(wording: Wording) -> dict[str, str]:
    """Every text of a wording by the name of its field."""
    found = {}
    for field in dataclasses.fields(wording):
        value = getattr(wording, field.name)
        if dataclasses.is_dataclass(value):
            found |= {f"{field.name} {name}": text for name, text in sentences(value).items()}
            continue
        parts = value if isinstance(value, dict) else {"": value}
        for key, part in parts.items():
            texts = part if isinstance(part, tuple) else (part,)
            found |= {f"{field.name} {key} {place}": text for place, text in enumerate(texts)}
    return found


def facts(said: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


def test_both_languages_say_the_same_things_with_the_same_facts_filled_in():
    chinese, english = sentences(ZH), sentences(EN)
    assert chinese.keys() == english.keys()
    for name, text in chinese.items():
        assert facts(text) == facts(english[name]), name


@pytest.mark.parametrize("wording", [ZH, EN])
def test_nothing_is_empty_and_everything_is_in_its_language(wording):
    for name, text in sentences(wording).items():
        if name.startswith("language "):
            continue
        assert text.strip() == text != "", name
        assert bool(re.search("[\u4e00-\u9fff]", text)) == (wording is ZH), name


def test_a_reason_without_a_notice_fails_at_once():
    lacking = {reason: notice for reason, notice in EN.reasons.items() if reason is not Reason.FACT_NOT_STATED}
    with pytest.raises(ValueError, match="fact_not_stated"):
        dataclasses.replace(EN, reasons=lacking)


def test_each_reason_is_told_apart_from_the_others():
    for wording in WORDINGS.values():
        assert len({notice.headline for notice in wording.reasons.values()}) == len(Reason)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr-FR, en;q=0.5, zh;q=0.7", "zh"),
        ("EN", "en"),
        ("zh;q=0, en;q=0.1", "en"),
        ("de, fr", "zh"),
        ("", "zh"),
        (";;q=,en;q=x,*", "zh"),
    ],
)
def test_the_language_that_the_browser_prefers(header, language):
    assert preferred_language(header) == language


@pytest.mark.parametrize(
    ("question", "language"),
    [("邵阳 how many?", "zh"), ("how many in Shaoyang?", "en"), ("𠮷", "zh"), ("😀?!", "en"), ("", "en")],
)
def test_the_language_of_a_question(question, language):
    assert language_of(question) == language
