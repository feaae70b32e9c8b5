"""Dates that no calendar has: as printed they are flagged, and no row holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ploughshare import dates
from ploughshare.exchange.country_report.draft import Proposal
from ploughshare.exchange.country_report.proposing.context import Context
from ploughshare.exchange.country_report.proposing.flags import flag
from ploughshare.record.contracts import TABLES_BY_NAME, Type

_OF_EVENTS = {"happened": {"happened_precision": "unknown"}, "reported": {}}
"""What the other column says once the date is gone."""


def without(context: Context, proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """The proposals without such dates, each in doubt, and a flag for each date."""
    renamed: dict[str, str] = {}
    for proposal in proposals:
        faults = dict(_faults(proposal))
        if proposal.part_of in renamed:
            proposal = replace(proposal, part_of=renamed[proposal.part_of])  # noqa: PLW2901
        if not faults:
            yield proposal
            continue
        values = {name: value for name, value in proposal.values.items() if name not in faults}
        for name in faults:
            values |= _OF_EVENTS.get(name, {}) if proposal.kind == "events" else {}
        if "reported" in faults:
            values.pop("reported_precision", None)
        why = "; ".join(f"a date that is none is printed: {fault}" for fault in faults.values())
        mended = replace(proposal, values=values, reason=why)
        renamed[proposal.id] = mended.id
        yield mended
        yield flag(context, "date_doubt", f"{why[0].upper()}{why[1:]}.", proposal.spans)


def _faults(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """Column -> why its date is none."""
    table = TABLES_BY_NAME.get(proposal.kind)
    for column in table.columns if table else ():
        value = proposal.values.get(column.name)
        if not value or column.type not in (Type.DATE, Type.PERIOD):
            continue
        if fault := dates.fault(str(value), period=column.type is Type.PERIOD):
            yield column.name, fault
