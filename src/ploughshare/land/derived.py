"""Figures that nobody states because the rows of a programme say them: land released and left, devices destroyed.

They are never stored as claims; they stand beside them, with the rows that they rest on
(``docs/rules/land-account.md``, section 10).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ploughshare import dates, vocab
from ploughshare import figure as figures
from ploughshare.evidence.periods import span
from ploughshare.figure import Figure, Kind, State
from ploughshare.land import days, expected
from ploughshare.land.ledger import Entry, LedgerLine, Sum, between
from ploughshare.land.posted import Posted
from ploughshare.record.package import Package

STOCKS: Final = ("contamination_extent", "confirmed_area", "suspected_area")
DEVICES: Final[Mapping[str, tuple[str, ...]]] = {
    "ap_mines_destroyed": ("ap_mine", "ap_blast_mine", "ap_fragmentation_mine", "ap_improvised_mine"),
    "av_mines_destroyed": ("av_mine",),
    "mines_destroyed": ("mine",),
    "uxo_destroyed": ("submunition", "uxo", "axo"),
}
"""Measure -> the categories of device that answer it."""
_DESTROYED: Final = (None, "destroyed_on_the_spot", "removed_and_destroyed")
"""Disposals by which a device is destroyed: the table is of devices destroyed, so silence says so too."""

MEASURES: Final = (*expected.LINES_OF, *STOCKS, *DEVICES)
"""The measures (vocabulary ``measures``) that rows of a programme answer."""


@dataclass(frozen=True)
class Derived:
    """A figure over rows: ``figure`` is what it comes to, ``rows`` what each row has in it.

    Of a flow of land ``figure`` is the stated area of accepted releases and ``measured`` the hazard that they ended;
    of a stock both are the land measured, each square metre once. What is measured is given to the square metre.
    ``missing`` names expected reports that did not come.
    """

    measure: str
    figure: Figure
    measured: Figure | None
    rows: tuple[Entry, ...]
    missing: tuple[expected.Missing, ...] = ()


def flow(
    package: Package,
    measure: str,
    period: str,
    *,
    group: str = "all",
    place: str | None = None,
    organisation: str | None = None,
    known_on: str | None = None,
) -> Derived:
    """What was released or destroyed in a period, from the rows. Raises as :func:`reader`."""
    return reader(package, group=group, place=place, known_on=known_on)(measure, period, organisation)


def stock(
    package: Package,
    measure: str,
    on: str,
    *,
    group: str = "all",
    place: str | None = None,
    known_on: str | None = None,
) -> Derived:
    """What was hazardous at the end of a date, from the rows. Raises as :func:`reader`."""
    return reader(package, group=group, place=place, known_on=known_on)(measure, on, None)


Reader = Callable[[str, str, str | None], Derived]


def reader(package: Package, *, group: str = "all", place: str | None = None, known_on: str | None = None) -> Reader:
    """A function of measure, period (or date of a stock) and organisation that measures the land only once.

    KeyError for a measure that is not of ``MEASURES``, ValueError for no period;
    PloughshareError as :func:`ploughshare.land.account.account`.
    """
    made: dict[str, Posted] = {}

    def posted(of: str) -> Posted:
        if of not in made:
            made[of] = Posted.of(package, of, known_on=known_on, place=place)
        return made[of]

    def read(measure: str, period: str, organisation: str | None) -> Derived:
        if measure in DEVICES:
            return _devices(package, measure, period, organisation)
        if measure in STOCKS:
            return _stock(measure, period, posted, group)
        return _released(posted(group), measure, period, organisation)

    return read


def has_rows(package: Package) -> bool:
    """Whether the record has a programme's areas or releases, so that there is an account."""
    return bool(package.rows("areas") or package.rows("releases"))


def _span(period: str) -> tuple[int, int]:
    """The days of a period. ValueError where it is none."""
    if (why := dates.fault(period, period=True)) is not None:
        raise ValueError(why)
    return days.interval(period)


def _released(posted: Posted, measure: str, period: str, organisation: str | None) -> Derived:
    first, last = _span(period)
    keys = expected.LINES_OF[measure]
    gaps = expected.missing(posted.package, posted.facts, first - 1, last) if posted.place is None else ()
    gaps = tuple(gap for gap in gaps if gap.line in keys and organisation in (None, gap.organisation))
    moved = [
        posting
        for posting in between(posted.postings, first - 1, last)
        if posting.line in keys and organisation in (None, posting.organisation)
    ]
    line = Sum.of(moved).line(keys[0], is_missing_reports=bool(gaps))
    return Derived(measure, line.stated, _whole(line.measured), line.stated_rows, gaps)


def _stock(measure: str, on: str, posted: Callable[[str], Posted], group: str) -> Derived:
    until = _span(on)[1]

    def balance(of: str) -> LedgerLine:
        return posted(of).balance(until).line("closing")

    if measure != "suspected_area":
        line = balance(group if measure == "contamination_extent" else f"{group}.cha")
        measured = _whole(line.measured)
        return Derived(measure, measured, measured, line.rows)
    every, confirmed = balance(group), balance(f"{group}.cha")
    # Land that is suspected and confirmed at once is confirmed: the two together are the extent.
    m2 = {(entry.table, entry.id): entry.m2 for entry in every.rows}
    for entry in confirmed.rows:
        m2[entry.table, entry.id] = m2.get((entry.table, entry.id), 0.0) - entry.m2
    rows = tuple(Entry(*row, left) for row, left in sorted(m2.items()) if left)
    figure = figures.difference(_whole(every.measured), _whole(confirmed.measured))
    figure = figures.exact(0, "m2") if figure.best == 0 else figure
    return Derived(measure, figure, figure, rows)


def _whole(figure: Figure) -> Figure:
    """The figure to the square metre: outlines are not known to the millionth that they are added to."""
    if figure.kind is Kind.EXACT and figure.best is not None:
        return figures.exact(figure.best.quantize(Decimal(1)), figure.unit)
    low, high = (None if m2 is None else m2.quantize(Decimal(1)) for m2 in (figure.low, figure.high))
    return figures.of(figure.state, figure.kind, low=low, high=high, unit=figure.unit)


def _devices(package: Package, measure: str, period: str, organisation: str | None) -> Derived:
    """Devices destroyed in a period. What may belong in it and is not counted, or not dated, makes it “at least”."""
    first, last = _span(period)
    entries, parts = [], []
    for row in package.rows("devices"):
        activity = package.row("activities", row["activity"]) if row["activity"] else None
        by = activity["organisation"] if activity else None
        if row["category"] not in DEVICES[measure] or organisation not in (None, by):
            continue
        low, high = days.interval(row["date"] or (activity["ended"] if activity else None))
        if high < first or low > last or (row["disposal"] not in (*_DESTROYED, "not_known")):
            continue
        is_sure = first <= low and high <= last and row["disposal"] in _DESTROYED and row["quantity"] is not None
        if is_sure:
            entries.append(Entry("devices", row["id"], float(row["quantity"])))
            parts.append(figures.exact(row["quantity"], _unit(measure)))
        else:
            parts.append(figures.missing(State.UNKNOWN, _unit(measure)))
    gaps = _missing(package, measure, period, organisation)
    parts += [figures.missing(State.NOT_REPORTED, _unit(measure)) for _ in gaps]
    figure = figures.total(parts) if parts else figures.missing(State.NOT_REPORTED, _unit(measure))
    return Derived(measure, figure, None, tuple(entries), gaps)


def _missing(package: Package, measure: str, period: str, organisation: str | None) -> tuple[expected.Missing, ...]:
    """Expected reports of devices for exactly that period by organisations that have no row of them."""
    reporting = {
        activity["organisation"]
        for row in package.rows("devices")
        if (activity := package.row("activities", row["activity"] or "")) and row["category"] in DEVICES[measure]
    }
    return tuple(
        expected.Missing(row["id"], row["organisation"], measure)
        for row in package.rows("expected")
        if row["measure"] == measure
        and row["subject"] == package.country
        and span(row["period"]) == span(period)
        and organisation in (None, row["organisation"])
        and row["organisation"] not in reporting
    )


def _unit(measure: str) -> str:
    return str(vocab.load("measures")[measure].extra["unit"])
