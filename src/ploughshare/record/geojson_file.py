"""A GeoJSON table of a package: features with the lines they begin on, one a line when written."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from ploughshare import geo
from ploughshare.findings import Finding
from ploughshare.record import faults
from ploughshare.record.cells import CONTROL, OVERRIDES
from ploughshare.record.contracts import Table, Type
from ploughshare.record.package import Row
from ploughshare.record.rows import TableReader, unknown_column

_SPACE = " \t\n\r"
_ESCAPED = re.compile(r"\\[ubf]")
"""Escapes that may stand for a control character, which no look at the text itself would find."""


def read(reader: TableReader, file: str, text: str, *, private: bool) -> None:
    """Read the features of one GeoJSON file into ``reader``; properties are columns."""

    def fault(message: str, line: int) -> None:
        reader.findings.append(faults.JSON.finding(message, file=file, row=line))
        reader.complete = False

    clean = not (_ESCAPED.search(text) or CONTROL.search(text) or OVERRIDES.search(text))
    document = Document(text, lambda key, line: reader.findings.append(_given_twice(key, file, line)))
    try:
        for feature, line in document.features():
            _feature(reader, feature, file, line, private=private, clean=clean, fault=fault)
    except json.JSONDecodeError as error:
        fault(f"this is not JSON: {error.msg}", error.lineno)
    except (RecursionError, ValueError) as error:
        why = "it is nested too deep" if isinstance(error, RecursionError) else str(error).partition(":")[0]
        fault(f"this cannot be read as GeoJSON: {why}", document.line)


def _feature(
    reader: TableReader,
    feature: Any,
    file: str,
    line: int,
    *,
    private: bool,
    clean: bool,
    fault: Callable[[str, int], None],
) -> None:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        fault("this is no feature: its type must be “Feature”", line)
        return
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        fault("the feature has no properties", line)
        return
    known = reader.table.column_names
    raw = {name: _raw(value) for name, value in properties.items() if name in known and value is not None}
    for name in properties:
        if name not in known or name == "geometry":
            reader.findings.append(unknown_column(name, known, file=file, line=line, subject=reader.table.name))
    reader.add(file, line, {**raw, "geometry": feature.get("geometry")}, private=private, clean=clean)


def _raw(value: Any) -> Any:
    """A JSON value as the text it stands for; lists stay lists."""
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        # An exponent stays one: 1e999999999 written out would fill the memory.
        return format(value, "f") if value.adjusted() < 30 else str(value)
    if isinstance(value, (int, float)):
        return str(value)
    return [_raw(item) for item in value] if isinstance(value, list) else value


def _given_twice(key: str, file: str, line: int) -> Finding:
    return faults.DUPLICATE_KEY.finding("a key is given twice in one object", file=file, row=line, column=key[:60])


class Document:
    """Walks the text of a feature collection, so that each feature is known by its line.

    ``json.loads`` would give the features without their lines, and no word of keys given twice. ``members`` are the
    other members of the collection that were passed so far.
    """

    def __init__(self, text: str, on_duplicate: Callable[[str, int], None]) -> None:
        self._text = text
        self._on_duplicate = on_duplicate
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._decoder = json.JSONDecoder(object_pairs_hook=self._object)
        self._exact = json.JSONDecoder(parse_float=Decimal, object_pairs_hook=_first_of_each)
        self._position = 0
        self.members: dict[str, Any] = {}

    @property
    def line(self) -> int:
        """The line that was reached."""
        return bisect_right(self._breaks, self._position - 1) + 1

    def features(self) -> Iterator[tuple[Any, int]]:
        """Each entry of ``features`` with its line.

        Raises json.JSONDecodeError, ValueError (no feature collection, an endless number) or RecursionError.
        """
        kind, found = None, False
        self._expect("{")
        while self._next() != "}":
            key = self._value()
            self._expect(":")
            if key == "features" and self._next() == "[":
                found = True
                yield from self._entries()
            elif key == "type":
                kind = self._value()
            else:
                self.members[key] = self._value()
            if self._next() == ",":
                self._expect(",")
        self._expect("}")
        if self._next():
            raise json.JSONDecodeError("something follows after its end", self._text, self._position)
        if kind != "FeatureCollection" or not found:
            raise ValueError("it is no FeatureCollection with a list of features")

    def _entries(self) -> Iterator[tuple[Any, int]]:
        self._expect("[")
        while self._next() != "]":
            line = self.line
            yield self._entry(), line
            if self._next() != "]":
                self._expect(",")
        self._expect("]")

    def _entry(self) -> Any:
        """The next entry: coordinates as floats, which reads several times faster; properties with their digits."""
        self._next()
        start = self._position
        entry = self._value()
        properties = entry.get("properties") if isinstance(entry, dict) else None
        if isinstance(properties, dict) and any(map(_may_hold_float, properties.values())):
            exact, _ = self._exact.raw_decode(self._text, start)
            entry["properties"] = exact["properties"]
        return entry

    def _next(self) -> str:
        """The next character that is no space; "" at the end."""
        text, position = self._text, self._position
        while position < len(text) and text[position] in _SPACE:
            position += 1
        self._position = position
        return text[position : position + 1]

    def _expect(self, mark: str) -> None:
        if self._next() != mark:
            raise json.JSONDecodeError(f"“{mark}” is missing here", self._text, self._position)
        self._position += 1

    def _value(self) -> Any:
        self._next()
        value, self._position = self._decoder.raw_decode(self._text, self._position)
        return value

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key, value in pairs:
            if key in content:
                self._on_duplicate(key, self.line)
            else:
                content[key] = value
        return content


def _may_hold_float(value: Any) -> bool:
    return isinstance(value, (float, dict)) or (isinstance(value, list) and any(map(_may_hold_float, value)))


def _first_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for key, value in pairs:
        content.setdefault(key, value)
    return content


def write(table: Table, rows: list[Row]) -> bytes:
    """The bytes of a GeoJSON table: one feature a line, empty properties left out, coordinates trimmed."""
    lines = ",\n".join(_feature_text(table, row) for row in rows)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}{chr(10) if rows else ""}]}}\n'.encode()


def _feature_text(table: Table, row: Row) -> str:
    properties = ", ".join(
        f"{_json(column.name)}: {_json(row[column.name])}"
        for column in table.columns
        if column.type is not Type.GEOMETRY and row[column.name] not in (None, ())
    )
    geometry = row["geometry"]
    # An outline of land keeps its shape: one that may lie 500 m off would lose its corners to three decimals.
    precision = None if "location_tier" in row else row["precision_m"]
    shape = _json(geo.trim(geometry, precision)) if geometry else "null"
    return f'{{"type": "Feature", "properties": {{{properties}}}, "geometry": {shape}}}'


def _json(value: Any) -> str:
    # A number keeps the digits as stated: 5000, not 5000.0.
    return format(value, "f") if isinstance(value, Decimal) else _encoded(value)


_encoded = json.JSONEncoder(ensure_ascii=False).encode
