"""Text into the terms that the keyword index counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from embeddings.once import once
from qa.retrieval.folding import chinese_numbers, fold

if TYPE_CHECKING:
    import jieba

# jieba is quadratic on unbroken runs (100,000 characters: 46 s measured): it never gets more than this at a time.
LONGEST_RUN = 200
_RUN = re.compile(r"[一-鿿㐀-䶿\U00020000-\U0003ffff]+|[a-z]+(?:['-][a-z]+)*|\d+(?:\.\d+)?")
# Words that stand in every text and tell nothing; the index ignores them on both sides.
_CALENDAR = re.compile(r"(\d{1,4})(年|月|日|号)")
STOP_WORDS = frozenset(
    (
        "的 了 在 是 和 与 及 或 等 对 为 以 于 从 将 被 把 向 到 由 也 都 就 还 又 并 而 之 其 这 "
        "那 该 个 一个 a an the of in on at to for by with from and or is are was were be been it "
        "its that this as did do does"
    ).split()
)


@once
def segmenter() -> jieba.Tokenizer:
    """Yuanju's own jieba tokenizer with its shipped dictionary: no word added by others can change the index.

    The dictionary is read anew at every start. jieba's own cache saves 0.3 s, but it is unmarshalled from a file in
    the shared temporary folder, where anybody may have put it.
    """
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


class Cut(NamedTuple):
    """A text cut: its folded words in order, and its terms for the keyword index."""

    words: list[str]
    terms: list[str]


def cut(text: str) -> Cut:
    """Cut a text: words are jieba's for Chinese, runs of letters, numbers.

    Terms are the words but for STOP_WORDS, character pairs of Chinese runs, the values of Chinese numerals, and dates
    part by part. Pairs keep names findable that the segmenter has never seen (邓群策) or cuts otherwise in a question.
    """
    folded = fold(text)
    found = _words(folded)
    told = [word for word in found if word not in STOP_WORDS]
    pairs = [run[at : at + 2] for run in _RUN.findall(folded) if run[0] >= "㐀" for at in range(len(run) - 1)]
    every = told + pairs + chinese_numbers(folded) + calendar_terms(folded)
    # Each is one string, however often it stands: of 10,000 articles it saves half a gigabyte.
    return Cut(list(map(intern, found)), list(map(intern, every)))


def words(text: str) -> list[str]:
    """The folded words of `text`, as `cut` has them."""
    return _words(fold(text))


def terms(text: str) -> list[str]:
    """The terms of `text`, as `cut` has them."""
    return cut(text).terms


def _words(folded: str) -> list[str]:
    found: list[str] = []
    for run in _runs(folded):
        found += segmenter().cut(run) if run[0] >= "㐀" else [run]
    return found


def runs(text: str) -> Iterator[str]:
    """What of folded `text` words are made of: Chinese without a break, at most LONGEST_RUN, letters, numbers."""
    return _runs(fold(text))


def _runs(folded: str) -> Iterator[str]:
    for run in _RUN.findall(folded):
        size = LONGEST_RUN if run[0] >= "㐀" else len(run)
        yield from (run[start : start + size] for start in range(0, len(run), size))


def calendar_terms(folded: str) -> list[str]:
    """Years, months and days of folded text as one term each (3月, 10日); 10号 is 10日."""
    return [number + unit.replace("号", "日") for number, unit in _CALENDAR.findall(folded)]
