"""``ploughshare land reconcile``: two sources' figures side by side, and why they differ."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ploughshare import vocab
from ploughshare.cli.commands import _land_common as common
from ploughshare.cli.commands import _land_tables as tables

if TYPE_CHECKING:
    from ploughshare.land.reconcile import Reconciliation

EXAMPLE = """\
  ploughshare land reconcile records/demoland dmaa-register-2024 furrow-export-2024"""


def add_subcommands(commands: Any) -> None:
    """The subcommand with what it takes."""
    reconcile = common.subcommand(commands, "reconcile", "two sources' figures, and why they differ", _reconcile)
    reconcile.add_argument("a", metavar="A", help="id of a source or organisation")
    reconcile.add_argument("b", metavar="B", help="id of another")
    reconcile.add_argument("--year", type=int, metavar="Y", help="one year (default: all)")
    reconcile.add_argument("--place", metavar="ID", help="a place and the places in it")
    reconcile.add_argument(
        "--hazard-type",
        choices=list(vocab.load("hazard_types").terms),
        help="areas that hold it, releases that cover it, figures of it (default: all)",
    )


def _reconcile(args: argparse.Namespace) -> int:
    """Print two sources' figures side by side; 1 where the record has errors."""
    from ploughshare.land.reconcile import reconcile

    package, code = common.package_of(args)
    found = reconcile(package, args.a, args.b, year=args.year, place=args.place, hazard_type=args.hazard_type)
    if args.format == "json":
        tables.print_json(found.as_json())
    elif args.format == "csv":
        head = ("figure", "difference", "table", "a", "b", "m2")
        rows = [
            (one.what, line.name, told.table, told.a, told.b, told.m2)
            for one in found.compared
            for line in one.lines
            for told in line.rows
        ]
        tables.print_csv([head, *rows])
    else:
        _print_reconciliation(found, args)
    return code


def _print_reconciliation(found: Reconciliation, args: argparse.Namespace) -> None:
    of = [str(found.year or "all years"), found.place, tables.group_name(found.hazard_type or "all")]
    print(f"{found.a} against {found.b}: {', '.join(filter(None, of))}, stated m². {tables.seen_by(args)}\n")
    if not found.compared:
        print("Neither has a row or a figure for it.")
        return
    rows = [["", found.a, found.b, "difference", "records"]]
    for one in found.compared:
        rows.append([one.label, tables.m2(one.a_m2), tables.m2(one.b_m2), tables.m2(one.a_m2 - one.b_m2), ""])
        for line in one.lines:
            label = vocab.load("reconciliation_lines")[line.name].label
            ids = ["/".join(filter(None, (told.a, told.b))) for told in line.rows]
            rows.append([f"    {label}", "", "", tables.m2(line.m2), tables.first(ids)])
    tables.print_table(rows, left=(0, 4))
    same = sum(1 for _, pair in found.pairs if pair.by != "same_row")
    print(f"\n{same:,} pair(s) of rows tell of the same thing, by original id, `same_as` or outlines alike.")
