"""The door to a report for everything that reads what it says: chapters with their notes called in place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ploughshare.exchange.country_report.notes.markers import mark
from ploughshare.exchange.country_report.reading.documents import read
from ploughshare.exchange.country_report.reading.model import Chapter


def read_chapters(path: Path) -> Iterator[Chapter]:
    """The chapters of a report or a book, one after the other, each block with its markers.

    Raises:
        PloughshareError: ``file.unreadable`` and ``document.*`` for what is no such document.
    """
    return (mark(chapter) for chapter in read(path))
