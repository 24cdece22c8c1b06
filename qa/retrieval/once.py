"""What takes long to load and is loaded once, by whoever needs it first."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from threading import Lock
from typing import TypeVar

Loaded = TypeVar("Loaded")


def once(load: Callable[[], Loaded]) -> Callable[[], Loaded]:
    """`load` as a function that loads at the first call and gives the same ever after.

    Who calls while it is loading waits, where `functools.cache` would have it loaded a second time.
    """
    loading, loaded = Lock(), cache(load)

    @wraps(load)
    def get() -> Loaded:
        with loading:
            return loaded()

    return get
