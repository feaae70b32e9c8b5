"""``ploughshare land``: the land of a programme: its state, its account, and what is wrong with its rows.

Each subcommand stands in a module beside this one, which adds it and says in ``act`` what runs it.
"""

from __future__ import annotations

import argparse

from ploughshare.cli.commands import _land_account, _land_checking, _land_reconcile, _land_state

SUMMARY = "The land of a programme: its state, its account, and what is wrong with its rows."
EXAMPLE = f"""\
{_land_state.EXAMPLE}
{_land_account.EXAMPLE}
{_land_reconcile.EXAMPLE}
{_land_checking.EXAMPLE}

exit codes:  0 done    1 it does not add up, findings or the record have errors    2 could not run"""

_PARTS = (_land_state, _land_account, _land_reconcile, _land_checking)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The subcommands, each with its own options."""
    commands = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    for part in _PARTS:
        part.add_subcommands(commands)


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    return int(args.act(args))
