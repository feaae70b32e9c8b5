"""A plan carried out: the record with the rows of an export in it, written in one stroke."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas import memory
from ploughshare.exchange.areas.model import Kind, Plan
from ploughshare.findings import Level
from ploughshare.record import reader, writer
from ploughshare.record.contracts import TABLES
from ploughshare.record.folder import META_FILE, PRIVATE
from ploughshare.record.locations import LOCATIONS
from ploughshare.record.package import Package, Row


def read(path: Path) -> tuple[Package, str]:
    """A package to import into, and a digest of its files.

    Raises:
        PloughshareError: ``package.unreadable`` where rows could not be read: writing it back would lose them.
    """
    state = state_of(path)
    reading = reader.read(path)
    faults = [finding for finding in reading.findings if finding.level is Level.ERROR]
    if faults:
        listing = "\n".join(finding.line() for finding in faults)
        raise PloughshareError("package.unreadable", path=path, findings=listing)
    return reading.package, state


def state_of(path: Path) -> str:
    """A digest of the files of a package, by which a change of them is seen."""
    told = hashlib.sha256()
    names = [META_FILE, *(table.file for table in TABLES)]
    for name in [*names, *(f"{PRIVATE}/{name}" for name in names), LOCATIONS.file]:
        file = path / name
        if file.is_file():
            told.update(name.encode())
            with file.open("rb") as content:
                told.update(hashlib.file_digest(content, "sha256").digest())
    return told.hexdigest()


def package_after(plan: Plan) -> Package:
    """The record as it would be: new rows, changed rows, and what they refer to."""
    rows: dict[str, dict[str, Row]] = {}
    for name, made in plan.made.items():
        rows.setdefault(name, {}).update((row["id"], row) for row in made)
    for change in plan.changes:
        if change.kind in (Kind.NEW, Kind.CHANGED, Kind.CONFLICT):
            rows.setdefault(change.table, {})[change.id] = change.row
    tables = dict(plan.package.tables)
    for name, changed in rows.items():
        there = {row["id"]: row for row in plan.package.rows(name)}
        there.update(changed)
        tables[name] = tuple(there[id] for id in sorted(there))
    return replace(plan.package, tables=tables)


def apply(plan: Plan, path: Path, *, leave_out: bool = False) -> Package:
    """Write the record with the rows of the plan into the folder ``path``, all or nothing, and give it back.

    With ``leave_out``, rows that were refused are left out and references that are unresolved left empty; else a plan
    that has any is not carried out. Restricted rows go into ``private/``.

    Raises:
        PloughshareError: ``import.open`` where something waits for a person; ``import.stale`` where the record at
            ``path`` is no longer the one that the plan was made against.
    """
    waiting = []
    if plan.refused_rows:
        waiting.append(f"{plan.refused_rows:,} row(s) are refused")
    if plan.unresolved:
        waiting.append(f"{len(plan.unresolved):,} word(s) name no row of the record")
    if waiting and not leave_out:
        raise PloughshareError("import.open", what=" and ".join(waiting))
    after = package_after(plan)
    beside = memory.files(plan.memory, plan.mapping.register)
    writer.write(after, path, with_restricted=True, beside=beside, allowed=partial(refuse_changed, path, plan.state))
    return after


def refuse_changed(path: Path, state: str) -> None:
    """Raise ``import.stale`` where the files of a package are no longer those of that digest; empty for none."""
    if state_of(path) != (state or state_of(path / "absent")):
        raise PloughshareError("import.stale", path=path)
