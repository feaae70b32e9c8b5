"""A position, the forms in which one is typed, and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ploughshare.errors import PloughshareError


class Form(StrEnum):
    """How a position is typed."""

    DEGREES = "degrees"  # any of the next three, told apart by how many numbers an angle has
    DECIMAL_DEGREES = "decimal_degrees"
    DEGREES_MINUTES = "degrees_minutes"
    DEGREES_MINUTES_SECONDS = "degrees_minutes_seconds"
    MGRS = "mgrs"
    UTM = "utm"
    PROJECTED = "projected"  # easting and northing of a grid that is named


@dataclass(frozen=True)
class Position:
    """A place on the earth, WGS 84 degrees.

    ``precision_m`` is how far the true place may lie from it, in metres: half of the last digit that was typed, and
    the accuracy of the shift between datums. ``ballpark`` says that no proper shift is known between the stated
    datum and WGS 84, so that it may be off by hundreds of metres. ``doubts`` are sentences on what does not fit.
    """

    longitude: float
    latitude: float
    precision_m: float
    ballpark: bool = False
    doubts: tuple[str, ...] = ()


def refused(words: object, why: str) -> PloughshareError:
    """The error that a position, bearing or distance cannot be read."""
    return PloughshareError("areas.position", words=str(words)[:120], why=why)
