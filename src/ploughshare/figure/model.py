"""A number with its honesty attached: what is stated, how, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from typing import Any


class State(StrEnum):
    """Whether there is a value, and if not, which kind of not known (vocabulary ``figure_states``)."""

    VALUE = "value"
    ZERO = "zero"
    NOT_REPORTED = "not_reported"
    UNKNOWN = "unknown"
    NO_CREDIBLE_FIGURE = "no_credible_figure"
    NOT_APPLICABLE = "not_applicable"


class Kind(StrEnum):
    """How a value is stated (vocabulary ``figure_kinds``)."""

    EXACT = "exact"
    ABOUT = "about"
    BETWEEN = "between"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    VERBAL = "verbal"


_KNOWN = (State.VALUE, State.ZERO)
_BOUNDED = {
    Kind.BETWEEN: (True, True),
    Kind.AT_LEAST: (True, False),
    Kind.MORE_THAN: (True, False),
    Kind.AT_MOST: (False, True),
    Kind.LESS_THAN: (False, True),
}
"""Which of low and high a kind has; the other stays empty, because empty means unbounded."""

MOST_DIGITS = 18
"""A number with more digits before its point is a mistake, and sums of such numbers would lose digits."""

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Figure:
    """One answer to a figure's question.

    ``low``, ``best`` and ``high`` are in ``unit`` (a term of ``units``; None where none was named), and None
    where unbounded or not stated. ``rounded_to`` is the rounding step as stated, in that unit; None means
    that the last digit given counts. Make one with :func:`of`, which brings it into the normal form that
    makes equal figures equal: an exact value fills all three numbers, zero is 0 thrice, and what is not
    known has neither numbers nor kind.
    """

    state: State
    kind: Kind | None = None
    low: Decimal | None = None
    best: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    rounded_to: Decimal | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is something to count: a value or zero."""
        return self.state in _KNOWN


def of(
    state: State | str,
    kind: Kind | str | None = None,
    *,
    low: Decimal | None = None,
    best: Decimal | None = None,
    high: Decimal | None = None,
    unit: str | None = None,
    rounded_to: Decimal | None = None,
) -> Figure:
    """The figure of these cells (of a claim, say) in normal form. It adds nothing and never judges: see :func:`faults`.

    ValueError if state or kind is not a term of its vocabulary.
    """
    state = State(state)
    kind = Kind(kind) if kind else None
    if state is State.ZERO and not any((low, best, high)):
        return Figure(state, Kind.EXACT, _ZERO, _ZERO, _ZERO, unit)
    if state is State.VALUE and kind is Kind.EXACT:
        stated = next((number for number in (best, low, high) if number is not None), None)
        low, best, high = (stated if number is None else number for number in (low, best, high))
    return Figure(state, kind, low, best, high, unit, rounded_to)


def of_cells(cells: Mapping[str, Any]) -> Figure:
    """The figure that a row states in its cells of these names, such as a claim. ValueError as :func:`of`."""
    names = ("low", "best", "high", "unit", "rounded_to")
    return of(cells["state"], cells["kind"], **{name: cells[name] for name in names})


def exact(number: Decimal | int | str, unit: str | None = None, rounded_to: Decimal | None = None) -> Figure:
    """The exact figure of that number; zero where it is 0."""
    value = Decimal(number)
    return of(State.VALUE if value else State.ZERO, Kind.EXACT, best=value, unit=unit, rounded_to=rounded_to)


def missing(state: State, unit: str | None = None) -> Figure:
    """A figure that is not known, in that state."""
    return Figure(state, unit=unit)


def faults(figure: Figure) -> list[str]:
    """What is wrong with the figure in itself, a sentence each; empty for a sound one."""
    numbers = [number for number in (figure.low, figure.best, figure.high) if number is not None]
    if figure.state is State.ZERO:
        return ["state is zero, and a number other than 0 is given"] if any(numbers) else []
    if figure.state is not State.VALUE:
        return [f"state is {figure.state}, and a number is given all the same"] if numbers else []
    if figure.kind is None:
        return ["state is value, and no kind says how it is stated"]
    if not numbers:
        return ["state is value, and no number is given"]
    if not all(number.is_finite() for number in numbers):
        return ["a number is not finite"]
    if any(number.adjusted() >= MOST_DIGITS for number in numbers):
        return [f"a number has more than {MOST_DIGITS} digits before its point"]
    return [*_disorder(figure), *_misfits(figure, figure.kind)]


def _disorder(figure: Figure) -> Iterator[str]:
    named = (("low", figure.low), ("best", figure.best), ("high", figure.high))
    given = [(name, number) for name, number in named if number is not None]
    for (lower_name, lower), (upper_name, upper) in combinations(given, 2):
        if lower > upper:
            yield f"{lower_name} {lower:f} lies above {upper_name} {upper:f}"
    if figure.rounded_to is not None and figure.rounded_to <= 0:
        yield "rounded_to is a step and must be above 0"


def _misfits(figure: Figure, kind: Kind) -> Iterator[str]:
    low, best, high = figure.low, figure.best, figure.high
    if kind is Kind.EXACT and not low == best == high:
        yield "kind is exact, and low, best and high differ: use about or between"
    if kind is Kind.ABOUT and best is None:
        yield "kind is about, and no best value is given: use between for bounds alone"
    if kind is Kind.VERBAL and low is None:
        yield "kind is verbal, and the low end of its interval is missing"
    if kind in _BOUNDED:
        has_low, has_high = _BOUNDED[kind]
        if (low is not None, high is not None) != (has_low, has_high):
            needs = " and ".join(name for name, wanted in (("low", has_low), ("high", has_high)) if wanted)
            yield f"kind is {kind}, which has {needs} and no other bound"
        if best is not None:
            yield f"kind is {kind}, which states no best value"
