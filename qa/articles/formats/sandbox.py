"""Untrusted files are taken apart in a child process with limits; whatever they do to it ends as one clear reason."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import Any

from qa.articles.formats.extracted import Extracted, from_json
from qa.articles.formats.worker import OUT_OF_MEMORY
from qa.articles.unreadable import UnreadableError

_MIB = 1024 * 1024
# The folder that holds the package: the child finds it even where only this process was told of it.
_ROOT = Path(__file__).resolve().parents[3]
_LONGEST_SIZE_LINE = 32


@dataclass(frozen=True, slots=True)
class Limits:
    """For one file: bytes of memory, seconds of processor and of wall-clock time, bytes of JSON that may come back."""

    memory: int = 1024 * _MIB
    seconds: int = 120
    output: int = 128 * _MIB


class Sandbox:
    """A child process for one file after the other, to be used by one thread at a time.

    It is started with the first file, and anew behind one that brought it down. It is given no path: it reads a file's
    bytes from its input, may write to no file, and ends when this process does. On Linux the limits on memory and
    processor time are the kernel's (`resource.setrlimit`); macOS heeds the one on processor time alone, Windows
    neither: there the wall clock and the limits on input and output have to do.
    """

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def extract(self, name: str, raw: bytes) -> Extracted:
        """The text of a file of the format `name`. Raises UnreadableError with the reason why there is none.

        What a file does to its child says nothing of the next one: a child that has run out of anything is replaced,
        and where it had read other files before, the file is tried again.
        """
        was_used = self._child is not None
        result = self._ask(name, raw)
        if result.get("spent"):
            self.close()
            result = self._ask(name, raw) if was_used else result
        if "error" in result:
            raise UnreadableError(str(result["error"]))
        try:
            return from_json(result)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise UnreadableError(f"what was read of it makes no sense ({error})") from error

    def close(self) -> None:
        """End the child."""
        if self._child:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _ask(self, name: str, raw: bytes) -> dict[str, Any]:
        """What the child answers; if it ends instead, `{"error": …, "spent": true}`."""
        child = self._child = self._child or self._started()
        late = Event()
        timer = Timer(self._limits.seconds, _end, [child, late])
        timer.start()
        try:
            data = self._exchange(child, json.dumps({"format": name, "size": len(raw)}).encode() + b"\n", raw)
        finally:
            timer.cancel()
        if data is not None:
            result: dict[str, Any] = json.loads(data)
            return result
        self.close()
        if late.is_set() or _died_of(child) == "SIGXCPU":  # a second try would take as long
            return {"error": f"reading it takes more than {self._limits.seconds} seconds"}
        return {"error": f"it brings down the program that reads it ({_died_of(child)})", "spent": True}

    def _started(self) -> subprocess.Popen[bytes]:
        limits = (self._limits.memory, self._limits.seconds, self._limits.output)
        # No user's folder is among the places of imports, and nothing is written beside the modules.
        command = [sys.executable, "-P", "-B", "-m", "qa.articles.formats.worker", *map(str, limits)]
        paths = os.pathsep.join([str(_ROOT), *filter(None, sys.path)])
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": paths},
        )

    def _exchange(self, child: subprocess.Popen[bytes], header: bytes, raw: bytes) -> bytes | None:
        """What the child answers, None if it ends instead, or answers what it may not."""
        assert child.stdin
        assert child.stdout
        with suppress(BrokenPipeError):
            child.stdin.write(header)
            child.stdin.write(raw)
            child.stdin.flush()
        line = child.stdout.readline(_LONGEST_SIZE_LINE)
        if not line.strip().isdigit() or int(line) > self._limits.output:
            return None
        data = child.stdout.read(int(line))
        return data if len(data) == int(line) else None


def _end(child: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    child.kill()


def _died_of(child: subprocess.Popen[bytes]) -> str:
    """The name of the signal that ended a child, or its exit code in words."""
    code = child.wait()
    if code == OUT_OF_MEMORY:
        return "it ran out of memory"
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
