"""How much of which kind a corpus holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qa.articles.article import Article


@dataclass(frozen=True, slots=True)
class Tally:
    """Files of one format in one encoding ("" for a format without one), and the articles in them."""

    format: str
    encoding: str
    files: int
    articles: int


def tally(articles: Iterable[Article]) -> list[Tally]:
    """What the articles came in, by format and encoding, most articles first."""
    per_file = Counter((one.file.format, one.file.encoding, one.file.name) for one in articles)
    files = Counter((form, encoding) for form, encoding, _ in per_file)
    inside: Counter[tuple[str, str]] = Counter()
    for (form, encoding, _), count in per_file.items():
        inside[form, encoding] += count
    kinds = sorted(files, key=lambda kind: (-inside[kind], kind))
    return [Tally(*kind, files=files[kind], articles=inside[kind]) for kind in kinds]
