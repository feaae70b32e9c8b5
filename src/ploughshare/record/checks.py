"""The checks of a record in itself: what can be judged without asking who says it."""

from __future__ import annotations

from ploughshare.findings import Finding, in_order
from ploughshare.record import date_checks, faults, place_checks, row_checks
from ploughshare.record.package import Package

__all__ = ["check", "faults"]  # faults: what reading can find is registered with the rest


def check(package: Package) -> list[Finding]:
    """Every finding of this room about a record that was read; linear in its rows."""
    return in_order([*row_checks.check(package), *date_checks.check(package), *place_checks.check(package)])
