"""Put what was accepted into the record: all of it or nothing, through the actions by which records are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ploughshare.exchange.country_report.packaging import package
from ploughshare.findings import Finding
from ploughshare.record.contracts import TABLES
from ploughshare.record.package import Package
from ploughshare.record.reader import Reading
from ploughshare.web.desk import outcome as outcomes
from ploughshare.web.desk import sheet as sheets
from ploughshare.web.desk.actions.act import DraftAction
from ploughshare.web.desk.checks import CHANGED, NOTHING, STILL_USED
from ploughshare.web.desk.models import DraftProposal, EnteredRow
from ploughshare.web.desk.outcome import Outcome, Part
from ploughshare.web.desk.policy import Act
from ploughshare.web.desk.sheet import Sheet
from ploughshare.web.records import codec, store
from ploughshare.web.records.actions.accept_proposals import AcceptProposals
from ploughshare.web.records.actions.load_record import LoadRecord
from ploughshare.web.records.models import AuditEntry


@dataclass(frozen=True)
class _Plan:
    """What an entry would do: ``written`` and ``gone`` are parts whose row differs from what is in the record."""

    record: Package | None
    outcome: Outcome
    before: Mapping[Part, EnteredRow]
    written: Mapping[Part, tuple[str, dict[str, object]]]
    gone: Sequence[EnteredRow]


@dataclass(frozen=True)
class EnterRecord(DraftAction):
    """Write what is accepted and not yet in the record; change what was judged anew; take out what was taken back.

    The record is made where there is none yet. What the record's checks call an error stops all of it.
    """

    name: ClassVar[str] = "draft.enter"
    permission: ClassVar[Act] = Act.ENTER

    def examine(self, sheet: Sheet) -> Sequence[Finding]:
        """Nothing to write, or rows that people changed or lean on in the record."""
        plan = _plan(sheet)
        if not plan.written and not plan.gone:
            return [NOTHING.finding("Nothing accepted is missing from the record")]
        return [*_changed(plan), *_still_used(plan)]

    def perform(self, sheet: Sheet) -> AuditEntry:
        """Through ``LoadRecord`` and ``AcceptProposals``, which check, write, publish and enter the audit themselves.

        Raises ``record.refused`` where the record would have errors.
        """
        plan = _plan(sheet)
        entry = self.enter_draft({"written": len(plan.written), "removed": len(plan.gone)})
        base = plan.record or _blank(sheet)
        after = outcomes.applied(base, plan.outcome, _by_table(plan.gone))
        loaded = LoadRecord(by=self.by, why=self.why, reading=Reading(after, ())).execute()
        if not loaded.is_new and loaded.proposals:
            keys = [proposal.pk for proposal in loaded.proposals]
            AcceptProposals(by=self.by, why=self.why, country=self.draft.country, proposals=keys).execute()
        self._keep(sheet, plan, entry)
        return entry

    def _keep(self, sheet: Sheet, plan: _Plan, entry: AuditEntry) -> None:
        proposals: dict[str, DraftProposal] = {name: found.proposal for name, found in sheet.standings.items()}
        EnteredRow.objects.bulk_create(
            [
                *(
                    EnteredRow(
                        proposal=proposals[part[0]],
                        part=part[1],
                        table=table,
                        row=row["id"],
                        content=row,
                        act=entry,
                    )
                    for part, (table, row) in plan.written.items()
                ),
                *(
                    EnteredRow(
                        proposal=old.proposal, part=old.part, table=old.table, row=old.row, content=None, act=entry
                    )
                    for old in plan.gone
                ),
            ]
        )


def _blank(sheet: Sheet) -> Package:
    """The record of a country that has none yet, before its first row."""
    meta = codec.head(package(sheets.as_library(sheet)))
    narrative = meta.pop(codec.NARRATIVE.name)
    return Package(meta, {table.name: [] for table in TABLES}, narrative)


def pending(sheet: Sheet) -> tuple[int, int, Mapping[str, str]]:
    """How many rows an entry would write and take out, and what waits: proposal -> the row it waits for."""
    plan = _plan(sheet)
    return len(plan.written), len(plan.gone), plan.outcome.waiting


def _plan(sheet: Sheet) -> _Plan:
    record = store.read(sheet.draft.country)
    before = outcomes.entered_rows(sheet)
    outcome = outcomes.of(sheet, record, before)
    now = {part: (table, row) for table, rows in outcome.rows.items() for part, row in rows.items()}
    written = {
        part: (table, row) for part, (table, row) in now.items() if part not in before or before[part].content != row
    }
    gone = [entry for part, entry in before.items() if part not in now]
    # What did not change since it went in stays as people have it in the record by now.
    for part, (table, _) in now.items():
        if part not in written:
            del outcome.rows[table][part]
    return _Plan(record, outcome, before, written, gone)


def _by_table(gone: Sequence[EnteredRow]) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for old in gone:
        ids.setdefault(old.table, set()).add(old.row)
    return ids


def _changed(plan: _Plan) -> Iterator[Finding]:
    for old in [*(plan.before[part] for part in plan.written if part in plan.before), *plan.gone]:
        row = plan.record.row(old.table, old.row) if plan.record else None
        if row is None and old in plan.gone:
            continue
        if row is None or codec.encode(old.table, row) != old.content:
            yield CHANGED.finding(f"{old.table}/{old.row} was changed in the record since it went in")


def _still_used(plan: _Plan) -> Iterator[Finding]:
    leaving = {(old.table, old.row) for old in plan.gone}
    if not leaving or plan.record is None:
        return
    after = outcomes.applied(plan.record, plan.outcome, _by_table(plan.gone))
    for table in TABLES:
        for row in after.rows(table.name):
            for _, to, id in codec.references(table.name, row):
                if (to, id) in leaving:
                    yield STILL_USED.finding(f"{table.name}/{row['id']} rests on {to}/{id}")
