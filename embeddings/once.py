"""What takes long to load and is loaded once, by whoever needs it first."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from threading import Lock
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Loaded = TypeVar("Loaded")


def once(load: Callable[Given, Loaded]) -> Callable[Given, Loaded]:
    """`load` as a function that loads at the first call and gives the same ever after, until it is called for another.

    Who calls while it is loading waits, where the caches of functools would have it loaded a second time.
    """
    loading, loaded = Lock(), lru_cache(maxsize=1)(load)

    @wraps(load)
    def get(*args: Given.args, **kwargs: Given.kwargs) -> Loaded:
        with loading:
            return loaded(*args, **kwargs)  # type: ignore[arg-type]

    return get
