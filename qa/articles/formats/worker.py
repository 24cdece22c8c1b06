"""The child process that takes files apart: `python -m qa.articles.formats.worker MEMORY SECONDS OUTPUT`.

It reads files from its standard input, a line of JSON (`format`, `size`) and then the bytes, and writes to its standard
output a line with a size and then that many bytes of JSON for each: what was extracted, or `{"error": …}`. It is given
no path, may write no file, and ends with its input.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

from qa.articles.formats.extracted import to_json
from qa.articles.unreadable import UnreadableError

try:
    import resource
except ImportError:  # Windows; there the parent's time limit and the limit on the output have to do
    resource = None  # type: ignore[assignment]

_MIB = 1024 * 1024
OUT_OF_MEMORY = 12  # the exit code, as ENOMEM


def main(memory: int, seconds: int, output: int) -> None:
    """Answer until the input ends: `memory` and `output` in bytes, `seconds` of processor time a file."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints is no answer
        _limit_memory(memory)
        while header := sys.stdin.buffer.readline():
            asked = json.loads(header)
            _limit_time(seconds)
            data = _answer(asked["format"], sys.stdin.buffer.read(asked["size"]), memory, output)
            answers.write(b"%d\n" % len(data) + data)
            answers.flush()


def _answer(name: str, raw: bytes, memory: int, output: int) -> bytes:
    """What the extractor gives as JSON, or `{"error": …}`; nothing that a file can do goes further than this.

    `spent` tells that the process had better not be used again.
    """
    try:
        extractor = import_module(f"qa.articles.formats.{name}")
        data = _encoded(to_json(extractor.extract(raw)))
    except UnreadableError as error:
        return _encoded({"error": str(error)})
    except ImportError as error:
        return _encoded({"error": f"what reads it is not installed ({error}); install the package again"})
    except MemoryError:
        return _encoded({"error": f"reading it takes more than {memory // _MIB} MiB of memory", "spent": True})
    except RecursionError:
        return _encoded({"error": "it is nested too deeply", "spent": True})
    except Exception as error:  # the libraries raise whatever a broken file makes them run into
        return _encoded({"error": f"it is damaged, or no {name.upper()} file ({_brief(error)})"})
    if len(data) > output:
        return _encoded({"error": f"it holds more than {output // _MIB} MiB of text; split it"})
    return data


def _encoded(result: Mapping[str, Any]) -> bytes:
    return json.dumps(result, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _brief(error: Exception) -> str:
    lines = str(error).split("\n")
    return (lines[0][:120].strip() or type(error).__name__).rstrip(".")


def _limit_memory(memory: int) -> None:
    """From what the interpreter has taken already; no file may be written and no core left behind."""
    if resource is None:
        return
    with suppress(OSError, ValueError):  # where a system does not know the limit
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        taken = _address_space()
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))


def _address_space() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:
            return int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _limit_time(seconds: int) -> None:
    """Processor time counts for the whole process, so each file moves the limit on."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    with suppress(OSError, ValueError):
        limit = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    try:
        main(*map(int, sys.argv[1:]))
    except MemoryError:  # before or behind the reading itself
        sys.exit(OUT_OF_MEMORY)
