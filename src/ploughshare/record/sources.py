"""Sources as CSL items and back: what pandoc and Zotero know stands where they look, the rest in ``custom``.

CSL 1.0.2 keeps ``custom`` for what it has no field for. ``type`` follows from the kind of source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.record.contracts import SOURCES, Type
from ploughshare.record.faults import Fault
from ploughshare.record.package import Row
from ploughshare.record.rows import NAME_PARTS, Raw, value_reader

_CSL_OF_COLUMN: Mapping[str, str] = {
    "title": "title",
    "authors": "author",
    "container_title": "container-title",
    "publisher_name": "publisher",
    "issued": "issued",
    "genre": "genre",
    "number": "number",
    "event_title": "event-title",
    "event_place": "event-place",
    "url": "URL",
    "language": "language",
}
"""Column -> CSL field, in the order in which an item is written."""

_COLUMN_OF_CSL = {csl: column for column, csl in _CSL_OF_COLUMN.items()}
_CUSTOM = tuple(name for name in SOURCES.column_names if name not in ("id", *_CSL_OF_COLUMN))
_FALLBACK_KIND = "document"

FIELDS = ("id", "type", *_COLUMN_OF_CSL, *(f"custom.{name}" for name in _CUSTOM))
"""Every field of an item that a record keeps."""


@cache
def _type_of_kind() -> dict[str, str]:
    return {id: str(term.extra.get("csl_type", "document")) for id, term in vocab.load("source_kinds").terms.items()}


def _kind_of_type(csl_type: str | None) -> str:
    """The first kind of source of that CSL type; the vocabulary's order says which is the plainest."""
    return next((kind for kind, its in _type_of_kind().items() if its == csl_type), _FALLBACK_KIND)


def csl_of(row: Row, *, publisher: str | None = None) -> dict[str, Any]:
    """The CSL item of a source. ``publisher`` is the name of its publishing organisation, where none is printed.

    Dates become ``date-parts``. Columns without a CSL field go into ``custom``; empty ones nowhere.
    """
    item: dict[str, Any] = {"id": row["id"], "type": _type_of_kind()[row["kind"]]}
    for column, csl in _CSL_OF_COLUMN.items():
        value = row[column]
        if column == "publisher_name":
            value = value or publisher
        if value in (None, ()):
            continue
        if column == "issued":
            value = {"date-parts": [[int(part) for part in value.split("-")]]}
        item[csl] = [_in_order(name) for name in value] if column == "authors" else value
    item["custom"] = {name: row[name] for name in _CUSTOM if row[name] not in (None, ())}
    return item


def _in_order(name: Mapping[str, Any]) -> dict[str, Any]:
    # A database may keep the parts of a name in an order of its own.
    return {part: name[part] for part in NAME_PARTS if part in name}


def row_of(item: Mapping[str, Any]) -> Row:
    """The source of a CSL item, such as Zotero exports. What only we keep is taken from ``custom``, if there.

    A kind is chosen by the item's type; a source that does not say so counts as not seen. Fields that a
    record does not keep are left out: ``leftovers`` names them.

    Raises:
        PloughshareError: ``source.unreadable`` with every fault of the item.
    """
    row: Row = {column.name: () if column.type is Type.NAMES else None for column in SOURCES.columns}
    wrong: list[str] = []
    raw = {"seen": "no", **raw_of(item)}
    for name, cell in raw.items():

        def note(fault: Fault, name: str = name) -> None:
            wrong.append(f"{name}: {fault.message}. {fault.hint or fault.check.remedy}")

        row[name] = value_reader(SOURCES.column(name))(cell, note)
    wrong += [
        f"{column.name}: is required" for column in SOURCES.columns if column.required and row[column.name] is None
    ]
    if wrong:
        raise PloughshareError("source.unreadable", id=item.get("id", "?"), faults="\n  ".join(wrong))
    return row


def leftovers(item: Mapping[str, Any]) -> list[str]:
    """The fields of a CSL item that a record has no column for."""
    custom = item.get("custom")
    unknown = [f"custom.{key}" for key in custom if key not in _CUSTOM] if isinstance(custom, Mapping) else []
    return [key for key in item if key != "custom" and key not in FIELDS] + unknown


def raw_of(item: Mapping[str, Any]) -> dict[str, Raw]:
    """The raw cells of a CSL item by column, not yet judged."""
    custom = item.get("custom")
    cells = (
        {key: _text(value) for key, value in custom.items() if key in _CUSTOM} if isinstance(custom, Mapping) else {}
    )
    raw: dict[str, Raw] = {
        "id": _text(item.get("id")),
        "kind": cells.pop("kind", None) or _kind_of_type(item.get("type")),
    }
    for column, csl in _CSL_OF_COLUMN.items():
        value = item.get(csl)
        if value is None:
            continue
        if column == "issued":
            raw[column] = _date(value)
        elif column == "authors":
            raw[column] = [_name(entry) for entry in value] if isinstance(value, list) else value
        else:
            raw[column] = _text(value)
    return {**raw, **{key: value for key, value in cells.items() if value is not None}}


def place_of(column: str) -> tuple[str, ...]:
    """Where in a CSL item that column stands: ("title",) or ("custom", "seen")."""
    return ("custom", column) if column in _CUSTOM else (_CSL_OF_COLUMN.get(column, column),)


def _text(value: Any) -> Any:
    """A number or boolean of JSON as the text it stands for; anything else as it is."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, (int, float)) else value


def _date(value: Any) -> Raw:
    """A CSL date as our text: ``date-parts``, year/month/day, an EDTF text, or what it says literally."""
    if not isinstance(value, Mapping):
        return _text(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and len(parts) == 1 and isinstance(parts[0], list):
        numbers = parts[0]
    else:
        numbers = [value[key] for key in ("year", "month", "day") if key in value]
    if numbers and all(re.fullmatch("[0-9]{1,4}", str(number)) for number in numbers):
        year, *rest = (int(number) for number in numbers)
        return "-".join([f"{year:04d}", *(f"{number:02d}" for number in rest)])
    return value.get("literal") or value.get("raw") or value


def _name(entry: Any) -> Any:
    """A CSL name in its two plain forms: particles join the family name, a suffix the given name."""
    if not isinstance(entry, Mapping):
        return entry
    particles = [entry.get("dropping-particle"), entry.get("non-dropping-particle"), entry.get("family")]
    given = [entry.get("given"), entry.get("suffix")]
    plain = {
        "family": " ".join(filter(None, map(_text, particles))),
        "given": " ".join(filter(None, map(_text, given))),
        "literal": entry.get("literal"),
    }
    rest = {key: value for key, value in entry.items() if key not in _NAME_PARTS}
    return {**{key: value for key, value in plain.items() if value}, **rest}


_NAME_PARTS = ("family", "given", "literal", "dropping-particle", "non-dropping-particle", "suffix", "parse-names")
