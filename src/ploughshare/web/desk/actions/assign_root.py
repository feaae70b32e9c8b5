"""Assign a root: say who first said what a proposal rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ploughshare.findings import Finding
from ploughshare.record.contracts import TABLES_BY_NAME
from ploughshare.web.desk import cells
from ploughshare.web.desk.actions.act import DraftAction
from ploughshare.web.desk.actions.judge import judgement, stale
from ploughshare.web.desk.checks import ABSENT, NOTHING
from ploughshare.web.desk.models import Judgement
from ploughshare.web.desk.policy import Act
from ploughshare.web.desk.sheet import Sheet, Standing
from ploughshare.web.records.models import AuditEntry

_TABLE = "citations"


@dataclass(frozen=True)
class AssignRoot(DraftAction):
    """Write the root on a citation, or on every citation that hangs on a proposal. Nothing is accepted by it.

    ``root`` is the id of an organisation, of the record or of this draft; empty where ``root_state`` is unknown.
    """

    proposal: str
    seen: int
    root: str
    root_state: str
    reason: str

    name: ClassVar[str] = "draft.assign-root"
    permission: ClassVar[Act] = Act.JUDGE

    def examine(self, sheet: Sheet) -> Sequence[Finding]:
        """Stale, without a citation, or a root that the table of citations does not allow."""
        standing = sheet.standings.get(self.proposal)
        if standing is None:
            return [ABSENT.finding("The draft has no such proposal", subject=self.proposal)]
        if standing.number != self.seen:
            return [stale(standing)]
        found = [cells.faults(TABLES_BY_NAME[_TABLE], row) for _, rows in self._rows(sheet) for row in rows]
        if not found:
            return [NOTHING.finding("Nothing that it rests on is cited")]
        return list({finding for faults in found for finding in faults})

    def perform(self, sheet: Sheet) -> AuditEntry:
        """One judgement for each citation, which stays in the state it had."""
        changed = list(self._rows(sheet))
        entry = self.enter_draft({"root": self.root, "root_state": self.root_state, "judged": len(changed)})
        made = []
        for standing, rows in changed:
            new = judgement(standing, standing.state, rows, standing.into)
            new.act = entry
            made.append(new)
        Judgement.objects.bulk_create(made)
        return entry

    def _rows(self, sheet: Sheet) -> Iterator[tuple[Standing, list[dict[str, Any]]]]:
        root = {"root": self.root or None, "root_state": self.root_state, "root_reason": self.reason or None}
        for standing in (sheet.standings[self.proposal], *sheet.below(self.proposal)):
            if standing.kind == _TABLE:
                yield standing, [{**row, **root} for row in standing.rows]
