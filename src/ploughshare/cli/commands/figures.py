"""`ploughshare figures`: each figure of a record with the value shown, the rule that chose it, and its claims."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from ploughshare import figure as figures
from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.evidence.ledger import Ledger
from ploughshare.evidence.shown import Shown
from ploughshare.evidence.tiers import visible
from ploughshare.findings import has_errors
from ploughshare.record import reader
from ploughshare.record.package import Row
from ploughshare.report.figures_json import account

SUMMARY = (
    "List the figures of a record: the value shown, the rule that chose it, the claims with their roots, the rivals."
)
EXAMPLE = """\
  ploughshare figures records/kp
  ploughshare figures records/kp dmz-area
  ploughshare figures records/kp --unsettled       only those that have nothing to show; exit code 1 if there are any
  ploughshare figures records/kp --json | python -m json.tool"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The package, which figures, and how to print them."""
    parser.add_argument("package", type=Path, help="the folder that holds record.yaml")
    parser.add_argument("ids", nargs="*", metavar="ID", help="only these figures")
    parser.add_argument("--unsettled", action="store_true", help="only figures that have nothing to show")
    parser.add_argument(
        "--audience",
        choices=list(vocab.load("tiers").terms),
        default="restricted",
        help="as this audience sees the record (default: all of it)",
    )
    parser.add_argument("--json", action="store_true", help="print plain data, as in figures.json")


def run(arguments: argparse.Namespace) -> int:
    """Print the figures; 1 where --unsettled found any."""
    reading = reader.read(arguments.package)
    if has_errors(reading.findings):
        print(
            f"{arguments.package} has faults, and what could not be read is missing here: "
            f"run `ploughshare check {arguments.package}`.",
            file=sys.stderr,
        )
    ledger = Ledger(visible(reading.package, arguments.audience))
    rows = _chosen(ledger, arguments.ids)
    if arguments.unsettled:
        rows = [row for row in rows if not ledger.shown(row["id"]).settled]
    if arguments.json:
        print(json.dumps([account(ledger, row) for row in rows], ensure_ascii=False, indent=2))
    else:
        none = "Every figure has something to show." if arguments.unsettled else "The record has no figures."
        print("\n\n".join("\n".join(_lines(ledger, row)) for row in rows) or none)
    return 1 if arguments.unsettled and rows else 0


def _chosen(ledger: Ledger, ids: list[str]) -> list[Row]:
    every = list(ledger.package.rows("figures"))
    known = {row["id"]: row for row in every}
    for id in ids:
        if id not in known:
            near = ", ".join(get_close_matches(id, known)) or "`ploughshare figures PACKAGE` lists them"
            raise PloughshareError("figure.unknown", id=id, near=near)
    return [known[id] for id in ids] or every


def _lines(ledger: Ledger, row: Row) -> Iterator[str]:
    shown = ledger.shown(row["id"])
    label = vocab.load("shown_rules")[shown.rule].label
    yield f"{row['id']}: {row['title']}"
    yield f"  shown   {_said(shown)}"
    yield f"  rule    {label}{'' if shown.reason == label else f': {shown.reason}'}"
    if shown.settled:
        yield f"  voices  {ledger.corroboration(row['id'])} independent"
    for claim in ledger.claims_of(row["id"]):
        yield f"  {_part(shown, claim):<8}{_claimed(ledger, claim)}"


def _said(shown: Shown) -> str:
    said = figures.say(shown.figure) if shown.figure else ""
    category = (shown.category or "").replace("_", " ")
    return ", ".join(filter(None, (said, category))) or "nothing"


def _part(shown: Shown, claim: Row) -> str:
    """What part a claim plays in the choice."""
    if claim["id"] in shown.claims[:1]:
        return "claim *"
    parts = {"rival": shown.rivals, "silent": shown.unreported, "out": shown.deprecated}
    return next((part for part, ids in parts.items() if claim["id"] in ids), "claim")


def _claimed(ledger: Ledger, claim: Row) -> str:
    reporter = ledger.package.row("organisations", claim["reporter"]) if claim["reporter"] else None
    roots = ledger.roots_of("claims", claim["id"])
    voices = dict.fromkeys(f"{root.organisation or 'unknown'} ({root.state})" for root in roots)
    value = figures.say(ledger.figure_of(claim))
    return "  ".join(
        filter(
            None,
            (
                claim["id"],
                f"{value}, {claim['category'].replace('_', ' ')}" if claim["category"] else value,
                f"as of {claim['as_of']}" if claim["as_of"] else "",
                f"reported by {reporter['short_name'] or reporter['name']}" if reporter else "",
                f"root {', '.join(voices).replace('unknown (unknown)', 'unknown')}" if voices else "no source",
                f"{claim['rank']}: {claim['rank_reason']}" if claim["rank"] != "normal" else "",
            ),
        )
    )
