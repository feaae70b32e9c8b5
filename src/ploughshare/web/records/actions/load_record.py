"""Load a record package: all of it where there is no record yet, otherwise as proposals."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db import transaction

from ploughshare.findings import Finding, in_order
from ploughshare.record.contracts import TABLES
from ploughshare.record.package import Package
from ploughshare.record.reader import Reading
from ploughshare.report import checks
from ploughshare.report.checks import Examination
from ploughshare.web.records import differences, store
from ploughshare.web.records.actions.action import Action
from ploughshare.web.records.differences import Difference
from ploughshare.web.records.models import Proposal
from ploughshare.web.records.publishing import publish


@dataclass(frozen=True)
class Loaded:
    """What a load did: ``is_new`` where the whole record came in, else the open proposals for its differences."""

    is_new: bool
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True)
class LoadRecord(Action):
    """Bring a package into the database. The database is the truth: a record that is there is only proposed changes."""

    reading: Reading

    name: ClassVar[str] = "record.load"

    def check(self) -> Sequence[Finding]:
        """What reading and checking the package found."""
        return in_order([*self.reading.findings, *checks.check(self.reading.package)])

    def execute(self) -> Loaded:
        """Load it or store proposals; nothing where it equals the record. Two at once come one after the other."""
        package = self.reading.package
        if package.unread:
            self.refuse_errors(self.reading.findings)
        examined = checks.examine(package)
        self.refuse_errors(in_order([*self.reading.findings, *examined.findings]))
        with transaction.atomic():
            return self._load(package, examined) if store.claim(package) else self._propose(package)

    def _load(self, package: Package, examined: Examination) -> Loaded:
        store.write(package.country, package.tables)
        publish(package, examined)
        self.enter(package, {"rows": {table.name: len(package.rows(table.name)) for table in TABLES}})
        return Loaded(is_new=True)

    def _propose(self, package: Package) -> Loaded:
        found = differences.between(store.must_read(package.country), package)
        still_open = Proposal.objects.filter(record=package.country, state=Proposal.State.OPEN)
        known = {_identity(proposal): proposal for proposal in still_open}
        new = [difference for difference in found if _identity(difference) not in known]
        if new:
            entry = self.enter(package, {"proposals": len(new)})
            made = [
                Proposal(record_id=package.country, opened_by=entry, **dataclasses.asdict(difference))
                for difference in new
            ]
            known.update((_identity(proposal), proposal) for proposal in Proposal.objects.bulk_create(made))
        return Loaded(is_new=False, proposals=tuple(known[_identity(difference)] for difference in found))


def _identity(proposed: Proposal | Difference) -> tuple[str, str, str | None, str]:
    return proposed.table, proposed.row, proposed.column, json.dumps(proposed.new, sort_keys=True)
