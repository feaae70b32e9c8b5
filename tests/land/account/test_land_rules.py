"""Every table of docs/rules/land-account.md, line by line: the document is the test."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from land_words import hectares, land
from ploughshare import figure
from ploughshare.land import derived
from ploughshare.land.account import Account, account
from ploughshare.land.ledger import LedgerLine
from ploughshare.land.parts import split
from ploughshare.land.reconcile import reconcile
from ploughshare.land.states import LandState, state
from rule_tables import RULES, tables

Line = dict[str, str]

STATES = {
    "hazardous": "hazardous",
    "cancelled": "cancelled",
    "reduced without": "reduced_without_technical_asset",
    "reduced with": "reduced_with_technical_asset",
    "cleared": "cleared",
}


def lines(*columns: str, without: Iterable[str] = ()) -> list[Line]:
    """The lines of the tables that have all of those columns and none of the others."""
    every = [*tables(RULES / "land-account.md", "areas"), *tables(RULES / "land-account.md", "releases")]
    found = [table for table in every if set(columns) <= set(table[0]) and not set(without) & set(table[0])]
    assert found, columns
    return [line for table in found for line in table]


def said(line: Line) -> str:
    return " | ".join(line.values())


def numbers(cell: str) -> dict[str, float]:
    """`opening 4, cleared 2` as names and hectares; zeros left out."""
    parts = [part.strip().rsplit(" ", 1) for part in cell.split(",") if part.strip() != "-"]
    return {name: float(number) for name, number in parts if float(number)}


def posted(account: Account, basis: str) -> dict[str, float]:
    every = (*account.lines, *account.reported)
    return {line.key: m2 for line in every if (m2 := hectares(getattr(line, f"{basis}_m2")))}


def differences(line: LedgerLine) -> dict[str, float]:
    return {difference.name: m2 for difference in line.differences if (m2 := hectares(difference.m2))}


def year(line: Line) -> int | None:
    return None if line["year"] == "-" else int(line["year"])


def date(cell: str) -> str | None:
    return None if cell == "-" else cell


def at(line: Line, on: str) -> LandState:
    return state(land(line["areas"], line.get("releases", "-"), depth=line.get("standard depth", "")), on)


@pytest.mark.parametrize("line", lines("location not known"), ids=said)
def test_what_is_counted(line: Line) -> None:
    found = at(line, "2030")
    assert hectares(found.groups[line["group"]]["hazardous"]) == float(line["hazardous"])
    assert hectares(found.unlocated_m2[line["group"]]) == float(line["location not known"])


@pytest.mark.parametrize("line", lines("on", "hazardous"), ids=said)
def test_the_state_at_a_date(line: Line) -> None:
    found = at(line, line["on"]).groups[line.get("group", "all")]
    for column, name in STATES.items():
        if column in line:
            assert hectares(found[name]) == float(line[column]), column


@pytest.mark.parametrize("line", lines("year", "stated", "measured"), ids=said)
def test_the_lines_of_the_account(line: Line) -> None:
    made = account(land(line["areas"], line["releases"]), year(line), group=line.get("group", "all"))
    assert posted(made, "measured") == numbers(line["measured"])
    assert posted(made, "stated") == numbers(line["stated"])
    assert made.balances


@pytest.mark.parametrize("line", lines("line", "differences"), ids=said)
def test_why_stated_and_measured_differ(line: Line) -> None:
    made = account(land(line["areas"], line["releases"]), year(line))
    found = made.line(line["line"])
    assert differences(found) == numbers(line["differences"])
    assert sum(one.m2 for one in found.differences) == pytest.approx(found.stated_m2 - found.measured_m2, abs=1e-6)
    assert made.balances


@pytest.mark.parametrize("line", lines("by", "part"), ids=said)
def test_the_parts_of_an_account(line: Line) -> None:
    made = split(land(line["areas"], line["releases"]), line["by"], year(line))
    part = next(part for part in made.parts if line["part"] in (part.id, part.name))
    assert posted(part.account, "measured") == numbers(line["measured"])
    assert part.account.balances
    between = {key: gap for key, both in made.between.items() if (gap := hectares(both[1]))}
    assert between == numbers(line["together less"])


@pytest.mark.parametrize("line", lines("known on"), ids=said)
def test_what_was_known_when(line: Line) -> None:
    made = account(
        land(line["areas"], line["releases"]),
        year(line),
        known_on=date(line["known on"]),
        opening_known_on=date(line["opening known on"]),
    )
    shown = {key: m2 for key, m2 in posted(made, "measured").items() if not key.startswith("reported_")}
    assert shown == numbers(line["measured"])
    assert made.balances


@pytest.mark.parametrize("line", lines("expected"), ids=said)
def test_reports_that_did_not_come(line: Line) -> None:
    made = account(land(line["areas"], line["releases"], expected=line["expected"]), year(line))
    assert figure.say(made.line("cleared").stated).replace("\u00a0", " ") == line["cleared"]
    assert bool(made.missing) == ("two 2018" in line["expected"])


@pytest.mark.parametrize("line", lines("because"), ids=said)
def test_two_sources_compared(line: Line) -> None:
    made = reconcile(land("-", line["releases"]), "a", "b", year=2018)
    found = next(one for one in made.compared if one.what == line["what"])
    assert hectares(found.a_m2) == float(line["first"])
    assert hectares(found.b_m2) == float(line["second"])
    assert {one.name: hectares(one.m2) for one in found.lines} == numbers(line["because"])
    assert made.is_explained


@pytest.mark.parametrize("line", lines("measure", "figure"), ids=said)
def test_figures_over_rows(line: Line) -> None:
    made = derived.reader(land(line["areas"], line["releases"]))(line["measure"], line["period"], None)
    assert figure.say(made.figure).replace("\u00a0", " ") == line["figure"]
