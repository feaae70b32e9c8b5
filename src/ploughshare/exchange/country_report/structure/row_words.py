"""The words of a row in their cells, where a table has several columns of words: province, district, operator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ploughshare.exchange.country_report.reading.model import Piece
from ploughshare.exchange.country_report.structure.grid import Role, RowKind
from ploughshare.exchange.country_report.structure.phrases import Phrases
from ploughshare.exchange.country_report.structure.rows import GOES_ON, RawRow

_COMPLETES = re.compile(
    r"(?:north|south|east|west|central|norte|sul|sur|nord|sud|leste|este|oeste|ouest|est|oriental|occidental|upper|lower|valley|hill|forest|river|mountains?|camp|town|city|bridge|road|farm"
    r"|base|islands?|lake|park|border|province|district|region|sector|airport|village)\w*\b",
    re.IGNORECASE,
)
"""Words that complete the name before them, and seldom begin a cell beside it."""
_ORGANISATION = re.compile(
    r"[A-Z][A-Z/-]{1,8}"
    r"|(?:Ministry|Department|Directorate|General Directorate|Armed|National|Civil|Royal|State)\b.+"
    r"|(?:Army|Police)\b.*"
    r"|.*\b(?:Army|Forces?|Police|Corps|Institute|Cent(?:re|er)|Ministry|Agency|Authority|Brigade|Battalion|Engineers?|Services?"
    r"|Trust|Foundation|Council|Group|Protection|Defence|Demining|Operators?|Compan(?:y|ies)|Ltd\.?|Aid|Action|Unit)",
)
"""What an operator is called that the chapter names nowhere else."""


def shared_beginnings(rows: Sequence[RawRow]) -> dict[str, str]:
    """The words with which a row's label and another one begin, the most of them, by the label: a name in both."""
    labels = sorted({row.words.text for row in rows if row.kind is RowKind.DATA})
    found: dict[str, str] = {}
    for low, high in pairwise(labels):
        first, second = low.split(), high.split()
        same = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
        for label in (low, high) if same else ():
            words = " ".join(first[:same])
            found[label] = max(found.get(label, ""), words, key=len)
    return found


def part(
    row: RawRow, roles: Sequence[Role], above: Sequence[str], beginning: str, phrases: Phrases, *, spans: bool = False
) -> list[Piece | None]:
    """The words of a row's label in as many cells as there are columns for words; None where a cell is not printed.

    ``above`` are the words in the row before: a cell that spans several rows is printed in the first of them.
    ``beginning`` are words with which other rows begin as well. ``spans`` says that the table has such cells.
    """
    count = len(roles)
    whole = row.words
    if count <= 1 or row.kind is not RowKind.DATA:
        return [whole, *([None] * (count - 1))]
    tokens = list(re.finditer(r"\S+", whole.text))
    breaks = {0}
    at = 0
    for piece in row.label:
        breaks.add(at)
        at += len(piece.text) + 1
    options: list[tuple[float, list[Piece | None]]] = []
    for starts in _ways(len(tokens), count):
        bounds = [*starts, len(tokens)]
        cells: list[Piece | None] = [
            whole.cut(tokens[low].start(), tokens[high - 1].end()) if low < high else None
            for low, high in pairwise(bounds)
        ]
        gain = sum(_gain(cell, role, phrases) for cell, role in zip(cells, roles, strict=True))
        gain += (0.9 if spans else 0.3) * sum(cell is None for cell in cells) if above else 0.0
        for cell, before in zip(cells[1:], cells, strict=False):
            gain -= 0.8 if cell and before and _COMPLETES.match(cell.text) and not phrases.count(cell.text) else 0.0
        gain += sum(0.6 for low in starts[1:] if 0 < low < len(tokens) and tokens[low].start() in breaks)
        if cells[0] is not None and above and cells[0].text == above[0]:
            gain += 1.0
        elif beginning and cells[0] is not None and cells[0].text == beginning:
            gain += 0.7
        options.append((gain, cells))
    return max(options, key=lambda option: option[0])[1] if options else [whole, *([None] * (count - 1))]


def _ways(tokens: int, count: int) -> list[list[int]]:
    """Every way to cut tokens into so many cells, of which those before the last may be left empty."""
    if count == 1:
        return [[0]]
    ways: list[list[int]] = []

    def extend(starts: list[int]) -> None:
        if len(starts) == count:
            ways.append(starts)
            return
        for start in range(starts[-1], tokens):
            extend([*starts, start])

    extend([0])
    return ways[:2000]


def _gain(cell: Piece | None, role: Role, phrases: Phrases) -> float:
    """How well words stand alone in a cell: names that the chapter uses do."""
    if cell is None:
        return -0.8
    text = cell.text
    if not (text[:1].isupper() or text[:1].isdigit() or text[:1] in "“‘\"'"):
        return -2.0
    if GOES_ON.search(text):
        return -1.5
    known = phrases.count(text)
    gain = 1.0 if known else 0.0
    gain += 0.2 if known > 1 else 0.0
    if phrases.is_operator(text):
        gain += 1.5 if role is Role.OPERATOR else -0.5
    elif _ORGANISATION.fullmatch(text):
        gain += 0.8 if role is Role.OPERATOR else -0.5
    elif role is Role.OPERATOR:
        gain -= 1.0 if phrases.knows_operators else 0.3
    return gain - (0.15 * len(text.split()) if not known else 0.0)
