"""Shares of a corpus: each article in one of them, wherever it is decided."""

from collections import Counter
from dataclasses import replace

import pytest

from qa.errors import UsageError
from qa.retrieval.shard import Shard


@pytest.mark.parametrize("written", ["1/1", "2/8", "8/8", "17/100000"])
def test_a_shard_is_written_as_a_fraction(written):
    number, count = map(int, written.split("/"))
    assert Shard.parse(written) == Shard(number, count)


@pytest.mark.parametrize(
    "written", ["", "2", "0/8", "9/8", "-1/8", "1/0", "a/b", "1/2/3", " 1/2", "1/1000000000", "1.5/2"]
)
def test_anything_else_is_wrong_usage(written):
    with pytest.raises(UsageError, match="a shard is written as 2/8, the second of eight shares; it was '"):
        Shard.parse(written)


def test_every_article_is_in_one_share_and_the_shares_are_of_a_size(make_article):
    articles = [make_article(f"第{number}条新闻。", name=f"{number}.txt") for number in range(400)]
    shares = Counter(number for a in articles for number in range(1, 5) if Shard(number, 4).holds(a))
    assert sum(shares.values()) == len(articles)
    assert all(70 < share < 130 for share in shares.values())


def test_the_share_goes_by_what_an_article_says(make_article):
    articles = [make_article("永兴县修桥。", "12座。", name=f"{number}.txt") for number in range(8)]
    assert len({tuple(Shard(number, 8).holds(a) for number in range(1, 9)) for a in articles}) == 1
    held = next(number for number in range(1, 9) if Shard(number, 8).holds(articles[0]))
    assert held == 4 == next(n for n in range(1, 9) if Shard(n, 8).holds(replace(articles[0], id="b#2", title="桥")))
