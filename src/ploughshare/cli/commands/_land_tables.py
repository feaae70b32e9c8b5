"""Words and plain-text tables of the commands on land."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ploughshare import figure as figures
from ploughshare import vocab

if TYPE_CHECKING:
    from ploughshare.figure import Figure
    from ploughshare.land.ledger import LedgerLine
    from ploughshare.land.states import LandState


def seen_by(args: argparse.Namespace) -> str:
    """For whom it is printed."""
    if args.audience == "restricted":
        return "With all that the folder holds: --audience public shows what may leave it."
    return f"As it is for: {args.audience}."


def group_name(group: str) -> str:
    """A group of land in words."""
    own = {"all": "all hazards", "ap_mined_area": "AP mined area", "confirmed": "confirmed (CHA)"}
    types = vocab.load("hazard_types").terms
    return own.get(group) or (types[group].label if group in types else group)


def known(known_on: str | None) -> str:
    """As of when it was known, where not all is taken."""
    return f", as known on {known_on}" if known_on else ""


def signed(line: LedgerLine) -> str:
    """The line with what it does to the balance."""
    return f"{'+' if line.sign > 0 else '-' if line.sign < 0 else ' '} {line.label}"


def is_shown(line: LedgerLine) -> bool:
    """Whether a line says anything."""
    return (line.sign == 0 and not line.key.startswith("reported_")) or bool(
        abs(line.stated_m2) >= 0.5 or abs(line.measured_m2) >= 0.5 or not line.stated.is_known
    )


def tells(line: LedgerLine) -> bool:
    """Whether stated and measured differ by what can be seen."""
    return any(abs(difference.m2) >= 0.5 for difference in line.differences)


def difference_label(name: str) -> str:
    """The reason in words."""
    return vocab.load("account_differences")[name].label


def words(figure: Figure) -> str:
    """A figure to the square metre, without its unit, which the table names."""
    low, best, high = (
        None if number is None else number.quantize(Decimal(1)) for number in (figure.low, figure.best, figure.high)
    )
    return figures.say(replace(figure, low=low, best=best, high=high, unit=None))


def print_not_stated(land: LandState) -> None:
    """What keeps the numbers of types and of land without a location from being all."""
    gap = land.not_stated
    if gap.untyped_areas:
        print(f"\nHazardous areas of which no type is stated: {gap.untyped_areas:,}, with {m2(gap.untyped_m2)} m².")
        print("They stand under no type: AP mined area and each type are at least what is printed, and 0 is not none.")
    if gap.unsized_areas:
        print(f"\nHazardous areas of which neither outline nor size is known: {gap.unsized_areas:,}.")
        print("They add nothing to any number: each is at least what is printed.")


def m2(number: float | None) -> str:
    """Square metres, whole."""
    return "not stated" if number is None else f"{round(number) + 0:,}"


def some(rows: Iterable[Any]) -> str:
    """The first few rows of a difference."""
    return first([entry.id for entry in rows])


def first(ids: Sequence[str]) -> str:
    """The first few ids."""
    return ", ".join(ids[:4]) + (f" and {len(ids) - 4:,} more" if len(ids) > 4 else "")


def print_left_out(left_out: Sequence[Any]) -> None:
    """Print what does not count, by reason."""
    of_reason: dict[str, list[Any]] = {}
    for out in left_out:
        of_reason.setdefault(out.reason, []).append(out)
    if not of_reason:
        return
    print("\nwhat does not count on the land, and why")
    terms = vocab.load("left_out_reasons").terms
    rows = [
        [
            term.label,
            str(term.extra["effect"]),
            str(len(outs)),
            m2(sum(out.stated_m2 or 0.0 for out in outs)),
            some(outs),
        ]
        for reason, term in terms.items()
        if (outs := of_reason.get(reason))
    ]
    print_table([["reason", "effect", "rows", "stated m²", "records"], *rows], left=(0, 1, 4))


def print_table(rows: Sequence[Sequence[str]], left: Sequence[int] = (0,)) -> None:
    """Columns aligned; numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


def print_json(content: Any) -> None:
    """Print plain data."""
    print(json.dumps(content, ensure_ascii=False, indent=2))


def print_csv(rows: Iterable[Sequence[object]]) -> None:
    """Print rows as CSV."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerows(rows)
