"""Picture stories: texts that belong to a photograph, and to no article around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.articles.punctuation import ends_sentence
from qa.articles.roles import Item, Role
from qa.articles.segments import Segment

# A shorter caption explains its article's picture; a longer one in whole sentences tells a story of its own.
_SHORTEST_STORY = 40
_CREDITS = (Role.CREDIT, Role.PHOTO_CREDIT)
_TEXTS = (Role.TEXT, Role.DATELINE, Role.HEADING)


def split_pictures(segments: Sequence[Segment], gap: int) -> list[Segment]:
    """Take picture stories out of the articles they interrupt, and mark what is left of photographs as captions.

    A photo credit behind a text closes a picture story that began at the last gap of `gap` empty lines. Where there
    is no such gap, it is the byline of an article that has none, or the end of a caption.
    """
    return [part for segment in segments for part in _split(segment, gap)]


def _split(segment: Segment, gap: int) -> list[Segment]:
    kept: list[Item] = []
    stories: list[Segment] = []
    has_byline = any(item.role in _CREDITS for item in segment.lead)
    has_text = any(item.role in _TEXTS for item in segment.body)
    for item in segment.body:
        if item.role is Role.PHOTO_CREDIT:
            block = _block_before(kept, gap)
            del kept[len(kept) - len(block) :]
            if _is_story([one.text for one in block]):
                stories.append(Segment(body=[*block, item]))
            elif block or has_byline:
                kept += [replace(one, role=Role.CAPTION) for one in (*block, item)]
            else:
                kept.append(item)
        elif item.role is Role.CAPTION and item.credit and _is_story([item.text]):
            story = replace(item, role=Role.TEXT)
            if has_text:
                stories.append(Segment(body=[story]))
            else:
                kept.append(story)
        else:
            kept.append(item)
    rest = [Segment(segment.lead, kept)] if segment.lead or kept else []
    return [*rest, *stories]


def _block_before(items: Sequence[Item], gap: int) -> list[Item]:
    """The lines that a photo credit at the end of `items` belongs to: back to the gap, or a last short line."""
    for index in range(len(items) - 1, 0, -1):
        if items[index].role not in _TEXTS:
            break
        if items[index].line.blanks >= gap:
            return list(items[index:])
    is_caption = len(items) > 1 and items[-1].role is Role.HEADING
    return list(items[-1:]) if is_caption else []


def _is_story(texts: Sequence[str]) -> bool:
    return sum(map(len, texts)) >= _SHORTEST_STORY and any(_holds_sentence(text) for text in texts)


def _holds_sentence(text: str) -> bool:
    return ends_sentence(text) or "。" in text
