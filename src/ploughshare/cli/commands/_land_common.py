"""What the commands on land share: the record as an audience sees it, and what measures its land."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ploughshare.land.engine import Events, Partition
    from ploughshare.land.measured import Measure
    from ploughshare.record.package import Package

AUDIENCES = ("public", "partners", "restricted")
_FORMATS = ("text", "json", "csv")


def subcommand(commands: Any, name: str, help: str, act: Callable[[argparse.Namespace], int]) -> Any:
    """A subcommand with its package, audience and format."""
    parser = commands.add_parser(name, help=help, description=help)
    parser.add_argument("package", type=Path, help="folder of the record package")
    parser.add_argument(
        "--audience",
        choices=AUDIENCES,
        default="restricted",
        help="as this audience sees the record (default: all that the folder holds)",
    )
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to print (default: text)")
    parser.set_defaults(act=act)
    return parser


def measured_by(parser: argparse.ArgumentParser) -> None:
    """Let the land be measured elsewhere."""
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="measure the land in regions on a Dask cluster (tcp://host:8786), or `local`: the totals are the same",
    )


def measure(args: argparse.Namespace) -> Measure:
    """What partitions the land."""
    from ploughshare.errors import PloughshareError
    from ploughshare.land import engine

    if args.cluster is None:
        return engine.partition
    from ploughshare.land.engine import regions

    address = None if args.cluster == "local" else args.cluster

    def in_regions(events: Events, groups: list[int]) -> Partition:
        try:
            return regions.partition(events, groups, address=address)
        except (OSError, ValueError) as fault:
            raise PloughshareError("land.cluster", address=args.cluster, why=fault) from fault

    return in_regions


def package_of(args: argparse.Namespace) -> tuple[Package, int]:
    """The record as the audience sees it; 1 beside it where it has errors, which are then told."""
    from ploughshare.evidence import tiers
    from ploughshare.findings import has_errors
    from ploughshare.record import reader

    reading = reader.read(args.package)
    wrong = has_errors(reading.findings)
    if wrong:
        print(
            f"{args.package} has faults, and what could not be read is missing here: "
            f"run `ploughshare check {args.package}`.",
            file=sys.stderr,
        )
    seen = tiers.visible(reading.package, args.audience)
    if seen is not reading.package:
        from ploughshare import dates
        from ploughshare.land import hidden

        on = getattr(args, "on", None)
        seen = hidden.covered(seen, reading.package, on if on and not dates.fault(on) else reading.package.as_of)
    return seen, int(wrong)
