"""The bins of the confidence, worked out by hand."""

import pytest

from qa.answers.evaluation import Outcome
from qa.answers.question_files import GoldQuestion
from qa.answers.reliability import Bin, reliability

GOLD = GoldQuestion("q1", "zh", "count", "多少家?", (), "news.txt", "1330家", ("1330家",))


def outcome(confidence, quote, answered=True):
    return Outcome(GOLD, answered, None, quote, False, 0.0, None, confidence)


def test_answers_fall_into_bins_and_those_withheld_into_none():
    given = [
        outcome(0.2, True),
        outcome(0.3, False),
        outcome(0.39, False),
        outcome(1.0, True),
        outcome(0.1, False, False),
    ]
    assert reliability(given) == [
        Bin(0.2, 0.4, 3, pytest.approx(0.89 / 3), pytest.approx(1 / 3)),
        Bin(0.8, 1.0, 1, 1.0, 1.0),
    ]


def test_without_answers_there_are_no_bins():
    assert reliability([outcome(0.9, False, answered=False)]) == []
