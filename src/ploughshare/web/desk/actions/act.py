"""What every act at the desk has in common: permission first, one transaction, one entry in the audit."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import transaction

from ploughshare.errors import PloughshareError
from ploughshare.findings import Finding, Level
from ploughshare.web.desk import sheet
from ploughshare.web.desk.checks import DENIED, STALE
from ploughshare.web.desk.models import Draft
from ploughshare.web.desk.policy import Act, DeskPolicy
from ploughshare.web.desk.sheet import Sheet
from ploughshare.web.records.actions.action import Action
from ploughshare.web.records.models import AuditEntry

_CODES = {DENIED.id: "desk.denied", STALE.id: "desk.stale"}
"""Findings that a page answers in another way than others -> the error they raise."""


def refuse(findings: Sequence[Finding]) -> None:
    """Raise where a finding stops an act: ``desk.denied``, ``desk.stale`` or ``desk.refused``."""
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    if errors:
        code = next((_CODES[finding.check] for finding in errors if finding.check in _CODES), "desk.refused")
        raise PloughshareError(code, findings="\n".join(f"{each.message}. {each.hint}" for each in errors))


def denied(policy: DeskPolicy, act: Act, draft: Draft | None = None) -> list[Finding]:
    """A finding where the policy does not let that be done."""
    if policy.may(act, draft):
        return []
    return [DENIED.finding(f"You may not {act.value} here")]


@dataclass(frozen=True)
class DraftAction(Action):
    """An act on one draft by the person of ``policy``."""

    policy: DeskPolicy
    draft: Draft

    permission: ClassVar[Act]

    def check(self) -> Sequence[Finding]:
        """Permission first: without it nothing else is said."""
        return denied(self.policy, self.permission, self.draft) or self.examine(sheet.read(self.draft))

    def execute(self) -> AuditEntry:
        """Do it, or raise ``desk.denied``, ``desk.stale`` or ``desk.refused``. Two at once come one after the other."""
        with transaction.atomic():
            Draft.objects.select_for_update().get(pk=self.draft.pk)
            refuse(denied(self.policy, self.permission, self.draft))
            read = sheet.read(self.draft)
            refuse(self.examine(read))
            return self.perform(read)

    @abstractmethod
    def examine(self, sheet: Sheet) -> Sequence[Finding]:
        """All that stands against it as the draft is now."""

    @abstractmethod
    def perform(self, sheet: Sheet) -> AuditEntry:
        """Write the rows; called in a transaction, when nothing stands against it."""

    def enter_draft(self, summary: Mapping[str, Any]) -> AuditEntry:
        """Write this act into the audit."""
        return AuditEntry.objects.create(
            by=self.by,
            why=self.why,
            action=self.name,
            record=self.draft.country,
            record_label=self.draft.name,
            summary={"draft": self.draft.pk, **summary},
        )
