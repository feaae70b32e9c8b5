"""Rows from raw cells: the same judgement of every cell, whatever file it stood in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from ploughshare import geo
from ploughshare.findings import Finding
from ploughshare.record import cells, faults
from ploughshare.record.cells import CellError
from ploughshare.record.contracts import Column, Table, Type
from ploughshare.record.faults import Fault
from ploughshare.record.package import Row
from ploughshare.record.tier import CAUTIOUS_TABLES, RESTRICTED, tier_of

Raw = Any
"""A cell before it is read: text, or what YAML and JSON gave: a list, a mapping, None."""


NAME_PARTS = ("family", "given", "literal")
"""The parts of a name, in the order in which they are written."""

OnFault = Callable[[Fault], None]
"""Is told of each fault of a cell."""


@cache
def value_reader(column: Column) -> Callable[[Raw, OnFault], Any]:
    """How the raw cells of a column are read: to a value, or None (in a ``many`` column the items that could be
    read) where there is a fault."""
    if column.type is Type.GEOMETRY:
        return _geometry
    if column.type is Type.NAMES:
        return _names
    read = cells.reader(column)
    return partial(_items, read) if column.many else partial(_item, read)


def _item(read: cells.Read, raw: Raw, fault: OnFault) -> Any:
    if not isinstance(raw, str):
        fault(Fault(faults.SHAPE, "a single value belongs here"))
        return None
    text = raw.strip()
    if not text:
        return None
    try:
        return read(text)
    except CellError as error:
        fault(error.fault)
        return None


def _items(read: cells.Read, raw: Raw, fault: OnFault) -> tuple[Any, ...]:
    texts = cells.items(raw) if isinstance(raw, str) else raw
    if not isinstance(texts, list):
        fault(Fault(faults.SHAPE, "a list belongs here"))
        return ()
    found = [_item(read, text, fault) for text in texts if text is not None]
    return tuple(dict.fromkeys(item for item in found if item is not None))


def _geometry(raw: Raw, fault: OnFault) -> dict[str, Any] | None:
    if raw is None:
        return None
    if geo.is_plain(raw):
        return {"type": raw["type"], "coordinates": raw["coordinates"]}
    why = geo.fault(raw)
    if why:
        fault(Fault(faults.GEOMETRY, why))
        return None
    return {"type": raw["type"], "coordinates": _floats(raw["coordinates"])}


def _floats(coordinates: Any) -> Any:
    return [_floats(part) for part in coordinates] if isinstance(coordinates, list) else float(coordinates)


def _names(raw: Raw, fault: OnFault) -> tuple[dict[str, str], ...]:
    names = []
    for entry in raw if isinstance(raw, list) else [raw]:
        name = {
            key: entry[key].strip()
            for key in NAME_PARTS
            if isinstance(entry, Mapping) and isinstance(entry.get(key), str) and entry[key].strip()
        }
        if not isinstance(entry, Mapping) or len(name) != len(entry) or not {"family", "literal"} & set(name):
            fault(Fault(faults.NAMES, "a name has neither family nor literal, or something else beside them"))
        else:
            names.append(name)
    return tuple(names)


def _texts(raw: Raw) -> list[str]:
    """Every text inside a raw cell."""
    if isinstance(raw, str):
        return [raw]
    if isinstance(raw, Mapping):
        return [text for part in raw.values() for text in _texts(part)]
    if isinstance(raw, list):
        return [text for part in raw for text in _texts(part)]
    return []


_NEVER_SECRET = frozenset({"id", "tier", "kind"})
"""Columns of a restricted row whose faults may be quoted: they place the row, and tell nothing of anybody."""


@dataclass
class TableReader:
    """Gathers the rows of one table from its file and from the one in ``private/``.

    ``rows`` and ``lines`` are by id; ``dropped`` holds the ids of rows that break their contract, so that what
    refers to them is not called dangling as well.
    """

    table: Table
    findings: list[Finding]
    rows: dict[str, Row] = field(default_factory=dict)
    lines: dict[str, tuple[str, int]] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    complete: bool = True
    _blank: Row = field(init=False)
    _required: tuple[str, ...] = field(init=False)
    _read: Mapping[str, Callable[[Raw, OnFault], Any]] = field(init=False)

    def __post_init__(self) -> None:
        self._blank = {column.name: () if _is_tuple(column) else None for column in self.table.columns}
        self._read = {column.name: value_reader(column) for column in self.table.columns}
        self._required = tuple(column.name for column in self.table.columns if column.required)

    def add(
        self,
        file: str,
        line: int,
        raw: Mapping[str, Raw],
        *,
        private: bool = False,
        clean: bool = False,
        line_of: Callable[[str], int] | None = None,
    ) -> None:
        """Read one row from its raw cells by column name; empty cells may be left out.

        ``clean`` says that the file was already found free of control characters and overrides.
        """
        row: Row = dict(self._blank)
        wrong: list[tuple[str, Fault]] = []
        found: list[Fault] = []
        for name, cell in raw.items():
            if not clean:
                found += _character_faults(cell)
            row[name] = self._read[name](cell, found.append)
            if found:
                wrong += [(name, fault) for fault in found]
                found.clear()
        if private:
            if row["tier"] not in (None, RESTRICTED):
                wrong.append(("tier", Fault(faults.TIER_CONTRADICTED, "stands in private/ with another tier")))
            if row["tier"] is not None or self.table.name not in CAUTIOUS_TABLES:
                row["tier"] = RESTRICTED
        empty = [name for name in self._required if row[name] is None or row[name] == ()]
        if empty:
            faulty = {name for name, fault in wrong}
            wrong += [
                (name, Fault(faults.MISSING_CELL, "is required and empty")) for name in empty if name not in faulty
            ]
        if wrong or row["id"] in self.rows:
            self._report(file, line, row, wrong, line_of)
        if row["id"] is None:
            return
        if empty or any(fault.check is faults.CHARACTERS for _, fault in wrong):
            self.dropped.add(row["id"])
        elif row["id"] not in self.rows:
            self.rows[row["id"]] = row
            self.lines[row["id"]] = (file, line)

    def excuses(self, id: str) -> bool:
        """Whether a row that is missing has a finding already: of its own, or for its whole table."""
        return id in self.dropped or not self.complete

    def _report(
        self,
        file: str,
        line: int,
        row: Row,
        wrong: list[tuple[str, Fault]],
        line_of: Callable[[str], int] | None,
    ) -> None:
        subject = f"{self.table.name}/{row['id']}" if row["id"] else self.table.name
        # A tier or a kind that cannot be read may have been meant to restrict the row.
        unsure = any(name == "tier" for name, _ in wrong)
        secret = unsure or tier_of(self.table.name, row) == RESTRICTED
        for name, fault in wrong:
            at = line_of(name) if line_of else line
            hidden = secret and name not in _NEVER_SECRET
            self.findings.append(_finding(fault, subject, file, at, name, hidden=hidden))
        if row["id"] in self.rows:
            first_file, first_line = self.lines[row["id"]]
            message = f"the id stands already in {first_file}, line {first_line}; this row was not read"
            self.findings.append(
                faults.DUPLICATE_KEY.finding(message, subject=subject, file=file, row=line, column="id")
            )


def _finding(fault: Fault, subject: str, file: str, line: int, column: str, *, hidden: bool) -> Finding:
    """The fault with its place. Of a restricted row it repeats nothing: a log or a page may show the finding."""
    message = fault.check.looks_for if hidden else fault.message
    hint = None if hidden else fault.hint
    return fault.check.finding(message, subject=subject, file=file, row=line, column=column, hint=hint)


def _character_faults(raw: Raw) -> list[Fault]:
    found = []
    for text in _texts(raw):
        if why := cells.text_fault(text):
            found.append(why)
        if cells.OVERRIDES.search(text):
            found.append(Fault(faults.DIRECTION, "holds a direction override"))
    return found


def _is_tuple(column: Column) -> bool:
    return column.many or column.type is Type.NAMES


def unknown_column(name: str, known: Sequence[str], *, file: str, line: int, subject: str = "") -> Finding:
    """The finding of a column or field that no contract has, with the one that was probably meant."""
    meant = cells.closest(name, known)
    hint = f"Did you mean “{meant}”? The table has: {', '.join(known)}." if meant else None
    message = f"there is no column of the name “{name[:60]}”"
    return faults.UNKNOWN_COLUMN.finding(message, subject=subject, file=file, row=line, column=name[:60], hint=hint)
