"""What a check says about a record: a row of data, the same for the terminal, the page and the report.

This module holds the type and the registry only; each room keeps its own ``checks.py``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters. ``error`` stops publication; the others never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_ORDER = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


@dataclass(frozen=True)
class Check:
    """A registered check: its permanent id, its level, what it looks for and what to do about it."""

    id: str
    level: Level
    looks_for: str
    remedy: str

    def finding(
        self,
        message: str,
        *,
        subject: str = "",
        file: str = "",
        row: int | None = None,
        column: str | None = None,
        hint: str | None = None,
    ) -> Finding:
        """A finding of this check; ``subject`` is "table/id", ``row`` the line number in ``file``."""
        return Finding(
            check=self.id,
            level=self.level,
            subject=subject,
            file=file,
            row=row,
            column=column,
            message=message,
            hint=hint or self.remedy,
        )


@dataclass(frozen=True)
class Finding:
    """One thing a check found: where it is, what is wrong, and what to do."""

    check: str
    level: Level
    subject: str
    file: str
    row: int | None
    column: str | None
    message: str
    hint: str

    def line(self) -> str:
        """The finding as a compiler prints it: ``file:row:column: level[check] message``."""
        place = ":".join(str(part) for part in (self.file, self.row, self.column) if part not in (None, ""))
        head = f"{place}: " if place else ""
        subject = f" ({self.subject})" if self.subject else ""
        return f"{head}{self.level}[{self.check}] {self.message}{subject}\n    -> {self.hint}"

    def as_dict(self) -> dict[str, str | int | None]:
        """The finding as plain data, for JSON."""
        return {key: str(value) if isinstance(value, Level) else value for key, value in asdict(self).items()}


REGISTRY: dict[str, Check] = {}
"""Every check by its id. Filled when the rooms' ``checks.py`` are imported."""


def register(id: str, level: Level, looks_for: str, remedy: str) -> Check:
    """Enter a check in the registry; an id is permanent and stands for one check only."""
    if id in REGISTRY:
        raise ValueError(f"check {id} is registered twice")
    check = Check(id=id, level=level, looks_for=looks_for, remedy=remedy)
    REGISTRY[id] = check
    return check


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with errors first, then by file, row, check and subject; duplicates once."""
    return sorted(
        set(findings),
        key=lambda f: (_ORDER[f.level], f.file, f.row or 0, f.column or "", f.check, f.subject, f.message),
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding stops publication."""
    return any(finding.level is Level.ERROR for finding in findings)
