"""A whole chapter of a State Party, its words and figures made up, in every format that chapters come in."""

from __future__ import annotations

from pathlib import Path

import pytest

import structure_labels as labels
import typeset_report
from ploughshare.exchange.country_report.chapters import read_chapters
from ploughshare.exchange.country_report.reading.model import Chapter
from ploughshare.exchange.country_report.structure import whole
from ploughshare.exchange.country_report.structure.whole import Structure

MADE_UP = Path(__file__).parents[1] / "data" / "made_up" / "state-party.txt"


@pytest.fixture(scope="module")
def chapter() -> Chapter:
    return next(iter(read_chapters(MADE_UP)))


@pytest.fixture(scope="module")
def structure(chapter: Chapter) -> Structure:
    return whole.read(chapter)


def test_nothing_of_it_is_left_over(structure: Structure) -> None:
    assert structure.leftovers == ()


def test_the_panel_of_a_state_party(structure: Structure) -> None:
    line, stated = structure.article5, structure.contamination
    assert line is not None
    assert (line.value.deadline, line.value.extension, line.value.extension_until, line.value.on_track) == (
        "2025-12-31",
        "requested",
        "2028-12-31",
        "no",
    )
    assert stated is not None
    assert (labels.short(stated.value.figure), stated.value.category) == ("60.41 km2", "heavy")
    assert (stated.value.estimated_by, stated.value.as_at) == ("National authority", "2024-12")
    assert [(each.value.name, each.value.group) for each in structure.operators] == [
        ("National Demining Centre", "National operators"),
        ("Engineering Battalion of the Armed Forces", "National operators"),
        ("The HALO Trust", "International operators"),
        ("Mines Advisory Group", "International operators"),
    ]
    cells = {(each.value.measure, each.value.year): each.value for each in structure.outputs}
    assert labels.short(cells["ap_mines_destroyed", 2024].included) == "131 mines"
    assert labels.short(cells["reduced_area", 2023].figure) == "at least 0.45 km2"
    assert cells["cancelled_area", 2024].footnote.startswith("Includes cancellation")
    assert len(cells) == 8


def test_the_list_of_deadlines(structure: Structure) -> None:
    assert [
        (each.value.step.value, each.value.date, each.value.ordinal, each.value.months) for each in structure.deadlines
    ] == [
        ("entry_into_force", "2003-01-01", None, None),
        ("original_deadline", "2013-01-01", None, None),
        ("extended_deadline", "2018-01-01", 1, 60),
        ("extended_deadline", "2025-12-31", 2, 96),
        ("extension_requested", "2028-12-31", 3, 36),
        ("assessment", None, None, None),
    ]


def test_its_tables_have_the_cells_that_are_printed(structure: Structure) -> None:
    shapes = {table.number: (len(table.columns), len(table.rows)) for table in structure.tables}
    assert shapes == {"1": (7, 4), "2": (5, 4), "3": (6, 3), "4": (6, 3), "5": (4, 4), "6": (6, 4), "7": (2, 6)}
    for table in structure.tables:
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_every_cell_rests_on_its_own_characters(chapter: Chapter, structure: Structure) -> None:
    for table in structure.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell.carried or not cell.words:
                    continue
                read = " ".join(" ".join(chapter.words(span) for span in cell.spans).split())
                assert read.startswith(cell.words)


def test_lists_and_sections(structure: Structure) -> None:
    assert [each.value.addressee for each in structure.recommendations] == [
        "The National Mine Action Agency (ANAM)",
        "Operators",
    ]
    assert [
        (each.value.category, each.value.short or each.value.words, each.value.group) for each in structure.capacity
    ] == [
        ("management", "ANAM", None),
        ("national_operator", "CND", None),
        ("national_operator", "Blue Demining", "Commercial operators"),
        ("national_operator", "Green Demining", "Commercial operators"),
        ("international_operator", "HALO", None),
        ("international_operator", "MAG", None),
        ("international_operator", "NPA", None),
        ("other_actor", "None", None),
    ]
    assert len(structure.developments) == 1
    assert [(each.level, each.part and each.part.value) for each in structure.sections if each.level == 1] == [
        (1, "key_developments"),
        (1, "recommendations"),
        (1, "scores"),
        (1, "capacity"),
        (1, "contamination"),
        (1, "land_release_outputs"),
    ]


def test_scores_with_commentary(structure: Structure) -> None:
    scores = structure.scores
    assert scores is not None
    assert scores.years == (2024, 2023)
    assert [(each.value.weight, str(each.value.this), str(each.value.last)) for each in scores.criteria] == [
        (40, "7", "6"),
        (20, "8", "None"),
        (40, "6", "6"),
    ]
    assert scores.criteria[2].value.criterion == "LAND RELEASE OUTPUTS AND ARTICLE 5 COMPLIANCE"
    assert scores.criteria[0].value.commentary.text.endswith("It is planned for 2026.")


def test_what_contradicts_itself_is_told_and_left_as_printed(structure: Structure) -> None:
    assert [fault.message for fault in structure.faults] == [
        "Table 6: “AP mines destroyed” adds up to 2,200, and 2,300 is printed as its total",
        "Scores: an average of 6.8 is average, and good is printed",
    ]


@pytest.mark.parametrize("name", ["two.pdf", "one.pdf", "hyphenated.pdf", "chapter.docx", "chapter.html"])
def test_every_format_says_the_same(chapter: Chapter, structure: Structure, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if path.suffix == ".pdf":
        columns = 1 if name == "one.pdf" else 2
        typeset_report.set_pdf([chapter], path, columns=columns, hyphenate=name == "hyphenated.pdf")
    else:
        typeset_report.set_by_pandoc(chapter, path)
    other = next(iter(read_chapters(path)))
    got = labels.found(other, whole.read(other))
    assert labels.right(labels.found(chapter, structure), got, spans=False) == []


HTML = """
<h1>TAJIKISTAN</h1><h2>UNDERSTANDING OF AP MINE CONTAMINATION</h2>
<p>Tajikistan has mined areas contaminated with anti-personnel mines in the far north, and clearance of mines goes on.
Survey of mined areas by demining operators found mines and minefields, and clearance teams destroyed these mines.</p>
<p>Table 1: AP mined area by province (at end 2024)</p>
<table><tr><th rowspan="2">Province</th><th colspan="2">CHAs</th><th colspan="2">SHAs</th></tr>
<tr><th>No.</th><th>Area (m<sup>2</sup>)</th><th>No.</th><th>Area (m<sup>2</sup>)</th></tr>
<tr><td>Velden</td><td>12</td><td>1,200</td><td>3</td><td>400</td></tr>
<tr><td>Totals</td><td>12</td><td>1,200</td><td>3</td><td>400</td></tr></table>
<p>Table 2: Cancellation through NTS in 2024</p>
<table><tr><td>Province</td><td>Operator</td><td>Area cancelled (m²)</td></tr>
<tr><td rowspan="2">Bengo</td><td>HALO</td><td>100,000</td></tr><tr><td>NPA</td><td>50,000*</td></tr>
<tr><td>Totals</td><td></td><td>150,000</td></tr></table>
<p>* An estimate.</p>
"""


def test_cells_over_several_columns_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "spanned.html"
    path.write_text(f"<html><body>{HTML}</body></html>", encoding="utf-8")
    first, second = whole.read(next(iter(read_chapters(path)))).tables
    assert [column.title for column in first.columns] == [
        "Province",
        "CHAs No.",
        "CHAs Area (m²)",
        "SHAs No.",
        "SHAs Area (m²)",
    ]
    assert [column.measure for column in first.columns[1:]] == [None, "confirmed_area", None, "suspected_area"]
    assert [[cell.words for cell in row.cells] for row in second.rows] == [
        ["Bengo", "HALO", "100,000"],
        ["Bengo", "NPA", "50,000"],
        ["Totals", "", "150,000"],
    ]
    assert second.rows[1].cells[0].carried
    assert second.rows[1].cells[2].stars == "*"
    assert [(mark, note.text) for mark, note in second.footnotes] == [("*", "An estimate.")]
