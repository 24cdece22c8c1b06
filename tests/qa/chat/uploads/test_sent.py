import base64

import pytest

from qa.chat.uploads.sent import (
    LARGEST_FILE,
    LARGEST_TOGETHER,
    MOST_FILES,
    NOTHING,
    Problem,
    RefusedError,
    Sent,
    Taken,
    checked_files,
    in_mb,
)

MIB = 1024**2


def file(name="a.txt", content=b"", size=None):
    encoded = None if content is None else base64.b64encode(content).decode()
    return {"name": name, "size": len(content or b"") if size is None else size, "content": encoded}


def refused(value, before=NOTHING):
    with pytest.raises(RefusedError) as error:
        checked_files(value, before)
    return error.value.problem, dict(error.value.values)


def test_files_come_as_they_were():
    whole = [file("甲.txt", b"\0\xff"), file("乙.md"), file("folder", None, 4096)]
    assert checked_files(whole) == [Sent("甲.txt", b"\0\xff"), Sent("乙.md", b""), Sent("folder", None)]


@pytest.mark.parametrize(
    "value",
    [
        ["a"],
        [{"name": "a", "content": ""}],
        [file() | {"more": 1}],
        [file() | {"name": 1}],
        [file("a" * 1001)],
        [file() | {"content": "*"}],
        [file() | {"content": "YQ"}],
        [file() | {"content": "é==="}],
        [file() | {"content": b""}],
        [file() | {"content": None, "size": "1"}],
        [file() | {"content": None, "size": True}],
    ],
)
def test_what_no_page_sends_is_refused(value):
    assert refused(value) == (Problem.MALFORMED, {})


@pytest.mark.parametrize("value", [None, [], {}, "a"])
def test_no_file_is_refused(value):
    assert refused(value) == (Problem.NOTHING, {})


def test_twenty_files_are_taken_with_those_from_before():
    assert len(checked_files([file()] * MOST_FILES)) == 20
    assert refused([file()] * 21) == (Problem.TOO_MANY_FILES, {"count": 21, "most": 20})
    assert refused([file()] * 2, Taken(files=19)) == (Problem.TOO_MANY_FILES, {"count": 21, "most": 20})


def test_a_file_may_be_as_large_as_is_said_and_not_a_byte_larger():
    assert len(checked_files([file(content=bytes(LARGEST_FILE))])[0].content) == 10 * MIB
    too_large = {"name": "b.pdf", "size": "10.1", "most": "10"}
    assert refused([file(), file("x/b.pdf", bytes(LARGEST_FILE + 1))]) == (Problem.FILE_TOO_LARGE, too_large)
    assert refused([file("b.pdf", None, LARGEST_FILE + 1)]) == (Problem.FILE_TOO_LARGE, too_large)


def test_what_is_there_counts_not_what_is_said():
    assert refused([file("b.pdf", bytes(LARGEST_FILE + 1), size=1)])[0] is Problem.FILE_TOO_LARGE


def test_together_they_may_be_as_large_as_is_said_with_those_from_before():
    unread = [file("b.pdf", None, LARGEST_FILE)] * 3
    assert len(checked_files(unread)) == 3
    assert refused([*unread, file("c", b"1")]) == (Problem.TOO_LARGE, {"size": "30.1", "most": "30"})
    assert refused([file("c", b"1")], Taken(1, LARGEST_TOGETHER)) == (
        Problem.TOO_LARGE,
        {"size": "30.1", "most": "30"},
    )


@pytest.mark.parametrize(("size", "said"), [(0, "0"), (1, "0.1"), (10 * MIB, "10"), (12.34 * MIB, "12.4")])
def test_a_size_is_rounded_up(size, said):
    assert in_mb(int(size)) == said
