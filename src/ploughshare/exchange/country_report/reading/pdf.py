"""PDF: the text of each page in the order in which it was set, with superscripts, wide gaps and sizes kept."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading.model import BlockKind
from ploughshare.exchange.country_report.reading.sheets import RAISED, Hint, Sheet, is_capitals

MOST_PAGES = 3000
_MOST_CHARACTERS = 60_000
"""A page of a report has some thousands."""
_SPACE = 0.2
"""A gap of so many times the size of the type is a space."""
_CELL_GAP = 1.5
"""A gap of so many times the size of the type parts cells."""
_HYPHEN = "\x02"
"""PDFium's sign for the hyphen that breaks a word at the end of a line."""


def sheets(path: Path) -> Iterator[Sheet]:
    """The pages, one after the other; page numbers count from 1.

    Raises:
        PloughshareError: ``document.encrypted``, ``document.broken``, ``document.scanned`` or ``document.too_large``.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code = "document.encrypted" if "password" in str(error).lower() else "document.broken"
        raise PloughshareError(code, path=path, kind="PDF") from None
    try:
        if len(document) > MOST_PAGES:
            raise PloughshareError("document.too_large", path=path, what=f"more than {MOST_PAGES:,} pages")
        yield from _pages(document, path)
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument, path: Path) -> Iterator[Sheet]:
    sizes: Counter[float] = Counter()
    empty = 0
    for index in range(len(document)):
        try:
            page = document[index]
            lines = _lines(_fragments(page, path))
            page.close()
        except pypdfium2.PdfiumError:
            raise PloughshareError("document.broken", path=path, kind="PDF") from None
        for line in lines:
            sizes[line.size] += len(line.text)
        empty += not lines
        yield _sheet(index + 1, lines, sizes.most_common(1)[0][0] if sizes else 0.0)
    if empty == len(document):
        raise PloughshareError("document.scanned", path=path)


@dataclass
class _Fragment:
    """Characters that follow each other on a line; their ends, base line and size in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    reached: float
    """Where its last character begins."""
    raised: list[tuple[int, float, float]] = field(default_factory=list)
    """Digits: their place in the text, and where their boxes begin and end in height."""


def _fragments(page: Any, path: Path) -> list[_Fragment]:
    """The characters of a page in the order of the file, joined as long as they run on along a line."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > _MOST_CHARACTERS:
        raise PloughshareError("document.too_large", path=path, what=f"a page of {count:,} characters")
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    box = pdfium.FS_RECTF()
    found: list[_Fragment] = []
    space = ""
    for at in range(count):
        char = chr(pdfium.FPDFText_GetUnicode(text.raw, at))
        if char in "\r\n\0":
            continue
        if char.isspace():
            # PDFium puts spaces in of its own, also into ligatures.
            space = space if pdfium.FPDFText_IsGenerated(text.raw, at) == 1 else " "
            continue
        pdfium.FPDFText_GetCharBox(text.raw, at, left, right, bottom, top)
        pdfium.FPDFText_GetLooseCharBox(text.raw, at, box)  # as wide as the character advances
        pdfium.FPDFText_GetCharOrigin(text.raw, at, x, y)
        size = _size(text.raw, at)
        new = _Fragment("-" if char == _HYPHEN else char, box.left, box.right, y.value, size, box.left)
        last = found[-1] if found else None
        if last is None or not _runs_on(last, new, bottom.value):
            found.append(new)
            last = new
        else:
            is_apart = space or new.left - last.right > _SPACE * size
            last.text += f"{' ' if is_apart else ''}{new.text}"
            last.right = max(last.right, new.right)
            last.reached = new.left
            last.size = max(last.size, size)
        if char.isdecimal():
            last.raised.append((len(last.text) - 1, bottom.value, top.value))
        space = ""
    text.close()
    return found


def _size(text: Any, at: int) -> float:
    size: float = pdfium.FPDFText_GetFontSize(text, at)
    if size > 2:
        return round(size, 1)
    # Some programs set all type at size 1 and scale the page.
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, at, matrix)
    scale: float = abs(matrix.d or matrix.b)
    return round(size * scale, 1)


def _runs_on(last: _Fragment, new: _Fragment, bottom: float) -> bool:
    """Whether a character stands on the line of those before it and close to them."""
    size = max(last.size, new.size, 1.0)
    # The letters of a ligature have one box.
    is_near = last.reached - 0.1 * size <= new.left <= last.right + _CELL_GAP * size
    # A note's number may be set above the line, never below it.
    return is_near and (abs(new.base - last.base) < 0.2 * size or -0.1 * size < bottom - last.base < 0.8 * last.size)


@dataclass
class _Line:
    text: str
    size: float
    base: float


def _lines(fragments: Sequence[_Fragment]) -> list[_Line]:
    """The lines of a page; fragments that go on along a line are cells of it."""
    lines: list[_Line] = []
    last: _Fragment | None = None
    for fragment in _by_columns(fragments):
        words = _with_superscripts(fragment)
        if last and abs(fragment.base - last.base) < 0.3 * last.size and fragment.left > last.right:
            lines[-1] = _Line(f"{lines[-1].text}\t{words}", max(lines[-1].size, fragment.size), fragment.base)
        else:
            lines.append(_Line(words, fragment.size, fragment.base))
        last = fragment
    return lines


def _with_superscripts(fragment: _Fragment) -> str:
    """The text with the digits above the line as superscripts, whether set in small type or as glyphs of their own."""
    text = list(fragment.text)
    for at, bottom, top in fragment.raised:
        if bottom - fragment.base > 0.2 * fragment.size and top - bottom < 0.55 * fragment.size:
            text[at] = text[at].translate(RAISED)
    return "".join(text)


def _by_columns(fragments: Sequence[_Fragment]) -> list[_Fragment]:
    """The fragments in reading order: that of the file, unless it goes line by line over two columns of text."""
    pairs = [
        (one, other)
        for one, other in pairwise(fragments)
        if abs(one.base - other.base) < 0.3 * one.size and other.left > one.right
    ]
    if not pairs:
        return list(fragments)
    width = max(each.right for each in fragments) - min(each.left for each in fragments)
    texts = [(one, other) for one, other in pairs if min(one.right - one.left, other.right - other.left) > 0.3 * width]
    if len(texts) < 5:
        return list(fragments)
    gutter = sorted((one.right + other.left) / 2 for one, other in texts)[len(texts) // 2]
    ordered: list[_Fragment] = []
    right: list[_Fragment] = []
    for fragment in fragments:
        if fragment.left < gutter < fragment.right:  # over both columns
            ordered += right
            right = []
        (right if fragment.left >= gutter else ordered).append(fragment)
    return ordered + right


def _sheet(number: int, lines: Sequence[_Line], body: float) -> Sheet:
    """A page as a sheet, with an empty line where the lines stand farther apart than within a paragraph.

    What is set small may be a note; what is set large is a heading, the largest a title.
    """
    pitches = Counter(
        (line.size, round(before.base - line.base, 1))
        for before, line in pairwise(lines)
        if before.size == line.size and 0 < before.base - line.base < 2.5 * line.size
    )
    usual = {size: pitch for (size, pitch), _ in reversed(pitches.most_common())}
    texts: list[str] = []
    hints: dict[int, Hint] = {}
    for before, line in zip([None, *lines], lines, strict=False):
        pitch = before.base - line.base if before and before.size == line.size else 0.0
        is_close = 0 < pitch <= min(1.08 * usual.get(line.size, 0.0), 1.45 * line.size)
        if pitch > 0 and not is_close:
            texts.append("")
        hints[len(texts)] = _hint(line, body, follows=is_close)
        texts.append(line.text)
    return Sheet(number, "".join(f"{text}\n" for text in texts), hints)


def _hint(line: _Line, body: float, *, follows: bool) -> Hint:
    is_large = line.size >= 1.15 * body and len(line.text) < 100 and not line.text.isdecimal()
    if is_large and line.size < 1.6 * body and not is_capitals(line.text):
        return Hint(BlockKind.HEADING, 2)
    return Hint(
        level=1 if is_large and line.size >= 1.6 * body else None, is_small=line.size < 0.85 * body, follows=follows
    )
