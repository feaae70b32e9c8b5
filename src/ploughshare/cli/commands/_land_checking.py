"""``ploughshare land findings|mend|completeness``: what is wrong with a programme's rows, and what would mend it."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

EXAMPLE = """\
  ploughshare land findings records/demoland --audience restricted --out findings
  ploughshare land mend records/demoland --accept area-7.1a2b3c4d --by nmac --why "walked with a receiver in May"
  ploughshare land completeness records/demoland"""

AUDIENCES = ("public", "partners", "restricted")


def add_subcommands(commands: Any) -> None:
    """The three subcommands, each with what it takes."""
    findings = _subcommand(commands, "findings", "what is wrong with the rows of a programme", _findings)
    findings.add_argument("--audience", choices=AUDIENCES, default="public", help="for whom (default: the public)")
    findings.add_argument("--out", type=Path, metavar="DIR", help="write a page with a map of each finding, and JSON")
    findings.add_argument("--json", action="store_true", help="print the findings as JSON")
    mend = _subcommand(commands, "mend", "accept proposed repairs and write them into the record", _mend)
    mend.add_argument(
        "--accept", nargs="+", required=True, metavar="ID", help="ids of proposals, as findings lists them"
    )
    mend.add_argument("--by", required=True, metavar="ORGANISATION", help="who accepts them: its id in the record")
    mend.add_argument("--why", required=True, metavar="TEXT", help="on what that rests; written into each row")
    complete = _subcommand(
        commands, "completeness", "rows against the minimum data, by organisation and month", _complete
    )
    complete.add_argument("--json", action="store_true", help="print the table as JSON")


def _subcommand(commands: Any, name: str, help: str, act: Callable[[argparse.Namespace], int]) -> Any:
    parser = commands.add_parser(name, help=help, description=help)
    parser.add_argument("package", type=Path, help="folder of the record package")
    parser.set_defaults(act=act)
    return parser


def _findings(args: argparse.Namespace) -> int:
    """List what is wrong; 1 where there are errors."""
    from ploughshare.findings import has_errors
    from ploughshare.land import checks
    from ploughshare.land.checking.cases import Case
    from ploughshare.record import reader

    reading = reader.read(args.package)
    package, seen = checks.seen_by(reading.package, args.audience)
    # What could not be read is told first: it is not there to be checked.
    cases = [*(Case(finding, ()) for finding in reading.findings), *seen]
    if args.out is not None:
        from ploughshare.report import land_findings

        for path in land_findings.write(package, cases, args.out):
            print(f"wrote {path}")
    elif args.json:
        print(json.dumps({"findings": [case.as_json() for case in cases]}, ensure_ascii=False, indent=1))
    else:
        for case in cases:
            print(case.finding.line())
            if case.repair is not None:
                print(f"    proposed [{case.repair.id}]: {case.repair.say()}")
    if not args.json:
        counts = Counter(str(case.finding.level) for case in cases)
        said = ", ".join(f"{count} {level}{'' if count == 1 else 's'}" for level, count in counts.items())
        print(f"{args.package}: {said or 'nothing found'}.")
    return 1 if has_errors(case.finding for case in cases) else 0


def _mend(args: argparse.Namespace) -> int:
    """Write the accepted repairs, all or none."""
    from ploughshare.exchange.areas import applying
    from ploughshare.land.checking import repairs
    from ploughshare.record import writer

    package, state = applying.read(args.package)
    mended, accepted = repairs.accept(package, args.accept, by=args.by, why=args.why)
    unchanged = partial(applying.refuse_changed, args.package, state)
    writer.write(mended, args.package, with_restricted=True, allowed=unchanged)
    for repair in accepted:
        print(f"mended {repair.table}/{repair.row}: {repair.say()}")
    return 0


def _complete(args: argparse.Namespace) -> int:
    """Print the table."""
    from ploughshare.land.checking.completeness import completeness
    from ploughshare.record import reader

    lines = completeness(reader.read(args.package).package)
    if args.json:
        print(json.dumps([line.as_json() for line in lines], ensure_ascii=False, indent=1))
        return 0
    head = ("table", "organisation", "month", "rows", "complete", "lacking")
    rows = [
        (
            line.table,
            line.organisation or "none named",
            line.month or "undated",
            f"{line.rows:,}",
            f"{100 * line.complete / line.rows:.0f} %",
            ", ".join(f"{said} {count:,}" for said, count in line.lacking),
        )
        for line in lines
    ]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head) - 1)]
    for row in (head, *rows):
        print("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip())
    return 0
