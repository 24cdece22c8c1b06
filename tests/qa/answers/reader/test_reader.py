"""Runs of a page against every run tried one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answers.reader.reader import LONGEST_ANSWER, PageRead

LOGS = st.floats(-20, 0, width=32)


@st.composite
def page_reads(draw):
    widths = draw(st.lists(st.integers(1, 3), min_size=1, max_size=60))
    ends = np.cumsum(widths).tolist()
    pieces = list(zip([0, *ends[:-1]], ends, strict=True))
    logs = [draw(st.lists(LOGS, min_size=len(pieces), max_size=len(pieces))) for _ in range(2)]
    return PageRead(draw(LOGS), pieces, *(np.array(log, np.float32) for log in logs))


@settings(max_examples=200)
@given(page_reads(), st.data())
def test_the_best_run_is_the_best_of_all_that_are_not_too_long(read, data):
    low = data.draw(st.integers(0, read.pieces[-1][1]))
    high = data.draw(st.integers(low, read.pieces[-1][1]))
    inside = [n for n, (start, end) in enumerate(read.pieces) if low <= start and end <= high]
    runs = [(i, j) for i in inside for j in inside if i <= j < i + LONGEST_ANSWER]
    best = read.best(low, high)
    if not runs:
        assert best is None
        return
    assert best.score == pytest.approx(max(float(read.starts[i] + read.ends[j]) for i, j in runs), abs=1e-4)
    assert low <= best.start < best.end <= high
    assert read.score(best.start, best.end) == pytest.approx(best.score, abs=1e-4)


def test_the_score_of_a_run_is_that_of_the_pieces_at_its_ends():
    read = PageRead(
        0.0, [(0, 2), (2, 5), (5, 6)], np.array([-1, -2, -3], np.float32), np.array([-4, -5, -6], np.float32)
    )
    assert read.score(0, 2) == -5
    assert read.score(1, 4) == -6  # begins inside the first piece, ends inside the second
    assert read.score(3, 6) == -8
    assert read.score(6, 7) == -np.inf


def test_a_reader_that_only_ranks_has_no_runs():
    read = PageRead(1.5, (), np.empty(0, np.float32), np.empty(0, np.float32))
    assert read.best(0, 10) is None
    assert read.score(0, 10) == -np.inf
