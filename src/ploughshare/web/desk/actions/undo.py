"""Undo the last act of a person: a new entry that puts back what stood before, never an erasure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ploughshare.findings import Finding
from ploughshare.web.desk.actions.act import DraftAction
from ploughshare.web.desk.actions.judge import judgement, stale
from ploughshare.web.desk.checks import NOTHING
from ploughshare.web.desk.models import Draft, Judgement
from ploughshare.web.desk.policy import Act
from ploughshare.web.desk.sheet import Sheet, Standing, State, full
from ploughshare.web.records.models import AuditEntry


def last_act(draft: Draft, by: str) -> AuditEntry | None:
    """The person's newest act on the draft that judged something and was not undone."""
    judged = Judgement.objects.filter(proposal__draft=draft)
    undone = judged.filter(undoes__isnull=False).values("undoes")
    mine = judged.filter(act__by=by, undoes__isnull=True).exclude(act__in=undone)
    newest = mine.order_by("-pk").select_related("act").first()
    return newest.act if newest else None


@dataclass(frozen=True)
class Undo(DraftAction):
    """Take back one's own last act. What somebody else judged since is not touched: then nothing is undone."""

    name: ClassVar[str] = "draft.undo"
    permission: ClassVar[Act] = Act.JUDGE

    def examine(self, sheet: Sheet) -> Sequence[Finding]:
        """Nothing to undo, or judged again since."""
        act = last_act(self.draft, self.by)
        if act is None:
            return [NOTHING.finding("There is nothing of yours to undo", hint="Judge it anew instead.")]
        return [
            stale(standing) for made in _made(act) if not _stands(standing := sheet.standings[made.proposal.name], made)
        ]

    def perform(self, sheet: Sheet) -> AuditEntry:
        """One judgement more for each that the act made, as the one before it was."""
        act = last_act(self.draft, self.by)
        if act is None:
            raise AssertionError("examined, yet nothing to undo")
        made = _made(act)
        before = {
            (each.proposal_id, each.number): each
            for each in Judgement.objects.filter(proposal__in=[one.proposal_id for one in made])
        }
        entry = self.enter_draft({"undone": str(act.pk), "judged": len(made)})
        back = []
        for one in made:
            standing = sheet.standings[one.proposal.name]
            old = before.get((one.proposal_id, one.number - 1))
            if old is None:
                rows = [full(standing.kind, standing.proposal.content)] if standing.is_row else []
                new = judgement(standing, State.OPEN, rows)
            else:
                new = judgement(standing, old.state, old.rows, old.into)
            new.act, new.undoes = entry, act
            back.append(new)
        Judgement.objects.bulk_create(back)
        return entry


def _stands(standing: Standing, made: Judgement) -> bool:
    """Whether what was made of it then is what it is now: nobody judged since, or whoever did undid it."""
    return (standing.state, standing.rows, standing.into) == (made.state, made.rows, made.into)


def _made(act: AuditEntry) -> list[Judgement]:
    return list(act.judgements.select_related("proposal").order_by("pk"))
