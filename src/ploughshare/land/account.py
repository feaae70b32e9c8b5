"""The land account: what was hazardous, what was added and taken away, what is hazardous; and that it adds up.

The rules are worded in ``docs/rules/land-account.md``, sections 6 to 8, with worked tables that run as tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from ploughshare import dates, vocab
from ploughshare.errors import PloughshareError
from ploughshare.land import days, engine, expected
from ploughshare.land.engine.states import FAR
from ploughshare.land.facts import LeftOut
from ploughshare.land.ledger import Difference, LedgerLine, Sum, between, number
from ploughshare.land.measured import Measure
from ploughshare.land.posted import FIRST_YEAR, Posted
from ploughshare.land.posting import REPORTED, Posting
from ploughshare.record.package import Package

LAST_YEAR: Final = 2999

CLOSE: Final = 1e-3
"""Square metres by which a balance may be off: outlines are added in fixed point."""


@dataclass(frozen=True)
class Account:
    """The account of one group of land for one period.

    ``lines`` are opening, movements and closing in the order of the vocabulary ``account_lines``; an organisation's
    account has movements only. ``reported`` is the memorandum: what was reported released beside the hazard that it
    ended. ``measured_opening_m2`` and ``measured_closing_m2`` are asked of the partition itself and not of the lines.
    ``missing`` names those whose report for the period was expected and did not come.
    """

    group: str
    first_day: str | None
    last_day: str
    place: str | None
    organisation: str | None
    known_on: str | None
    opening_known_on: str | None
    lines: tuple[LedgerLine, ...]
    reported: tuple[LedgerLine, ...]
    left_out: tuple[LeftOut, ...]
    missing: tuple[expected.Missing, ...]
    measured_opening_m2: float | None = None
    measured_closing_m2: float | None = None

    @property
    def period(self) -> str:
        """The year, or the days from first to last."""
        if self.first_day and self.first_day[4:] == "-01-01" and self.last_day == f"{self.first_day[:4]}-12-31":
            return self.first_day[:4]
        return f"{self.first_day or ''}/{self.last_day}"

    def line(self, key: str) -> LedgerLine:
        """The line of that key; KeyError if the account has none."""
        found = next((line for line in (*self.lines, *self.reported) if line.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Why the closing as stated and as measured differ."""
        return self.lines[-1].differences if self.lines and self.lines[-1].key == "closing" else ()

    @cached_property
    def off_by_m2(self) -> tuple[float, float, float]:
        """By how much it does not add up: opening and movements less closing, measured and stated; and the largest
        gap between what the partition holds hazardous and what the lines say."""
        if self.measured_closing_m2 is None or self.measured_opening_m2 is None:
            return 0.0, 0.0, 0.0
        opening, closing = self.line("opening"), self.line("closing")
        moved = [line for line in self.lines if line.sign]
        measured = opening.measured_m2 + sum(line.sign * line.measured_m2 for line in moved) - closing.measured_m2
        stated = opening.stated_m2 + sum(line.sign * line.stated_m2 for line in moved) - closing.stated_m2
        ends = (
            opening.measured_m2 - opening.unlocated_m2 - self.measured_opening_m2,
            closing.measured_m2 - closing.unlocated_m2 - self.measured_closing_m2,
        )
        return measured, stated, max(ends, key=abs)

    @property
    def balances(self) -> bool:
        """Whether opening and movements come to the closing, on both bases, and the partition says the same."""
        return all(abs(gap) <= CLOSE for gap in self.off_by_m2)

    def as_json(self, *, most_rows: int | None = None) -> dict[str, Any]:
        """The account as plain data; see ``LedgerLine.as_json`` for ``most_rows``."""
        return {
            "group": self.group,
            "period": self.period,
            "first_day": self.first_day,
            "last_day": self.last_day,
            "place": self.place,
            "organisation": self.organisation,
            "known_on": self.known_on,
            "opening_known_on": self.opening_known_on,
            "balances": self.balances,
            "off_by_m2": [number(gap) for gap in self.off_by_m2],
            "lines": [line.as_json(most_rows=most_rows) for line in self.lines],
            "reported": [line.as_json(most_rows=most_rows) for line in self.reported],
            "left_out": [
                {"table": out.table, "id": out.id, "reason": out.reason, "stated_m2": out.stated_m2}
                for out in self.left_out
            ],
            "missing": [
                {"expected": gap.expected, "organisation": gap.organisation, "line": gap.line} for gap in self.missing
            ],
        }


def account(
    package: Package,
    year: int | None = None,
    *,
    place: str | None = None,
    organisation: str | None = None,
    group: str = "all",
    known_on: str | None = None,
    opening_known_on: str | None = None,
    measure: Measure = engine.partition,
) -> Account:
    """The account of a year, or of the record's whole life up to the date of which it speaks.

    ``place`` narrows it to the areas of a place and of those in it, ``organisation`` to the movements of what that
    organisation recorded and released, ``group`` to a group of ``Facts.groups``. ``known_on`` posts it as it was known
    at the end of that date, ``opening_known_on`` takes the opening as it was posted then: what became known since is
    a correction. ``measure`` partitions the land. PloughshareError ``land.group``, ``land.place``,
    ``land.organisation``, ``land.year`` or ``land.date`` where there is no such thing.
    """
    for text in (known_on, opening_known_on):
        if text and dates.fault(text):
            raise PloughshareError("land.date", why=dates.fault(text))
    posted = Posted.of(package, group, known_on=known_on, place=place, measure=measure)
    before = None
    if opening_known_on:
        before = Posted.of(package, group, known_on=opening_known_on, place=place, measure=measure)
    return of_year(posted, year, organisation=organisation, before=before)


def of_year(
    posted: Posted, year: int | None, *, organisation: str | None = None, before: Posted | None = None
) -> Account:
    """The account of a year, None for the whole life, from postings; the opening from those of ``before``.

    An ``organisation`` of "" is that of rows that name none. Raises as :func:`account`.
    """
    package = posted.package
    if organisation and package.row("organisations", organisation) is None:
        raise PloughshareError("land.organisation", id=organisation)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise PloughshareError("land.year", year=year)
    after = -FAR - 1 if year is None else days.number(date(year, 1, 1)) - 1
    until = days.interval(package.as_of)[1] if year is None else days.number(date(year, 12, 31))
    gaps = expected.missing(package, posted.facts, after, until) if posted.place is None else ()
    if organisation is not None:
        gaps = tuple(gap for gap in gaps if gap.organisation == organisation)
    moved = [
        posting
        for posting in between(posted.postings, after, until)
        if organisation is None or (posting.organisation or "") == organisation
    ]
    late = Sum(()) if before is None else posted.balance(after) - before.balance(after)
    lines, reported = _movements(moved, late, gaps)
    if organisation is None:
        opening = (before or posted).balance(after).line("opening")
        lines = [opening, *lines, posted.balance(until).line("closing")]
    return Account(
        group=posted.group,
        first_day=days.said(after + 1),
        last_day=str(days.said(until)),
        place=posted.place,
        organisation=organisation,
        known_on=posted.known_on,
        opening_known_on=None if before is None else before.known_on,
        lines=tuple(lines),
        reported=tuple(reported),
        left_out=posted.facts.left_out,
        missing=gaps,
        measured_opening_m2=None if organisation is not None else (before or posted).measured.hazardous(after),
        measured_closing_m2=None if organisation is not None else posted.measured.hazardous(until),
    )


def _movements(
    moved: Sequence[Posting], late: Sum, gaps: Sequence[expected.Missing]
) -> tuple[list[LedgerLine], list[LedgerLine]]:
    """The lines between opening and closing, and those of the memorandum."""
    of_line: dict[str, list[Posting]] = defaultdict(list)
    for posting in moved:
        of_line[posting.line].append(posting)
    missing = {gap.line for gap in gaps}
    lines, reported = [], []
    for key, term in vocab.load("account_lines").terms.items():
        if term.extra["part"] == "movement":
            postings = late if key == "correction_late" else Sum.of(of_line.get(key, ()))
            lines.append(postings.line(key, is_missing_reports=key in missing))
        elif term.extra["part"] == "memorandum":
            is_missing = key.removeprefix(REPORTED) in missing
            reported.append(Sum.of(of_line.get(key, ())).line(key, is_missing_reports=is_missing))
    return lines, reported
