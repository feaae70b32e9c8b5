"""The mapping file: read whole and judged before any row of an export is.

Its shape is published in ``mapping.schema.json``; what that cannot say (that a table has such a column, a vocabulary
such a word) is judged here, with the line of each fault.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas import schema
from ploughshare.exchange.areas.date_patterns import pattern_fault
from ploughshare.exchange.areas.mapping import (
    Condition,
    ExportMapping,
    Identity,
    Location,
    Points,
    Reading,
    Skip,
    Target,
    Texts,
    Value,
)
from ploughshare.exchange.areas.schema import Fault
from ploughshare.exchange.areas.words import same_word
from ploughshare.record import strict_yaml
from ploughshare.record.cells import closest
from ploughshare.record.contracts import ORGANISATIONS, SOURCES, TABLES_BY_NAME, Column, Table, Type
from ploughshare.record.rows import value_reader
from ploughshare.record.strict_yaml import Node

_SOURCES_OF_A_VALUE = ("column", "words", "date", "row", "make", "geometry")
_MADE = ("organisations", "places", "ordnance")
GIVEN = frozenset({"id", "source", "recorded", "original_id"})
"""Columns that the importer fills unless the mapping does."""


@cache
def published_schema() -> Mapping[str, Any]:
    """The JSON schema of mapping files."""
    text = (resources.files("ploughshare.exchange.areas") / "mapping.schema.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


def shipped() -> dict[str, Path]:
    """The mappings that come with Ploughshare, by name."""
    folder = Path(str(resources.files("ploughshare.exchange.areas") / "mappings"))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def read(path: Path) -> ExportMapping:
    """The mapping in the file ``path``, or the one of that name that comes with Ploughshare.

    Raises:
        PloughshareError: ``mapping.absent``, or ``mapping.refused`` with every fault and its line.
    """
    found = path if path.is_file() else shipped().get(str(path))
    if found is None:
        raise PloughshareError("mapping.absent", path=path, names=", ".join(shipped()))
    faults: list[Fault] = []
    try:
        text = found.read_text(encoding="utf-8-sig")
        node = strict_yaml.load(text, lambda key, line: faults.append(Fault(line, f"“{key[:60]}” is given twice")))
    except strict_yaml.RefusedError as refused:
        raise _refused(found, [Fault(refused.line, str(refused))]) from refused
    except UnicodeDecodeError as error:
        raise _refused(found, [Fault(1, "the file is not UTF-8")]) from error
    faults += schema.faults(node, published_schema())
    if faults:
        raise _refused(found, faults)
    builder = _Builder(node)
    mapping = builder.mapping(found)
    if builder.faults:
        raise _refused(found, builder.faults)
    return mapping


def _refused(path: Path, faults: list[Fault]) -> PloughshareError:
    in_order = sorted(faults, key=lambda fault: fault.line)
    listing = "\n".join(f"  {path.name}:{fault.line}: {fault.message}" for fault in in_order)
    return PloughshareError("mapping.refused", path=path, count=len(faults), faults=listing)


def _text(node: Node, key: str) -> str | None:
    found = node.value.get(key)
    return str(found.value) if found is not None and found.value is not None else None


def _texts(node: Node | None) -> Texts:
    """A text or a list of texts as a tuple."""
    if node is None or node.value is None:
        return ()
    return tuple(str(item.value) for item in node.value) if isinstance(node.value, list) else (str(node.value),)


def _list(node: Node, key: str) -> list[Node]:
    found = node.value.get(key)
    return list(found.value) if found is not None else []


class _Builder:
    """Makes a mapping of a file whose shape was found right, and gathers what is wrong with its words."""

    def __init__(self, node: Node) -> None:
        self.faults: list[Fault] = []
        self._node = node
        self._reading = self._read(node.value.get("read") or Node({}, node.line))
        self._names: set[str] = set()

    def _fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(line, message))

    def mapping(self, path: Path) -> ExportMapping:
        """The mapping, as far as it could be understood."""
        node = self._node
        given = node.value.get("make") or Node({}, node.line)
        made: dict[str, Target] = {}
        for name, entry in given.value.items():
            if target := self._target(entry, set(made), {}, made_as=name):
                made[name] = target
        targets: list[Target] = []
        for entry in _list(node, "rows"):
            if target := self._target(entry, set(made), {each.name: each.table.name for each in targets}):
                targets.append(target)
        if not targets and not self.faults:
            self._fault(node.value["rows"].line, "there is no entry: nothing would be taken in")
        return ExportMapping(
            path=path,
            title=_text(node, "title") or "",
            register=_text(node, "register") or "",
            country=(_text(node, "country") or "").lower(),
            country_name=_text(node, "country_name"),
            is_whole=_text(node, "covers") != "part",
            source=self._constants(node.value["source"], SOURCES, frozenset({"id", "seen"})),
            reading=self._reading,
            ignore={name: str(why.value) for name, why in (node.value.get("ignore") or Node({}, 1)).value.items()},
            skips=tuple(
                Skip(self._conditions(entry.value["when"]), _text(entry, "why") or "") for entry in _list(node, "skip")
            ),
            organisations=tuple(
                self._constants(entry, ORGANISATIONS, frozenset()) for entry in _list(node, "organisations")
            ),
            make=made,
            targets=tuple(targets),
        )

    def _constants(self, node: Node, table: Table, given: frozenset[str]) -> dict[str, Texts]:
        """A row that is written out; what it needs and lacks is a fault."""
        row = {}
        for name, value in node.value.items():
            if column := self._column(table, name, value.line):
                row[name] = _texts(value)
                self._judge(column, row[name], value.line)
        for column in table.columns:
            if column.required and column.name not in row and column.name not in given:
                self._fault(node.line, f"a row of {table.name} needs “{column.name}”")
        return row

    def _column(self, table: Table, name: str, line: int) -> Column | None:
        if name in table.column_names:
            return table.column(name)
        meant = closest(name, table.column_names)
        hint = f"did you mean “{meant}”?" if meant else f"it has {', '.join(table.column_names)}"
        self._fault(line, f"the table {table.name} has no column “{name[:60]}”; {hint}")
        return None

    def _judge(self, column: Column, texts: Texts, line: int) -> None:
        """Constants must be what the column may hold."""
        if column.type in (Type.NAMES, Type.GEOMETRY):
            self._fault(line, f"“{column.name}” cannot be written here as a constant")
            return
        if len(texts) > 1 and not column.many:
            self._fault(line, f"“{column.name}” holds one value only")
        for text in texts:
            value_reader(column)(
                [text] if column.many else text,
                lambda fault: self._fault(
                    line, f"“{column.name}”: {fault.message}. {fault.hint or fault.check.remedy}"
                ),
            )

    def _target(
        self, node: Node, made: set[str], before: Mapping[str, str], *, made_as: str | None = None
    ) -> Target | None:
        table = TABLES_BY_NAME.get(_text(node, "table") or "")
        if table is None:
            meant = closest(_text(node, "table") or "", TABLES_BY_NAME)
            self._fault(
                node.value["table"].line, f"there is no table “{_text(node, 'table')}”; did you mean “{meant}”?"
            )
            return None
        if made_as is not None and table.name not in _MADE:
            self._fault(node.value["table"].line, f"`make` makes rows of {', '.join(_MADE)}; others stand under `rows`")
        name = made_as or _text(node, "name") or table.name
        if made_as is None and before.get(name, table.name) != table.name:
            self._fault(node.line, f"entries of two tables are called “{name}”: give one of them another `name`")
        known = (made, set(before))
        values = []
        for key, entry in node.value["values"].value.items():
            if key == "id":
                self._fault(entry.line, "the id is not a value: write it under `id`")
            elif column := self._column(table, key, entry.line):
                values.append(self._value(column, entry, known))
        there = {value.target.name for value in values}
        for column in table.columns:
            if column.required and column.name not in there | GIVEN:
                self._fault(node.line, f"a row of {table.name} needs “{column.name}”")
        if made_as is not None:
            for value in values:
                if value.target.references and not value.make:
                    self._fault(value.line, f"“{value.target.name}” of a row that is made takes `make`")
        when = node.value.get("when")
        return Target(
            name,
            table,
            self._conditions(when) if when else (),
            self._identity(node.value["id"], set(before), may_have_shape="geometry" in there),
            tuple(values),
        )

    def _identity(self, node: Node, before: set[str], *, may_have_shape: bool) -> Identity:
        columns, row = _texts(node.value.get("columns")), _text(node, "row")
        if bool(columns) == bool(row):
            self._fault(node.line, "an id takes either `columns`, or `row` with an `ending`")
        if row and row not in before:
            self._fault(node.line, f"no entry above is called “{row}”")
        if row and not _text(node, "ending"):
            self._fault(node.line, "an id from another row needs an `ending`")
        if "@geometry" in columns and not may_have_shape:
            self._fault(node.line, "@geometry stands in the id, and no geometry under `values`")
        return Identity(
            prefix=_text(node, "prefix") or "",
            columns=columns,
            numbered=_text(node, "repeated") == "number",
            row=row,
            ending=_text(node, "ending") or "",
        )

    def _value(self, column: Column, node: Node, known: tuple[set[str], set[str]]) -> Value:
        if not isinstance(node.value, dict):
            if column.type is Type.GEOMETRY and _texts(node) == ("feature",):
                return Value(column, node.line, location=Location("feature"))
            self._judge(column, _texts(node), node.line)
            return Value(column, node.line, constant=_texts(node))
        ways = [key for key in _SOURCES_OF_A_VALUE if key in node.value]
        if len(ways) != 1:
            listing = ", ".join(f"`{way}`" for way in _SOURCES_OF_A_VALUE)
            self._fault(node.line, f"“{column.name}” takes a constant or exactly one of {listing}")
        if (column.type is Type.GEOMETRY) != ("geometry" in node.value):
            self._fault(node.line, "a geometry, and nothing else, is given by `geometry`")
        for way, names in zip(("make", "row"), known, strict=True):
            if way in node.value and _text(node, way) not in names:
                self._fault(node.line, f"there is no entry “{_text(node, way)}” to `{way}`")
        if node.value.get("unit") and column.unit != "m2":
            self._fault(node.line, f"“{column.name}” is no area, so that it takes no unit")
        return Value(
            target=column,
            line=node.line,
            column=_text(node, "column"),
            words=_text(node, "words"),
            date=self._date(node, column),
            row=_text(node, "row"),
            make=_text(node, "make"),
            location=self._location(node.value["geometry"]) if "geometry" in node.value else None,
            terms=self._terms(node, column),
            otherwise=self._constant(node, "otherwise", column),
            unit=_text(node, "unit"),
            dates=self._patterns(node) or self._reading.dates,
            thousands=_text(node, "thousands") or self._reading.thousands,
            decimal=_text(node, "decimal") or self._reading.decimal,
            separator=_text(node, "separator"),
            empty=self._reading.empty | {same_word(word) for word in _texts(node.value.get("empty"))},
            optional=_text(node, "optional") == "yes",
            when_absent=self._constant(node, "when_absent", column),
        )

    def _constant(self, node: Node, key: str, column: Column) -> Texts | None:
        if key not in node.value:
            return None
        texts = _texts(node.value[key])
        self._judge(column, texts, node.value[key].line)
        return texts

    def _terms(self, node: Node, column: Column) -> dict[str, Texts] | None:
        given = node.value.get("terms")
        if given is None:
            return None
        terms: dict[str, Texts] = {}
        for word, meaning in given.value.items():
            self._judge(column, _texts(meaning), meaning.line)
            if same_word(word) in terms:
                self._fault(meaning.line, f"“{word[:60]}” is given twice (capitals and spaces do not count)")
            terms[same_word(word)] = _texts(meaning)
        return terms

    def _date(self, node: Node, column: Column) -> dict[str, str] | None:
        given = node.value.get("date")
        if given is None:
            return None
        if column.type not in (Type.DATE, Type.PERIOD):
            self._fault(given.line, f"“{column.name}” is no date")
        return {part: str(name.value) for part, name in given.value.items()}

    def _patterns(self, node: Node) -> Texts:
        given = node.value.get("dates")
        patterns = _texts(given)
        for pattern in patterns:
            if why := pattern_fault(pattern):
                self._fault(given.line, why)
        return patterns

    def _location(self, node: Node) -> Location:
        if not isinstance(node.value, dict):
            return Location("feature")
        declination, convergence = _text(node, "declination"), _text(node, "convergence")
        location = Location(
            form=_text(node, "form") or "",
            position=_text(node, "position"),
            latitude=_text(node, "latitude"),
            longitude=_text(node, "longitude"),
            crs=_text(node, "crs"),
            shape=_text(node, "shape") or "point",
            bearing=_text(node, "bearing"),
            distance=_text(node, "distance"),
            zone=_text(node, "zone"),
            bearing_unit=_text(node, "bearing_unit") or "degrees",
            north=_text(node, "north") or "true",
            declination=float(declination) if declination else None,
            convergence=float(convergence) if convergence else None,
            start_on_outline=_text(node, "start") != "leads_to_outline",
        )
        both = location.latitude and location.longitude
        if bool(location.position) == bool(both) or bool(location.latitude) != bool(location.longitude):
            self._fault(node.line, "coordinates stand in `position`, or in `latitude` and `longitude`")
        if location.form == "projected" and not (location.crs or self._reading.crs):
            self._fault(node.line, "projected coordinates need their `crs`, such as EPSG:3116")
        needed = {"magnetic": location.declination, "grid": location.convergence}
        if needed.get(location.north, 0.0) is None:
            what = "declination" if location.north == "magnetic" else "convergence"
            self._fault(node.line, f"bearings from {location.north} north need their `{what}`")
        if location.shape != "point" and self._reading.points is None:
            self._fault(node.line, f"an {location.shape} of points needs `rows_of_points` under `read`")
        if (location.shape == "turning_points") != bool(location.bearing and location.distance):
            self._fault(node.line, "turning points, and nothing else, take `bearing` and `distance`")
        return location

    def _conditions(self, node: Node) -> tuple[Condition, ...]:
        entries = node.value if isinstance(node.value, list) else [node]
        return tuple(map(self._condition, entries))

    def _condition(self, node: Node) -> Condition:
        tests = [key for key in ("is", "is_not", "above", "filled") if key in node.value]
        if not tests:
            self._fault(node.line, "a condition takes at least one of `is`, `is_not`, `above`, `filled`")
        above, filled = _text(node, "above"), _text(node, "filled")

        def words(key: str) -> frozenset[str] | None:
            return frozenset(map(same_word, _texts(node.value[key]))) if key in node.value else None

        return Condition(
            column=_text(node, "column") or "",
            words=words("is"),
            other_words=words("is_not"),
            above=Decimal(above) if above is not None else None,
            filled=filled == "yes" if filled is not None else None,
        )

    def _read(self, node: Node) -> Reading:
        points = node.value.get("rows_of_points")
        return Reading(
            sheet=_text(node, "sheet"),
            layer=_text(node, "layer"),
            encoding=_text(node, "encoding"),
            crs=_text(node, "crs"),
            thousands=_text(node, "thousands"),
            decimal=_text(node, "decimal") or ".",
            empty=frozenset(map(same_word, _texts(node.value.get("empty")))),
            dates=self._patterns(node),
            points=Points(
                sheet=_text(points, "sheet"),
                of=_text(points, "of") or "",
                matches=_text(points, "is") or _text(points, "of") or "",
                order=_text(points, "order"),
                part=_text(points, "part"),
            )
            if points is not None
            else None,
        )
