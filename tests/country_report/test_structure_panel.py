"""The panel of key data, in the ways in which chapters of the family print it. Countries and figures are made up."""

from __future__ import annotations

import pytest

import structure_labels as labels
from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Piece, Run, Span
from ploughshare.exchange.country_report.structure import contamination, fields, operators, outputs, treaty
from ploughshare.exchange.country_report.structure.fields import FieldLines, Label


def panel(text: str) -> dict[Label, FieldLines]:
    """The fields of a panel whose printed lines are given."""
    blocks = []
    at = 0
    for line in map(str.rstrip, text.strip("\n").split("\n")):
        runs = (Run(0, Span(None, at, at + len(line))),) if line else ()
        blocks.append(Block(BlockKind.PANEL, Piece(line, runs)))
        at += len(line) + 1
    return {field.label: field for field in fields.find(blocks)}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("NO APMBC ARTICLE 5 DEADLINE:\nState not party to the APMBC", {"party": "not_party"}),
        (
            "ARTICLE 5 DEADLINE:\n31 DECEMBER 2026\nNot on track to meet deadline",
            {"deadline": "2026-12-31", "on_track": "no"},
        ),
        (
            "APMBC ARTICLE 5 DEADLINE: 1 MARCH 2027\nOn track to meet deadline",
            {"deadline": "2027-03-01", "on_track": "yes"},
        ),
        (
            "ARTICLE 5 DEADLINE:\n1 JUNE 2029\nUnclear whether on track",
            {"deadline": "2029-06-01", "on_track": "unclear"},
        ),
        (
            "ARTICLE 5 DEADLINE:\n31 DECEMBER 2025\n(EXTENSION TO 31 DECEMBER 2030 REQUESTED)",
            {"deadline": "2025-12-31", "extension": "requested", "extension_until": "2030-12-31"},
        ),
        (
            (
                "ARTICLE 5 DEADLINE:\n1 MAY 2025\n"
                "Five-year extension requested to 1 May 2030\nNot on track to meet deadline"
            ),
            {"deadline": "2025-05-01", "extension": "requested", "extension_until": "2030-05-01", "on_track": "no"},
        ),
        (
            "ARTICLE 5 DEADLINE:\n1 FEBRUARY 2028\n(Extension granted)\nOn track to meet deadline",
            {"deadline": "2028-02-01", "extension": "granted", "on_track": "yes"},
        ),
        ("ARTICLE 5 DEADLINE:\nFulfilled in 2024", {"fulfilled": True}),
        (
            "ARTICLE 5 DEADLINE:\n1 FEBRUARY 2025\nArticle 5 obligations fulfilled",
            {"deadline": "2025-02-01", "fulfilled": True},
        ),
        (
            "ARTICLE 5 DEADLINE:\n31 DECEMBER 2020\nIn violation of Article 5: deadline missed",
            {"deadline": "2020-12-31", "violation": True},
        ),
        ("ARTICLE 5 DEADLINE:\n1 APRIL 2030\nUnlikely to meet deadline", {"deadline": "2030-04-01", "on_track": "no"}),
    ],
)
def test_the_article_5_line(printed: str, expected: dict[str, object]) -> None:
    value = treaty.read_line(panel(printed)[Label.TREATY]).value
    got = {
        "party": value.party.value,
        "deadline": value.deadline,
        "on_track": value.on_track and value.on_track.value,
        "extension": value.extension and value.extension.value,
        "extension_until": value.extension_until,
        "fulfilled": value.fulfilled or None,
        "violation": value.violation or None,
    }
    assert {key: each for key, each in got.items() if each is not None} == {"party": "party", **expected}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Unknown", ("unknown", None, None, None)),
        ("Unknown, but very heavy", ("unknown", "very_heavy", None, None)),
        ("Massive (no credible figure)", ("no_credible_figure", "massive", None, None)),
        ("AROUND 1km²\nLight\n(Mine Action Review estimate)", ("about 1 km2", "light", "Mine Action Review", None)),
        (
            "60.41km²\nHeavy\n(National authority estimate at end 2024)",
            ("60.41 km2", "heavy", "National authority", "2024-12"),
        ),
        ("MEDIUM, 12.5KM² (national estimate)", ("12.5 km2", "medium", "national", None)),
        ("Light: 0.27km²", ("0.27 km2", "light", None, None)),
        ("LIGHT, EXTENT UNKNOWN", ("unknown", "light", None, None)),
        ("Light (exact extent unknown)", ("unknown", "light", None, None)),
        ("Heavy, extent not known", ("unknown", "heavy", None, None)),
        ("At least 10km²\nMedium", ("at least 10 km2", "medium", None, None)),
        (
            "MORE THAN 100KM²\nMASSIVE\n(Mine Action Review estimate)",
            ("more than 100 km2", "massive", "Mine Action Review", None),
        ),
        ("LESS THAN 0.1km²\nLight", ("less than 0.1 km2", "light", None, None)),
        ("1,200km² (Massive)", ("1200 km2", "massive", None, None)),
        ("0.5km 2 CHA\nLight", ("0.5 km2", "light", None, None)),
        ("HEAVY: 33KM² AS AT APRIL 2025", ("33 km2", "heavy", None, "2025-04")),
        (
            "Medium\n(Estimate by the national mine action centre)",
            (None, "medium", "the national mine action centre", None),
        ),
        ("None", ("0 km2", None, None, None)),
        ("5–10km², Medium", ("between 5 km2", "medium", None, None)),
        ("Between 5km² and 10km²\nMedium", ("between 5 km2", "medium", None, None)),
    ],
)
def test_contamination(printed: str, expected: tuple[str | None, ...]) -> None:
    value = contamination.read(panel(f"AP MINE CONTAMINATION:\n{printed}")[Label.CONTAMINATION]).value
    assert (labels.short(value.figure), value.category, value.estimated_by, value.as_at) == expected


def test_a_day_that_no_calendar_has_stays_as_printed() -> None:
    line = treaty.read_line(panel("ARTICLE 5 DEADLINE:\n31 FEBRUARY 2026\nOn track to meet deadline")[Label.TREATY])
    assert line.value.deadline == "2026-02-31"
    assert treaty.after("2026-02-31", 12) == "2027-02"


HEAD = "LAND RELEASE OUTPUTS\nRelease of AP mined area Release in 2024 (km ²) Release in 2023 (km ²)\n"
DESTROYED = "Destruction of AP mines during\nclearance, survey, and spot tasks\n\n2024\n\n2023\n"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (f"{HEAD}Clearance 6.18 5.92", {("cleared_area", 2024): "6.18 km2", ("cleared_area", 2023): "5.92 km2"}),
        (f"{HEAD}Clearance\n6.18\n5.92", {("cleared_area", 2024): "6.18 km2", ("cleared_area", 2023): "5.92 km2"}),
        (
            (
                f"{HEAD}Clearance Not reported N/R\nTechnical Survey 0.12 Unknown\n"
                "Non-Technical Survey No credible \nfigure 0"
            ),
            {
                ("cleared_area", 2024): "not_reported",
                ("cleared_area", 2023): "not_reported",
                ("reduced_area", 2024): "0.12 km2",
                ("reduced_area", 2023): "unknown",
                ("cancelled_area", 2024): "no_credible_figure",
                ("cancelled_area", 2023): "0 km2",
            },
        ),
        (
            f"{HEAD.replace('km ²', 'm²')}Clearance 48,215 At least 1,000",
            {("cleared_area", 2024): "48215 m2", ("cleared_area", 2023): "at least 1000 m2"},
        ),
        (
            (
                f"{HEAD}{DESTROYED}AP Mines destroyed 4,214 \n(incl. 131 \nduring spot \ntasks)\n"
                "3,342 \n(incl. 57 during \nspot tasks)"
            ),
            {
                ("ap_mines_destroyed", 2024): "4214 mines, 131 mines",
                ("ap_mines_destroyed", 2023): "3342 mines, 57 mines",
            },
        ),
        (
            (
                f"{HEAD}{DESTROYED}AP Mines destroyed 31 (including 4 during spot tasks) 28*\n"
                "* Not all were AP mines, it is \nthought."
            ),
            {("ap_mines_destroyed", 2024): "31 mines, 4 mines", ("ap_mines_destroyed", 2023): "28 mines*"},
        ),
        (
            (
                f"{HEAD}{DESTROYED}AP Mines destroyed* Not known Not known\n"
                "*It is not known how many of the 563 were AP mines."
            ),
            {("ap_mines_destroyed", 2024): "unknown*", ("ap_mines_destroyed", 2023): "unknown*"},
        ),
        (
            f"{HEAD}Clearance 1.05* **0.98\n* One.\n** Two.",
            {("cleared_area", 2024): "1.05 km2*", ("cleared_area", 2023): "0.98 km2**"},
        ),
    ],
)
def test_outputs_of_two_years(printed: str, expected: dict[tuple[str, int], str]) -> None:
    cells, leftovers = outputs.read(panel(printed)[Label.OUTPUTS])
    got = {}
    for cell in cells:
        value = cell.value
        included = f", {labels.short(value.included)}" if value.included else ""
        got[value.measure, value.year] = f"{labels.short(value.figure)}{value.stars}{included}"
        assert bool(value.footnote) == bool(value.stars)
    assert got == expected
    assert leftovers == []


def test_a_value_that_is_missing_is_said() -> None:
    cells, leftovers = outputs.read(panel(f"{HEAD}Clearance 6.18")[Label.OUTPUTS])
    assert [labels.short(cell.value.figure) for cell in cells] == ["6.18 km2"]
    assert cells[0].confidence < 0.6
    assert ["fewer values" in leftover.why for leftover in leftovers] == [True]


@pytest.mark.parametrize(
    ("printed", "known", "expected"),
    [
        (" ■ None", (), [(None, None, None)]),
        (" ■ Royal Army (RA)", (), [("Royal Army", "RA", None)]),
        (" ■ Stop Mines and IN Demining", ("In Demining",), [("Stop Mines", None, None), ("IN Demining", None, None)]),
        (" ■ Ministry of Defence and Security", (), [("Ministry of Defence and Security", None, None)]),
        (
            " ■ Swiss Foundation for Mine \nAction (FSD)\n ■ Danish Refugee Council",
            (),
            [("Swiss Foundation for Mine Action", "FSD", None), ("Danish Refugee Council", None, None)],
        ),
        (
            "National operators\n ■ Armed Forces\nInternational operators:\n ■ MAG\n ■ NPA",
            (),
            [
                ("Armed Forces", None, "National operators"),
                ("MAG", None, "International operators"),
                ("NPA", None, "International operators"),
            ],
        ),
        (
            " ■ National operators: Armed Forces\n ■ International operators: HALO, MAG, and NPA",
            (),
            [
                ("Armed Forces", None, "National operators"),
                ("HALO", None, "International operators"),
                ("MAG", None, "International operators"),
                ("NPA", None, "International operators"),
            ],
        ),
        (
            " ■ International non-governmental organisations (NGOs):\n ■ HALO\n ■ MAG",
            (),
            [
                ("HALO", None, "International non-governmental organisations (NGOs)"),
                ("MAG", None, "International non-governmental organisations (NGOs)"),
            ],
        ),
    ],
)
def test_main_operators(printed: str, known: tuple[str, ...], expected: list[tuple[str | None, ...]]) -> None:
    field = panel(f"MAIN AP MINE SURVEY AND CLEARANCE OPERATORS IN 2024:\n{printed}")[Label.OPERATORS]
    found, leftovers = operators.read(field, known)
    assert [(each.value.name, each.value.short, each.value.group) for each in found] == expected
    assert {each.value.year for each in found} == {2024}
    assert leftovers == []
