"""What was known at a date: an account can be posted again as it was posted then."""

from __future__ import annotations

from dataclasses import dataclass

from ploughshare.land import days
from ploughshare.land.engine.states import FAR
from ploughshare.record.package import Row


@dataclass(frozen=True)
class Known:
    """The knowledge of a day; of every day where ``day`` is FAR.

    Doubt about when a row came to be known goes to the hazard: a hazard whose date of recording may lie before
    the day was known, a release whose date of recording may lie after it was not.
    """

    day: int = FAR

    @classmethod
    def on(cls, text: str | None) -> Known:
        """What was known at the end of that date; everything where there is none."""
        return cls(days.interval(text)[1])

    def hazard(self, row: Row, happened: str | None) -> bool:
        """Whether a row that makes land hazardous was known."""
        recorded = row["recorded"] or happened
        return not recorded or days.interval(recorded)[0] <= self.day

    def release(self, row: Row, happened: str | None) -> bool:
        """Whether a row that releases land, or ends a record, was known."""
        recorded = row["recorded"] or happened
        return not recorded or days.interval(recorded)[1] <= self.day

    def reached(self, day: int) -> bool:
        """Whether that day had come."""
        return day <= self.day
