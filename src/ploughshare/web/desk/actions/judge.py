"""Judge proposals: accept, edit, split, merge, reject, open again. One act may judge many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ploughshare.findings import Finding
from ploughshare.record.contracts import TABLES_BY_NAME
from ploughshare.web.desk import cells
from ploughshare.web.desk.actions.act import DraftAction
from ploughshare.web.desk.checks import ABSENT, NOTHING, STALE, TARGET
from ploughshare.web.desk.models import Judgement
from ploughshare.web.desk.outcome import DRAFT, RECORD
from ploughshare.web.desk.policy import Act
from ploughshare.web.desk.sheet import Sheet, Standing, State
from ploughshare.web.records import keys
from ploughshare.web.records.models import MODELS, AuditEntry

__all__ = ["Decision", "Judge", "State"]


@dataclass(frozen=True)
class Decision:
    """What to make of one proposal. ``seen`` is the number of judgements that the person saw.

    ``rows`` None keeps the rows as they stand; ``into`` is for a merge. What hangs on the proposal and is open, or was
    judged along with it, goes along; not when ``rows`` are given for an open one only to be kept (a root, say).
    """

    proposal: str
    seen: int
    state: str
    rows: Sequence[dict[str, Any]] | None = None
    into: str | None = None


@dataclass(frozen=True)
class Judge(DraftAction):
    """Write a judgement for each decision, and for what goes along with it."""

    decisions: Sequence[Decision]

    name: ClassVar[str] = "draft.judge"
    permission: ClassVar[Act] = Act.JUDGE

    def examine(self, sheet: Sheet) -> Sequence[Finding]:
        """Stale and absent proposals, cells that a table does not allow, merges that lead nowhere."""
        if not self.decisions:
            return [NOTHING.finding("Nothing was judged")]
        return [finding for decision in self.decisions for finding in _against(sheet, decision)]

    def perform(self, sheet: Sheet) -> AuditEntry:
        """One judgement for each proposal, in one act."""
        made = {judgement.proposal.name: judgement for judgement in self._judgements(sheet)}
        states = [decision.state for decision in self.decisions]
        summary = {state: states.count(state) for state in dict.fromkeys(states)}
        entry = self.enter_draft({**summary, "judged": len(made)})
        for judgement in made.values():
            judgement.act = entry
        Judgement.objects.bulk_create(made.values())
        return entry

    def _judgements(self, sheet: Sheet) -> Iterator[Judgement]:
        decided = {decision.proposal for decision in self.decisions}
        for decision in self.decisions:
            standing = sheet.standings[decision.proposal]
            # First what goes along, so that a decision of its own has the last word.
            if decision.state != State.OPEN:
                for part in sheet.below(decision.proposal):
                    if part.name not in decided and _goes_along(part, standing):
                        yield judgement(part, _of_part(decision.state), part.rows)
            rows = standing.rows if decision.rows is None else list(decision.rows)
            yield judgement(standing, decision.state, rows, decision.into)


def judgement(standing: Standing, state: str, rows: Sequence[dict[str, Any]], into: str | None = None) -> Judgement:
    """The next judgement of a proposal, without its act."""
    return Judgement(proposal=standing.proposal, number=standing.number + 1, state=state, rows=list(rows), into=into)


def _goes_along(part: Standing, whole: Standing) -> bool:
    if part.judgement is None or whole.judgement is None:
        return part.state == State.OPEN
    return part.state == State.OPEN or part.judgement.act_id == whole.judgement.act_id


def _of_part(state: str) -> str:
    # What hangs on something merged then hangs on what it was merged with.
    return State.ACCEPTED if state == State.MERGED else state


def _against(sheet: Sheet, decision: Decision) -> Iterator[Finding]:
    standing = sheet.standings.get(decision.proposal)
    if standing is None or decision.state not in State.values:
        yield ABSENT.finding("The draft has no such proposal", subject=decision.proposal)
        return
    if standing.number != decision.seen:
        yield stale(standing)
        return
    if decision.state == State.MERGED:
        yield from _against_merge(sheet, standing, decision.into or "")
    if decision.state == State.ACCEPTED and standing.is_row:
        table = TABLES_BY_NAME[standing.kind]
        rows = standing.rows if decision.rows is None else decision.rows
        yield from (finding for row in rows for finding in cells.faults(table, row))


def stale(standing: Standing) -> Finding:
    """That somebody else was faster."""
    now = f"{standing.by} made it “{standing.state}”" if standing.judgement else "It was opened again"
    return STALE.finding(f"{now} meanwhile", subject=standing.name)


def _against_merge(sheet: Sheet, standing: Standing, into: str) -> Iterator[Finding]:
    if into.startswith(RECORD) and standing.is_row:
        key = keys.of_row(sheet.draft.country, into.removeprefix(RECORD))
        if MODELS[standing.kind].objects.filter(key=key).exists():
            return
    other = sheet.standings.get(into.removeprefix(DRAFT)) if into.startswith(DRAFT) else None
    seen = {standing.name}
    while other is not None and other.kind == standing.kind and other.name not in seen:
        if other.state != State.MERGED or (other.into or "").startswith(RECORD):
            return
        seen.add(other.name)
        other = sheet.standings.get((other.into or "").removeprefix(DRAFT))
    yield TARGET.finding("There is nothing of that kind to merge it with", subject=standing.name)
