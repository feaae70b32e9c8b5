"""A country's total of a measure for a period: what is added up, what is left out and why, and what is missing.

The rules stand in ``docs/rules/evidence.md``. The three mistakes avoided here are the field's usual ones: a
report that did not come makes a total smaller; the same area or mine is counted under two figures; a
neighbour's or a shared zone's figure slips in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ploughshare import figure as figures
from ploughshare.evidence.roots import Parents, ancestors
from ploughshare.evidence.shown import Shown
from ploughshare.figure import Figure, State
from ploughshare.record.package import Package, Row

_PARTS = ("place", "event", "ordnance", "method", "sex", "age_band")
"""Dimensions by which an organisation's own figure may be split; its parts are never added to it."""

_AP_MINES = "ap_mines"


class Answers(Protocol):
    """What a total needs of a ledger."""

    package: Package
    parents: Parents
    circular: frozenset[str]

    def shown(self, figure_id: str) -> Shown:
        """The shown value of a figure."""

    def questions(self, measure: str, period: str | None) -> Sequence[Row]:
        """The figures of a measure for a period."""

    def expected_for(self, subject: str, measure: str, period: str | None) -> Sequence[Row]:
        """Who must report that measure of that subject for that period."""


@dataclass(frozen=True)
class LeftOut:
    """A figure that is not added, and why."""

    figure: str
    reason: str


@dataclass(frozen=True)
class Total:
    """A total with its account. ``inputs`` are the figures asked, ``counted`` those of them that gave a value, and
    ``missing`` the ids of expected reports that gave none."""

    figure: Figure
    inputs: tuple[str, ...]
    counted: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    missing: tuple[str, ...]


def total(ledger: Answers, *, subject: str, measure: str, period: str | None, hazard_type: str | None = None) -> Total:
    """Add up what each organisation answers for that subject, measure, period and type of hazard.

    Counted is a figure of exactly that subject and type of hazard that has an organisation and no further
    dimension. Left out, with the reason: another State's or a shared zone's figure, a figure for the whole,
    a part of an organisation's figure, a figure of an organisation that belongs to one that is counted, a
    question asked twice, a computed one. A report that is expected and did not come, or came as *not
    reported*, turns the total into “at least”; if all are *not reported*, so is the total.
    """
    addends: dict[str, Row] = {}
    left_out: list[LeftOut] = []
    for row in ledger.questions(measure, period):
        if reason := _why_not(row, subject, hazard_type):
            left_out.append(LeftOut(row["id"], reason))
        elif row["organisation"] in addends:
            left_out.append(LeftOut(row["id"], f"asks the same as {addends[row['organisation']]['id']}"))
        else:
            addends[row["organisation"]] = row
    for organisation in list(addends):
        if whole := next((name for name in ancestors(organisation, ledger.parents) if name in addends), None):
            row = addends[organisation]
            left_out.append(LeftOut(row["id"], f"{organisation} is part of {whole}, which is counted"))
    apart = {entry.figure for entry in left_out}
    counted = [row for row in addends.values() if row["id"] not in apart]
    return _added(ledger, counted, left_out, ledger.expected_for(subject, measure, period))


def type_asked(ledger: Answers, *, subject: str, measure: str, period: str | None) -> str | None:
    """The type of hazard for which the organisations' reports add up to the country's total: AP mines where any
    of them is told apart by it, for that is what the treaty asks; else reports that name no type."""
    rows = (row for row in ledger.questions(measure, period) if row["subject"] == subject and row["organisation"])
    return _AP_MINES if any(row["hazard_type"] == _AP_MINES for row in rows) else None


def total_of_inputs(ledger: Answers, row: Row) -> Total:
    """The sum that a derived figure names, with what is missing of the reports expected for it."""
    inputs = [found for name in row["inputs"] if (found := ledger.package.row("figures", name)) is not None]
    return _added(ledger, inputs, [], ledger.expected_for(row["subject"], row["measure"], row["period"]))


def _why_not(row: Row, subject: str, hazard_type: str | None) -> str | None:
    if row["subject"] != subject:
        shared = subject in row["subject"].split("-")
        return f"{'belongs to the shared zone' if shared else 'is a figure of'} {row['subject']}"
    if row["derived_by"]:
        return "is computed from others"
    if row["organisation"] is None:
        return "answers for the whole: it is compared with the total, never added to it"
    if parts := [name.replace("_", " ") for name in _PARTS if row[name] is not None]:
        return f"is a part by {' and '.join(parts)}"
    if row["hazard_type"] != hazard_type:
        return f"is for the hazard type {row['hazard_type'] or 'not stated'}"
    return None


def _added(ledger: Answers, rows: Sequence[Row], left_out: Iterable[LeftOut], expected: Sequence[Row]) -> Total:
    account = list(left_out)
    addends: list[Figure] = []
    counted: list[str] = []
    reporting: set[str] = set()
    for row in rows:
        shown = ledger.shown(row["id"])
        value = shown.figure or figures.missing(State.UNKNOWN)
        addends.append(value)
        if value.is_known or value.state is State.NOT_APPLICABLE:
            reporting.add(row["organisation"])
        if value.is_known:
            counted.append(row["id"])
        else:
            account.append(LeftOut(row["id"], f"says {figures.say(value)}" if shown.figure else shown.reason))
    missing = [row for row in expected if row["organisation"] not in reporting]
    addends += [figures.missing(State.NOT_REPORTED) for _ in missing]
    return Total(
        figure=figures.total(addends) if addends else figures.missing(State.NOT_REPORTED),
        inputs=tuple(row["id"] for row in rows),
        counted=tuple(counted),
        left_out=tuple(account),
        missing=tuple(row["id"] for row in missing),
    )
