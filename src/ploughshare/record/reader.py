"""Read a record package from its folder, and say everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ploughshare.errors import PloughshareError
from ploughshare.findings import Finding, in_order
from ploughshare.record import csv_file, faults, folder, geojson_file, references, sources, staging, strict_yaml
from ploughshare.record.cells import CONTROL, OVERRIDES
from ploughshare.record.contracts import META, TABLES, Format
from ploughshare.record.faults import Fault
from ploughshare.record.folder import META_FILE, NARRATIVE_FILE, PRIVATE
from ploughshare.record.gathered import Gathered
from ploughshare.record.locations import LOCATIONS, LocationReader
from ploughshare.record.memory import uncollected
from ploughshare.record.package import Package
from ploughshare.record.rows import TableReader, unknown_column, value_reader
from ploughshare.record.strict_yaml import Node

FORMAT = 1
"""The version of the package format that this reader reads."""


@dataclass(frozen=True)
class Reading:
    """What was read: as much of the package as could be, and what was wrong with the rest."""

    package: Package
    findings: tuple[Finding, ...]


def read(path: Path) -> Reading:
    """Read the package in the folder ``path``; a row in ``private/`` is a restricted row of its table.

    Never raises for what stands in the files: each fault is a finding with file, line, column and remedy (the
    first thousand of a kind in a file, then how many more), and the package holds every row and cell that
    could be read. Linear in the size of the files.

    Raises:
        PloughshareError: ``package.missing`` when there is no ``record.yaml`` in that folder.
    """
    root = Path(path)
    if not folder.exists(root, META_FILE):
        raise PloughshareError("package.missing", path=path)
    findings = Gathered()
    if staging.finished(root):
        findings.append(faults.INTERRUPTED.finding("an earlier write into this package was cut short"))
    meta = _meta(root, findings)
    readers = {table.name: TableReader(table, findings) for table in TABLES}
    locations = LocationReader(findings)
    with uncollected():
        for reader in readers.values():
            _table(root, reader)
        if folder.exists(root, LOCATIONS.file):
            _file(root, locations, LOCATIONS.file, private=True)
        locations.put_back(readers)
        references.resolve(readers, findings)
    references.resolve_meta(meta, readers, findings)
    text = folder.text_of(root, NARRATIVE_FILE, findings)
    narrative = text or ""
    findings.extend(_hidden_characters(narrative))
    findings.extend(folder.strangers(root))
    package = Package(
        meta=meta,
        tables={name: tuple(reader.rows[id] for id in sorted(reader.rows)) for name, reader in readers.items()},
        narrative=narrative,
        path=root,
        lines={name: reader.lines for name, reader in readers.items()} | {LOCATIONS.name: locations.lines},
        unread=frozenset(
            [
                *(reader.table.file for reader in (*readers.values(), locations) if not reader.complete),
                *([NARRATIVE_FILE] if text is None else []),
                *([META_FILE] if any(column.required and meta[column.name] is None for column in META) else []),
            ]
        ),
    )
    return Reading(package, tuple(in_order(findings.whole())))


_Parse = Callable[..., None]


def _table(root: Path, reader: TableReader) -> None:
    """Read the files of one table: the open one, which must be there unless it is optional, and the private one."""
    private = f"{PRIVATE}/{reader.table.file}"
    if not reader.table.optional or folder.exists(root, reader.table.file):
        _file(root, reader, reader.table.file, private=False)
    if folder.exists(root, private):
        _file(root, reader, private, private=True)


def _file(root: Path, reader: TableReader, name: str, *, private: bool) -> None:
    text = folder.text_of(root, name, reader.findings)
    if text is None:
        reader.complete = False
    else:
        _PARSERS[reader.table.format](reader, name, text, private=private)


def _hidden_characters(narrative: str) -> Iterator[Finding]:
    """Lines of the narrative with characters that no reader sees: what is printed would not be what was read."""
    for pattern, check in ((CONTROL, faults.CHARACTERS), (OVERRIDES, faults.DIRECTION)):
        if not pattern.search(narrative):
            continue
        for number, line in enumerate(narrative.split("\n"), start=1):
            if found := pattern.search(line):
                yield check.finding(f"holds the character U+{ord(found[0]):04X}", file=NARRATIVE_FILE, row=number)


def _yaml(file: str, text: str, findings: list[Finding]) -> Node | None:
    """The mapping in a YAML file; None with a finding where it cannot be read."""

    def on_duplicate(key: str, line: int) -> None:
        message = "the field is given twice in one group"
        findings.append(faults.DUPLICATE_KEY.finding(message, file=file, row=line, column=key[:60]))

    try:
        document = strict_yaml.load(text, on_duplicate)
    except strict_yaml.RefusedError as refused:
        findings.append(faults.YAML.finding(str(refused), file=file, row=refused.line))
        return None
    if not isinstance(document.value, dict):
        findings.append(faults.YAML.finding("fields were expected, as “name: value”", file=file, row=document.line))
        return None
    return document


def _meta(root: Path, findings: list[Finding]) -> dict[str, Any]:
    """The fields of record.yaml; None where one is empty or could not be read."""
    meta: dict[str, Any] = {column.name: () if column.many else None for column in META}
    text = folder.text_of(root, META_FILE, findings)
    document = _yaml(META_FILE, text, findings) if text is not None else None
    given: Mapping[str, Node] = document.value if document else {}
    columns = {column.name: column for column in META}
    for name, node in given.items():
        if name not in columns:
            findings.append(unknown_column(name, tuple(columns), file=META_FILE, line=node.line))
            continue
        raw = node.plain()
        if columns[name].many and isinstance(raw, str):
            raw = [raw]
        if raw is None:
            continue

        def note(fault: Fault, name: str = name, line: int = node.line) -> None:
            findings.append(fault.check.finding(fault.message, file=META_FILE, row=line, column=name, hint=fault.hint))

        meta[name] = value_reader(columns[name])(raw, note)
    for column in META:
        if (
            document
            and column.required
            and meta[column.name] is None
            and not (given.get(column.name) and given[column.name].value)
        ):
            message = f"is required: {column.description}"
            findings.append(faults.MISSING_CELL.finding(message, file=META_FILE, row=1, column=column.name))
    if meta["format"] not in (None, FORMAT):
        message = f"this package has format {meta['format']}; this version reads format {FORMAT}"
        findings.append(faults.FORMAT.finding(message, file=META_FILE, column="format"))
    return meta


def _sources(reader: TableReader, file: str, text: str, *, private: bool) -> None:
    """Read a CSL-YAML file: a list of items under ``references``."""
    document = _yaml(file, text, reader.findings)
    if document is None:
        reader.complete = False
        return
    known = ("references",)
    for name, node in document.value.items():
        if name not in known:
            reader.findings.append(unknown_column(name, known, file=file, line=node.line))
    items = document.value.get("references", Node([], 1))
    if not isinstance(items.value, list):
        if items.value is not None:
            reader.findings.append(faults.YAML.finding("references must be a list", file=file, row=items.line))
            reader.complete = False
        return
    for item in items.value:
        _source(reader, item, file, private=private)


def _source(reader: TableReader, item: Node, file: str, *, private: bool) -> None:
    plain = item.plain()
    if not isinstance(plain, dict):
        reader.findings.append(faults.YAML.finding("a source is a group of fields", file=file, row=item.line))
        reader.complete = False
        return

    def line_of(column: str) -> int:
        node = item
        for key in sources.place_of(column):
            if not isinstance(node.value, dict) or key not in node.value:
                break
            node = node.value[key]
        return node.line

    for field in sources.leftovers(plain):
        known = sources.FIELDS
        reader.findings.append(
            unknown_column(field, known, file=file, line=_line(item, field), subject=reader.table.name)
        )
    reader.add(file, item.line, sources.raw_of(plain), private=private, line_of=line_of)


def _line(item: Node, field: str) -> int:
    """The line of a field given as ``name`` or ``custom.name``."""
    node = item
    for key in ("custom", field.removeprefix("custom.")) if field.startswith("custom.") else (field,):
        node = node.value[key]
    return node.line


_PARSERS: Mapping[Format, _Parse] = {
    Format.CSV: csv_file.read,
    Format.GEOJSON: geojson_file.read,
    Format.CSL_YAML: _sources,
}
