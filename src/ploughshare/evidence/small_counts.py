"""Small counts of people hurt, which could name somebody to those who know the place."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from ploughshare import vocab
from ploughshare.record.package import Package, Row

SMALLEST_SHOWN = 5
"""A count below this, and above zero, of people of one sex or age is withheld. The threshold that most
statistical offices use for tables of persons; ours to choose, for no mine action standard sets one."""


def withheld(package: Package) -> frozenset[str]:
    """The figures that the public does not see, because a part of them by sex or age is a small count.

    A split by sex or age is withheld as a whole, all its figures together: with one of them left out, the
    others and the total would give it away. The total itself, not split, stays.
    """
    measures = vocab.load("measures")
    marked = {id for id, term in measures.terms.items() if term.extra.get("casualties")}
    splits: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for row in package.rows("figures"):
        if row["measure"] in marked and (row["sex"] or row["age_band"]):
            splits[_split(row)].append(row["id"])
    if not splits:
        return frozenset()
    small = {claim["figure"] for claim in package.rows("claims") if _is_small(claim)}
    return frozenset(id for ids in splits.values() if not small.isdisjoint(ids) for id in ids)


_COMMON = ("subject", "period", "place", "event", "organisation", "ordnance", "hazard_type")
"""What the figures of one split have in common; killed, injured and both together are one split."""


def _split(figure: Row) -> tuple[object, ...]:
    return tuple(figure[name] for name in _COMMON)


def _is_small(claim: Row) -> bool:
    numbers: list[Decimal] = [claim[name] for name in ("low", "best", "high") if claim[name] is not None]
    return any(0 < number < SMALLEST_SHOWN for number in numbers)
