"""`ploughshare load`: a record package into the database, or its differences as proposals."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ploughshare.errors import PloughshareError
from ploughshare.record import reader
from ploughshare.web import boot

if TYPE_CHECKING:
    from ploughshare.web.records.models import Proposal

SUMMARY = """\
Load a record package into the database. Where the record is not there yet, all of it comes in. Where it is, the
database is the truth: nothing changes, and what the package says otherwise is stored and printed as proposals."""
EXAMPLE = """\
  ploughshare load records/kp
  ploughshare load records/kp --accept --why "second edition" --by "A. Keeper"

exit codes:  0 loaded, equal, proposed or accepted    1 the record has errors    2 could not run"""

_LONGEST = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The package, and whether to accept what it proposes."""
    parser.add_argument("package", type=Path, help="the folder that holds record.yaml")
    parser.add_argument("--accept", action="store_true", help="accept all that the package proposes (needs --why)")
    parser.add_argument("--why", help="why, for the audit")
    parser.add_argument("--by", help="who, for the audit; your user name by default")


def run(arguments: argparse.Namespace) -> int:
    """Load, propose or accept."""
    if arguments.accept and not arguments.why:
        raise PloughshareError("proposals.why")
    reading = reader.read(arguments.package)
    boot.ready()
    # Django's models can be imported only once its settings were read.
    from ploughshare.web.records.actions.accept_proposals import AcceptProposals
    from ploughshare.web.records.actions.load_record import LoadRecord

    by, country = arguments.by or getpass.getuser(), reading.package.country
    try:
        loaded = LoadRecord(by=by, why=arguments.why or f"load of {arguments.package}", reading=reading).execute()
        if loaded.is_new:
            print(f"{country}: loaded, {sum(map(len, reading.package.tables.values()))} rows.")
        elif not loaded.proposals:
            print(f"{country}: the database says the same; nothing changed.")
        else:
            _print(loaded.proposals)
            if arguments.accept:
                keys = [proposal.pk for proposal in loaded.proposals]
                AcceptProposals(by=by, why=arguments.why, country=country, proposals=keys).execute()
            print(_outcome(country, len(loaded.proposals), arguments))
    except PloughshareError as refusal:
        if refusal.code != "record.refused":
            raise
        print(refusal, file=sys.stderr)
        return 1
    return 0


def _print(proposals: tuple[Proposal, ...]) -> None:
    for proposal in proposals:
        place = f"{proposal.table}/{proposal.row}"
        if proposal.column is None:
            print(f"{place}: {'a new row' if proposal.old is None else 'no longer there'}")
        elif proposal.restricted:  # what a terminal shows is often kept
            print(f"{place} {proposal.column}: restricted, not shown")
        else:
            print(f"{place} {proposal.column}: {_short(proposal.old)} -> {_short(proposal.new)}")


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return f"another {value['type']}"
    if isinstance(value, str) and "\n" in value:
        return f"{len(value.splitlines())} lines"
    text = value if isinstance(value, str) else "(empty)" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _outcome(country: str, count: int, arguments: argparse.Namespace) -> str:
    if arguments.accept:
        return f"{country}: {count} difference(s) accepted."
    return (
        f"{country}: {count} difference(s) proposed; nothing changed. Accept them with\n"
        f"  ploughshare load {arguments.package} --accept --why TEXT"
    )
