"""All checks of the evidence, in one call: what a record's claims, sources, roots and tiers do not bear out."""

from __future__ import annotations

from ploughshare.evidence import citation_checks, figure_checks, place_checks, tier_checks
from ploughshare.evidence.ledger import Ledger
from ploughshare.findings import Finding, in_order


def check(ledger: Ledger) -> list[Finding]:
    """Every finding of the evidence in a record, errors first. Linear in the rows of the record."""
    return in_order(
        [
            *citation_checks.check(ledger),
            *figure_checks.check(ledger),
            *place_checks.check(ledger),
            *tier_checks.check(ledger),
        ]
    )
