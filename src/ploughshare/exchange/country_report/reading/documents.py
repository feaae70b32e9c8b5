"""One door for documents of every format, which is told by content, never by name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading import confined, text
from ploughshare.exchange.country_report.reading.book import chapters
from ploughshare.exchange.country_report.reading.model import Chapter
from ploughshare.exchange.country_report.reading.recognition import refuse_others
from ploughshare.exchange.country_report.reading.sheets import Sheet

_HEAD = 4096
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|div|article|h1|p)\b",
    re.IGNORECASE | re.DOTALL,
)


def read(path: Path) -> Iterator[Chapter]:
    """The chapters of a report or a book, one after the other; memory is bounded by the longest chapter.

    Raises:
        PloughshareError: ``file.unreadable`` and ``document.*`` for what is no such document.
    """
    if not path.is_file():
        raise PloughshareError("file.unreadable", path=path, why="there is no such file", remedy="Check its name.")
    found = False
    for chapter in chapters(_of_print(_sheets(path), path), path):
        refuse_others(chapter, path)
        found = True
        yield chapter
    if not found:
        raise PloughshareError("document.unrelated", path=path, why="it has no words")


def _of_print(sheets: Iterator[Sheet], path: Path) -> Iterator[Sheet]:
    """The sheets, as long as their lines are no longer than any that was set for people."""
    for sheet in sheets:
        if len(sheet.text) > text.LONGEST_LINE and max(map(len, sheet.text.split("\n"))) > text.LONGEST_LINE:
            raise PloughshareError("document.line", path=path, limit=text.LONGEST_LINE)
        yield sheet


def _sheets(path: Path) -> Iterator[Sheet]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if b"%PDF-" in head[:1024]:
        return confined.sheets("pdf", path)
    if head.startswith(b"PK\x03\x04"):
        return confined.sheets("docx", path) if _is_word(path) else _refused(path, "a ZIP archive")
    if head.startswith(_OLD_WORD):
        # Word also wraps protected DOCX files so.
        return _refused(path, "an old Word file (.doc), or a DOCX file with a password")
    if head.startswith(b"{\\rtf"):
        return _refused(path, "an RTF file")
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in head and not is_wide:
        return _refused(path, "no text, nor any format that is known here")
    if _HTML.match(head.decode("utf-16" if is_wide else "utf-8", "replace").removeprefix("\ufeff")):
        return confined.sheets("html", path)
    return text.sheets(path)


def _is_word(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as file:
            return "word/document.xml" in file.namelist()
    except zipfile.BadZipFile:
        raise PloughshareError("document.broken", path=path, kind="DOCX") from None


def _refused(path: Path, what: str) -> Iterator[Sheet]:
    raise PloughshareError("document.format", path=path, what=what)
