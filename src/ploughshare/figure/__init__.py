"""Figures: numbers with their honesty attached. The rules are in ``docs/rules/figures.md``."""

from ploughshare.figure.arithmetic import change, compute, difference, product, share, total
from ploughshare.figure.comparison import Slip, agree, faithful, narrower, unit_slip
from ploughshare.figure.conversion import convert
from ploughshare.figure.interval import Interval
from ploughshare.figure.model import Figure, Kind, State, exact, faults, missing, of, of_cells
from ploughshare.figure.rounding import interval, step
from ploughshare.figure.running_text import Quantity, quantities
from ploughshare.figure.wording import number, say
from ploughshare.figure.words import Contamination, parse, parse_contamination

__all__ = [
    "Contamination",
    "Figure",
    "Interval",
    "Kind",
    "Quantity",
    "Slip",
    "State",
    "agree",
    "change",
    "compute",
    "convert",
    "difference",
    "exact",
    "faithful",
    "faults",
    "interval",
    "missing",
    "narrower",
    "number",
    "of",
    "of_cells",
    "parse",
    "parse_contamination",
    "product",
    "quantities",
    "say",
    "share",
    "step",
    "total",
    "unit_slip",
]
