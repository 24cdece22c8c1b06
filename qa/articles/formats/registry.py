"""The formats that are read, by the ends of file names, and those that are expected and are not."""

from __future__ import annotations

import re
from pathlib import PurePath

# Plain text, which is decoded and never extracted.
TEXT_FORMATS = {".txt": "text", ".md": "markdown"}
# The others: each is a module of this package with a function `extract(raw: bytes) -> Extracted`.
FORMATS = {".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx", ".jsonl": "jsonl", ".csv": "csv"}
# Raised whenever an extractor gives another text for the same bytes. The version of a library is no part of this: what
# was extracted once stays, so that what was cited stays.
VERSIONS = {"html": 1, "pdf": 1, "docx": 1, "jsonl": 1, "csv": 1}
# What people also keep articles in, and what to save it as.
_EXPECTED = {
    ".doc": "DOCX",
    ".rtf": "DOCX",
    ".odt": "DOCX",
    ".wps": "DOCX",
    ".pages": "DOCX",
    ".xls": "CSV",
    ".xlsx": "CSV",
    ".ods": "CSV",
    ".tsv": "CSV",
    ".mht": "HTML",
    ".mhtml": "HTML",
    ".epub": "HTML",
    ".caj": "PDF",
    ".json": "JSON Lines (.jsonl, one article a line)",
}


# What the first bytes of a file say that it is, whatever its name says. A DOCX file begins as any ZIP archive does.
_SIGNATURES = (
    (re.compile(rb"%PDF-"), "a PDF file", ("pdf",)),
    (re.compile(rb"PK\x03\x04"), "a ZIP archive or an Office document", ("docx",)),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office document or an encrypted one; save it as DOCX", ("docx",)),
    (re.compile(rb"\{\\rtf"), "an RTF document; save it as DOCX", ()),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE), "an HTML page", ("html",)),
)


def is_read(name: str) -> bool:
    """Whether a file of that name is read as articles."""
    suffix = _suffix(name)
    return suffix in TEXT_FORMATS or suffix in FORMATS


def format_of(name: str) -> str:
    """The format of a file that `is_read`."""
    suffix = _suffix(name)
    return TEXT_FORMATS.get(suffix) or FORMATS[suffix]


def misnamed(name: str, raw: bytes) -> str | None:
    """What a file that `is_read` is instead of what its name says; None if its first bytes do not contradict it."""
    for signature, said, formats in _SIGNATURES:
        if signature.match(raw) and format_of(name) not in formats:
            return f"it is {said}" + (f"; name it .{formats[0]}" if formats else "")
    return None


def advice(name: str) -> str | None:
    """Why a file that may well hold articles is not read; None for a picture, a program and the like."""
    instead = _EXPECTED.get(_suffix(name))
    return f"{_suffix(name)} files are not read; save it as {instead}" if instead else None


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()
