"""`ploughshare sources`: list the sources of a record, take them in from Zotero, give them back."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.evidence.tiers import visible
from ploughshare.exchange import bibtex, csl_json
from ploughshare.exchange.intake import Intake, propose
from ploughshare.findings import Level
from ploughshare.record import canonical, reader, staging
from ploughshare.record.contracts import SOURCES
from ploughshare.record.package import Package, Row
from ploughshare.record.tier import tier_of

SUMMARY = (
    "List the sources of a record, take new ones in from Zotero (CSL-JSON), or give them out for Zotero and LaTeX."
)
EXAMPLE = """\
  ploughshare sources records/kp
  ploughshare sources records/kp --import export.json --dry-run     shows what would be added, matched and refused
  ploughshare sources records/kp --import export.json               adds what is new, and changes nothing else
  ploughshare sources records/kp --export sources.json              CSL-JSON, for Zotero and pandoc
  ploughshare sources records/kp --export sources.bib               BibTeX

exit codes:  0 done    1 some items could not be taken in    2 could not run"""

_WRITERS = {".json": csl_json.write, ".bib": bibtex.write}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The package, and whether sources come in or go out."""
    parser.add_argument("package", type=Path, help="the folder that holds record.yaml")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--import", dest="incoming", type=Path, metavar="FILE", help="take in sources from CSL-JSON")
    way.add_argument("--export", dest="outgoing", type=Path, metavar="FILE", help="write FILE.json or FILE.bib")
    parser.add_argument("--dry-run", action="store_true", help="with --import: only say what would happen")
    parser.add_argument(
        "--audience",
        choices=list(vocab.load("tiers").terms),
        default="public",
        help="with --export: as this audience may see them (default: public)",
    )


def run(arguments: argparse.Namespace) -> int:
    """List, take in or give out."""
    reading = reader.read(arguments.package)
    if arguments.outgoing:
        return _give_out(visible(reading.package, arguments.audience), arguments.outgoing)
    if not arguments.incoming:
        print("\n".join(_listing(reading.package)))
        return 0
    faults = [finding for finding in reading.findings if finding.level is Level.ERROR]
    if faults:
        # Sources that could not be read are not in the package: writing it back would lose them.
        listing = "\n".join(finding.line() for finding in faults)
        raise PloughshareError("package.unreadable", path=arguments.package, findings=listing)
    intake = propose(reading.package, csl_json.read(arguments.incoming))
    print("\n".join(_told(intake)))
    if intake.added and not arguments.dry_run:
        wanted = canonical.files(intake.into(reading.package))
        names = (SOURCES.file, f"private/{SOURCES.file}")
        staging.replace(arguments.package, {name: wanted[name] for name in names if name in wanted})
    done = "would be added" if arguments.dry_run else "added"
    print(f"{len(intake.added)} {done}, {len(intake.matched)} there already, {len(intake.refused)} refused.")
    return 1 if intake.refused else 0


def _give_out(package: Package, path: Path) -> int:
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise PloughshareError(
            "file.unreadable",
            path=path,
            why=f"“{path.suffix}” is no kind of file that sources are written to",
            remedy="Name a file that ends in .json (CSL-JSON) or .bib (BibTeX).",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(write(package))
    beside.replace(path)
    print(f"wrote {len(package.rows('sources'))} sources to {path}", file=sys.stderr)
    return 0


def _listing(package: Package) -> Iterator[str]:
    used = Counter(row["source"] for row in package.rows("citations"))
    rows = package.rows("sources")
    width = max((len(row["id"]) for row in rows), default=0)
    for row in rows:
        marks = ["seen" if row["seen"] else "not seen", f"cited {used[row['id']]}", tier_of("sources", row)]
        yield f"{row['id']:<{width}}  {_described(row)}  [{', '.join(marks)}]"
    yield f"{len(rows)} sources, {sum(bool(row['seen']) for row in rows)} of them seen."


def _described(row: Row) -> str:
    kind = vocab.load("source_kinds").terms.get(row["kind"])
    title = row["title"] or f"({kind.label if kind else row['kind']} without a title)"
    return ", ".join(filter(None, (title, row["container_title"], row["issued"])))


def _told(intake: Intake) -> Iterator[str]:
    for row in intake.added:
        yield f"new        {row['id']}: {_described(row)}"
    for match in intake.matched:
        yield f"known      {match.id} (by {match.by})"
        for column, (ours, theirs) in match.differences.items():
            yield f"           {column}: the record has {_shown(ours)}, the file {_shown(theirs)}"
    for id, fields in intake.unmapped.items():
        yield f"left over  {id}: {', '.join(fields)}"
    for reason in intake.refused:
        yield f"refused    {reason}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(" ".join(str(part) for part in reversed(list(name.values()))) for name in value) or "nothing"
    return "nothing" if value is None else f"“{value}”"
