"""Tables in the shapes that the family prints. Each is set as a text file has it: line by line, cell after cell.

Expected are the heads, then each row with its kind; cells are parted by "|". Places, operators and numbers are made up.
"""

from __future__ import annotations

import pytest

from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Piece, Run, Span
from ploughshare.exchange.country_report.structure import tables
from ploughshare.exchange.country_report.structure.grid import Table
from ploughshare.exchange.country_report.structure.phrases import Phrases

PROSE = (
    "In 2024, Velden and Upper Moss were surveyed by HALO and MAG. Sheba Forest to Beacon Hill lies in Hillcrest.",
    "The Mine Clearance Corps (MCC) worked in Ash Valley, and Norwegian People’s Aid (NPA) in Lunda Sul and Bengo.",
)
OPERATORS = ("HALO", "MAG", "NPA", "MCC", "Mine Clearance Corps")


def read(caption: str, printed: str) -> Table:
    """The table of that caption and those lines."""
    blocks = []
    at = 0
    for kind, line in [(BlockKind.CAPTION, caption), *((BlockKind.ROW, line) for line in printed.strip().split("\n"))]:
        blocks.append(Block(kind, Piece(line.strip(" "), (Run(0, Span(None, at, at + len(line.strip(" ")))),))))
        at += len(line) + 1
    made, used = tables.read(blocks, set(), Phrases(PROSE, OPERATORS))
    assert used == set(range(len(blocks)))
    assert len(made) == 1
    return made[0]


def shown(table: Table) -> str:
    """The table as the cases write it: carried cells in brackets, figures left out."""
    lines = [" | ".join(column.title for column in table.columns)]
    for row in table.rows:
        cells = [f"[{cell.words}]" if cell.carried else f"{cell.words}{cell.stars}" for cell in row.cells]
        lines.append(f"{row.kind.value}: {' | '.join(cells)}")
    return "\n".join(lines)


CASES = {
    "by province, two classes and their sum": (
        "Table 1: AP mined area by province (at end 2024)",
        """
Province CHAs Area (m²) SHAs Area (m²) Total CHAs/SHAs Total area (m²)
Velden 12 1,234,567 3 456,789 15 1,691,356
Upper Moss 40 20,000 0 0 40 20,000
Totals 52 1,254,567 3 456,789 55 1,711,356
""",
        """
Province | CHAs | Area (m²) | SHAs | Area (m²) | Total CHAs/SHAs | Total area (m²)
data: Velden | 12 | 1,234,567 | 3 | 456,789 | 15 | 1,691,356
data: Upper Moss | 40 | 20,000 | 0 | 0 | 40 | 20,000
total: Totals | 52 | 1,254,567 | 3 | 456,789 | 55 | 1,711,356
""",
    ),
    "names of the text head the columns": (
        "Table 1: Five-year summary of AP mine clearance (km²)",
        """
Year Ash Valley Velden Total
2024 7.46 2.65 10.11
2023 15.49 N/R 15.49
Total 22.95 2.65 25.60
""",
        """
Year | Ash Valley | Velden | Total
data: 2024 | 7.46 | 2.65 | 10.11
data: 2023 | 15.49 | N/R | 15.49
total: Total | 22.95 | 2.65 | 25.60
""",
    ),
    "a ministry that the text does not name, below another operator of its region": (
        "Table 1: AP mine clearance in 2024",
        """
Region Operator Area cleared (m²) AP mines destroyed
Velden HALO 5,120,300 4,001
Oil Ministry 2,330,000 350
Upper Moss MAG 12,450 40
MCC 1,148,900 1,001
Totals 8,611,650 5,392
""",
        """
Region | Operator | Area cleared (m²) | AP mines destroyed
data: Velden | HALO | 5,120,300 | 4,001
data: [Velden] | Oil Ministry | 2,330,000 | 350
data: Upper Moss | MAG | 12,450 | 40
data: [Upper Moss] | MCC | 1,148,900 | 1,001
total: Totals |  | 8,611,650 | 5,392
""",
    ),
    "a head over several lines, and comments": (
        "Table 2: Operational clearance capacities deployed in 2024",
        """
Operator
Manual
teams
Total
deminers*
Dogs and
handlers
Mechanical assets/
machines** Comments
HALO 25 200 0 6 Decrease from 2023
MAG 12 96 8 dogs and
8 handlers
2 Stable
NPA 3 24 0 0
Totals 40 320 8 dogs and
8 handlers
8
* Excluding team leaders, medics, and drivers.
** Excluding vegetation cutters and sifters.
""",
        """
Operator | Manual teams | Total deminers | Dogs and handlers | Mechanical assets/ machines | Comments
data: HALO | 25 | 200 | 0 | 6 | Decrease from 2023
data: MAG | 12 | 96 | 8 dogs and 8 handlers | 2 | Stable
data: NPA | 3 | 24 | 0 | 0 |
total: Totals | 40 | 320 | 8 dogs and 8 handlers | 8 |
""",
    ),
    "a place printed once for several operators": (
        "Table 3: Cancellation through NTS in 2024",
        """
Province Operator Areas cancelled Area cancelled (m²)
Bengo HALO 4 100,000
NPA 2 50,000
Lunda Sul MAG 3 75,500
Mine Clearance Corps 1 500
Totals 10 226,000
""",
        """
Province | Operator | Areas cancelled | Area cancelled (m²)
data: Bengo | HALO | 4 | 100,000
data: [Bengo] | NPA | 2 | 50,000
data: Lunda Sul | MAG | 3 | 75,500
data: [Lunda Sul] | Mine Clearance Corps | 1 | 500
total: Totals |  | 10 | 226,000
""",
    ),
    "clearance by operator, heads that break": (
        "Table 4: Mine clearance in 2024",
        """
Operator Areas cleared Area cleared (m²) AP mines
destroyed
AV mines
destroyed
UXO
destroyed
HALO 12 1,000,000 1,200 5 300
Mine Clearance
Corps 3 200,000 100 0 10
MAG 5 500,000 900 2 150*
Totals 20 1,700,000 2,200 7 460
* Includes 12 items of AXO.
""",
        """
Operator | Areas cleared | Area cleared (m²) | AP mines destroyed | AV mines destroyed | UXO destroyed
data: HALO | 12 | 1,000,000 | 1,200 | 5 | 300
data: Mine Clearance Corps | 3 | 200,000 | 100 | 0 | 10
data: MAG | 5 | 500,000 | 900 | 2 | 150*
total: Totals | 20 | 1,700,000 | 2,200 | 7 | 460
""",
    ),
    "groups and subtotals": (
        "Table 5: AP mined area by region",
        """
Region CHAs Area (m²) SHAs Area (m²)
NORTHERN REGION
District A 4 1,000 2 500
District B 3 2,000 1 250
Sub-total 7 3,000 3 750
SOUTHERN REGION
District C 1 400 N/R N/R
Sub-total 1 400 N/R N/R
Grand total 8 3,400 3 750
N/R = Not reported
""",
        """
Region | CHAs | Area (m²) | SHAs | Area (m²)
group: NORTHERN REGION |  |  |  |
data: District A | 4 | 1,000 | 2 | 500
data: District B | 3 | 2,000 | 1 | 250
subtotal: Sub-total | 7 | 3,000 | 3 | 750
group: SOUTHERN REGION |  |  |  |
data: District C | 1 | 400 | N/R | N/R
subtotal: Sub-total | 1 | 400 | N/R | N/R
total: Grand total | 8 | 3,400 | 3 | 750
""",
    ),
    "a head within the table": (
        "Table 6: Summary of land release outputs in 2024",
        """
Release of AP mined area Release in 2024 (m²) Release in 2023 (m²)
Clearance 48,215 52,100
Technical survey Not reported 12,000
Non-technical survey 0 No credible figure
AP mines destroyed during clearance, survey,
and spot tasks 2024 2023
AP mines destroyed 31 28
""",
        """
Release of AP mined area | Release in 2024 (m²) | Release in 2023 (m²)
data: Clearance | 48,215 | 52,100
data: Technical survey | Not reported | 12,000
data: Non-technical survey | 0 | No credible figure
head: AP mines destroyed during clearance, survey, and spot tasks | 2024 | 2023
data: AP mines destroyed | 31 | 28
""",
    ),
    "years in the head": (
        "Table 7: AP mine clearance in 2023–24",
        """
Operator Area cleared
2024 (m²)
AP mines
destroyed 2024
Area cleared
2023 (m²)
AP mines
destroyed 2023
HALO 30,000 20 40,000 22
Mine Clearance Corps 8,215 6 2,100 2
Totals 38,215 26 42,100 24
""",
        """
Operator | Area cleared 2024 (m²) | AP mines destroyed 2024 | Area cleared 2023 (m²) | AP mines destroyed 2023
data: HALO | 30,000 | 20 | 40,000 | 22
data: Mine Clearance Corps | 8,215 | 6 | 2,100 | 2
total: Totals | 38,215 | 26 | 42,100 | 24
""",
    ),
    "years as columns": (
        "Table 8: Planned land release (km²)",
        """
Province 2025 2026 2027 Total
Velden 0.30 0.10 0.05 0.45
Upper Moss 0.20 0.20 0.10 0.50
Totals 0.50 0.30 0.15 0.95
""",
        """
Province | 2025 | 2026 | 2027 | Total
data: Velden | 0.30 | 0.10 | 0.05 | 0.45
data: Upper Moss | 0.20 | 0.20 | 0.10 | 0.50
total: Totals | 0.50 | 0.30 | 0.15 | 0.95
""",
    ),
    "places over two lines, the operator before them": (
        "Table 9: Clearance in 2024 by operator and area",
        """
Operator Province Areas released Area cleared
(m²)
AP mines
destroyed
AV
mines
Other UXO
HALO Hillcrest 10 25,000 20 0 3
Sheba Forest to
Beacon Hill
2 5,000 0 0 1
NPA Hillcrest 1 10,000 5 0 –
Totals 13 40,000 25 0 4
""",
        """
Operator | Province | Areas released | Area cleared (m²) | AP mines destroyed | AV mines | Other UXO
data: HALO | Hillcrest | 10 | 25,000 | 20 | 0 | 3
data: [HALO] | Sheba Forest to Beacon Hill | 2 | 5,000 | 0 | 0 | 1
data: NPA | Hillcrest | 1 | 10,000 | 5 | 0 | –
total: Totals |  | 13 | 40,000 | 25 | 0 | 4
""",
    ),
    "five years, a star before the number": (
        "Table 10: Five-year summary of AP mine clearance",
        """
Year Area cleared (m²) AP mines
destroyed
2024 48,215 31
2023 52,100 *28
2022 N/R N/R
2021 61,000 40
2020 70,000 41
Totals 231,315 140
* Estimate.
""",
        """
Year | Area cleared (m²) | AP mines destroyed
data: 2024 | 48,215 | 31
data: 2023 | 52,100 | 28*
data: 2022 | N/R | N/R
data: 2021 | 61,000 | 40
data: 2020 | 70,000 | 41
total: Totals | 231,315 | 140
""",
    ),
    "survey teams": (
        "Table 11: Operational NTS and TS capacities deployed in 2024",
        """
Operator NTS teams Total NTS personnel TS teams Total TS personnel Comments
HALO 6 12 3 24 Increase on 2023
MAG 2 6 N/R N/R
Totals 8 18 3 24
""",
        """
Operator | NTS teams | Total NTS personnel | TS teams | Total TS personnel | Comments
data: HALO | 6 | 12 | 3 | 24 | Increase on 2023
data: MAG | 2 | 6 | N/R | N/R |
total: Totals | 8 | 18 | 3 | 24 |
""",
    ),
    "types of device": (
        "Table 12: AP mined area by type of contamination (at April 2025)",
        """
Type of contamination CHAs CHA area (km²) SHAs SHA area (km²)
AP mines only 12 1.20 3 0.40
AP and AV mines 4 0.30 0 0
Improvised mines 2 0.05 1 0.10
Total 18 1.55 4 0.50
""",
        """
Type of contamination | CHAs | CHA area (km²) | SHAs | SHA area (km²)
data: AP mines only | 12 | 1.20 | 3 | 0.40
data: AP and AV mines | 4 | 0.30 | 0 | 0
data: Improvised mines | 2 | 0.05 | 1 | 0.10
total: Total | 18 | 1.55 | 4 | 0.50
""",
    ),
    "spot tasks": (
        "Table 13: AP mines destroyed in spot tasks in 2024",
        """
Operator Spot tasks AP mines destroyed AV mines destroyed UXO destroyed
HALO 35 12 1 240
Mine Clearance Corps N/R 4 0 100
Totals 35 16 1 340
""",
        """
Operator | Spot tasks | AP mines destroyed | AV mines destroyed | UXO destroyed
data: HALO | 35 | 12 | 1 | 240
data: Mine Clearance Corps | N/R | 4 | 0 | 100
total: Totals | 35 | 16 | 1 | 340
""",
    ),
    "release by method, heads of one word and a unit": (
        "Table 15: Release of mined area in 2024",
        """
Operator Cancelled (m²) Reduced (m²) Cleared (m²) Total released (m²)
HALO 100 200 300 600
Mine Clearance Corps 0 50 50 100
Totals 100 250 350 700
""",
        """
Operator | Cancelled (m²) | Reduced (m²) | Cleared (m²) | Total released (m²)
data: HALO | 100 | 200 | 300 | 600
data: Mine Clearance Corps | 0 | 50 | 50 | 100
total: Totals | 100 | 250 | 350 | 700
""",
    ),
    "groups in small letters, and the head again on the next page": (
        "Table 16: Mined area by governorate",
        """
Governorate CHAs CHA area (m²)
Hillcrest
Velden 4 1,000
Upper Moss 3 2,000
Governorate CHAs CHA area (m²)
National operators
MCC 1 400
Totals 8 3,400
""",
        """
Governorate | CHAs | CHA area (m²)
group: Hillcrest |  |
data: Velden | 4 | 1,000
data: Upper Moss | 3 | 2,000
group: National operators |  |
data: MCC | 1 | 400
total: Totals | 8 | 3,400
""",
    ),
    "extents in the unit of the title": (
        "Table 17: Contamination by entity (km²)",
        """
Entity CHAs Area SHAs Area Total
Velden 232 13.03 1,020 650.10 663.13
Brook District 2 0.10 10 5.00 5.10
Totals 234 13.13 1,030 655.10 668.23
""",
        """
Entity | CHAs | Area | SHAs | Area | Total
data: Velden | 232 | 13.03 | 1,020 | 650.10 | 663.13
data: Brook District | 2 | 0.10 | 10 | 5.00 | 5.10
total: Totals | 234 | 13.13 | 1,030 | 655.10 | 668.23
""",
    ),
    "differences with their signs": (
        "Table 18: Progress against the work plan",
        """
Year Planned (km²) Actual (km²) Difference (%)
2022 4.0 3.5 -12.5%
2023 4.0 4.1 +2.5%
2024 4.0 N/K N/K
""",
        """
Year | Planned (km²) | Actual (km²) | Difference (%)
data: 2022 | 4.0 | 3.5 | -12.5%
data: 2023 | 4.0 | 4.1 | +2.5%
data: 2024 | 4.0 | N/K | N/K
""",
    ),
    "brackets in cells, broken": (
        "Table 19: Operational clearance capacities deployed in 2024",
        """
Operator Manual clearance
teams
Total deminers Dog teams
(dogs and handlers)
Mechanical
assets Comments
HALO 25 200 0 6
NPA 4 32 4 (8 dogs and
4 handlers)
1
""",
        """
Operator | Manual clearance teams | Total deminers | Dog teams (dogs and handlers) | Mechanical assets | Comments
data: HALO | 25 | 200 | 0 | 6 |
data: NPA | 4 | 32 | 4 (8 dogs and 4 handlers) | 1 |
""",
    ),
    "a head of two levels": (
        "Table 20: CHAs and SHAs",
        """
Region Sure Likely Totals
No. Area (m²) No. Area (m²) No. Area (m²)
Velden 4 1,000 2 300 6 1,300
Upper Moss 1 100 0 0 1 100
Totals 5 1,100 2 300 7 1,400
""",
        """
Region | Sure No. | Sure Area (m²) | Likely No. | Likely Area (m²) | Totals No. | Totals Area (m²)
data: Velden | 4 | 1,000 | 2 | 300 | 6 | 1,300
data: Upper Moss | 1 | 100 | 0 | 0 | 1 | 100
total: Totals | 5 | 1,100 | 2 | 300 | 7 | 1,400
""",
    ),
    "operators in groups": (
        "Table 21: Demining assets",
        """
Operator Teams Deminers Machines
National operators
MCC 4 40 1
Army Engineers 10 120 0
International operators
HALO 20 210 4
Totals 34 370 5
""",
        """
Operator | Teams | Deminers | Machines
group: National operators |  |  |
data: MCC | 4 | 40 | 1
data: Army Engineers | 10 | 120 | 0
group: International operators |  |  |
data: HALO | 20 | 210 | 4
total: Totals | 34 | 370 | 5
""",
    ),
    "cells that the file tells apart": (
        "Table 14: AP mined area by province (at end 2024)",
        "Province\tOperator\tArea (m²)\nVelden\tHALO\t1,000\n\tMAG\t500*\nTotal\t\t1,500",
        """
Province | Operator | Area (m²)
data: Velden | HALO | 1,000
data: [Velden] | MAG | 500*
total: Total |  | 1,500
""",
    ),
}


def test_a_total_that_does_not_add_up_stays_as_printed_and_is_told() -> None:
    lines = "Operator Area cleared (m²) AP mines destroyed\nHALO 1,000 12\nMAG 500 9\nTotals 1,600 21"
    table = read("Table 1: Mine clearance in 2024", lines)
    assert table.rows[-1].cells[1].words == "1,600"
    assert [fault.message for fault in table.faults] == [
        "“Area cleared (m²)” adds up to 1,500, and 1,600 is printed as its total"
    ]
    (span,) = table.faults[0].spans
    assert span.end - span.start == len("1,600")


@pytest.mark.parametrize(
    ("parts", "total", "told"),
    [
        (("0.17", "0.29", "0.27"), "0.73", False),
        (("0.17", "0.29", "0.27"), "0.74", False),  # each may have been rounded
        (("21.40", "28.18"), "50.58", True),
        (("158", "N/R", "95"), "253", False),
        (("at least 10", "5"), "20", False),
    ],
)
def test_rounding_is_no_fault(parts: tuple[str, ...], total: str, told: bool) -> None:
    lines = [f"{year} {part}" for year, part in zip(range(2024, 2000, -1), parts, strict=False)]
    table = read("Table 1: Five-year summary", "\n".join(["Year Area cleared (km²)", *lines, f"Total {total}"]))
    assert bool(table.faults) == told


def test_a_row_that_does_not_add_up_to_its_total_is_told() -> None:
    lines = [
        "Province Area cleared (m²) Area reduced (m²) Total area (m²)",
        "Velden 10 5 15",
        "Upper Moss 20 5 25",
        "Hillcrest 30 5 35",
        "Bengo 40 5 55",
    ]
    table = read("Table 1: Release in 2024", "\n".join(lines))
    assert [fault.message for fault in table.faults] == [
        "“Total area (m²)” of “Bengo”: 55 is printed, and its parts add up to 45"
    ]


def test_a_table_that_goes_on_under_its_own_caption_is_one_table() -> None:
    lines = [
        "Year Area cleared (m²)",
        "2024 10",
        "Table 1 (continued): Summary",
        "Year Area cleared (m²)",
        "2023 20",
        "Total 30",
    ]
    kinds = [BlockKind.CAPTION if line.startswith("Table") else BlockKind.ROW for line in ("Table 1: Summary", *lines)]
    blocks = [
        Block(kind, Piece(line, (Run(0, Span(None, at * 100, at * 100 + len(line))),)))
        for at, (kind, line) in enumerate(zip(kinds, ("Table 1: Summary", *lines), strict=True))
    ]
    made, used = tables.read(blocks, set(), Phrases(PROSE, OPERATORS))
    assert [[cell.words for cell in row.cells] for row in made[0].rows] == [
        ["2024", "10"],
        ["2023", "20"],
        ["Total", "30"],
    ]
    assert used == set(range(len(blocks)))


def test_what_fits_no_row_is_told() -> None:
    table = read("Table 1: Clearance", "Operator Area cleared (m²)\nHALO 10\nA line that stands alone")
    assert [leftover.why for leftover in table.leftovers] == ["a line of table 1 that fits no row"]


@pytest.mark.parametrize("name", CASES)
def test_a_table_is_read_cell_by_cell(name: str) -> None:
    caption, printed, expected = CASES[name]
    table = read(caption, printed)
    wanted = "\n".join(line.rstrip() for line in expected.strip().split("\n"))
    assert "\n".join(line.rstrip() for line in shown(table).split("\n")) == wanted
    assert table.leftovers == ()
    assert table.faults == ()
