"""Verbal quantities: the interval that "tens of thousands" and its like stand for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ploughshare import vocab


@dataclass(frozen=True, slots=True)
class Verbal:
    """One verbal quantity: how it is written, its interval with both ends included, and whether text must tie it."""

    label: str
    words: tuple[str, ...]
    low: Decimal
    high: Decimal | None
    takes_of: bool
    tied: bool

    def say(self, thing: str | None = None) -> str:
        """ "Dozens", or "dozens of mines"."""
        return self.label if thing is None else f"{self.label} {'of ' if self.takes_of else ''}{thing}"


@cache
def quantities() -> tuple[Verbal, ...]:
    """All verbal quantities, in the order of their vocabulary."""
    return tuple(
        Verbal(
            label=term.label,
            words=(term.label, *term.extra.get("words", ())),
            low=Decimal(term.extra["low"]),
            high=Decimal(term.extra["high"]) if "high" in term.extra else None,
            takes_of=term.extra["of"],
            tied=term.extra["tied"],
        )
        for term in vocab.load("verbal_quantities").terms.values()
    )


@cache
def written() -> dict[str, Verbal]:
    """Every way to write one, the longest first, so that "tens of thousands" is never read as "tens"."""
    found = {way: verbal for verbal in quantities() for way in verbal.words}
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))


def of_interval(low: Decimal, high: Decimal | None) -> Verbal | None:
    """The verbal quantity that stands for an interval, the first of its vocabulary; None if there is none."""
    return next((verbal for verbal in quantities() if (verbal.low, verbal.high) == (low, high)), None)
