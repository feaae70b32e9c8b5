"""What land can be, and the day that never comes."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

FAR: Final = 10_000_000
"""Days since 1970-01-01 that no record reaches: an end that has not come. ``-FAR`` is a past without a date."""


class State(IntEnum):
    """The state of land for a group of channels. Of releases on one day the highest counts as the last."""

    NONE = 0
    HAZARDOUS = 1
    CANCELLED = 2
    REDUCED_WITHOUT_ASSET = 3
    REDUCED_WITH_ASSET = 4
    CLEARED = 5


STATES: Final = len(State)
