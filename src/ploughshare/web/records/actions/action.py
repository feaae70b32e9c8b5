"""What every act has in common: who, why, one transaction, one entry in the audit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ploughshare.errors import PloughshareError
from ploughshare.findings import Finding, Level
from ploughshare.record.package import Package
from ploughshare.web.records.models import AuditEntry


@dataclass(frozen=True)
class Action(ABC):
    """One thing a person can do to a record. ``check()`` says what stands against it; ``execute()`` does it or raises.

    ``by`` is the person's name and ``why`` the reason, both kept for good. ``name`` is the act's permanent name in the
    audit.
    """

    by: str
    why: str

    name: ClassVar[str]

    @abstractmethod
    def check(self) -> Sequence[Finding]:
        """All that stands against it, or is worth knowing, without changing anything."""

    @abstractmethod
    def execute(self) -> object:
        """Do it, wholly or not at all. Raises ``record.refused`` where a finding of ``check`` is an error."""

    def refuse_errors(self, findings: Sequence[Finding]) -> None:
        """Raise where a finding stops the act."""
        errors = [finding.line() for finding in findings if finding.level is Level.ERROR]
        if errors:
            raise PloughshareError("record.refused", count=len(errors), findings="\n".join(errors))

    def enter(self, package: Package, summary: Mapping[str, Any]) -> AuditEntry:
        """Write this act on a record into the audit."""
        return AuditEntry.objects.create(
            by=self.by,
            why=self.why,
            action=self.name,
            record=package.country,
            record_label=package.meta["name"],
            summary=summary,
        )
