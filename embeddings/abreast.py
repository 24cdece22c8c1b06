"""Work that a processor does several pieces of at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence, Sized
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from embeddings.onnx_session import threads

Item = TypeVar("Item", bound=Sized)
Result = TypeVar("Result")

_AHEAD = 64  # items: what waits to be worked on or to be fetched stays small


def longest_first(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[int, Result]]:
    """The number of each item with what `work` makes of it, longest first; raises what `work` does.

    There are as many workers as threads to compute with. Two networks that read a text each, and share the threads,
    are done sooner than one that reads both in turn, by a seventh; of the same length they end together, so that
    nobody waits (benchmarks/speed/indexing.py).
    """
    pool = ThreadPoolExecutor(threads())
    numbers = iter(sorted(range(len(items)), key=lambda number: -len(items[number])))
    try:
        begun = deque((number, pool.submit(work, items[number])) for number in islice(numbers, _AHEAD))
        while begun:
            number, result = begun.popleft()
            yield number, result.result()
            begun.extend((later, pool.submit(work, items[later])) for later in islice(numbers, 1))
    finally:
        pool.shutdown(cancel_futures=True)
