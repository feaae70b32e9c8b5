"""What each row posts to the account: on which day and line, as stated and as measured, and why the two differ.

A posting's differences add up to its stated less its measured area. So do those of every line, period and balance,
because they are sums of postings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ploughshare.land.facts import RowId

REPORTED: Final = "reported_"
"""Before the name of a line of releases: the memorandum of what was reported, whether it counts or not."""

Difference = tuple[str, float]
"""A term of ``account_differences``, and stated less measured square metres that it explains."""


@dataclass(frozen=True, slots=True)
class Posting:
    """What a row posts on one day to one line, in square metres.

    ``stated`` is None where no area is stated; it then counts as nothing, and the difference is ``area_not_stated``.
    ``unlocated`` is the part of ``measured`` that is stated area for want of an outline.
    """

    day: int
    line: str
    row: RowId
    organisation: str | None
    stated: float | None
    measured: float
    differences: tuple[Difference, ...]
    unlocated: float = 0.0
    is_unlocated: bool = False


def post(
    day: int,
    line: str,
    row: RowId,
    organisation: str | None,
    *,
    stated: float | None,
    measured: float,
    differences: Sequence[Difference] = (),
    unlocated: bool = False,
) -> Posting:
    """A posting whose differences are made whole: what they leave is an area that is not stated, or rounding."""
    rest = (stated or 0.0) - measured - sum(m2 for _, m2 in differences)
    named = [*differences, ("area_not_stated" if stated is None else "rounding", rest)]
    kept = tuple((name, m2) for name, m2 in named if m2)
    return Posting(
        day, line, row, organisation, stated, measured, kept, measured if unlocated else 0.0, is_unlocated=unlocated
    )
