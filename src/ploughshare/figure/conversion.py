"""Figures in another unit: exact, and no more precise than before."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import overload

from ploughshare.figure.model import Figure, Kind
from ploughshare.figure.rounding import step
from ploughshare.figure.units import factor


@overload
def scaled(number: Decimal, by: Fraction) -> Decimal: ...
@overload
def scaled(number: None, by: Fraction) -> None: ...
@overload
def scaled(number: Decimal | None, by: Fraction) -> Decimal | None: ...


def scaled(number: Decimal | None, by: Fraction) -> Decimal | None:
    """A number times an exact factor: exact where a decimal can be, else to 28 digits."""
    return None if number is None else number * by.numerator / by.denominator


def common(left: Figure, right: Figure) -> tuple[Figure, Figure]:
    """Both figures in the unit of the first that names one; a bare number takes the other's unit.

    Raises figure.units where the units measure different things.
    """
    unit = left.unit or right.unit
    return (left, right) if left.unit == right.unit else (in_unit(left, unit), in_unit(right, unit))


def in_unit(figure: Figure, unit: str | None) -> Figure:
    """The figure in that unit, with its rounding carried along; see :func:`convert`."""
    if unit is None or figure.unit == unit:
        return figure
    if figure.unit is None:
        return Figure(figure.state, figure.kind, figure.low, figure.best, figure.high, unit, figure.rounded_to)
    return convert(figure, unit)


def convert(figure: Figure, unit: str) -> Figure:
    """The same figure in another unit of its dimension, exactly.

    The rounding step is converted too, so that 50 miles do not become more precise as 80.4672 km. A verbal
    quantity becomes "between": its words do not hold in another unit. Raises figure.units.
    """
    if figure.unit is None:
        return in_unit(figure, unit)
    by = factor(figure.unit, unit)
    if by == 1 or not figure.is_known:
        return Figure(figure.state, figure.kind, figure.low, figure.best, figure.high, unit, figure.rounded_to)
    stated = step(figure)
    kind = figure.kind
    if kind is Kind.VERBAL:
        kind = Kind.AT_LEAST if figure.high is None else Kind.BETWEEN
    return Figure(
        figure.state,
        kind,
        scaled(figure.low, by),
        scaled(figure.best, by),
        scaled(figure.high, by),
        unit,
        scaled(stated, by) if stated else None,
    )
