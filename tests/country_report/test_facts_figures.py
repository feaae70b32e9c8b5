"""Figures of sentences made up for the purpose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fact_sentences import chapter, read
from ploughshare.exchange.country_report.facts.extract import facts
from ploughshare.exchange.country_report.reading.model import BlockKind
from ploughshare.figure import Kind, State


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("In 2024, Angola released 12.3km² of AP mined area: 5.1km² cleared, 3.2km² reduced, and 4km² cancelled.",
         [("cleared_area", "12.3", "km2"), ("cleared_area", "5.1", "km2"),
          ("reduced_area", "3.2", "km2"), ("cancelled_area", "4", "km2")]),
        ("In 2024, 2.0km² was released through clearance, 1.5km² through TS, and 1.1km² through NTS.",
         [("cleared_area", "2.0", "km2"), ("reduced_area", "1.5", "km2"), ("cancelled_area", "1.1", "km2")]),
        ("MAG cleared 345,678m² with the destruction of 40 AP mines, 6 anti-vehicle (AV) mines, and 142 items of ERW.",
         [("cleared_area", "345678", "m2"), ("ap_mines_destroyed", "40", "mines"),
          ("av_mines_destroyed", "6", "mines"), ("uxo_destroyed", "142", "items")]),
        ("A total of 3,456 AP mines were destroyed, including 123 during spot tasks.",
         [("ap_mines_destroyed", "3456", "mines"), ("ap_mines_destroyed", "123", "mines")]),
        ("At the end of 2024, 47.7km² of mined area remained across 643 minefields.",
         [("contamination_extent", "47.7", "km2"), ("places_affected", "643", "areas")]),
        ("It has 241 CHAs covering 1.5km² and 12 SHAs covering 320,000m².",
         [("places_affected", "241", "areas"), ("confirmed_area", "1.5", "km2"),
          ("places_affected", "12", "areas"), ("suspected_area", "320000", "m2")]),
        ("MAG cleared 0.85km² in 2024, down from 1.1km² in 2023.",
         [("cleared_area", "0.85", "km2"), ("cleared_area", "1.1", "km2")]),
        ("Nine people were killed and 22 injured.",
         [("people_killed", "9", "people"), ("people_injured", "22", "people")]),
        ("It recorded 61 mine and ERW victims.", [("casualties", "61", "casualties")]),
        ("MAG deployed 145 deminers.", [("personnel", "145", "people")]),
        ("The strip is 248km long and 4km deep.", [("length", "248", "km"), ("depth", "4", "km")]),
        ("The base covers an area of 117km².", [("area", "117", "km2")]),
        ("The mine holds 40 grams of explosive.", [("explosive_mass", "40", "g")]),
        ("All mines were to be removed within 20 days under the agreement.", [("clause_days", "20", "days")]),
    ],
)  # fmt: skip
def test_what_a_quantity_measures(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    claims = read(sentence).claims
    assert [(claim.measure, claim.figure.best, claim.figure.unit) for claim in claims] == [
        (measure, Decimal(number), unit) for measure, number, unit in expected
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "low", "words"),
    [
        ("Rebels laid more than 600 AP mines.", Kind.AT_LEAST, 601, "more than 600 AP mines"),
        ("There are tens of thousands of AP and AV mines.", Kind.VERBAL, 20000, "tens of thousands of AP and AV mines"),
        ("Marines removed some 50,000 AP mines.", Kind.ABOUT, None, "some 50,000 AP mines"),
    ],
)
def test_a_figure_keeps_how_it_is_said(sentence: str, kind: Kind, low: int | None, words: str) -> None:
    [claim] = read(sentence).claims
    assert (claim.figure.kind, claim.figure.low, claim.words) == (kind, low, words)


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        ("MAG cleared 2km² in 2023 and 3km² in 2024.", ["2023", "2024"]),
        ("In its Article 7 report covering 2022, Angola reported clearance of 2km².", ["2022"]),
        ("At the end of 2024, Angola had 4km² of mined area, compared to 5km² the previous year.", ["2024", "2023"]),
        ("Between 2015 and 2024, 123 casualties were recorded, of whom 45 were killed.", ["2015/2024", "2015/2024"]),
    ],
)
def test_the_period_of_a_figure(sentence: str, periods: list[str]) -> None:
    assert [claim.period and claim.period.date for claim in read(sentence).claims] == periods


def test_a_flow_without_a_period_has_that_of_its_heading() -> None:
    made = chapter((BlockKind.HEADING, "CLEARANCE IN 2024"), "MAG cleared 2km² and 3km² of mined area remain.")
    told = facts(made).claims
    assert [(claim.measure, claim.period and claim.period.date) for claim in told] == [
        ("cleared_area", "2024"),
        ("contamination_extent", None),
    ]
    assert not told[0].confident


@pytest.mark.parametrize(
    ("sentence", "measure", "state"),
    [
        ("In 2024, no mined area was released through clearance.", "cleared_area", State.ZERO),
        ("Angola did not release any land in 2024.", "cleared_area", State.ZERO),
        ("There was no clearance in 2024.", "cleared_area", State.ZERO),
        ("No area was cancelled through NTS in 2023.", "cancelled_area", State.ZERO),
        ("No clearance is thought to have occurred in 2023.", "cleared_area", State.VALUE),
        ("Angola did not report any AP mine clearance in 2024.", "cleared_area", State.NOT_REPORTED),
        ("The exact extent of mine contamination is not known.", "contamination_extent", State.UNKNOWN),
    ],
)
def test_none_not_reported_and_unknown_are_kept_apart(sentence: str, measure: str, state: State) -> None:
    [claim] = read(sentence).claims
    assert (claim.measure, claim.figure.state) == (measure, state)


def test_a_belief_that_there_was_none_is_no_zero() -> None:
    [claim] = read("No clearance is thought to have occurred in 2023.").claims
    assert (claim.figure.kind, claim.figure.best) == (Kind.ABOUT, 0)


@pytest.mark.parametrize(
    "sentence",
    [
        "See Table 3 and Article 5, at 25m² per deminer per day.",
        "The budget was €590,000 in 2024.",
        "Level 1, 2, and 3 courses were held in 24 countries.",
        "Resolution 79/34 was adopted on 2 December 2024.",
    ],
)
def test_references_money_and_rates_are_no_figures(sentence: str) -> None:
    assert read(sentence).claims == ()


def test_a_planned_figure_says_that_it_is_planned() -> None:
    [claim] = read("Angola planned to clear 5km² in 2026.").claims
    assert (claim.measure, claim.standing) == ("cleared_area", "planned")


def test_what_no_measure_fits_is_said() -> None:
    told = read("The fire burned for three days.")
    assert told.claims == ()
    assert [span.end - span.start for left in told.unmeasured for span in left.spans] == [len("three days")]
