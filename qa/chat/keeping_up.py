"""A chat goes on to the newest index that another program publishes, such as `yuanju index --watch`."""

from __future__ import annotations

import logging
from threading import Event, Thread

from qa.chat.loading import Loading
from qa.errors import QAError

# Seconds until the next look at the index, which is one at a single file; and after a newer one that could not be read.
_PAUSE, _AFTER_TROUBLE = 2.0, 60.0

_LOG = logging.getLogger(__name__)


def keep_up(loading: Loading, *, pause: float = _PAUSE) -> Event:
    """Exchange the archive whenever a newer index is there, in a thread of its own, until the event is set.

    The old archive answers until the newer one is in memory, and whatever it has begun to answer it answers to the end.
    """
    ended = Event()
    Thread(target=_follow, args=(loading, pause, ended), name="keep-up", daemon=True).start()
    return ended


def _follow(loading: Loading, pause: float, ended: Event) -> None:
    following = pause
    while not ended.wait(following):
        following = pause if _exchanged(loading) else _AFTER_TROUBLE


def _exchanged(loading: Loading) -> bool:
    """Whether the archive is as new as the index, as far as can be told."""
    archive = loading.opened
    try:
        if archive and archive.overtaken:
            loading.exchange(archive.reopened())
    except QAError as error:
        _LOG.warning("a newer index is there, but cannot be read, and the old one answers on: %s", error)
    except Exception:
        _LOG.exception("a newer index is there, but cannot be read, and the old one answers on")
    else:
        return True
    return False
