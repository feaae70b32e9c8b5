"""A finding with the records it is about, where on the ground it lies, and what would mend it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from ploughshare.findings import Check, Finding
from ploughshare.record.package import Package, Row
from ploughshare.record.pointing import at
from ploughshare.record.tier import RESTRICTED, tier_of

Record = tuple[str, str]
"""A table and the id of one of its rows."""


@dataclass(frozen=True)
class Repair:
    """One cell that would mend a fault: a proposal, which a person accepts or leaves.

    ``before`` and ``after`` are values of that column as a row holds them. ``id`` comes from all of them: where the
    row has changed since, or was mended, the same proposal is not made again.
    """

    id: str
    check: str
    table: str
    row: str
    column: str
    before: Any
    after: Any
    why: str

    def say(self) -> str:
        """The repair in a line: a geometry is not written out."""
        if self.column == "geometry":
            return f"draw its geometry again: {self.why}"
        return f"{self.column} from {_said(self.before)} to {_said(self.after)}: {self.why}"

    def as_json(self) -> dict[str, Any]:
        """The repair as plain data."""
        return {**asdict(self), "before": _plain(self.before), "after": _plain(self.after)}


@dataclass(frozen=True, eq=False)
class Case:
    """A finding, the ``records`` it is about, its own first, what would mend it, and how to find its ``spot``."""

    finding: Finding
    records: tuple[Record, ...]
    repair: Repair | None = None
    locate: Callable[[], Any] | None = None

    @property
    def spot(self) -> Any:
        """Where on the ground: the crossing, the overlap, the sliver, as a shapely geometry in degrees.

        None where the outlines of the records show it well enough, or nothing is drawn. Worked out when asked for: of
        a hundred thousand findings a page draws a few hundred.
        """
        return self.locate() if self.locate is not None else None

    def as_json(self) -> dict[str, Any]:
        """The finding as plain data, with its records and the repair."""
        return {
            **self.finding.as_dict(),
            "records": [f"{table}/{id}" for table, id in self.records],
            "repair": self.repair.as_json() if self.repair else None,
        }


def case(
    package: Package,
    check: Check,
    table: str,
    row: Row,
    message: str,
    *,
    column: str | None = None,
    others: Iterable[Record] = (),
    locate: Callable[[], Any] | None = None,
    repair: Repair | None = None,
    hint: str | None = None,
) -> Case:
    """The case of a check about a row and, where there are any, other rows.

    A restricted row is not named in the finding of an open one: the message then says no more than what kind of thing
    is wrong.
    """
    records = ((table, str(row["id"])), *others)
    rows = [(name, package.row(name, id)) for name, id in records[1:]]
    if any(other is not None and tier_of(name, other) == RESTRICTED for name, other in rows):
        message, hint = check.looks_for, None
    return Case(at(package, check, table, row, message, column=column, hint=hint), records, repair, locate)


def propose(check: Check, table: str, row: Row, column: str, after: Any, *, why: str) -> Repair:
    """The proposal to put ``after`` into a cell."""
    before = row[column]
    told = json.dumps([check.id, table, row["id"], column, _plain(before), _plain(after)], sort_keys=True)
    mark = hashlib.sha256(told.encode()).hexdigest()[:8]
    return Repair(f"{row['id']}.{mark}", check.id, table, str(row["id"]), column, before, after, why)


def _said(value: Any) -> str:
    return "empty" if value in (None, ()) else str(_plain(value))


def _plain(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value
