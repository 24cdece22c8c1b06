"""What became of a folder when it was read, as text for a terminal and as JSON data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Protocol

from qa.articles.article import Article
from qa.articles.tally import tally
from qa.chat.terminal import shown


class Contents(Protocol):
    """What an archive tells of its folder."""

    @property
    def articles(self) -> Sequence[Article]:
        """Every article."""
        ...

    @property
    def skipped(self) -> Sequence[tuple[str, str]]:
        """Files that could not be read: (name, reason)."""
        ...

    @property
    def remarks(self) -> Sequence[tuple[str, str]]:
        """What of the others could not: (name, sentence)."""
        ...

    @property
    def others(self) -> Mapping[str, int]:
        """How many files of each ending are no articles."""
        ...


def contents_to_dict(found: Contents) -> dict[str, Any]:
    """Formats, what was skipped, what was read in part, and how many files of which endings were left aside."""
    return {
        "formats": [asdict(one) for one in tally(found.articles)],
        "skipped": [{"file": name, "reason": reason} for name, reason in found.skipped],
        "remarks": [{"file": name, "remark": remark} for name, remark in found.remarks],
        "others": dict(found.others),
    }


def contents_lines(found: Contents) -> list[str]:
    """The same, a line each; control characters in the names of files are shown as escapes."""
    kinds = [
        f"{one.format}{f' in {one.encoding}' if one.encoding else ''}: {one.files} files, {one.articles} articles"
        for one in tally(found.articles)
    ]
    skipped = [f"skipped {name}: {reason}" for name, reason in found.skipped]
    remarks = [f"read in part {name}: {remark}" for name, remark in found.remarks]
    endings = ", ".join(f"{count} {ending or 'without ending'}" for ending, count in found.others.items())
    others = [f"left aside, as no articles: {endings}"] if endings else []
    return [" ".join(shown(line).splitlines()) for line in (*kinds, *skipped, *remarks, *others)]
