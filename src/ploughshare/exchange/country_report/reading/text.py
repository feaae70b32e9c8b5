"""Plain text: with page marks (``===PAGE 12===``), with form feeds, or without pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading.sheets import Sheet

_PAGE_MARK = re.compile(r"=+\s*PAGE\s+(\d+)\s*=+\s*", re.IGNORECASE)
LONGEST_LINE = 100_000
"""Characters. A paragraph on one line is some thousands; what is longer is no text that was set for people."""


def sheets(path: Path) -> Iterator[Sheet]:
    """The pages of a text file, one after the other; memory is bounded by the longest page.

    What stands before the first page mark goes with no page number. Form feeds count pages from 1.
    """
    number: int | None = None
    held: list[str] = []
    for line in _lines(path):
        if mark := _PAGE_MARK.fullmatch(line):
            if held:
                yield Sheet(number, "".join(held))
            number, held = int(mark[1]), []
            continue
        *full, rest = line.split("\f")
        for part in full:
            number = number or 1
            yield Sheet(number, "".join([*held, part, "\n"]))
            number, held = number + 1, []
        held.append(f"{rest}\n")
    if held:
        yield Sheet(number, "".join(held))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding=_encoding(path), errors="replace", newline=None) as file:
        # readline with a limit: ten megabytes of one line are never held.
        while line := file.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise PloughshareError("document.line", path=path, limit=LONGEST_LINE)
            yield line.removesuffix("\n")


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(1 << 16)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[: -4 if len(head) == 1 << 16 else None].decode()  # a letter may be cut at the end
    except UnicodeDecodeError as error:
        return "cp1252" if error.start < len(head) - 4 else "utf-8-sig"
    return "utf-8-sig"
