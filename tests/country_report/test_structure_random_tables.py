"""Tables made up at random in the family's shapes, set cell after cell with broken heads and names, and read back.

The cases of test_structure_tables say what must hold; this measures how often it holds on tables nobody looked at.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from ploughshare.exchange.country_report.reading.model import Piece, Run, Span
from ploughshare.exchange.country_report.structure import printed
from ploughshare.exchange.country_report.structure.grid import Grid
from ploughshare.exchange.country_report.structure.phrases import Phrases


def _parted(words: str) -> list[str]:
    return [" ".join(each.split()) for each in words.split("|")]


PLACES = _parted(
    """
    Velden | Upper Moss | Ash Valley | Hillcrest | Lunda Dale | Al-Fenn | Salah al-Ard | Banteay Fenn |
    Preah Holm | Republika Holm | Brook District | Gorno-Ash | Mashona East | Mashona Central | Sector 5 |
    Lika-Holm | Western Dene | N’Dene | Ennedi Ouest | Bié
    """
)
DISTRICTS = _parted(
    """
    Cuito | Andulo | Kuito North | Menongue | Tal Fenn | Bakan | Thmar Holm | Brod | Zenica-Dene |
    Moss to Ash Corner | Zouar
    """
)
OPERATORS = _parted(
    """
    HALO | MAG | NPA | DCA | FSD | APOPO | CMAC | National Demining Institute | Armed Forces | The HALO Trust
    | Ministry of Defence | Civil Protection | ITF | Green Demining Company
    """
)
DEVICES = ["AP mines", "AV mines", "Mixed AP/AV", "Improvised mines", "ERW"]
LABELS = (
    ["Province"],
    ["District"],
    ["Operator"],
    ["Year"],
    ["Governorate"],
    ["Type of contamination"],
    ["Province", "Operator"],
    ["Operator", "Province"],
    ["Province", "District"],
)
VALUES = _parted(
    """
    CHAs | SHAs | Area (m²) | Total area (m²) | CHA area (m²) | SHA area (m²) | Total CHAs/SHAs | Areas
    cleared | Area cleared (m²) | Areas cancelled | Area cancelled (m²) | Area reduced (m²) | AP mines
    destroyed | AV mines destroyed | UXO destroyed | Other UXO destroyed | Manual teams | Total deminers* |
    NTS teams | NTS personnel | TS teams | Total TS personnel | Minefields | Area released (km²) | Dogs |
    Mechanical assets/machines** | Tasks | ERW destroyed | No. of areas | Suspected area (m²)
    """
)


@dataclass
class Made:
    """A table: what is printed, and its cells row by row, the head first."""

    lines: list[str]
    cells: list[list[str]]
    names: set[str]


def make(seed: int) -> Made:
    """A table of that seed."""
    dice = random.Random(seed)
    labels = dice.choice(LABELS)
    values = dice.sample(VALUES, dice.randint(1, 3 if labels == ["Year"] else 6))
    comments = ["Comments"] if dice.random() < 0.15 else []
    rows = []
    spanned = len(labels) > 1 and dice.random() < 0.3
    for at in range(dice.randint(2, 9)):
        words = [_label(head, at, dice, is_second=place > 0) for place, head in enumerate(labels)]
        if spanned and rows and dice.random() < 0.6:
            words[0] = rows[-1][0]
        comment = [dice.choice(["", "Increase on 2023", "Two teams were added in June"])] if comments else []
        rows.append([*words, *(_value(head, dice) for head in values), *comment])
    if dice.random() < 0.8:
        rows.append(
            ["Totals", *[""] * (len(labels) - 1), *(_value(head, dice) for head in values), *[""] * len(comments)]
        )
    heads = [*labels, *values, *comments]
    lines = _set(heads, dice.choice([8, 10, 14, 30]))
    width = dice.choice([14, 18, 40])
    for at, row in enumerate(rows):
        is_carried = spanned and at and row[0] == rows[at - 1][0]
        words = ["" if is_carried else row[0], *row[1 : len(labels)]]
        rest = " ".join(cell for cell in row[len(labels) :] if cell)
        first = _set(words, width)
        lines += [*first[:-1], f"{first[-1]} {rest}"]
    names = {cell for row in rows for cell in row[: len(labels)] if cell and dice.random() < 0.6}
    return Made(lines, [[head.rstrip("*") for head in heads], *rows], names)


def _label(head: str, at: int, dice: random.Random, *, is_second: bool) -> str:
    if head == "Year":
        return str(2024 - at)
    if head == "Operator":
        return dice.choice(OPERATORS)
    if head.startswith("Type"):
        return dice.choice(DEVICES)
    return dice.choice(DISTRICTS if is_second else PLACES)


def _value(head: str, dice: random.Random) -> str:
    if dice.random() < 0.06:
        return dice.choice(["N/R", "Not reported", "Unknown", "–", "N/K"])
    if dice.random() < 0.1:
        return "0"
    if "km²" in head:
        return f"{dice.uniform(0, 99):.2f}"
    return f"{dice.randint(100, 30_000_000):,}" if "m²" in head else f"{dice.randint(1, 3000):,}"


def _set(cells: Sequence[str], width: int) -> list[str]:
    """Cells one after the other; one that is too wide for its column is broken, and each break ends the line."""
    lines: list[str] = []
    line = ""
    for cell in cells:
        parts: list[str] = []
        for word in cell.split():
            if parts and len(parts[-1]) + 1 + len(word) <= width:
                parts[-1] += f" {word}"
            else:
                parts.append(word)
        if len(parts) > 1:
            lines += [line] if line else []
            lines += parts[:-1]
            line = parts[-1]
        elif parts:
            line = f"{line} {parts[0]}".strip()
    return [*lines, line]


def read(made: Made) -> Grid:
    """The table as it is read, in a chapter that uses some of its names."""
    prose = [f"There are mines in {name}, it was said." for name in sorted(made.names)]
    pieces = [Piece(line, (Run(0, Span(None, 0, len(line))),)) for line in made.lines]
    return printed.read(pieces, "AP mined area in 2024", Phrases(prose, OPERATORS[:9]))


@pytest.mark.slow
def test_at_least_98_of_100_cells_are_right_and_more_where_the_reading_is_sure() -> None:
    right = sure_right = total = sure = 0
    for seed in range(300):
        made = make(seed)
        grid = read(made)
        got = [[column.title for column in grid.columns], *([f"{c.words}" for c in row.cells] for row in grid.rows)]
        good = sum(
            at < len(got) and place < len(got[at]) and got[at][place] == cell
            for at, row in enumerate(made.cells)
            for place, cell in enumerate(row)
        )
        count = sum(map(len, made.cells))
        right, total = right + good, total + count
        if min([grid.confidence, *(row.confidence for row in grid.rows)]) >= 0.9:
            sure_right, sure = sure_right + good, sure + count
    assert right / total >= 0.98
    assert sure_right / sure >= 0.99
    assert sure / total >= 0.4
