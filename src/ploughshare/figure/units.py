"""Units: what they measure, how they are written, and the exact factors between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from ploughshare import vocab
from ploughshare.errors import PloughshareError


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the vocabulary; ``to_base`` is its exact factor to the base unit of its dimension."""

    id: str
    label: str
    singular: str
    symbol: str | None
    dimension: str
    to_base: Decimal
    counted: bool
    square: str | None
    words: tuple[str, ...]


@cache
def units() -> dict[str, Unit]:
    """All units by id, in the order of their vocabulary."""
    return {
        term.id: Unit(
            id=term.id,
            label=term.label,
            singular=term.extra["singular"],
            symbol=term.extra.get("symbol"),
            dimension=term.extra["dimension"],
            to_base=Decimal(term.extra["to_base"]),
            counted=term.extra.get("counted", False),
            square=term.extra.get("square"),
            words=tuple(term.extra["words"]),
        )
        for term in vocab.load("units").terms.values()
    }


@cache
def written() -> dict[str, str]:
    """Every way to write a unit, in lower case, to its id."""
    return {word: unit.id for unit in units().values() for word in unit.words}


@cache
def pattern() -> str:
    """A regular expression for any way to write a unit, the longest first, so that "m" never eats "mines"."""
    words = sorted(written(), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]").replace("2", "[2²]") for word in words)


def is_counted(unit: str | None) -> bool:
    """Whether figures of that unit count whole things. A bare number does."""
    return unit is None or units()[unit].counted


def fits(unit: str, measure: str) -> bool:
    """Whether a unit measures what a measure (term of ``measures``) asks for."""
    return units()[unit].dimension == str(vocab.load("measures")[measure].extra["dimension"])


def usual(measure: str) -> str:
    """The usual unit of a measure (term of ``measures``)."""
    return str(vocab.load("measures")[measure].extra["unit"])


def factor(source: str, target: str) -> Fraction:
    """The exact factor from ``source`` to ``target``; figure.units if they measure different things."""
    left, right = units()[source], units()[target]
    if left.dimension != right.dimension:
        raise PloughshareError("figure.units", left=left.label, right=right.label)
    return Fraction(left.to_base) / Fraction(right.to_base)
