"""A person's wish about a whole as decisions on it and on what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ploughshare.web.desk.actions.judge import Decision
from ploughshare.web.desk.known import Comparison
from ploughshare.web.desk.outcome import RECORD
from ploughshare.web.desk.sheet import Sheet, Standing, State


def accept(sheet: Sheet, name: str, seen: int, known: Comparison) -> list[Decision]:
    """Take it for what the record has, where it has it, and else for something new; so with its open parts."""
    parts = (_taken(part.name, part.number, known) for part in _open_parts(sheet, name))
    return [_taken(name, seen, known), *parts]


def accept_as_new(sheet: Sheet, name: str, seen: int, rows: Sequence[dict[str, Any]] | None) -> list[Decision]:
    """Take it for something that the record does not have, with these rows if any are given."""
    return [Decision(name, seen, State.ACCEPTED, rows)]


def reject(name: str, seen: int) -> list[Decision]:
    """Take it, and what hangs on it, for nothing."""
    return [Decision(name, seen, State.REJECTED)]


def reopen(name: str, seen: int) -> list[Decision]:
    """Leave it for later, or for somebody else."""
    return [Decision(name, seen, State.OPEN)]


def _taken(name: str, seen: int, known: Comparison) -> Decision:
    if name in known.same:
        return Decision(name, seen, State.MERGED, into=RECORD + known.same[name].id)
    return Decision(name, seen, State.ACCEPTED)


def _open_parts(sheet: Sheet, name: str) -> list[Standing]:
    return [part for part in sheet.below(name) if part.state == State.OPEN]
