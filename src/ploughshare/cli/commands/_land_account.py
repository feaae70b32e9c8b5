"""``ploughshare land state|account|reconcile``: what is hazardous, that it adds up, and why two sources differ."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ploughshare.cli.commands import _land_tables as tables

if TYPE_CHECKING:
    from ploughshare.land.account import Account
    from ploughshare.land.engine import Events, Partition
    from ploughshare.land.ledger import LedgerLine
    from ploughshare.land.measured import Measure
    from ploughshare.land.parts import Parts
    from ploughshare.land.reconcile import Reconciliation
    from ploughshare.land.states import LandState
    from ploughshare.record.package import Package

EXAMPLE = """\
  ploughshare land state records/demoland --on 2024-12-31
  ploughshare land state records/demoland --on 2024 --area north-1
  ploughshare land account records/demoland --year 2024
  ploughshare land account records/demoland --year 2024 --open cleared
  ploughshare land account records/demoland --group ap_mined_area --by place
  ploughshare land account records/demoland --year 2024 --known-on 2025-06-30 --opening-known-on 2024-03-31
  ploughshare land reconcile records/demoland operator-a centre --year 2024"""

AUDIENCES = ("public", "partners", "restricted")
_FORMATS = ("text", "json", "csv")
_MOST_AREAS = 60
"""Areas that are printed as text; more belong in a table."""


def add_subcommands(commands: Any) -> None:
    """The three subcommands, each with what it takes."""
    state = _subcommand(commands, "state", "what is hazardous, cancelled, reduced or cleared at a date", _state)
    state.add_argument("--on", required=True, metavar="DATE", help="at the end of that day, month or year")
    state.add_argument("--area", metavar="ID", help="one area only")
    state.add_argument("--known-on", metavar="DATE", help="as it was known at the end of that date")
    _measured_by(state)
    account = _subcommand(
        commands, "account", "opening, what was added and taken away, closing; and that it adds up", _account
    )
    account.add_argument("--year", type=int, metavar="Y", help="one year (default: the whole life of the record)")
    account.add_argument("--place", metavar="ID", help="the areas of a place, and of the places in it")
    account.add_argument("--organisation", metavar="ID", help="what an organisation recorded and released")
    account.add_argument("--group", default="all", help="all (default), ap_mined_area, confirmed, or a type of hazard")
    account.add_argument("--by", metavar="WHAT", help="side by side: year, place, organisation or hazard_type")
    account.add_argument("--known-on", metavar="DATE", help="as it was known at the end of that date")
    account.add_argument("--opening-known-on", metavar="DATE", help="with the opening as it was known at that date")
    account.add_argument("--open", metavar="LINE", help="the records behind a line, such as cleared")
    _measured_by(account)
    reconcile = _subcommand(commands, "reconcile", "two sources' figures, and why they differ", _reconcile)
    reconcile.add_argument("a", metavar="A", help="id of a source or organisation")
    reconcile.add_argument("b", metavar="B", help="id of another")
    reconcile.add_argument("--year", type=int, metavar="Y", help="one year (default: all)")
    reconcile.add_argument("--place", metavar="ID", help="a place and the places in it")


def _subcommand(commands: Any, name: str, help: str, act: Callable[[argparse.Namespace], int]) -> Any:
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


def _measured_by(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="measure the land in regions on a Dask cluster (tcp://host:8786), or `local`: the totals are the same",
    )


def _measure(args: argparse.Namespace) -> Measure:
    """What partitions the land."""
    from ploughshare.errors import PloughshareError
    from ploughshare.land import engine

    if args.cluster is None:
        return engine.partition
    from ploughshare.land.engine import regions

    address = None if args.cluster == "local" else args.cluster

    def measure(events: Events, groups: list[int]) -> Partition:
        try:
            return regions.partition(events, groups, address=address)
        except (OSError, ValueError) as fault:
            raise PloughshareError("land.cluster", address=args.cluster, why=fault) from fault

    return measure


def _package(args: argparse.Namespace) -> tuple[Package, int]:
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
    return tiers.visible(reading.package, args.audience), int(wrong)


# --- state


def _state(args: argparse.Namespace) -> int:
    """Print the state of the land; 1 where the record has errors."""
    from ploughshare.errors import PloughshareError
    from ploughshare.land import states

    package, code = _package(args)
    land = states.state(package, args.on, known_on=args.known_on, measure=_measure(args))
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
    lines = ("cancelled", "reduced_without_technical_asset", "reduced_with_technical_asset", "cleared")
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


# --- account


def _account(args: argparse.Namespace) -> int:
    """Print the account; 1 where it does not balance or the record has errors."""
    from ploughshare.errors import PloughshareError
    from ploughshare.land import account, parts

    package, code = _package(args)
    if args.by is not None:
        if args.by not in parts.BY:
            raise PloughshareError("land.by", by=args.by, ways=", ".join(parts.BY))
        if args.organisation or args.open or args.opening_known_on:
            raise PloughshareError("land.options")
        split = parts.split(
            package,
            args.by,
            args.year,
            group=args.group,
            place=args.place,
            known_on=args.known_on,
            measure=_measure(args),
        )
        _print_parts(package, split, args)
        return code or int(not all(part.account.balances for part in split.parts))
    made = account.account(
        package,
        args.year,
        place=args.place,
        organisation=args.organisation,
        group=args.group,
        known_on=args.known_on,
        opening_known_on=args.opening_known_on,
        measure=_measure(args),
    )
    if args.open is not None:
        _print_line(made, args)
    elif args.format == "json":
        tables.print_json(made.as_json())
    elif args.format == "csv":
        tables.print_csv([_LINE_HEAD, *_line_rows("", made)])
    else:
        _print_account(package, made, args)
    return code or int(not made.balances)


_LINE_HEAD = ("part", "line", "label", "sign", "stated_m2", "stated", "measured_m2", "measured", "unlocated_m2")


def _line_rows(part: str, account: Account) -> Iterable[Sequence[object]]:
    for line in (*account.lines, *account.reported):
        plain = line.as_json()
        yield (part, line.key, line.label, line.sign, *(plain[name] for name in _LINE_HEAD[4:]))


def _print_account(package: Package, account: Account, args: argparse.Namespace) -> None:
    print(f"{_title(package, account, args)}\n")
    rows = [
        [tables.signed(line), tables.words(line.stated), tables.words(line.measured)]
        for line in account.lines
        if tables.is_shown(line)
    ]
    reported = [
        [f"  {line.label}", tables.words(line.stated), tables.words(line.measured)]
        for line in account.reported
        if tables.is_shown(line)
    ]
    head = ["m²", "as stated", "measured, each once"]
    tables.print_table([head, *rows, *([["", "reported", "hazard ended"], *reported] if reported else [])])
    print(f"\n{_verdict(account)}")
    unlocated = next((line.unlocated_m2 for line in account.lines if line.key == "closing"), 0.0)
    if unlocated:
        print(f"Of the closing, {tables.m2(unlocated)} m² have no outline and count by their stated area.")
    lines = [line for line in (*account.lines, *account.reported) if tables.is_shown(line) and tables.tells(line)]
    if lines:
        print("\nwhy stated and measured differ (stated less measured, m²)")
        rows = [
            [
                line.label if not place else "",
                tables.difference_label(difference.name),
                tables.m2(difference.m2),
                tables.some(difference.rows),
            ]
            for line in lines
            for place, difference in enumerate(one for one in line.differences if abs(one.m2) >= 0.5)
        ]
        tables.print_table(rows, left=(0, 1, 3))
    for gap in account.missing:
        line = gap.line.replace("_", " ")
        print(f"\nmissing: {gap.organisation} has not reported ({gap.expected}); {line} is “at least”.")
    tables.print_left_out(account.left_out)


def _print_line(account: Account, args: argparse.Namespace) -> None:
    """The records behind one line."""
    from ploughshare.errors import PloughshareError

    try:
        line = account.line(args.open)
    except KeyError:
        names = ", ".join(line.key for line in (*account.lines, *account.reported))
        raise PloughshareError("land.line", line=args.open, lines=names) from None
    stated = {(entry.table, entry.id): entry.m2 for entry in line.stated_rows}
    why: dict[tuple[str, str], list[str]] = {}
    for difference in line.differences:
        for entry in difference.rows:
            if abs(entry.m2) >= 0.5:
                said = f"{tables.difference_label(difference.name)} {tables.m2(entry.m2)}"
                why.setdefault((entry.table, entry.id), []).append(said)
    if args.format == "json":
        tables.print_json(line.as_json())
        return
    keys = dict.fromkeys([(entry.table, entry.id) for entry in line.rows])
    measured = {(entry.table, entry.id): entry.m2 for entry in line.rows}
    if args.format == "csv":
        listed = [(*key, stated.get(key, 0.0), measured[key], "; ".join(why.get(key, ()))) for key in keys]
        tables.print_csv([("table", "id", "stated_m2", "measured_m2", "why"), *listed])
        return
    both = f"stated {tables.words(line.stated)} m², measured {tables.words(line.measured)} m²"
    print(f"{line.label}, {account.period}: {both}\n")
    rows = [
        [
            f"{table}/{id}",
            tables.m2(stated.get((table, id), 0.0)),
            tables.m2(measured[table, id]),
            "; ".join(why.get((table, id), ())),
        ]
        for table, id in keys
    ]
    tables.print_table([["record", "stated", "measured", "why they differ"], *rows], left=(0, 3))


def _print_parts(package: Package, split: Parts, args: argparse.Namespace) -> None:
    if args.format == "json":
        tables.print_json(
            {
                "by": split.by,
                "parts": [
                    {"id": part.id, "name": part.name, "account": part.account.as_json()} for part in split.parts
                ],
                "whole": split.whole.as_json(),
                "between": {key: {"stated_m2": both[0], "measured_m2": both[1]} for key, both in split.between.items()},
            }
        )
        return
    if args.format == "csv":
        of_parts = [row for part in split.parts for row in _line_rows(part.id, part.account)]
        tables.print_csv([_LINE_HEAD, *of_parts, *_line_rows("whole", split.whole)])
        return
    print(_title(package, split.whole, args, f", by {split.by.replace('_', ' ')}"))
    accounts = [*((part.name, part.account) for part in split.parts), ("together", split.whole)]
    for basis, title in (("measured", "measured, each square metre once"), ("stated", "as stated")):
        print(f"\n{title} (m²)")
        rows = []
        for line in (*split.whole.lines, *split.whole.reported):
            cells = [_line_of(account, line.key) for _, account in accounts]
            shown = [("" if cell is None else tables.words(getattr(cell, basis))) for cell in cells]
            if any(cell is not None and tables.is_shown(cell) for cell in cells):
                place = 0 if basis == "stated" else 1
                gap = split.between.get(line.key, (0.0, 0.0))[place]
                between = [] if split.by == "year" else [tables.m2(-gap) if abs(gap) >= 0.5 else ""]
                rows.append([tables.signed(line), *shown[:-1], *between, shown[-1]])
        heads = [
            "",
            *(name for name, _ in accounts[:-1]),
            *([] if split.by == "year" else ["less between"]),
            "together",
        ]
        tables.print_table([heads, *rows])
    if split.by in ("place", "hazard_type"):
        said = "areas of two places" if split.by == "place" else "areas of two types"
        print(
            f"\n“Less between” is land that lies in {said}: in the account of both, and once in that of all together."
        )
    for name, account in accounts:
        if not account.balances:
            print(f"{name}: {_verdict(account)}")


def _line_of(account: Account, key: str) -> LedgerLine | None:
    return next((line for line in (*account.lines, *account.reported) if line.key == key), None)


def _title(package: Package, account: Account, args: argparse.Namespace, by: str = "") -> str:
    narrowed = [
        f"place {account.place}" if account.place else "",
        f"organisation {account.organisation}" if account.organisation else "",
    ]
    of = ", ".join(filter(None, [str(package.meta["name"]), *narrowed]))
    period = account.period if account.first_day else f"all years to {account.last_day}"
    opening = f", opening as known on {account.opening_known_on}" if account.opening_known_on else ""
    when = f"{period}{tables.known(account.known_on)}{opening}"
    return f"Land account of {of}: {tables.group_name(account.group)}, {when}{by}. {tables.seen_by(args)}"


def _verdict(account: Account) -> str:
    measured, stated, ends = account.off_by_m2
    if not any(line.key == "closing" for line in account.lines):
        return "Movements only: an organisation has no opening and closing of its own."
    if account.balances:
        return "It adds up: opening and movements come to the closing, stated and measured, and the map says the same."
    return (
        f"IT DOES NOT ADD UP: by {measured:,.3f} m² measured, {stated:,.3f} m² stated, and {ends:,.3f} m² between the "
        "lines and the map. Please report it with the record."
    )


# --- reconcile


def _reconcile(args: argparse.Namespace) -> int:
    """Print two sources' figures side by side; 1 where the record has errors."""
    from ploughshare.land.reconcile import reconcile

    package, code = _package(args)
    found = reconcile(package, args.a, args.b, year=args.year, place=args.place)
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
    from ploughshare import vocab

    where = f", {found.place}" if found.place else ""
    print(f"{found.a} against {found.b}: {found.year or 'all years'}{where}, stated m². {tables.seen_by(args)}\n")
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
