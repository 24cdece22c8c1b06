"""Work that a processor does several pieces of at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Sized
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from embeddings.onnx_session import threads

Item = TypeVar("Item", bound=Sized)
Result = TypeVar("Result")

_BLOCK = 64  # items: what waits to be fetched stays small


def longest_first(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[int, Result]]:
    """The number of each item with what `work` makes of it, longest first; raises what `work` does.

    There are as many workers as threads to compute with. Two networks that read a text each, and share the threads,
    are done sooner than one that reads both in turn, by a seventh; of the same length they end together, so that
    nobody waits (benchmarks/speed/indexing.py).
    """
    numbers = sorted(range(len(items)), key=lambda number: -len(items[number]))
    with ThreadPoolExecutor(threads()) as pool:
        for at in range(0, len(numbers), _BLOCK):
            block = numbers[at : at + _BLOCK]
            yield from zip(block, pool.map(work, (items[number] for number in block)), strict=True)
