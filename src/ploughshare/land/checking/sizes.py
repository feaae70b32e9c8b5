"""What is stated against what is drawn, with slips of unit named."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import shapely

from ploughshare.land import slips
from ploughshare.land.checking import words
from ploughshare.land.checking.cases import Case, case, propose
from ploughshare.land.checking.faults import STATED_DRAWN, UNIT_SLIP
from ploughshare.land.checking.ground import Ground, Layer

TOLERANCE = 0.05
"""Stated and drawn area may differ by this share, or by what the precision of the outline allows."""
_EDGE_M = 1.0
"""Outlines without a stated precision are taken to be surveyed to this."""


def check(ground: Ground) -> Iterator[Case]:
    """Areas and releases against their outlines."""
    for layer in (ground.areas, ground.releases):
        yield from _layer(ground, layer)


def _layer(ground: Ground, layer: Layer) -> Iterator[Case]:
    stated = np.array([float(row["area_m2"]) if row["area_m2"] else np.nan for row in layer.rows])
    precision_m = np.array([float(row["precision_m"] or _EDGE_M) for row in layer.rows])
    slack_m2 = np.maximum(TOLERANCE * layer.area_m2, shapely.length(layer.flat) * precision_m)
    off = (layer.area_m2 > 0) & (np.abs(stated - layer.area_m2) > slack_m2)
    for index in np.flatnonzero(off).tolist():
        row, drawn_m2 = layer.rows[index], float(layer.area_m2[index])
        message = f"{words.m2(row['area_m2'])} stated, {words.m2(drawn_m2)} drawn"
        slip = slips.slip(float(row["area_m2"]), drawn_m2) if row["area_m2"] > 0 else None
        if slip is None:
            yield case(ground.package, STATED_DRAWN, layer.table, row, message, column="area_m2")
            continue
        is_too_small = drawn_m2 > row["area_m2"]
        after = row["area_m2"] * slip.factor if is_too_small else row["area_m2"] / slip.factor
        why = slip.name if is_too_small else slip.reverse
        repair = propose(UNIT_SLIP, layer.table, row, "area_m2", _plain(after), why=why)
        message = f"{message}: a factor of {words.factor(slip.factor)}, as if {why}"
        yield case(ground.package, UNIT_SLIP, layer.table, row, message, column="area_m2", repair=repair)


def _plain(number: Decimal) -> Decimal:
    """The number to a tenth of a square metre, without zeros behind its point."""
    rounded = number.quantize(Decimal("0.1"))
    return Decimal(f"{rounded:f}".rstrip("0").rstrip("."))
