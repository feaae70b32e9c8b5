"""What a draft would change in a record: of a file that is in it already nothing, of a later edition what is other.

Nothing is taken from a record because a document does not repeat it. What is no longer said is told, and a person
decides what that means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ploughshare import dates
from ploughshare.exchange.country_report.draft import Draft
from ploughshare.exchange.country_report.matching import Matching, Told, match, said, says_the_same
from ploughshare.exchange.country_report.packaging import package
from ploughshare.record.package import Package, Row


class Change(StrEnum):
    """What a draft proposes to a record."""

    NEW = "new"  # the record does not have it
    RESTATED = "restated"  # the same question is answered otherwise than in an earlier edition
    RIVAL = "rival"  # the same question is answered otherwise than by another source
    CHANGED = "changed"  # a cell of a row is other
    REPEATED = "repeated"  # a recommendation is made again: it was not followed yet
    DROPPED = "dropped"  # a recommendation is not made again: it was followed, or given up


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the proposed row (None where the draft has none), the record's row, and what it is about."""

    change: Change
    table: str
    ours: str | None
    theirs: str | None
    message: str
    cells: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """Column -> (what the record has, what the draft has)."""


_NAMED = {"sources": "title", "organisations": "name", "capacity": "statement", "recommendations": "text"}
_COMPARED = {
    "obligations": ("due", "status"),
    "capacity": ("main_operator",),
    "events": ("happened",),
    "sources": ("issued", "url", "number"),
}
"""Columns in which a row that is in the record may be other; what else differs is wording."""


def differences(draft: Draft, record: Package) -> list[Difference]:
    """Everything that accepting the draft would change, in the order of the tables."""
    ours = package(draft)
    if all(record.row(name, row["id"]) == row for name, rows in ours.tables.items() for row in rows):
        return []
    matching = match(ours, record)
    mine, other = Told(ours), Told(record)
    edition = str(draft.edition or "")
    found = [
        *_new(matching),
        *(each for pair in matching.pairs["figures"] for each in _figure(*pair, mine, other, edition)),
        *_cells(matching),
        *_recommendations(matching, edition),
    ]
    order = list(ours.tables)
    return sorted(found, key=lambda each: order.index(each.table))


def _new(matching: Matching) -> Iterator[Difference]:
    for table, rows in matching.ours.items():
        for row in rows:
            yield Difference(Change.NEW, table, row["id"], None, _name(table, row))


def _name(table: str, row: Row) -> str:
    return str(row.get(_NAMED.get(table, "title")) or row["id"])


def _figure(ours: Row, theirs: Row, mine: Told, other: Told, edition: str) -> Iterator[Difference]:
    known = other.claims.get(theirs["id"], ())
    for claim in mine.claims.get(ours["id"], ()):
        if any(says_the_same(claim, each) for each in known):
            continue
        rivals = [each for each in known if each["state"] != "unknown" or each["category"]] or known
        if not rivals:
            yield Difference(Change.NEW, "claims", claim["id"], None, f"{ours['title']}: {said(claim)}")
            continue
        before = rivals[0]
        earlier = bool(before["reported"]) and str(before["reported"])[:4] < edition
        same = before["reporter"] == claim["reporter"] and earlier
        message = f"{ours['title']}: the record has {said(before)}, the draft {said(claim)}"
        change = Change.RESTATED if same else Change.RIVAL
        yield Difference(change, "claims", claim["id"], before["id"], message)


def _cells(matching: Matching) -> Iterator[Difference]:
    for table, columns in _COMPARED.items():
        for ours, theirs in matching.pairs[table]:
            cells = {
                name: (theirs[name], ours[name])
                for name in columns
                if ours[name] is not None and ours[name] != theirs[name] and not _finer(theirs[name], ours[name])
            }
            if cells:
                named = ", ".join(f"{name} {old or 'empty'} → {new}" for name, (old, new) in cells.items())
                yield Difference(
                    Change.CHANGED, table, ours["id"], theirs["id"], f"{_name(table, ours)}: {named}", cells
                )


def _finer(theirs: Any, ours: Any) -> bool:
    """Whether the record says the same more exactly: a day of the month, a year of the period."""
    if not isinstance(theirs, str) or not isinstance(ours, str):
        return False
    if dates.fault(theirs, period=True) or dates.fault(ours, period=True):
        return theirs.startswith(ours)
    (first, last), (start, end) = dates.interval(theirs), dates.interval(ours)
    return start <= first and (end is None or (last is not None and last <= end))


def _recommendations(matching: Matching, edition: str) -> Iterator[Difference]:
    for ours, theirs in matching.pairs["recommendations"]:
        if str(theirs["made"])[:4] < edition:
            message = f"made again in {edition}: {_name('recommendations', theirs)}"
            yield Difference(Change.REPEATED, "recommendations", ours["id"], theirs["id"], message)
    makers = {row["made_by"] for pair in matching.pairs["recommendations"] for row in pair}
    makers |= {row["made_by"] for row in matching.ours["recommendations"]}
    for theirs in matching.theirs["recommendations"]:
        if theirs["status"] == "open" and theirs["made_by"] in makers and str(theirs["made"])[:4] < edition:
            message = f"not made again in {edition}; was it followed? {_name('recommendations', theirs)}"
            yield Difference(Change.DROPPED, "recommendations", None, theirs["id"], message)
