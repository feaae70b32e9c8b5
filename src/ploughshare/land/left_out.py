"""A row that holds or ends no measured land, and why: nothing is left out silently."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ploughshare.record.package import Row


@dataclass(frozen=True)
class LeftOut:
    """The row ``table``/``id`` with its stated area in square metres (None where none is stated).

    ``reason`` is a term of the vocabulary ``left_out_reasons``.
    """

    table: str
    id: str
    reason: str
    stated_m2: float | None

    @classmethod
    def of(cls, table: str, row: Row, reason: str) -> LeftOut:
        """The row left out for that reason."""
        return cls(table, str(row["id"]), reason, stated_m2(row))


EARTH_M2: Final = Decimal(510_072_000_000_000)
"""The surface of the earth: a stated area beyond it is a slip that nobody can weigh."""


def stated_m2(row: Row) -> float | None:
    """The stated area of a row in square metres; None where it has none.

    What is less than nothing, or more than the earth has, is no area: it would drown every other row in a sum.
    """
    area = row.get("area_m2")
    return float(area) if area is not None and 0 <= area <= EARTH_M2 else None
