"""What openpyxl passes over when it reads a sheet row by row: merged cells, and formulas nobody computed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+\d+:[A-Z]+\d+)"')
_UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*\s)?r="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_BLOCK, _LONGEST_MATCH = 1024**2, 16 * 1024


@dataclass
class SheetParts:
    """Merged areas ("A1:C1") and cells with a formula but no value, in the order of the sheet."""

    merged: list[str] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)

    def merged_across(self, row: int) -> list[tuple[int, int]]:
        """First and last column, from 0, of the areas that begin in that row and span several columns."""
        spans = []
        for area in self.merged:
            first, _, last = area.partition(":")
            if int(_digits(first)) == row and _letters(first) != _letters(last):
                spans.append((_index(_letters(first)), _index(_letters(last))))
        return spans


def _digits(address: str) -> str:
    return address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _letters(address: str) -> str:
    return address.rstrip("0123456789")


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def parts_of(path: Path, sheet: str) -> SheetParts:
    """The parts of the sheet of that name in a workbook."""
    parts = SheetParts()
    with zipfile.ZipFile(path) as archive:
        name = _file_of(archive, sheet)
        if name is None or name not in archive.namelist():
            return parts
        for text in _blocks(archive, name):
            for pattern, found in ((_MERGED, parts.merged), (_UNCOMPUTED, parts.uncomputed)):
                found += [match[1].decode() for match in pattern.finditer(text)]
    parts.merged = list(dict.fromkeys(parts.merged))
    parts.uncomputed = list(dict.fromkeys(parts.uncomputed))
    return parts


def _blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The text in pieces that overlap, so that nothing that is sought lies across two."""
    rest = b""
    with archive.open(name) as file:
        while block := file.read(_BLOCK):
            yield rest + block
            rest = (rest + block)[-_LONGEST_MATCH:]


def _file_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    workbook = fromstring(archive.read("xl/workbook.xml"))
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    for element in workbook.iter():
        if element.tag.rpartition("}")[2] == "sheet" and element.get("name") == sheet:
            id = next((value for key, value in element.attrib.items() if key.endswith("}id")), None)
            target = targets.get(id)
            if target is not None:
                return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
    return None
