"""What a person said the words of an export mean: the file of --references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas.building import blank
from ploughshare.exchange.areas.words import same_word
from ploughshare.record import strict_yaml
from ploughshare.record.contracts import TABLES_BY_NAME, Table, Type
from ploughshare.record.package import Row
from ploughshare.record.rows import value_reader
from ploughshare.record.strict_yaml import Node


@dataclass(frozen=True)
class References:
    """``meant``: table -> word -> id, or None for “nothing”; ``rows``: table -> rows to make for them."""

    meant: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    rows: Mapping[str, list[Row]] = field(default_factory=dict)


def read(path: Path) -> References:
    """The references of a YAML file: under each table, a word and the id it means, a row to make, or nothing (~).

        organisations:
          THE HALO TRUST: halo-trust
          BRDEH: {id: brdeh, name: Brigada de Desminado Humanitario, roles: [operator]}
        places:
          Sin información: ~

    Raises:
        PloughshareError: ``references.refused`` with every fault and its line.
    """
    faults: list[tuple[int, str]] = []
    try:
        node = strict_yaml.load(
            path.read_text(encoding="utf-8-sig"),
            lambda key, line: faults.append((line, f"“{key[:60]}” is given twice")),
        )
    except strict_yaml.RefusedError as refused:
        raise _refused(path, [(refused.line, str(refused))]) from refused
    except UnicodeDecodeError as error:
        raise _refused(path, [(1, "the file is not UTF-8")]) from error
    meant: dict[str, dict[str, str | None]] = {}
    rows: dict[str, list[Row]] = {}
    for name, words in node.value.items() if isinstance(node.value, dict) else ():
        table = TABLES_BY_NAME.get(name)
        if table is None or not isinstance(words.value, dict):
            faults.append((words.line, f"“{name[:60]}” is no table with words under it"))
            continue
        for word, meaning in words.value.items():
            id = meaning.value
            if isinstance(id, dict):
                row = _row(table, meaning, faults)
                rows.setdefault(name, []).append(row)
                id = row["id"]
            elif isinstance(id, list):
                faults.append((meaning.line, f"“{word[:60]}” means one row, and no list"))
                continue
            meant.setdefault(name, {})[same_word(word)] = id
            meant[name].setdefault(word, id)
    if not isinstance(node.value, dict):
        faults.append((node.line, "tables were expected, as “places:”, with words under them"))
    if faults:
        raise _refused(path, faults)
    return References(meant, rows)


def _row(table: Table, node: Node, faults: list[tuple[int, str]]) -> Row:
    row = blank(table)
    for name, value in node.value.items():
        if name not in table.column_names or table.column(name).type in (Type.GEOMETRY, Type.NAMES):
            faults.append((value.line, f"a row of {table.name} cannot be given “{name[:60]}” here"))
            continue
        column = table.column(name)
        plain: Any = value.plain()
        if column.many and isinstance(plain, str):
            plain = [plain]

        def note(fault: Any, line: int = value.line, name: str = name) -> None:
            faults.append((line, f"“{name}”: {fault.message}. {fault.hint or fault.check.remedy}"))

        if plain is not None:
            row[name] = value_reader(column)(plain, note)
    faults += [
        (node.line, f"a row of {table.name} needs “{column.name}”")
        for column in table.columns
        if column.required and row[column.name] in (None, ())
    ]
    return row


def _refused(path: Path, faults: list[tuple[int, str]]) -> PloughshareError:
    listing = "\n".join(f"  {path.name}:{line}: {message}" for line, message in sorted(faults))
    return PloughshareError("references.refused", path=path, count=len(faults), faults=listing)
