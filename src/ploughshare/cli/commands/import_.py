"""``ploughshare import report``: a published country report into a draft record."""

from __future__ import annotations

import argparse
from pathlib import Path

from ploughshare.exchange.country_report import files, summary
from ploughshare.exchange.country_report.draft import Draft
from ploughshare.record import reader

SUMMARY = (
    "Read a published country report (PDF, DOCX, HTML or text) into a draft record: proposals that wait for a person, "
    "each with its place in the text. Of a book, one draft a chapter."
)
EXAMPLE = """\
  ploughshare import report serbia.pdf --out drafts/serbia
  ploughshare import report clearing-the-mines.pdf --out drafts     a book: one folder a country
  ploughshare import report serbia.pdf --out drafts/serbia --record records/rs
                                                                    also says what it would change in a record

writes draft.json (the proposals), source.txt (the text as it was read: spans count its characters) and package/
(the record that it comes to where everything is accepted; see it with `ploughshare check drafts/serbia/package`)

exit codes:  0 read    2 could not read it; nothing was written"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is read, and where the draft goes."""
    parser.add_argument("what", choices=["report"], help="what the file is: a published country report, or a book")
    parser.add_argument("file", type=Path, metavar="FILE", help="the report; its format is told by its content")
    parser.add_argument("--out", type=Path, metavar="DIR", required=True, help="folder for the draft")
    parser.add_argument(
        "--record",
        type=Path,
        metavar="PACKAGE",
        help="a record of the country: print what the draft would change in it, and which sources and claims are one",
    )


def run(args: argparse.Namespace) -> int:
    """Read, write, and say what was read and what was not."""
    record = reader.read(args.record).package if args.record else None

    def tell(draft: Draft) -> None:
        print("\n".join(summary.lines(draft)))
        if record is not None and draft.country == record.country:
            print("\n".join(summary.beside(draft, record)))

    for folder in files.write(args.file, args.out, tell, record):
        print(f"wrote {folder / files.DRAFT}")
    return 0
