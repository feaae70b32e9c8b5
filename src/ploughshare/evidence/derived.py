"""Figures that nobody states: computed from others, by a named rule, with the inputs listed.

The arithmetic is that of ``ploughshare.figure`` (docs/rules/figures.md). A derived figure is never stored
as a claim; where claims answer the same figure they are shown, and the computed value stands beside them.
"""

from __future__ import annotations

from ploughshare import figure as figures
from ploughshare.errors import PloughshareError
from ploughshare.evidence import totals
from ploughshare.evidence.shown import Shown
from ploughshare.figure import Figure
from ploughshare.record.package import Row


def derive(ledger: totals.Answers, figure_id: str) -> Figure | None:
    """The figure as its rule computes it from the shown values of its inputs.

    None where it has no rule, where the number of inputs or their units do not fit the rule, or where one of
    two inputs has nothing to show. A sum goes on without one that has nothing to show and becomes “at least”,
    and so it does for an expected report that is missing.
    """
    row = ledger.package.row("figures", figure_id)
    if row is None or not row["derived_by"] or not row["inputs"] or figure_id in ledger.circular:
        return None
    if any(ledger.package.row("figures", name) is None for name in row["inputs"]):
        return None
    try:
        if row["derived_by"] == "sum":
            return totals.total_of_inputs(ledger, row).figure
        given = [value for name in row["inputs"] if (value := ledger.shown(name).figure) is not None]
        return figures.compute(row["derived_by"], given) if len(given) == len(row["inputs"]) else None
    except (PloughshareError, ValueError):
        return None


def shown(ledger: totals.Answers, row: Row, *, deprecated: tuple[str, ...] = ()) -> Shown:
    """What a figure shows that no claim answers: what its rule computes, resting on the claims of its inputs."""
    value = derive(ledger, row["id"])
    names = ", ".join(row["inputs"])
    if row["id"] in ledger.circular:
        why = "it, or a figure that it is computed from, is computed from itself"
        return Shown(None, None, (), (), "not_computed", why, deprecated=deprecated)
    if value is None:
        why = f"{row['derived_by']} of {names or 'nothing'}: an input shows no value, or they do not fit the rule"
        return Shown(None, None, (), (), "not_computed", why, deprecated=deprecated)
    backing = dict.fromkeys(claim for name in row["inputs"] for claim in ledger.shown(name).claims)
    return Shown(value, None, tuple(backing), (), "derived", f"{row['derived_by']} of {names}", deprecated=deprecated)
