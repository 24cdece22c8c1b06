"""HTML that cannot be built from unescaped text: only `text` and `element` make an `Html`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import NewType

Html = NewType("Html", str)

NOTHING = Html("")

# HTML cannot carry these at all: a parser drops NUL, and half a surrogate pair has no UTF-8.
_UNSHOWABLE = re.compile("[\x00\ud800-\udfff]")


def as_shown(value: str) -> str:
    """`value` as a page can show it: NUL and lone surrogates become U+FFFD, nothing else changes."""
    return _UNSHOWABLE.sub("\ufffd", value)


def text(value: str) -> Html:
    """Text as HTML; the `textContent` that a browser makes of it is exactly `as_shown(value)`."""
    # A parser turns a bare carriage return into a line feed; as a reference it stays.
    return Html(html.escape(as_shown(value)).replace("\r", "&#13;"))


def element(tag: str, *children: Html, **attributes: str | int | bool | None) -> Html:
    """One HTML element with an end tag, its children put together without any white space.

    Attribute names lose a trailing underscore and write hyphens for the others (`class_`, `data_turn`). None
    and False leave the attribute out, True gives it no value, everything else is escaped.
    """
    return Html(f"{_start(tag, attributes)}{''.join(children)}</{tag}>")


def void_element(tag: str, **attributes: str | int | bool | None) -> Html:
    """One HTML element that has neither content nor end tag, such as an input; attributes as for `element`."""
    return _start(tag, attributes)


def joined(parts: Iterable[Html], separator: str = "") -> Html:
    """The parts one behind the other, the text `separator` between them."""
    return Html(text(separator).join(parts))


def _start(tag: str, attributes: Mapping[str, str | int | bool | None]) -> Html:
    written = "".join(_attribute(name, value) for name, value in attributes.items())
    return Html(f"<{tag}{written}>")


def _attribute(name: str, value: str | int | bool | None) -> str:
    name = name.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'
