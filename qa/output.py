"""What the commands of `yuanju` print: JSON, a line each, and how much an archive holds."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import typer

from qa.answers.contract import SCHEMA_VERSION
from qa.archive import Archive
from qa.chat.contents import contents_lines, contents_to_dict

# JSON may hold these bare, but some readers end a line at them and some terminals obey them.
_ESCAPES = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


def json_line(data: Mapping[str, Any]) -> str:
    """An object as JSON on one line."""
    return json.dumps(data, ensure_ascii=False).translate(_ESCAPES)


def print_each(objects: Iterable[Mapping[str, Any]]) -> None:
    """Print each object as soon as it is there."""
    for one in objects:
        typer.echo(json_line(one))


def in_colour() -> bool:
    """Whether standard output is a terminal whose user wants to see more than plain text."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def counts(archive: Archive) -> dict[str, Any]:
    """How many files, articles and passages an archive holds, as JSON data."""
    files = {article.file.name for article in archive.articles}
    return {
        "schema_version": SCHEMA_VERSION,
        "files": len(files),
        "articles": len(archive.articles),
        "passages": len(archive.passages),
    }


def count_words(archive: Archive) -> str:
    """The same in words."""
    return "{files} files, {articles} articles, {passages} passages".format(**counts(archive))


def print_index(archive: Archive, *, as_json: bool) -> None:
    """Print what is in an index, in which formats and encodings, and what was skipped and why."""
    summary = {**counts(archive), "suggestions": len(archive.suggestions())}
    if as_json:
        summary |= {"index_folder": str(archive.index_folder), **contents_to_dict(archive)}
        typer.echo(json_line(summary))
        return
    typer.echo(f"{count_words(archive)}, {summary['suggestions']} suggestions, indexed in {archive.index_folder}")
    for line in contents_lines(archive):
        typer.echo(line)
