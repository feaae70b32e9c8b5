"""Checks of dates: their precision, their order, and what lies after the date the record speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from ploughshare import dates, vocab
from ploughshare.findings import Finding, Level, register
from ploughshare.record.contracts import TABLES, Type
from ploughshare.record.folder import META_FILE
from ploughshare.record.package import Package, Row
from ploughshare.record.pointing import at

PRECISION = register(
    "record.date-precision",
    Level.ERROR,
    "a date that does not fit its stated precision",
    "Write only the digits that are known, and the precision that goes with them.",
)
ORDER = register(
    "record.date-order",
    Level.ERROR,
    "something reported before it happened, or before the date at which it was so",
    "Check both dates: an article's month is not the event's month.",
)
AFTER_AS_OF = register(
    "record.after-as-of",
    Level.WARNING,
    "a date after the one the record speaks of",
    "Check the date, or move as_of in record.yaml on: the record says what was known then.",
)
OBLIGATION_DUE = register(
    "record.obligation-due",
    Level.WARNING,
    "an obligation that was due and whose outcome nobody assessed since",
    "Look at how it stands, and give its status, the date of the assessment and on what it rests.",
)
REPORTING_YEAR = register(
    "record.reporting-year",
    Level.ERROR,
    "a reporting year in record.yaml for which no account can be made",
    "Write the year the report is about, such as 2024.",
)
PERIOD_MISSING = register(
    "record.period-missing",
    Level.WARNING,
    "a figure of what happens over time, without the period or the event it counts",
    "Give the period, such as 2024, or the event: a number of mines destroyed means nothing without it.",
)

_FIRST_YEAR, _LAST_YEAR = 1900, 2999

_MAY_LIE_AHEAD = frozenset({("obligations", "due"), ("expected", "due"), ("expected", "period")})
"""Columns whose dates may be after ``as_of`` without anything being odd."""


def check(package: Package) -> Iterator[Finding]:
    """All checks of dates. Every one uses the record's ``as_of``, never today's date."""
    for event in package.rows("events"):
        yield from _precision(package, event)
        if _takes_place(event):
            yield from _order(package, "events", event, "happened", event["happened_precision"])
    for claim in package.rows("claims"):
        yield from _order(package, "claims", claim, "as_of", None)
    yield from _after_as_of(package)
    yield from _reporting_year(package)
    for obligation in package.rows("obligations"):
        yield from _due(package, obligation)
    measures = vocab.load("measures")
    for figure in package.rows("figures"):
        if measures[figure["measure"]].extra.get("flow") and not figure["period"] and not figure["event"]:
            yield at(package, PERIOD_MISSING, "figures", figure, "has neither period nor event", column="period")


def _takes_place(event: Row) -> bool:
    """Whether the record takes it to have happened: what is planned or warned of lies ahead of its report."""
    return bool(vocab.load("event_standings")[event["standing"]].extra.get("happened", True))


def _precision(package: Package, event: Row) -> Iterator[Finding]:
    for column in ("happened", "reported"):
        precision = event[f"{column}_precision"]
        if precision and (why := dates.precision_fault(event[column], precision)):
            yield at(package, PRECISION, "events", event, why, column=column)


def _order(package: Package, table: str, row: Row, earlier: str, precision: str | None) -> Iterator[Finding]:
    """The first possible day of what is reported must not lie after the last possible day of the report."""
    if not row[earlier] or not row["reported"]:
        return
    first, _ = dates.interval(row[earlier], precision)
    _, last = dates.interval(row["reported"], row.get("reported_precision"))
    if last is not None and first > last:
        message = f"reported {dates.say(row['reported'])}, before {dates.say(row[earlier], precision)}"
        yield at(package, ORDER, table, row, message, column="reported")


def _reporting_year(package: Package) -> Iterator[Finding]:
    year = package.meta.get("reporting_year")
    if isinstance(year, int) and not _FIRST_YEAR <= year <= _LAST_YEAR:
        file = META_FILE if package.path else ""
        yield REPORTING_YEAR.finding(f"{year} is no year of a report", file=file, column="reporting_year")


def _after_as_of(package: Package) -> Iterator[Finding]:
    as_of = package.meta.get("as_of")
    if not as_of:
        return
    last = dates.interval(as_of)[1]
    for table in TABLES:
        columns = [
            column.name
            for column in table.columns
            if column.type in (Type.DATE, Type.PERIOD) and (table.name, column.name) not in _MAY_LIE_AHEAD
        ]
        for row in package.rows(table.name):
            for column in columns:
                value = row[column]
                # Texts of dates compare as dates do, as far as both have digits: most rows need no more.
                if not value or value[: len(as_of)] <= as_of[: len(value)]:
                    continue
                if table.name == "events" and column == "happened" and not _takes_place(row):
                    continue
                if last is not None and dates.interval(value)[0] > last:
                    message = f"{dates.say(value)} lies after {dates.say(as_of)}, of which the record speaks"
                    yield at(package, AFTER_AS_OF, table.name, row, message, column=column)


def _due(package: Package, obligation: Row) -> Iterator[Finding]:
    as_of = package.meta.get("as_of")
    if not as_of or not obligation["due"]:
        return
    if vocab.load("obligation_states")[obligation["status"]].extra.get("final"):
        return
    due = dates.interval(obligation["due"])[1]
    today = dates.interval(as_of)[0]
    if due is None or due >= today:
        return
    assessed = dates.interval(obligation["assessed"])[1] if obligation["assessed"] else None
    if assessed is None or assessed < due:
        message = f"was due {dates.say(obligation['due'])}; by {dates.say(as_of)} nobody assessed whether it was met"
        yield at(package, OBLIGATION_DUE, "obligations", obligation, message, column="assessed")
