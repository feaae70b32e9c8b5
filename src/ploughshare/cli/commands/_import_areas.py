"""``ploughshare import areas``: a programme's export into a record, shown before it is done."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

EXAMPLE = """\
  ploughshare import areas hazards.xlsx --mapping mine.yaml --into records/xx
                                              shows what would be new, changed, refused; writes nothing
  ploughshare import areas hazards.xlsx --mapping mine.yaml --into records/xx --apply
  ploughshare import areas clearance.csv --mapping colombia-clearance --into records/co --new --apply
                                              makes the record, by a mapping that comes with Ploughshare"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``import areas``."""
    group = parser.add_argument_group("for areas")
    group.add_argument("--mapping", type=Path, metavar="M", help="what its columns mean: a file, or a shipped name")
    group.add_argument("--into", type=Path, metavar="PACKAGE", help="the record package that it goes into")
    group.add_argument("--new", action="store_true", help="make the package: it is not there yet")
    group.add_argument("--dated", metavar="DATE", help="date of the export, where the mapping gives none")
    group.add_argument("--references", type=Path, metavar="FILE", help="what the words mean that name no row")
    group.add_argument(
        "--take-theirs",
        action="append",
        default=[],
        metavar="ID",
        help="where a row was edited, take the export's; or all",
    )
    group.add_argument("--apply", action="store_true", help="write; without it nothing is written")
    group.add_argument(
        "--leave-out", action="store_true", help="write what can be, and leave out what is refused or unresolved"
    )
    group.add_argument("--show", type=int, default=10, metavar="N", help="how many of each kind to list (10)")
    group.add_argument("--json", type=Path, metavar="FILE", help="write all of it as JSON, restricted cells included")


def run(args: argparse.Namespace) -> int:
    """Show what the export would do, and with ``--apply`` do it."""
    from ploughshare.exchange.areas import applying, mapping_file, planning, preview, references
    from ploughshare.record import template

    if args.new:
        mapping = mapping_file.read(args.mapping)
        template.refuse_occupied(args.into)
        package, state = template.package(mapping.country, name=mapping.country_name), ""
    else:
        package, state = applying.read(args.into)
    plan = planning.plan(
        args.file,
        args.mapping,
        package,
        dated=args.dated,
        meant=references.read(args.references) if args.references else None,
        theirs=frozenset(args.take_theirs),
        state=state,
    )
    print("\n".join(preview.lines(plan, most=args.show)))
    if args.json:
        args.json.write_text(json.dumps(plan.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print()
    if not args.apply:
        print("Nothing was written. Pass --apply to write this.")
        return 1 if plan.refused_rows or plan.unresolved else 0
    applying.apply(plan, args.into, leave_out=args.leave_out)
    print(f"Wrote {args.into}. See `ploughshare check {args.into}`.")
    return 1 if plan.refused_rows or plan.unresolved else 0
