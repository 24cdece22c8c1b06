"""A share of a corpus, so that several machines can embed it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from qa.articles.article import Article
from qa.errors import UsageError

_WRITTEN = re.compile(r"(\d{1,6})/(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Shard:
    """Share `number`, from 1, of `count` shares of the articles; each article is in one of them, by what it says."""

    number: int
    count: int

    @classmethod
    def parse(cls, written: str) -> Shard:
        """The shard written 2/8; raises UsageError for anything else."""
        match = _WRITTEN.fullmatch(written)
        if not match or not 1 <= int(match[1]) <= int(match[2]):
            raise UsageError(f"a shard is written as 2/8, the second of eight shares; it was {written!r:.40}")
        return cls(int(match[1]), int(match[2]))

    def holds(self, article: Article) -> bool:
        """Whether an article is in this share."""
        text = "\n".join(paragraph.text for paragraph in article.paragraphs)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1
