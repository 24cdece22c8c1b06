"""Clippings of every kind: found and lost, of an answer and of a pointer, of ordinary and of hostile articles."""

from types import SimpleNamespace

import pytest

from qa.chat.clippings.clipping import clippings_of, pin_of
from qa.chat.conversation import Turn


@pytest.fixture
def pins(archive) -> SimpleNamespace:
    """Pins of the scripted archive's quotes, by what they are for the tests."""

    def of(question: str) -> list[str]:
        turn = Turn(1, question, archive.ask(question))
        return [pin_of(turn, citation) for citation in turn.citations]

    resumed, hengyang, _ = of("邵阳有多少家企业复工？")
    (pointer,) = of("岳阳有多少家企业复工？")
    changed = resumed.replace("sha=", "sha=000000000000&was=")
    hostile = of("陷阱 =1+1")
    return SimpleNamespace(resumed=resumed, hengyang=hengyang, pointer=pointer, changed=changed, hostile=hostile)


@pytest.fixture
def clippings(archive):
    """What the scripted archive holds for some pins."""
    return lambda *pins: clippings_of(pins, archive.articles)
