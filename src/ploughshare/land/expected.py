"""Reports of released land that were expected for a period and did not come: their totals are “at least”."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ploughshare.evidence.ledger import Ledger
from ploughshare.evidence.periods import span
from ploughshare.figure import State
from ploughshare.land import days
from ploughshare.land.facts import Facts
from ploughshare.record.package import Package

LINES_OF: Final = {
    "cancelled_area": ("cancelled",),
    "reduced_area": ("reduced_without_technical_asset", "reduced_with_technical_asset"),
    "cleared_area": ("cleared",),
}
"""Measure -> the lines of the account that answer it."""


@dataclass(frozen=True)
class Missing:
    """An expected report (id of ``expected``) that did not come, by whom, and the line it leaves “at least”."""

    expected: str
    organisation: str
    line: str


def missing(package: Package, facts: Facts, after: int, until: int) -> tuple[Missing, ...]:
    """Who did not report, of those whose report is expected for days after the first and up to the second.

    A report is a release of that kind with a date in the period, whether it was accepted or not; or a figure of that
    organisation for that period with a value, zero among them.
    """
    asked = [
        row
        for row in package.rows("expected")
        if row["measure"] in LINES_OF
        and row["subject"] == package.country
        and (period := span(row["period"])) is not None
        and period[1] is not None
        and after < days.number(period[0])
        and days.number(period[1]) <= until
    ]
    if not asked:
        return ()
    ledger = Ledger(package)
    found = []
    for row in asked:
        low, high = span(row["period"]) or (None, None)
        lines = LINES_OF[row["measure"]]
        came = (
            low
            and high
            and any(
                release.organisation == row["organisation"]
                and release.line in lines
                and days.number(low) <= release.reported <= days.number(high)
                for release in facts.releases
            )
        )
        if not came and not _is_stated(ledger, row["measure"], row["period"], row["subject"], row["organisation"]):
            found += [Missing(row["id"], row["organisation"], line) for line in lines]
    return tuple(found)


def _is_stated(ledger: Ledger, measure: str, period: str, subject: str, organisation: str) -> bool:
    for row in ledger.questions(measure, period):
        if row["subject"] == subject and row["organisation"] == organisation:
            answer = ledger.shown(row["id"]).figure
            if answer is not None and (answer.is_known or answer.state is State.NOT_APPLICABLE):
                return True
    return False
