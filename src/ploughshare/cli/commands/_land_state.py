"""``ploughshare land state``: what is hazardous, cancelled, reduced or cleared at a date."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ploughshare.cli.commands import _land_common as common
from ploughshare.cli.commands import _land_tables as tables

if TYPE_CHECKING:
    from ploughshare.land.states import LandState
    from ploughshare.record.package import Package

EXAMPLE = """\
  ploughshare land state records/demoland --on 2024-12-31
  ploughshare land state records/demoland --on 2024 --area a01-plain"""

_MOST_AREAS = 60
"""Areas that are printed as text; more belong in a table."""


def add_subcommands(commands: Any) -> None:
    """The subcommand with what it takes."""
    state = common.subcommand(commands, "state", "what is hazardous, cancelled, reduced or cleared at a date", _state)
    state.add_argument("--on", required=True, metavar="DATE", help="at the end of that day, month or year")
    state.add_argument("--area", metavar="ID", help="one area only")
    state.add_argument("--known-on", metavar="DATE", help="as it was known at the end of that date")
    common.measured_by(state)


def _state(args: argparse.Namespace) -> int:
    """Print the state of the land; 1 where the record has errors."""
    from ploughshare.errors import PloughshareError
    from ploughshare.land import states

    package, code = common.package_of(args)
    land = states.state(package, args.on, known_on=args.known_on, measure=common.measure(args))
    if args.area is not None and land.area(args.area) is None:
        raise PloughshareError("land.area", id=args.area)
    areas = [area for area in land.areas if args.area in (None, area.id)]
    if args.format == "json":
        content = land.as_json()
        tables.print_json({**content, "areas": [area.as_json() for area in areas]})
    elif args.format == "csv":
        tables.print_csv(_area_rows(land, [area.id for area in areas]))
    else:
        _print_state(package, land, args)
    return code


def _print_state(package: Package, land: LandState, args: argparse.Namespace) -> None:
    from ploughshare.land.states import STATE_NAMES, status_label

    when = f"{land.on}{tables.known(land.known_on)}"
    print(f"{package.meta['name']}: the land at the end of {when}, in m². {tables.seen_by(args)}")
    if args.area is None:
        names = list(STATE_NAMES.values())
        rows = [
            [
                tables.group_name(group),
                *(tables.m2(states[name]) for name in names),
                tables.m2(land.unlocated_m2[group]),
            ]
            for group, states in land.groups.items()
        ]
        print()
        tables.print_table([["", *(name.replace("_", " ") for name in names), "no location"], *rows])
        print("\n“No location” is hazardous land without an outline, by its stated area; it is in no other column.")
        tables.print_not_stated(land)
    areas = [area for area in land.areas if args.area in (None, area.id)]
    if len(areas) > _MOST_AREAS:
        print(f"\n{len(areas):,} areas: print them with --format csv, or one with --area ID.")
    elif areas:
        head = ["area", "stands", "class", "types", "stated", "measured", "remaining", "last event"]
        rows = [
            [
                area.id,
                status_label(area),
                area.area_class.upper(),
                " ".join(area.hazard_types) or "not stated",
                tables.m2(area.stated_m2),
                tables.m2(area.measured_m2),
                tables.m2(area.remaining_m2),
                f"{area.last_event.day or 'undated'} {area.last_event.what.replace('_', ' ')}"
                if area.last_event
                else "",
            ]
            for area in areas
        ]
        print()
        tables.print_table([head, *rows], left=(0, 1, 2, 3, 7))
    tables.print_left_out([out for out in land.left_out if args.area in (None, out.id)])


def _area_rows(land: LandState, ids: Sequence[str]) -> Iterable[Sequence[object]]:
    from ploughshare.land.released import LINES

    lines = tuple(LINES.values())
    yield ("area", "status", "ended_as", "area_class", "hazard_types", "stated_m2", "measured_m2", "remaining_m2",
           *(f"{line}_m2" for line in lines), "unlocated", "last_event", "last_event_day")  # fmt: skip
    wanted = set(ids)
    for area in land.areas:
        if area.id in wanted:
            plain, last = area.as_json(), area.last_event
            yield (area.id, area.status, area.ended_as, area.area_class, ";".join(area.hazard_types), area.stated_m2,
                   plain["measured_m2"], plain["remaining_m2"],
                   *(plain["released_m2"].get(line, 0.0) for line in lines),
                   area.unlocated, last and last.what, last and last.day)  # fmt: skip
