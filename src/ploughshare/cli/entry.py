"""The entry: names the commands, loads the one that is called, and words what stops it."""

from __future__ import annotations

import argparse
import importlib
import keyword
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from ploughshare import __version__
from ploughshare.errors import PloughshareError

COMMANDS: dict[str, str] = {
    "new": "make an empty, valid record package for a country or area",
    "check": "check a record package and print what is wrong, like a compiler",
    "fmt": "put a record package into its canonical bytes",
    "report": "build the country report from a record package, or refuse and say why",
    "figures": "list the figures of a record with their claims, roots, rivals and the rule that chose",
    "sources": "list sources, take them in from Zotero, give them back",
    "import": "read a published report into a draft record, or a programme's export into a record",
    "export": "write the areas of a record, with their state at a date, for QGIS, spreadsheets and others",
    "land": "the land of a programme: its state, its account, and what is wrong with its rows",
    "schema": "write the published schema of record packages",
    "load": "load a record package into the database, or propose its differences",
    "dump": "write a record from the database as a package",
    "serve": "serve the site on this computer",
    "user": "open and close accounts of those who keep the records",
}
"""Command -> the line that help prints, here so that help loads no command. A test holds it against ``commands/``."""

EXIT_OK, EXIT_FINDINGS, EXIT_CANNOT = 0, 1, 2

_EPILOG = """\
exit codes:  0 done    1 errors found, or publication refused    2 could not run

examples:
  ploughshare check records/kp
  ploughshare report records/kp
  ploughshare COMMAND --help     shows each command's options and an example
"""


def _load(name: str) -> ModuleType:
    # A word of Python's own, such as "import", names no module.
    module = f"{name}_" if keyword.iskeyword(name) else name
    return importlib.import_module(f"ploughshare.cli.commands.{module}")


def _overview() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    listing = "\n".join(f"  {name:<{width}}  {line}" for name, line in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="ploughshare",
        usage="ploughshare COMMAND ...",
        description=f"The open record of mine action: from evidence to a country report.\n\ncommands:\n{listing}",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"ploughshare {__version__}")
    return parser


def parser_of(name: str) -> argparse.ArgumentParser:
    """The argument parser of one command, with its example; KeyError if there is no such command."""
    if name not in COMMANDS:
        raise KeyError(name)
    command = _load(name)
    parser = argparse.ArgumentParser(
        prog=f"ploughshare {name}",
        description=command.SUMMARY,
        epilog=f"example:\n{command.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_arguments(parser)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (or the command line) names and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0].startswith("-"):
        _overview().parse_args(words or ["--help"])
        return EXIT_OK
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        print(f"ploughshare: there is no command “{name}”. The commands are: {', '.join(COMMANDS)}.", file=sys.stderr)
        return EXIT_CANNOT
    try:
        return int(_load(name).run(parser_of(name).parse_args(rest)))
    except PloughshareError as error:
        print(f"ploughshare: {error}", file=sys.stderr)
        return EXIT_CANNOT
    except BrokenPipeError:  # a reader such as `head` that closes early is no error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"ploughshare: {where}{error.strerror or error}. Nothing half-written was kept.", file=sys.stderr)
        return EXIT_CANNOT
    except KeyboardInterrupt:
        print("ploughshare: stopped.", file=sys.stderr)
        return 130
