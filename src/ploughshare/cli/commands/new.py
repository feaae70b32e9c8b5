"""``ploughshare new``: an empty, valid record package."""

from __future__ import annotations

import argparse
from pathlib import Path

from ploughshare.record import template

SUMMARY = "Make an empty, valid record package for a country or area, with the skeleton of its report."
EXAMPLE = """\
  ploughshare new KP                          makes ./kp for North Korea
  ploughshare new XK --name Kosovo            an area with a code of its own
  ploughshare new LA --out records/la         in a folder of that name"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``new``."""
    parser.add_argument("code", metavar="CC", help="ISO 3166 code of the country, or an own code together with --name")
    parser.add_argument("--name", help="name of the area, where the code is an own one")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="folder to make (default: the code, in lower case)")


def run(args: argparse.Namespace) -> int:
    """Make the package and say what comes next."""
    path = template.new(args.code, args.out, name=args.name)
    print(f"Made {path}: an empty record. Fill in {path / 'record.yaml'} first, then `ploughshare check {path}`.")
    return 0
