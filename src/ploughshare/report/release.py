"""What was released and destroyed in the reporting year and the one before: the figures of panel and table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from ploughshare import figure as figures
from ploughshare import vocab
from ploughshare.evidence.ledger import Ledger
from ploughshare.evidence.totals import Total, total, type_asked
from ploughshare.figure import Figure, Kind, State
from ploughshare.record.package import Package, Row
from ploughshare.report.blocks import Inlines, text, tie
from ploughshare.report.prose import accounted
from ploughshare.report.prose.accounted import Question

MEASURES = (
    ("cleared_area", "Clearance"),
    ("reduced_area", "Technical survey"),
    ("cancelled_area", "Non-technical survey"),
    ("ap_mines_destroyed", "AP mines destroyed"),
)
"""Measure -> how its row is headed. Cleared, reduced and cancelled are three things, and never one number."""

AREA_UNIT = "km2"
_MINES = "ap_mines"
_AP = (None, _MINES)
NOT_ASKED = "Not in the record"


@dataclass(frozen=True)
class Cell:
    """One answer of the table: its words, tied to the figure if it is one, and why this and no other."""

    words: Inlines
    reason: str


def years(package: Package) -> tuple[int, int]:
    """The reporting year, and the one before."""
    year = int(package.meta["reporting_year"])
    return year, year - 1


FROM_ROWS = {
    "cleared_area": "cleared",
    "reduced_area": "reduced",
    "cancelled_area": "cancelled",
    "ap_mines_destroyed": "ap_mines_destroyed",
}
"""Measure -> what is asked of the account, where the record has the rows of a programme."""


def is_from_rows(package: Package, measure: str) -> bool:
    """Whether a programme's rows answer the measure, so that what is printed of it stands beside."""
    needs_devices = measure == "ap_mines_destroyed"
    return measure in FROM_ROWS and bool(package.rows("devices") if needs_devices else accounted.has_account(package))


def cell(ledger: Ledger, measure: str, year: int) -> Cell:
    """What the country released or destroyed in a year: by the land account where there is one, else as printed."""
    if is_from_rows(ledger.package, measure):
        expression = str(Question(FROM_ROWS[measure], year))
        found = accounted.compute(ledger, expression)
        if measure.endswith("_area"):
            return Cell(tie(_said(_to_hectares(found), measure), "account", expression), "the land account, measured")
        return Cell(tie(_said(found, measure), "account", expression), "the devices of the programme")
    return printed(ledger, measure, year)


def extent(ledger: Ledger) -> Inlines:
    """AP mined area at the end of the reporting year, by the land account, to the hectare."""
    question = str(Question("closing", years(ledger.package)[0]))
    figure = _to_hectares(accounted.compute(ledger, question))
    known = figures.convert(figure, AREA_UNIT) if figure.is_known else figure
    return tie(figures.say(known), "account", question)


def printed(ledger: Ledger, measure: str, year: int) -> Cell:
    """What is printed of a year: the total of the organisations' reports, else the figure for the whole."""
    found = of_organisations(ledger, measure, year) or of_the_whole(ledger, measure, year)
    return found or Cell(text(NOT_ASKED), "")


def of_organisations(ledger: Ledger, measure: str, year: int) -> Cell | None:
    """What the organisations' reports of a year add up to; None where there is none and none is expected."""
    subject, period = ledger.package.country, str(year)
    types = {row["hazard_type"] for row in _asked(ledger, measure, period) if row["organisation"]}
    if not types and not ledger.expected_for(subject, measure, period):
        return None
    hazard = type_asked(ledger, subject=subject, measure=measure, period=period)
    added = total(ledger, subject=subject, measure=measure, period=period, hazard_type=hazard)
    return _total(ledger, measure, added, is_part=len(types) > 1)


def of_the_whole(ledger: Ledger, measure: str, year: int) -> Cell | None:
    """What is printed of a year for the country as a whole; None where nobody does."""
    id = next((row["id"] for row in _asked(ledger, measure, str(year)) if not row["organisation"]), None)
    if id is None:
        return None
    shown = ledger.shown(id)
    if shown.figure is None:
        return Cell(tie("Disputed", "figure", id), shown.reason)
    return Cell(tie(_said(shown.figure, measure), "figure", id), _rule(shown.rule))


def _asked(ledger: Ledger, measure: str, period: str) -> Iterator[Row]:
    for row in ledger.questions(measure, period):
        if row["subject"] == ledger.package.country and row["hazard_type"] in _AP and not row["place"]:
            yield row


def _total(ledger: Ledger, measure: str, added: Total, *, is_part: bool) -> Cell:
    count = len(added.counted)
    reason = f"sum of {count} report{'' if count == 1 else 's'}" if count else "no report with a value"
    if added.missing:
        reason += f"; {len(added.missing)} expected and not received"
    if is_part:
        # Added together they might count the same ground twice; left out in silence they would be lost.
        reason += "; reports that name no type of hazard are not in it"
    words = _said(added.figure, measure)
    if not added.inputs or any(not ledger.shown(id).figure for id in added.inputs):
        return Cell(text(words), reason)
    if len(added.inputs) == 1 and not added.missing:
        return Cell(tie(words, "figure", added.inputs[0]), reason)
    return Cell(tie(words, "compute", " ".join(["sum", *added.inputs])), reason)


def _to_hectares(figure: Figure) -> Figure:
    """An area to the hectare, two decimals of a square kilometre, as country reports print it; less is not rounded
    away to nothing."""
    if not figure.is_known or figure.best is None or figure.best < _HECTARE:
        return figure
    hectares = (figure.best / _HECTARE).quantize(Decimal(1), ROUND_HALF_EVEN)
    return figures.of(State.VALUE, Kind.EXACT, best=hectares * _HECTARE, unit=figure.unit, rounded_to=_HECTARE)


_HECTARE = Decimal(10_000)


def _rule(rule: str) -> str:
    return vocab.load("shown_rules")[rule].label


def _said(figure: Figure, measure: str) -> str:
    if figure.is_known and vocab.load("measures")[measure].extra["dimension"] == "area":
        figure = figures.convert(figure, AREA_UNIT)
    words = figures.say(figure, unit=False)
    return words[0].upper() + words[1:]
