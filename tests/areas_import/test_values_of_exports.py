"""What a cell of an export becomes: a table of cases that a programme officer can read and correct."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from made_up_exports import AREAS, cells, layer, planned, refusals
from ploughshare.exchange.areas import words

CASES: list[tuple[str, str, Any, Any]] = [
    # column of the record, how it is mapped, what stands in the cell, what the record gets
    ("area_m2", "{column: X}", 250, Decimal(250)),
    ("area_m2", "{column: X}", 250.5, Decimal("250.5")),
    ("area_m2", "{column: X}", "250.50", Decimal("250.50")),
    ("area_m2", "{column: X, unit: ha}", "1.25", Decimal(12500)),
    ("area_m2", "{column: X, unit: km2}", "0.0036", Decimal(3600)),
    ("area_m2", "{column: X, unit: dunam}", "2", Decimal(2000)),
    ("area_m2", '{column: X, thousands: ","}', "1,250,000", Decimal(1250000)),
    ("area_m2", "{column: X, thousands: ., decimal: ','}", "1.250,5", Decimal("1250.5")),
    ("area_m2", "{column: X, decimal: ','}", "1250,5", Decimal("1250.5")),
    ("area_m2", "{column: X}", "", None),
    ("area_m2", "{column: X, empty: [n/a]}", " N/A ", None),
    ("area_m2", "{column: X}", float("nan"), None),
    ("identified", "{column: X}", "2019-03-04", "2019-03-04"),
    ("identified", "{column: X}", "2019", "2019"),
    ("identified", "{column: X}", 2019, "2019"),
    ("identified", "{column: X}", datetime(2019, 3, 4), "2019-03-04"),  # noqa: DTZ001 (a spreadsheet knows no zone)
    ("identified", "{column: X}", date(2019, 3, 4), "2019-03-04"),
    ("identified", "{column: X, dates: DD/MM/YYYY}", "4/3/2019", "2019-03-04"),
    ("identified", "{column: X, dates: MM/DD/YYYY}", "3/4/2019", "2019-03-04"),
    ("identified", "{column: X, dates: DD/MM/YYYY}", "00/03/2019", "2019-03"),
    ("identified", "{column: X, dates: DD/MM/YYYY}", "0/0/2019", "2019"),
    ("identified", "{column: X, dates: [DD/MM/YYYY, MM/YYYY]}", "03/2019", "2019-03"),
    ("identified", "{column: X, dates: DD MMM YYYY}", "4 March 2019", "2019-03-04"),
    ("identified", "{column: X, dates: spreadsheet}", 43528, "2019-03-04"),
    (
        "hazard_types",
        '{column: X, separator: ",", terms: {AP: ap_mines, UXO: other_eo}}',
        "ap, UXO",
        ("ap_mines", "other_eo"),
    ),
    ("hazard_types", "{column: X, terms: {mixed: [ap_mines, av_mines]}}", "Mixed", ("ap_mines", "av_mines")),
    ("hazard_types", "{column: X, terms: {AP: ap_mines}, otherwise: []}", "who knows", ()),
    ("hazard_types", "{column: X}", "ap_mines", ("ap_mines",)),
    ("name", "{column: X}", "  Hill 5\u00a0", "Hill 5"),
    ("name", "{column: X}", 5.0, "5"),
    ("name", '{words: "Sheet {X}"}', "2884-IV", "Sheet 2884-IV"),
    ("name", '{words: "Sheet {X}"}', None, None),
    ("name", "{column: X, when_absent: no name}", "", "no name"),
]

REFUSED: list[tuple[str, str, Any, str, str]] = [
    # column of the record, how it is mapped, what stands in the cell, the check, words of the message
    ("area_m2", "{column: X}", "about 500", "import.unreadable-cell", "no number"),
    ("area_m2", "{column: X}", "1,250", "import.unreadable-cell", "no number"),
    ("area_m2", '{column: X, thousands: ","}', "1,25", "import.unreadable-cell", "no thousands end"),
    ("area_m2", "{column: X, decimal: ','}", "1.250", "import.unreadable-cell", "point"),
    ("area_m2", "{column: X}", -5, "import.unreadable-cell", "less than nothing"),
    ("area_m2", "{column: X}", float("inf"), "import.unreadable-cell", "no number"),
    ("area_m2", "{column: X}", "1e99", "import.unreadable-cell", "no number"),
    ("women", "{column: X}", "2.5", "import.unreadable-cell", "whole number"),
    ("identified", "{column: X}", "4/3/2019", "import.unreadable-cell", "no date"),
    ("identified", "{column: X, dates: DD/MM/YYYY}", "31/02/2019", "import.unreadable-cell", "for identified"),
    ("identified", "{column: X, dates: DD/MM/YYYY}", "03/2019", "import.unreadable-cell", "no date"),
    ("hazard_types", "{column: X, terms: {AP: ap_mines}}", "APM", "import.unknown-word", "no meaning"),
    ("name", "{column: X}", "a\x07b", "import.unreadable-cell", "control character"),
]


def one_row(column: str, value: str, cell: Any, folder: Path):
    table = layer(["1", "Suspected", "Open", cell], columns="ID|Class|Status|X")
    return planned(table, f"{AREAS}      {column}: {value}\n", folder)


@pytest.mark.parametrize(("column", "value", "cell", "expected"), CASES)
def test_a_cell_is_read_as_it_is_mapped(column: str, value: str, cell: Any, expected: Any, tmp_path: Path) -> None:
    plan = one_row(column, value, cell, tmp_path)
    assert refusals(plan) == []
    found = cells(plan, "areas", column)
    assert found == [expected]
    assert [type(each) for each in found] == [type(expected)]
    assert [str(each) for each in found] == [str(expected)]


@pytest.mark.parametrize(("column", "value", "cell", "check", "says"), REFUSED)
def test_what_cannot_be_read_is_refused_with_its_place(
    column: str, value: str, cell: Any, check: str, says: str, tmp_path: Path
) -> None:
    plan = one_row(column, value, cell, tmp_path)
    assert refusals(plan) == [(2, "X", check)]
    assert says in plan.refused[0].message
    assert plan.refused[0].file == "made.xlsx"
    assert plan.changes == ()


def test_a_year_with_a_mark_of_thousands_is_a_year(tmp_path: Path) -> None:
    table = layer(["1", "Suspected", "Open", "2,006", "3"], columns="ID|Class|Status|Year|Month")
    text = 'read: {thousands: ","}\n' + AREAS + "      identified: {date: {year: Year, month: Month}}\n"
    assert cells(planned(table, text, tmp_path), "areas", "identified") == ["2006-03"]


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"), [("2006", "", "4", "2006"), ("2006", "0", "0", "2006"), ("", "3", "4", None)]
)
def test_a_date_of_parts_is_no_finer_than_its_parts(
    year: str, month: str, day: str, expected: str | None, tmp_path: Path
) -> None:
    table = layer(["1", "Suspected", "Open", year, month, day], columns="ID|Class|Status|Y|M|D")
    text = AREAS + "      identified: {date: {year: Y, month: M, day: D}}\n"
    assert cells(planned(table, text, tmp_path), "areas", "identified") == [expected]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["A/1"], "a-1"),
        (["Fočić Polje"], "focic-polje"),
        (["Đurići"], "durici"),
        (["xx", "", "12"], "xx-12"),
    ],
)
def test_ids_are_plain(texts: list[str], expected: str) -> None:
    assert words.slug(*texts) == expected


def test_ids_of_other_scripts_differ_and_stay() -> None:
    ids = {words.slug(text) for text in ("Поле", "Пол", "田", "!!", "?")}
    assert len(ids) == 5
    assert words.slug("Поле") == words.slug("Поле")
    assert len(words.slug("a" * 500)) <= 120
    assert words.slug("a" * 500) != words.slug("a" * 501)
