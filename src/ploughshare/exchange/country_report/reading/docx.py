"""Word files (DOCX): paragraphs, headings, lists, tables and real footnotes. Those with macros are refused."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading.model import BlockKind
from ploughshare.exchange.country_report.reading.sheets import RAISED, Hint, Sheet, SheetWriter

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MOST_BYTES = 80_000_000
"""Of one part, unpacked. A report of hundreds of pages has some millions; what unpacks to more is a zip bomb."""
_LAYOUT_CELL = 3
"""A table with a cell of more paragraphs than this is there for the layout."""
_MOST_SPANNED = 100
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}


def sheets(path: Path) -> Iterator[Sheet]:
    """The whole document as one sheet: Word keeps no page numbers. Notes stand at its end.

    Raises:
        PloughshareError: ``document.macros``, ``document.encrypted``, ``document.broken`` or ``document.too_large``.
    """
    try:
        with zipfile.ZipFile(path) as file:
            _refuse(file, path)
            reader = _Reader(file, path)
            yield reader.sheet()
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, KeyError, EOFError, NotImplementedError):
        raise PloughshareError("document.broken", path=path, kind="DOCX") from None


def _refuse(file: zipfile.ZipFile, path: Path) -> None:
    names = file.namelist()
    if any(info.flag_bits & 1 for info in file.infolist()):
        raise PloughshareError("document.encrypted", path=path)
    types = _part(file, "[Content_Types].xml", path)
    if any("vba" in name.lower() for name in names) or b"macroEnabled" in types:
        raise PloughshareError("document.macros", path=path)


def _part(file: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """A part, no more of which is unpacked than any report has, whatever size the file claims."""
    with file.open(name) as part:
        data = part.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise PloughshareError("document.too_large", path=path, what=f"more than {MOST_BYTES // 1_000_000} MB unpacked")
    return data


class _Reader:
    def __init__(self, file: zipfile.ZipFile, path: Path) -> None:
        self._file = file
        self._path = path
        self._names = set(file.namelist())
        self._styles = self._style_names()
        self._numbers: dict[tuple[str, str], int] = {}
        """Kind and id of a note -> its number, in the order in which the text calls them."""
        self._out = SheetWriter()

    def sheet(self) -> Sheet:
        """The text of the document, then its notes."""
        body = self._tree("word/document.xml").find(f"{_W}body")
        if body is not None:
            self._blocks(body)
        notes = {
            (kind, note.get(f"{_W}id", "")): note
            for kind in ("footnote", "endnote")
            if f"word/{kind}s.xml" in self._names
            for note in self._tree(f"word/{kind}s.xml").iter(f"{_W}{kind}")
        }
        for key, number in self._numbers.items():
            note = notes.get(key)
            text = " ".join(self._text(each)[0] for each in note.iter(f"{_W}p")) if note is not None else ""
            self._out.block(f"{number} {text.strip()}", Hint(BlockKind.NOTE))
        return self._out.sheet(None)

    def _tree(self, name: str) -> Element:
        tree: Element = fromstring(_part(self._file, name, self._path))
        return tree

    def _style_names(self) -> dict[str, str]:
        if "word/styles.xml" not in self._names:
            return {}
        found = {}
        for style in self._tree("word/styles.xml").iter(f"{_W}style"):
            name = style.find(f"{_W}name")
            found[style.get(f"{_W}styleId", "")] = (name.get(f"{_W}val", "") if name is not None else "").lower()
        return found

    def _blocks(self, container: Element) -> None:
        """The paragraphs and tables of a body, a cell or a text box. Boxes within boxes are left for later."""
        waiting = [container]
        while waiting:
            for element in waiting.pop(0):
                if element.tag == f"{_W}p":
                    waiting[:0] = self._paragraph(element)
                elif element.tag == f"{_W}tbl":
                    waiting[:0] = self._table(element)
                elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
                    waiting.insert(0, element)

    def _paragraph(self, paragraph: Element) -> list[Element]:
        """Write a paragraph; the text boxes that are anchored in it are handed back."""
        text, boxes = self._text(paragraph)
        if text.strip():
            style, level = self._style(paragraph)
            if heading := re.fullmatch(r"(?:heading (\d)|title|subtitle)", style):
                self._out.block(text, Hint(BlockKind.HEADING, int(heading[1] or 1)))
            elif level is not None:
                self._out.block(f"{'  ' * level}■ {text.strip()}")
            else:
                self._out.block(text, Hint(is_small=style in ("footnote text", "endnote text")))
        return boxes

    def _style(self, paragraph: Element) -> tuple[str, int | None]:
        """The name of a paragraph's style, and its depth in a list if it stands in one."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", None
        style = properties.find(f"{_W}pStyle")
        name = self._styles.get(style.get(f"{_W}val", ""), "") if style is not None else ""
        numbered = properties.find(f"{_W}numPr")
        if numbered is not None or name.startswith("list "):
            depth = numbered.find(f"{_W}ilvl") if numbered is not None else None
            return name, int(depth.get(f"{_W}val", "0")) if depth is not None else 0
        return name, None

    def _table(self, table: Element) -> list[Element]:
        """Write the rows of a table. The cells of one that is there for the layout are handed back."""
        rows = [[cell for cell in row if cell.tag == f"{_W}tc"] for row in table.iter(f"{_W}tr")]
        cells = [cell for row in rows for cell in row]
        if any(len(cell.findall(f"{_W}p")) > _LAYOUT_CELL for cell in cells) or all(len(row) == 1 for row in rows):
            return cells
        for row in rows:
            texts: list[str] = []
            for cell in row:
                words = " ".join(self._text(each)[0] for each in cell.iter(f"{_W}p"))
                texts += [" ".join(words.split()), *[""] * (_columns(cell) - 1)]
            self._out.line("\t".join(texts))
        self._out.end()
        return []

    def _text(self, paragraph: Element) -> tuple[str, list[Element]]:
        """The words of a paragraph, the calls of its notes as superscripts, and the text boxes in it."""
        parts: list[str] = []
        boxes: list[Element] = []
        stack = [(child, False) for child in reversed(paragraph)]
        while stack:
            element, is_raised = stack.pop()
            if element.tag == f"{_W}txbxContent":
                boxes.append(element)
            elif element.tag == f"{_W}t":
                text = element.text or ""
                parts.append(text.translate(RAISED) if is_raised and text.strip().isdecimal() else text)
            elif element.tag in _SIGNS:
                parts.append(_SIGNS[element.tag])
            elif reference := re.fullmatch(r"(footnote|endnote)Reference", element.tag.removeprefix(_W)):
                key = (reference[1], element.get(f"{_W}id", ""))
                parts.append(str(self._numbers.setdefault(key, len(self._numbers) + 1)).translate(RAISED))
            elif element.tag != _FALLBACK:
                raised = is_raised or _is_superscript(element)
                stack += [(child, raised) for child in reversed(element)]
        return "".join(parts), boxes


def _is_superscript(run: Element) -> bool:
    align = run.find(f"{_W}rPr/{_W}vertAlign") if run.tag == f"{_W}r" else None
    return align is not None and align.get(f"{_W}val") == "superscript"


def _columns(cell: Element) -> int:
    """How many columns of its table a cell spans."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    words = span.get(f"{_W}val", "1") if span is not None else "1"
    return min(max(int(words), 1), _MOST_SPANNED) if words.isascii() and words.isdecimal() and len(words) < 5 else 1
