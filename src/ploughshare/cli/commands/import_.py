"""``ploughshare import``: a published country report into a draft record, or a programme's export into a record."""

from __future__ import annotations

import argparse
from pathlib import Path

from ploughshare.cli.commands import _import_areas

SUMMARY = (
    "Read a published country report (PDF, DOCX, HTML or text) into a draft record: proposals that wait for a person, "
    "each with its place in the text; of a book, one draft a chapter. Or take a programme's export of areas, "
    "activities, releases and people hurt (CSV, XLSX, GeoPackage, File Geodatabase, GeoJSON, Shapefile, GeoParquet, "
    "KML) into a record, by a mapping file."
)
EXAMPLE = f"""\
  ploughshare import report serbia.pdf --out drafts/serbia
  ploughshare import report clearing-the-mines.pdf --out drafts     a book: one folder a country
  ploughshare import report serbia.pdf --out drafts/serbia --record records/rs
                                                                    also says what it would change in a record

writes draft.json (the proposals), source.txt (the text as it was read: spans count its characters) and package/
(the record that it comes to where everything is accepted; see it with `ploughshare check drafts/serbia/package`)

{_import_areas.EXAMPLE}

exit codes:  0 read    1 areas: rows are refused or references unresolved    2 could not read it; nothing was written"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is read, and where the draft goes."""
    parser.add_argument("what", choices=["report", "areas"], help="a published report or book, or a programme's export")
    parser.add_argument("file", type=Path, metavar="FILE", help="the file; its format is told by its content")
    report = parser.add_argument_group("for report")
    report.add_argument("--out", type=Path, metavar="DIR", help="folder for the draft")
    report.add_argument(
        "--record",
        type=Path,
        metavar="PACKAGE",
        help="a record of the country: print what the draft would change in it, and which sources and claims are one",
    )
    _import_areas.add_arguments(parser)
    parser.set_defaults(refuse=parser.error)


def run(args: argparse.Namespace) -> int:
    """Read the file as what it is said to be."""
    needed = {"report": ("out",), "areas": ("mapping", "into")}[args.what]
    lacking = [f"--{name}" for name in needed if getattr(args, name) is None]
    if lacking:
        args.refuse(f"`import {args.what}` needs {' and '.join(lacking)}")
    return _import_areas.run(args) if args.what == "areas" else _report(args)


def _report(args: argparse.Namespace) -> int:
    """Read, write, and say what was read and what was not."""
    from ploughshare.exchange.country_report import files, summary
    from ploughshare.exchange.country_report.draft import Draft
    from ploughshare.record import reader

    record = reader.read(args.record).package if args.record else None

    def tell(draft: Draft) -> None:
        print("\n".join(summary.lines(draft)))
        if record is not None and draft.country == record.country:
            print("\n".join(summary.beside(draft, record)))

    for folder in files.write(args.file, args.out, tell, record):
        print(f"wrote {folder / files.DRAFT}")
    return 0
