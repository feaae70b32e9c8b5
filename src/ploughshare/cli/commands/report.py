"""``ploughshare report``: the country report of a record in every format, or the reasons why there is none."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.exchange.public_files import public_files
from ploughshare.findings import Level
from ploughshare.record import reader
from ploughshare.record.package import Package
from ploughshare.report.build import Built, build

SUMMARY = (
    "Build the country report from a record package: HTML, Word, PDF, the final text, figures.json, sources, events "
    "and places. A record with errors is not published: they are printed, and what was published before stays."
)
EXAMPLE = """\
  ploughshare report records/kp                        writes build/kp/report.pdf and the rest
  ploughshare report records/kp --draft                writes build/kp/draft/, findings printed in place
  ploughshare report records/kp --out /srv/reports/kp

exit codes:  0 published (or drafted)    1 refused because of errors    2 there is no record there"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The package, where the files go, and whether it is a draft."""
    parser.add_argument("package", type=Path, help="the folder that holds record.yaml")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="where the files go (default: build/<country>/ under this folder)"
    )
    parser.add_argument(
        "--draft", action="store_true", help="print in spite of errors, with the findings in place, into draft/ there"
    )


def run(args: argparse.Namespace) -> int:
    """Build the report, say what was written, and give 1 where it was refused."""
    reading = reader.read(args.package)
    package = reading.package
    out = args.out or Path("build") / package.country
    if args.draft:
        # In a folder of its own: a draft must never be taken for what was published.
        out /= "draft"
    built = build(
        package,
        out,
        draft=args.draft,
        found=reading.findings,
        beside=public_files(package),
        progress=lambda step: print(f"{package.country}: {step} ...", file=sys.stderr, flush=True),
    )
    if built.refused:
        print(_refusal(args.package, package, built), file=sys.stderr)
        return 1
    for file in built.files:
        print(file)
    _print_counts(args.package, built)
    return 0


def _refusal(path: Path, package: Package, built: Built) -> PloughshareError:
    errors = [finding for finding in built.findings if finding.level is Level.ERROR]
    lines = [replace(f, file=str(path / f.file) if f.file else "").line() for f in errors]
    code = "package.unreadable" if package.unread else "report.refused"
    return PloughshareError(code, path=path, count=len(errors), findings="\n".join(lines))


def _print_counts(path: Path, built: Built) -> None:
    counts = {level: sum(finding.level is level for finding in built.findings) for level in Level}
    said = [f"{count} {level}{'' if count == 1 else 's'}" for level, count in counts.items() if count]
    if said:
        print(f"{', '.join(said)}; `ploughshare check {path}` lists them.", file=sys.stderr)
