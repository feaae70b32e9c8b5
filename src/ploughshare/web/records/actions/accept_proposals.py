"""Accept what a package proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db import transaction

from ploughshare.errors import PloughshareError
from ploughshare.findings import Finding
from ploughshare.record.contracts import TABLES
from ploughshare.record.package import Package, Row
from ploughshare.report import checks
from ploughshare.web.records import codec, differences, store
from ploughshare.web.records.actions.action import Action
from ploughshare.web.records.differences import Difference
from ploughshare.web.records.models import AuditEntry, Proposal, RowChange
from ploughshare.web.records.publishing import publish


@dataclass(frozen=True)
class AcceptProposals(Action):
    """Put open proposals into the record of ``country``, all of them or none."""

    country: str
    proposals: Sequence[int]

    name: ClassVar[str] = "proposals.accept"

    def check(self) -> Sequence[Finding]:
        """What checking the record finds as it would be. Raises ``proposals.stale`` as ``execute`` does."""
        before = store.must_read(self.country)
        return checks.check(differences.applied(before, self._differences(before)))

    def execute(self) -> AuditEntry:
        """Accept them. Raises ``proposals.stale`` where one is closed or what it would change has changed since."""
        with transaction.atomic():
            store.hold(self.country)
            before = store.must_read(self.country)
            accepted = self._differences(before)
            after = differences.applied(before, accepted)
            examined = checks.examine(after)
            self.refuse_errors(examined.findings)
            entry = self.enter(after, {"accepted": len(accepted)})
            _write(before, after, entry)
            self._close(after, entry)
            publish(after, examined)
            return entry

    def _differences(self, before: Package) -> list[Difference]:
        asked = Proposal.objects.filter(record=self.country, pk__in=self.proposals, state=Proposal.State.OPEN)
        found = [difference_of(proposal) for proposal in asked.order_by("pk")]
        stale = [difference for difference in found if differences.current(before, difference) != difference.old]
        if stale or len(found) < len(set(self.proposals)):
            raise PloughshareError("proposals.stale", country=self.country)
        return found

    def _close(self, after: Package, entry: AuditEntry) -> None:
        still_open = Proposal.objects.filter(record=self.country, state=Proposal.State.OPEN)
        still_open.filter(pk__in=self.proposals).update(state=Proposal.State.ACCEPTED, closed_by=entry)
        moot = [
            proposal.pk
            for proposal in still_open.all()
            if differences.current(after, difference_of(proposal)) != proposal.old
        ]
        still_open.filter(pk__in=moot).update(state=Proposal.State.SUPERSEDED, closed_by=entry)


def difference_of(proposal: Proposal) -> Difference:
    """The difference that a proposal keeps."""
    return Difference(proposal.table, proposal.row, proposal.column, proposal.old, proposal.new, proposal.restricted)


def _write(before: Package, after: Package, entry: AuditEntry) -> None:
    """Write what differs between the two, and for each row what it was and what it is."""
    changes = [_change(entry, codec.RECORD, after.country, codec.head(before), codec.head(after))]
    for table in TABLES:
        ids = sorted({row["id"] for package in (before, after) for row in package.rows(table.name)})
        pairs = [(id, before.row(table.name, id), after.row(table.name, id)) for id in ids]
        changed = [(id, was, is_now) for id, was, is_now in pairs if was != is_now]
        store.write(after.country, {table.name: [is_now for _, _, is_now in changed if is_now is not None]})
        store.remove(after.country, {table.name: [id for id, _, is_now in changed if is_now is None]})
        changes += [_change(entry, table.name, id, was, is_now) for id, was, is_now in changed]
    store.write_record(after)
    RowChange.objects.bulk_create(change for change in changes if change.before != change.after)


def _change(entry: AuditEntry, table: str, id: str, was: Row | None, is_now: Row | None) -> RowChange:
    return RowChange(
        act=entry,
        record=entry.record,
        table=table,
        row=id,
        label=codec.label(is_now or was or {}),
        before=was and codec.encode(table, was),
        after=is_now and codec.encode(table, is_now),
    )
