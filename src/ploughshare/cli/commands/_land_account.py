"""``ploughshare land account``: opening, what was added and taken away, closing; and that it adds up."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ploughshare.cli.commands import _land_common as common
from ploughshare.cli.commands import _land_tables as tables

if TYPE_CHECKING:
    from ploughshare.land.account import Account
    from ploughshare.land.ledger import LedgerLine
    from ploughshare.land.parts import Parts
    from ploughshare.record.package import Package

EXAMPLE = """\
  ploughshare land account records/demoland --year 2024
  ploughshare land account records/demoland --year 2024 --open cleared
  ploughshare land account records/demoland --group ap_mined_area --by place
  ploughshare land account records/demoland --year 2024 --known-on 2025-06-30 --opening-known-on 2024-03-31"""


def add_subcommands(commands: Any) -> None:
    """The subcommand with what it takes."""
    account = common.subcommand(
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
    common.measured_by(account)


def _account(args: argparse.Namespace) -> int:
    """Print the account; 1 where it does not balance or the record has errors."""
    from ploughshare.errors import PloughshareError
    from ploughshare.land import account, parts

    package, code = common.package_of(args)
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
            measure=common.measure(args),
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
        measure=common.measure(args),
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
    from ploughshare.land import states

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
    tables.print_not_stated(states.state(package, account.last_day, known_on=account.known_on))
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
