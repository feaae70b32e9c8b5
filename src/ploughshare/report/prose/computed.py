"""Figures computed in a sentence: `[992 km²]{compute="product dmz-length dmz-width"}`."""

from __future__ import annotations

from dataclasses import dataclass

from ploughshare import figure
from ploughshare.errors import PloughshareError
from ploughshare.evidence.ledger import Ledger
from ploughshare.figure import Figure


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

    CannotComputeError where the rule or an input does not exist, an input shows no number, or units do not fit.
    """
    computation = parse(expression)
    given: list[Figure] = []
    for name in computation.inputs:
        if ledger.package.row("figures", name) is None:
            raise CannotComputeError(f"there is no figure “{name}”")
        shown = ledger.shown(name)
        if shown.figure is None:
            raise CannotComputeError(f"the figure “{name}” shows no number: {shown.reason}")
        given.append(shown.figure)
    try:
        return figure.compute(computation.rule, given)
    except (PloughshareError, ValueError) as error:
        raise CannotComputeError(str(error)) from error
