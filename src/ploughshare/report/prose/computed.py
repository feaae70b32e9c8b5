"""Figures computed in a sentence: `[992 km²]{compute="product dmz-length dmz-width"}`."""

from __future__ import annotations

from dataclasses import dataclass

from ploughshare import figure
from ploughshare.errors import PloughshareError
from ploughshare.evidence import totals
from ploughshare.evidence.ledger import Ledger
from ploughshare.figure import Figure
from ploughshare.record.package import Row

_QUESTION = ("subject", "measure", "period")


@dataclass(frozen=True)
class Computation:
    """A rule and the figures it takes, in order; written `rule ID ID ...`."""

    rule: str
    inputs: tuple[str, ...]


class CannotComputeError(ValueError):
    """Why a computation cannot be done, worded for whoever wrote the sentence."""


def parse(expression: str) -> Computation:
    """The computation that an expression names. CannotComputeError where it names no figures."""
    rule, *inputs = expression.split() or [""]
    if not inputs:
        raise CannotComputeError(f"“{expression}” names no figures to compute with")
    return Computation(rule, tuple(inputs))


def compute(ledger: Ledger, expression: str) -> Figure:
    """The figure that an expression makes of the shown values of its inputs.

    A sum of answers to one question is a total: reports of it that are expected and did not come make it “at least”.
    CannotComputeError where the rule or an input does not exist, an input shows no number, or units do not fit.
    """
    computation = parse(expression)
    given: list[Figure] = []
    rows: list[Row] = []
    for name in computation.inputs:
        row = ledger.package.row("figures", name)
        if row is None:
            raise CannotComputeError(f"there is no figure “{name}”")
        shown = ledger.shown(name)
        if shown.figure is None:
            raise CannotComputeError(f"the figure “{name}” shows no number: {shown.reason}")
        given.append(shown.figure)
        rows.append(row)
    try:
        if computation.rule == "sum" and len({tuple(row[name] for name in _QUESTION) for row in rows}) == 1:
            return totals.total_of_inputs(ledger, {**rows[0], "inputs": computation.inputs}).figure
        return figure.compute(computation.rule, given)
    except (PloughshareError, ValueError) as error:
        raise CannotComputeError(str(error)) from error
