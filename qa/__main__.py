"""`yuanju` and `python -m qa`: the command line as a process, its streams and its exit codes."""

from __future__ import annotations

import io
import sys
from typing import NoReturn

import typer

from qa.cli import TROUBLE, app
from qa.errors import QAError, UsageError

WRONG_USAGE = 2  # Typer's own code for it


def main() -> None:
    """Run the command line on `sys.argv` and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A file name that is no UTF-8 holds lone surrogates; written as \udcxx they stay right in JSON.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(prog_name="yuanju")
    except UsageError as error:
        _leave(error, WRONG_USAGE)
    except QAError as error:
        _leave(error, TROUBLE)


def _leave(error: QAError, code: int) -> NoReturn:
    line = str(error).replace("\n", " ")
    typer.echo(f"yuanju: {line}", err=True)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
