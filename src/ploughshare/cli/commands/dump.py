"""`ploughshare dump`: a record from the database as a package."""

from __future__ import annotations

import argparse
from pathlib import Path

from ploughshare.record import writer
from ploughshare.web import boot

SUMMARY = """\
Write a record from the database into a folder, as a package. Restricted rows are left out unless asked for; a
restricted source that may be named stays as its consent prints it."""
EXAMPLE = """\
  ploughshare dump kp --out records/kp
  ploughshare dump kp --out backup/kp --with-restricted"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which record, where to, and whether all of it."""
    parser.add_argument("country", metavar="CC", help="code of the country or area, such as kp")
    parser.add_argument(
        "--out", type=Path, required=True, help="the folder to write; files of a package in it are replaced"
    )
    parser.add_argument("--with-restricted", action="store_true", help="write restricted rows too, into private/")


def run(arguments: argparse.Namespace) -> int:
    """Read the record and write it."""
    boot.ready()
    # Django's models can be imported only once its settings were read.
    from ploughshare.web.records import differences, store

    code = arguments.country.lower()
    package = store.must_read(code)
    if not arguments.with_restricted:
        package = differences.without_restricted(package)
    writer.write(package, arguments.out, with_restricted=arguments.with_restricted)
    left_out = "" if arguments.with_restricted else ", restricted rows left out"
    print(f"{code}: {sum(map(len, package.tables.values()))} rows written to {arguments.out}{left_out}.")
    return 0
