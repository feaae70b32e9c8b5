"""The land tables of a package as tables that go out: codes with their labels, areas with their state at a date.

The package must have been through the filter already: nothing here knows of tiers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ploughshare import vocab
from ploughshare.exchange.layers.model import Field, Kind, LandLayer
from ploughshare.land.released import LINES
from ploughshare.record import cells
from ploughshare.record.columns import Column, Table, Type
from ploughshare.record.land_contracts import AREAS, LAND_TABLES
from ploughshare.record.package import Package, Row

if TYPE_CHECKING:
    from ploughshare.land.states import AreaState, LandState

LABEL = "_label"
_NAMED = ("organisations", "places")
"""Tables whose ids mean little to who does not have the record: the name stands beside."""

_NEVER = frozenset({("victims", "name"), ("victims", "address")})
"""Who a victim is leaves a record in no export, whomever it is for."""

_STATE = (
    Field("on_date", Kind.TEXT, "The date of the state in the next columns, computed from the record."),
    Field("state", Kind.TEXT, "How the area stands on that date by the land account: hazardous, partly_released ..."),
    Field("measured_m2", Kind.NUMBER, "Its measured area, in square metres."),
    Field("left_m2", Kind.NUMBER, "What is hazardous of it on that date, in square metres."),
    Field("cancelled_m2", Kind.NUMBER, "What was cancelled of it by then, in square metres."),
    Field("reduced_without_asset_m2", Kind.NUMBER, "What was reduced of it without a technical asset."),
    Field("reduced_with_asset_m2", Kind.NUMBER, "What was reduced of it with a technical asset."),
    Field("cleared_m2", Kind.NUMBER, "What was cleared of it."),
    Field("last_event", Kind.TEXT, "What happened to it last."),
    Field("last_event_date", Kind.TEXT, "When that was."),
)
_FAMILIES = {
    "Point": "Point",
    "MultiPoint": "MultiPoint",
    "LineString": "MultiLineString",
    "MultiLineString": "MultiLineString",
    "Polygon": "MultiPolygon",
    "MultiPolygon": "MultiPolygon",
}
_SUFFIXES = {"Point": "points", "MultiPoint": "multipoints", "MultiLineString": "lines", "MultiPolygon": "outlines"}
_DECIMALS = 7
REMAINING = "remaining"


def layers(package: Package, state: LandState | None = None, left: dict[str, Any] | None = None) -> list[LandLayer]:
    """The tables of a package that have rows, in the order of their contracts; after the areas what remains of them.

    ``state`` and ``left`` are the land's at a date: without them areas go out as they are recorded.
    """
    found: list[LandLayer] = []
    for table in LAND_TABLES:
        rows = package.rows(table.name)
        if not rows:
            continue
        found += _parted(_table(package, table, rows, state if table is AREAS else None))
        if table is AREAS and state and left:
            found.append(_remaining(state, left))
    return found


def _table(package: Package, table: Table, rows: Sequence[Row], state: LandState | None) -> LandLayer:
    columns = [column for column in table.columns if (table.name, column.name) not in _NEVER]
    columns = [column for column in columns if column.type is not Type.GEOMETRY]
    fields = tuple(field for column in columns for field in _fields(column))
    values = [tuple(value for column in columns for value in _values(package, column, row)) for row in rows]
    if state:
        of_area = {area.id: area for area in state.areas}
        fields += _STATE
        values = [
            (*value, *_state_of(state.on, of_area.get(row["id"]))) for value, row in zip(values, rows, strict=True)
        ]
    located = "geometry" in table.column_names
    shapes = _shapes(rows) if located else None
    return LandLayer(table.name, _title(table.name), table.description, fields, values, shapes)


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _fields(column: Column) -> Iterator[Field]:
    numeric = {Type.NUMBER: Kind.NUMBER, Type.INTEGER: Kind.INTEGER}
    kind = Kind.TEXT if column.many else numeric.get(column.type, Kind.TEXT)
    unit = f" ({column.unit})" if column.unit else ""
    yield Field(column.name, kind, f"{column.description}{unit}")
    if column.vocabulary or column.references in _NAMED:
        yield Field(f"{column.name}{LABEL}", Kind.TEXT, f"{column.name} in words.")


def _values(package: Package, column: Column, row: Row) -> Iterator[Any]:
    value = row[column.name]
    if value is None or value == ():
        yield None
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        yield value
    else:
        yield cells.text(column, value)
    if column.vocabulary or column.references in _NAMED:
        each = value if column.many else (value,)
        words = [_label(package, column, item) for item in each or () if item is not None]
        yield "; ".join(words) or None


def _label(package: Package, column: Column, item: str) -> str:
    if column.vocabulary:
        terms = vocab.load(column.vocabulary).terms
        return terms[item].label if item in terms else item
    row = package.row(str(column.references), item)
    return str(row["name"]) if row else item


def _state_of(on: str, area: AreaState | None) -> tuple[Any, ...]:
    if area is None:
        return (on, *(None for _ in _STATE[1:]))
    last = area.last_event
    return (
        on,
        area.status,
        _m2(area.measured_m2),
        _m2(area.remaining_m2),
        *(_m2(area.released_m2.get(line)) for line in LINES.values()),
        last.what if last else None,
        last.day if last else None,
    )


def _m2(area: float | None) -> Decimal | None:
    """Square metres to the tenth: finer is not known of any land."""
    return None if area is None else Decimal(f"{area:.1f}")


def _shapes(rows: Sequence[Row]) -> list[Any]:
    """The shapes with seven decimals (1 cm): what is coarser the filter has made so."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    from ploughshare.geo import bulk  # noqa: PLC0415

    made = bulk.shapes([row["geometry"] for row in rows])
    return list(shapely.transform(made, lambda positions: np.round(positions, _DECIMALS) + 0.0))


def _parted(layer: LandLayer) -> Iterator[LandLayer]:
    """The table in layers of one kind of geometry each, as programs draw them; rows without one stay in the first.

    Most tables are of one kind and keep their name.
    """
    if layer.shapes is None:
        yield layer
        return
    kinds = [None if shape is None else _FAMILIES[shape.geom_type] for shape in layer.shapes]
    order = [kind for kind in _SUFFIXES if kind in kinds]
    first = max(order, key=kinds.count, default=_usual(layer.name))
    for kind in dict.fromkeys([first, *order]):
        places = [place for place, own in enumerate(kinds) if own == kind or (own is None and kind == first)]
        yield LandLayer(
            layer.name if kind == first else f"{layer.name}_as_{_SUFFIXES[kind]}",
            layer.title if kind == first else f"{layer.title} given as {_SUFFIXES[kind]}",
            layer.description,
            layer.fields,
            [layer.rows[place] for place in places],
            [_as(layer.shapes[place], kind) for place in places],
            kind,
        )


def _usual(name: str) -> str:
    return "MultiPolygon" if name in ("areas", "releases") else "Point"


def _as(shape: Any, kind: str) -> Any:
    """The shape as its layer's kind: one outline is a collection of one."""
    if shape is None or shape.geom_type == kind:
        return shape
    import shapely  # noqa: PLC0415

    return shapely.MultiPolygon([shape]) if kind == "MultiPolygon" else shapely.MultiLineString([shape])


def _remaining(state: LandState, left: dict[str, Any]) -> LandLayer:
    """What is hazardous on the date, area by area: the map that a team takes along."""
    standing = [area for area in state.areas if left.get(area.id) is not None]
    fields = (
        Field("area", Kind.TEXT, "Id of the area."),
        Field("name", Kind.TEXT, "Its name."),
        Field("area_class", Kind.TEXT, "Suspected or confirmed."),
        Field("area_class_label", Kind.TEXT, "area_class in words."),
        Field("hazard_types", Kind.TEXT, "Types of hazard; empty where not stated."),
        Field("hazard_types_label", Kind.TEXT, "hazard_types in words."),
        Field("on_date", Kind.TEXT, "The date on which this remains."),
        Field("left_m2", Kind.NUMBER, "What is hazardous of the area on that date, in square metres."),
    )
    words = vocab.load("hazard_types").terms
    rows = [
        (
            area.id,
            area.name,
            area.area_class,
            vocab.load("area_classes")[area.area_class].label,
            "; ".join(area.hazard_types) or None,
            "; ".join(words[kind].label for kind in area.hazard_types) or None,
            state.on,
            _m2(area.remaining_m2),
        )
        for area in standing
    ]
    description = "What no accepted release had ended of each hazardous area on the date: hazardous ground."
    shapes = [_as(left[area.id], "MultiPolygon") for area in standing]
    return LandLayer(REMAINING, f"Hazardous on {state.on}", description, fields, rows, shapes, "MultiPolygon")
