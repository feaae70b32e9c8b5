"""From a record to files for other programs: filtered, built, written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ploughshare import dates
from ploughshare.errors import PloughshareError
from ploughshare.evidence.tiers import Audience, visible
from ploughshare.exchange.layers import building, csv_files, geojson_files, geopackage, parquet_file, workbook_file
from ploughshare.exchange.layers.model import LandLayer
from ploughshare.record.package import Package


class Ending(StrEnum):
    """The endings that are written, and so the formats."""

    GEOPACKAGE = ".gpkg"
    XLSX = ".xlsx"
    GEOPARQUET = ".parquet"
    CSV = ".csv"
    GEOJSON = ".geojson"


@dataclass(frozen=True)
class Written:
    """A file that goes out: its name beside the one asked for, its bytes, and rows by layer."""

    path: Path
    content: bytes
    rows: Mapping[str, int]


def export(
    package: Package,
    to: Path,
    *,
    audience: Audience = "public",
    on: str | None = None,
    tables: Sequence[str] = (),
    with_shapes: bool = True,
) -> list[Written]:
    """The files for ``to``, in the format of its ending, of what the audience may see.

    A GeoPackage or workbook holds all layers; of the other formats there is one file a layer, named after it
    (``land-areas.csv``), or exactly ``to`` where one table is asked for. Areas have their state at the end of ``on``
    (the record's own date where None), by the account of what the audience may see. ``with_shapes`` False leaves
    outlines out of CSV. Nothing is written here. Raises PloughshareError (``export.ending``, ``export.tables``,
    ``land.date``).
    """
    try:
        ending = Ending(to.suffix.lower())
    except ValueError:
        raise PloughshareError("export.ending", path=to, endings=", ".join(Ending)) from None
    seen = _seen(package, audience, on or package.as_of)
    layers = _layers(seen, on or package.as_of)
    known = list(dict.fromkeys(layer.name.partition("_as_")[0] for layer in layers))
    if not layers or set(tables) - set(known):
        asked = ", ".join(sorted(set(tables) - set(known))) or "land tables with rows"
        raise PloughshareError("export.tables", asked=asked, audience=audience, known=", ".join(known) or "none")
    chosen = [layer for layer in layers if not tables or layer.name.partition("_as_")[0] in tables]
    about = _about(package, audience, on or package.as_of)
    if ending is Ending.GEOPACKAGE:
        return [_whole(to, geopackage.write(chosen, about, on=_day(package.as_of)), chosen)]
    if ending is Ending.XLSX:
        return [_whole(to, workbook_file.write(chosen, about), chosen)]
    return [
        Written(_name(to, layer, chosen), _one(layer, ending, with_shapes=with_shapes), {layer.name: len(layer.rows)})
        for layer in chosen
    ]


def _seen(package: Package, audience: Audience, on: str) -> Package:
    """What the audience may see, and no release on which hazard is left that it may not see."""
    seen = visible(package, audience)
    if seen is package or not package.rows("releases") or dates.fault(on):
        return seen
    from ploughshare.land import hidden  # noqa: PLC0415  as below

    return hidden.covered(seen, package, on)


def _layers(package: Package, on: str) -> list[LandLayer]:
    """The layers with the state of the land, which only a record with areas has."""
    if not package.rows("areas"):
        return building.layers(package)
    # The account loads what compiles: a record without areas needs none of it.
    from ploughshare.land import days, facts, remains, states  # noqa: PLC0415

    state = states.state(package, on)
    left = remains.remains(facts.read(package), days.interval(on)[1])
    return building.layers(package, state, left)


def _whole(to: Path, content: bytes, layers: Sequence[LandLayer]) -> Written:
    return Written(to, content, {layer.name: len(layer.rows) for layer in layers})


def _one(layer: LandLayer, ending: Ending, *, with_shapes: bool) -> bytes:
    if ending is Ending.CSV:
        return csv_files.write(layer, with_shapes=with_shapes)
    return parquet_file.write(layer) if ending is Ending.GEOPARQUET else geojson_files.write(layer)


def _name(to: Path, layer: LandLayer, chosen: Sequence[LandLayer]) -> Path:
    return to if len(chosen) == 1 else to.with_name(f"{to.stem}-{layer.name.replace('_', '-')}{to.suffix}")


def _about(package: Package, audience: str, on: str) -> list[tuple[str, str]]:
    """What a file says of itself, so that it can be followed back when it has left its folder."""
    meta = package.meta
    said = [
        ("title", str(meta.get("title") or meta.get("name") or package.country)),
        ("country", package.country),
        ("record as of", package.as_of),
        ("state of the land on", on),
        ("for", audience),
        ("licence", str(meta.get("licence") or "")),
        ("use", "Areas as recorded, not for navigation. A place that is on no layer is not thereby free of ordnance."),
        ("reference system", "WGS 84, longitude and latitude (EPSG:4326)"),
    ]
    return [(name, value) for name, value in said if value]


def _day(date: str) -> str:
    return dates.interval(date)[0].isoformat()
