"""Who and what is named in several places of a chapter is one row, with all that is known of it. Names are made up."""

from __future__ import annotations

import pytest

from ploughshare.exchange.country_report.facts.model import Location, Party
from ploughshare.exchange.country_report.notes.bibliography import bibliography
from ploughshare.exchange.country_report.proposing.context import Context
from ploughshare.exchange.country_report.proposing.named import Named
from ploughshare.exchange.country_report.reading.model import Chapter


@pytest.fixture
def context() -> Context:
    chapter = Chapter("tj", "Tajikistan", 2025, "", (), (), ())
    return Context(chapter, bibliography(chapter))


ASSUMED = "nothing tells what it does: its role is assumed"


@pytest.mark.parametrize(
    ("said", "roles", "reason"),
    [
        ([("Harrow Group", None)], ("authority",), ASSUMED),
        ([("Harrow Group", None), ("Harrow Group", "operator")], ("operator",), ""),
        ([("Harrow Group (HG)", "operator"), ("HG", None)], ("operator",), ""),
        ([("Harrow Group", "operator"), ("Harrow Group", "donor"), ("Harrow Group", None)], ("operator", "donor"), ""),
        ([("Ministry of Fields", None)], ("ministry",), ""),
    ],
)
def test_a_role_is_what_some_place_tells(
    context: Context, said: list[tuple[str, str | None]], roles: tuple[str, ...], reason: str
) -> None:
    ids = {Named(context, {}).party(Party(name, ()), role) for name, role in said}
    [organisation] = [each for each in context.organisations if each.values["id"] in ids]
    assert (organisation.values["roles"], organisation.reason) == (roles, reason)


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ([("Upper Moss", "Province"), ("Upper Moss province", "")], ["province"]),
        ([("Upper Moss", "Governorate"), ("Upper Moss Governorate", ""), ("Upper Moss", "")], ["province"]),
        ([("Upper Moss", "District"), ("Upper Moss province", "")], ["district", "province"]),
        ([("Upper Moss", ""), ("Upper Moss district", "")], ["site", "district"]),
        ([("Ash Hill", "Province")], ["hill"]),
    ],
)
def test_a_place_is_what_its_name_or_column_says(
    context: Context, said: list[tuple[str, str]], kinds: list[str]
) -> None:
    named = Named(context, {})
    for name, column in said:
        named.place(Location(name, "in", ()), column)
    assert [place.values["kind"] for place in named.proposals] == kinds
