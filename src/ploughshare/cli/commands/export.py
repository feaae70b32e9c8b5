"""``ploughshare export areas``: the land tables of a record for QGIS, spreadsheets and other programs."""

from __future__ import annotations

import argparse
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.record import reader

SUMMARY = (
    "Write the areas, releases, activities and what else a programme records into files for other programs: GeoPackage "
    "with styles that QGIS opens ready, GeoParquet, XLSX, CSV or GeoJSON, by the ending. Areas have their state at a "
    "date. Nothing goes out that the audience may not see; restricted locations do not."
)
EXAMPLE = """\
  ploughshare export areas records/demoland --to land.gpkg
  ploughshare export areas records/demoland --to land.xlsx --on 2023-12-31
  ploughshare export areas records/demoland --to areas.geojson --table areas
  ploughshare export areas records/demoland --to land.csv --audience partners     one file a table

exit codes:  0 written    2 could not; nothing was written"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What goes out, for whom, as of when, and where to."""
    parser.add_argument("what", choices=["areas"], help="what to write: the land tables")
    parser.add_argument("package", type=Path, metavar="PACKAGE", help="folder of the record package")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help="file to write: .gpkg .xlsx .parquet .csv or .geojson"
    )
    parser.add_argument(
        "--audience",
        choices=["public", "partners", "restricted"],
        default="public",
        help="who it is for (default: public)",
    )
    parser.add_argument("--on", metavar="DATE", help="the date of the state of the land (default: the record's own)")
    parser.add_argument(
        "--table", action="append", default=[], metavar="TABLE", help="only this table; may be given several times"
    )
    parser.add_argument("--no-geometry", action="store_true", help="leave outlines out of CSV")


def run(arguments: argparse.Namespace) -> int:
    """Read, filter, write."""
    from ploughshare.exchange.layers import export
    from ploughshare.record import staging
    from ploughshare.record.folder import is_own_file

    reading = reader.read(arguments.package)
    if any(finding.level == "error" for finding in reading.findings):
        lines = "\n".join(finding.line() for finding in reading.findings if finding.level == "error")
        raise PloughshareError("package.unreadable", path=arguments.package, findings=lines)
    files = export(
        reading.package,
        arguments.to,
        audience=arguments.audience,
        on=arguments.on,
        tables=arguments.table,
        with_shapes=not arguments.no_geometry,
    )
    for file in files:
        if is_own_file(file.path):
            raise PloughshareError("export.record", path=file.path)
    folder = arguments.to.parent
    staging.replace(folder, {file.path.name: file.content for file in files})
    for file in files:
        rows = ", ".join(f"{name} {count}" for name, count in file.rows.items())
        print(f"wrote {file.path} ({len(file.content):,} bytes): {rows}")
    return 0
