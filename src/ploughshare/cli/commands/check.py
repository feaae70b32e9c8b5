"""`ploughshare check`: everything that is wrong with a record, printed as a compiler does."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ploughshare.findings import Finding, Level, has_errors, in_order
from ploughshare.record import reader
from ploughshare.report import checks

SUMMARY = "Check a record package and print what is wrong with it, each with file, line and what to do."
EXAMPLE = """\
  ploughshare check records/kp
  ploughshare check records/kp --json | python -m json.tool

exit codes:  0 no errors (there may be warnings and notes)    1 errors    2 there is no record there"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The package, and how to print."""
    parser.add_argument("package", type=Path, help="the folder that holds record.yaml")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON, for machines")


def run(arguments: argparse.Namespace) -> int:
    """Read and check the package, print the findings, and give 1 where there are errors."""
    reading = reader.read(arguments.package)
    found = in_order([*reading.findings, *checks.check(reading.package)])
    if arguments.json:
        content = {"findings": [finding.as_dict() for finding in found], "counts": _counted(found)}
        print(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        for finding in found:
            # The path from here, so that a terminal can open the line.
            file = str(arguments.package / finding.file) if finding.file else ""
            print(replace(finding, file=file).line())
        print(_summary(found, arguments.package))
    return 1 if has_errors(found) else 0


def _counted(found: Sequence[Finding]) -> dict[str, int]:
    counts = Counter(finding.level for finding in found)
    return {str(level): counts[level] for level in Level}


def _summary(found: Sequence[Finding], package: Path) -> str:
    if not found:
        return f"{package}: nothing found."
    counts = _counted(found)
    return (
        f"{package}: "
        + ", ".join(f"{count} {level}{'' if count == 1 else 's'}" for level, count in counts.items())
        + "."
    )
