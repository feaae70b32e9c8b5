"""One door for documents of every format, which is told by content, never by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading import text
from ploughshare.exchange.country_report.reading.book import chapters
from ploughshare.exchange.country_report.reading.model import Chapter


def read(path: Path) -> Iterator[Chapter]:
    """The chapters of a report or a book, one after the other.

    Raises:
        PloughshareError: ``file.unreadable`` and ``document.*`` for what is no such document.
    """
    if not path.is_file():
        raise PloughshareError("file.unreadable", path=path, why="there is no such file", remedy="Check its name.")
    return chapters(text.sheets(path))
