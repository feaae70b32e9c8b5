"""All checks of a record, in the order of the rooms: what stands in it, what backs it, its land, its narrative."""

from __future__ import annotations

from dataclasses import dataclass

from ploughshare.evidence import checks as evidence_checks
from ploughshare.evidence.ledger import Ledger
from ploughshare.findings import Finding, in_order
from ploughshare.land import checks as land_checks
from ploughshare.record import checks as record_checks
from ploughshare.record.package import Package
from ploughshare.report.prose import reading, rules
from ploughshare.report.prose.reading import Prose

__all__ = ["Examination", "check", "examine", "rules"]  # rules: the checks of prose are registered with the rest


@dataclass(frozen=True)
class Examination:
    """A record once checked: what was found, and what the public may read of it.

    ``ledger`` is of the public's package (``ledger.package``), and ``prose`` was read against it: what is built from
    these two shows nothing that the public may not see.
    """

    findings: tuple[Finding, ...]
    ledger: Ledger
    prose: Prose


def examine(package: Package) -> Examination:
    """Run every check on a record of which everything could be read. Linear in its rows and in its narrative."""
    ledger = Ledger(package)
    read = reading.read(package, ledger.public)
    rows = [*record_checks.check(package), *evidence_checks.check(ledger), *land_checks.check(package)]
    found = [*rows, *read.findings]
    return Examination(tuple(in_order(found)), ledger.public, read)


def check(package: Package) -> list[Finding]:
    """Every finding about a whole record, errors first.

    None about one of which a file could not be read: the findings of reading it say so, and what hangs on that file
    would be called unknown and unsourced by the hundred.
    """
    return [] if package.unread else list(examine(package).findings)
