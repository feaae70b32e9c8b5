"""The ledger of a record: its claims, citations and roots, each found at once, and the shown values.

Built once for a package, in linear time; everything in it is computed when first asked for and kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from ploughshare import figure as figures
from ploughshare.evidence import derived, roots
from ploughshare.evidence.periods import Span, span
from ploughshare.evidence.shown import DEPRECATED, Answer, Shown, choose
from ploughshare.evidence.tiers import visible
from ploughshare.figure import Figure, State
from ploughshare.figure.units import units
from ploughshare.record.package import Package, Row


class Ledger:
    """Who said what in a package. Never changes it, and never fails on a package with faults."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.parents: roots.Parents = {row["id"]: row["parent"] for row in package.rows("organisations")}
        self._claims = _grouped(package.rows("claims"), "figure")
        self._citations: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in package.rows("citations"):
            self._citations[row["cited_table"], row["cited_row"]].append(row)
        self._questions: dict[tuple[str, Span | None], list[Row]] = defaultdict(list)
        for row in package.rows("figures"):
            self._questions[row["measure"], span(row["period"])].append(row)
        self._expected: dict[tuple[str, str, Span | None], list[Row]] = defaultdict(list)
        for row in package.rows("expected"):
            self._expected[row["subject"], row["measure"], span(row["period"])].append(row)
        self._figures: dict[str, Figure] = {}
        self._shown: dict[str, Shown] = {}
        self.circular: frozenset[str] = frozenset()  # asked for while derived figures are settled
        self._settle_derived()

    @cached_property
    def public(self) -> Ledger:
        """The ledger of what the public may see of the package."""
        return Ledger(visible(self.package, "public"))

    def claims_of(self, figure_id: str) -> Sequence[Row]:
        """The claims that answer a figure, deprecated ones too, in canonical order."""
        return self._claims.get(figure_id, ())

    def figure_of(self, claim: Row) -> Figure:
        """What a claim answers. One with a state, kind, unit or number that none can read counts as unknown."""
        known = self._figures.get(claim["id"])
        if known is None:
            known = self._figures[claim["id"]] = _figure(claim)
        return known

    def citations_of(self, table: str, id: str) -> Sequence[Row]:
        """The citations of a row, those that contradict it too, in canonical order."""
        return self._citations.get((table, id), ())

    def roots_of(self, table: str, id: str) -> tuple[roots.Root, ...]:
        """Who first said what a row says: one root for each citation that supports it."""
        return roots.of_citations(self.citations_of(table, id))

    def independent_roots(self, table: str, id: str) -> int:
        """How many independent voices a row rests on; see ``roots.independent``."""
        return roots.independent(self.roots_of(table, id), self.parents)

    def corroboration(self, figure_id: str) -> int:
        """How many independent voices the shown value of a figure rests on, over all claims that back it."""
        backing = self.shown(figure_id).claims
        return roots.independent((root for id in backing for root in self.roots_of("claims", id)), self.parents)

    def shown(self, figure_id: str) -> Shown:
        """The shown value of a figure, or its rivals; see ``shown.choose``.

        A figure that no claim answers and a rule derives shows what the rule computes.
        """
        known = self._shown.get(figure_id)
        if known is None:
            known = self._shown[figure_id] = self._choose(figure_id)
        return known

    def questions(self, measure: str, period: str | None) -> Sequence[Row]:
        """The figures of a measure for a period, of whatever subject; ``2024`` is ``2024-01/2024-12``."""
        return self._questions.get((measure, span(period)), ())

    def expected_for(self, subject: str, measure: str, period: str | None) -> Sequence[Row]:
        """Who must report that measure of that subject for that period."""
        return self._expected.get((subject, measure, span(period)), ())

    def _choose(self, figure_id: str) -> Shown:
        chosen = choose([self._answer(claim) for claim in self.claims_of(figure_id)], self.parents)
        row = self.package.row("figures", figure_id)
        if chosen.rule != "no_claims" or row is None or not row["derived_by"]:
            return chosen
        return derived.shown(self, row, deprecated=chosen.deprecated)

    def _answer(self, claim: Row) -> Answer:
        reporter = self.package.row("organisations", claim["reporter"]) if claim["reporter"] else None
        return Answer(
            claim=claim["id"],
            figure=self.figure_of(claim),
            category=claim["category"],
            reporter=claim["reporter"],
            reporter_name=(reporter["short_name"] or reporter["name"]) if reporter else None,
            rank=claim["rank"],
            rank_reason=claim["rank_reason"],
            roots=self.roots_of("claims", claim["id"]),
        )

    def _settle_derived(self) -> None:
        """Compute the figures that no claim answers after what they are computed from; note those in a circle.

        In this order a chain of any length is settled without deep recursion, and a circle ends.
        """
        rows = {row["id"]: row for row in self.package.rows("figures") if row["derived_by"] and not self._claimed(row)}
        sorter = TopologicalSorter({id: [name for name in row["inputs"] if name in rows] for id, row in rows.items()})
        with suppress(CycleError):  # what a circle does not block can still be had; the rest is the circle
            sorter.prepare()
        settled: set[str] = set()
        while ready := sorter.get_ready():
            for id in ready:
                self.shown(id)
                sorter.done(id)
            settled.update(ready)
        self.circular = frozenset(rows.keys() - settled)

    def _claimed(self, figure: Row) -> bool:
        return any(claim["rank"] != DEPRECATED for claim in self.claims_of(figure["id"]))


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


def _figure(claim: Row) -> Figure:
    try:
        figure = figures.of_cells(claim)
    except ValueError:
        return figures.missing(State.UNKNOWN)
    numbers = (figure.low, figure.best, figure.high, figure.rounded_to)
    readable = all(number is None or number.is_finite() for number in numbers)
    readable = readable and (figure.unit is None or figure.unit in units())
    return figure if readable else figures.missing(State.UNKNOWN)
