import pytest

from qa.chat.uploads.reasons import _KINDS, kind_of
from qa.chat.uploads.sent import Problem
from qa.chat.wording import WORDINGS


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("甲.txt is empty", ("empty", {})),
        ("甲.txt is not text: it holds NUL bytes; save it as UTF-8 text", ("not_text", {})),
        (
            "甲.txt is in an encoding that is not known: read as big5, it holds hardly a common character; save it",
            ("encoding", {}),
        ),
        ("甲.txt cannot be read: it is an HTML page; name it .html", ("misnamed", {"ending": ".html"})),
        ("甲.txt cannot be read: it is an RTF document; save it as DOCX", ("old_office", {})),
        (".caj files are not read; save it as PDF", ("save_as", {"format": "PDF"})),
        ("甲.txt cannot be read: it is encrypted; save it without a password", ("encrypted", {})),
        ("甲.txt cannot be read: reading it takes more than 30 seconds", ("too_much", {})),
        ("甲.txt cannot be read: it brings down the program that reads it (SIGKILL)", ("damaged", {})),
        ("no text on page 3, 4: empty, or a scan", ("page", {"pages": "3, 4"})),
        ("no text on page 1, 2 and more: empty, or a scan", ("page", {"pages": "1, 2"})),
        ("line 7 has no text in a column such as text, content or 正文", ("line", {"line": "7"})),
        ("and 3 more lines", ("more_lines", {"count": "3"})),
        ("what stands above its text is not read: it is not YAML (line 2: x)", ("above", {})),
        ("甲.txt cannot be read: Input/output error", ("other", {"reason": "Input/output error"})),
    ],
)
def test_a_reason_is_of_a_kind(reason, expected):
    assert kind_of("甲.txt", reason) == expected


@pytest.mark.parametrize("wording", WORDINGS.values(), ids=WORDINGS)
def test_there_is_a_sentence_for_each_kind_of_reason_and_each_problem(wording):
    assert set(wording.uploads.unread) == {kind for kind, _ in _KINDS} | {"other"}
    assert set(wording.uploads.refused) == set(Problem)
