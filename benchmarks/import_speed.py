"""Seconds and memory for importing a chapter of 40 pages and a book, both joined from the reports at hand.

    python benchmarks/import_speed.py [REPORTS]

A long chapter is one report with its pages repeated and its notes renumbered; a book is all reports, one after the
other, several times. Memory is the highest that a process of its own reached, the gazetteer included; what grows with
the length of the book is the difference between the two books.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ploughshare.exchange.country_report.chapters import read_chapters
from ploughshare.exchange.country_report.reading.model import Chapter

ROOT = Path(__file__).resolve().parents[1]
PAGES = 40
BOOKS = (2, 12)
"""How often all reports are in the short book and in the long one."""

_IMPORT = """
import resource, sys, time
from pathlib import Path
from ploughshare.exchange.country_report import files
started, notes, proposals = time.perf_counter(), [], []
def told(draft):
    notes.append(len(draft.of("notes")))
    proposals.append(len(draft.proposals))
files.write(Path(sys.argv[1]), Path(sys.argv[2]), told)
seconds = time.perf_counter() - started
print(len(notes), sum(notes), sum(proposals), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def long_chapter(chapter: Chapter, pages: int) -> str:
    """The text of a chapter with its pages repeated until there are so many, and its notes numbered through."""
    top = len(chapter.notes)
    own = [page for page in chapter.pages if page.number is not None]
    copies = -(-pages // len(own))
    digits = _digits(chapter)
    number, sheets = 0, []
    for copy in range(copies):
        for page in own:
            number += 1
            text = chapter.text
            pieces, at = [], page.start
            for start, end in digits:
                if page.start <= start < page.end:
                    pieces += [text[at:start], str(int(text[start:end]) + copy * top)]
                    at = end
            body = "".join([*pieces, text[at : page.end]])
            # Only the first copy opens a chapter.
            body = body if copy == 0 else re.sub(r"^\s*KEY DATA\s*$", "", body, flags=re.MULTILINE)
            sheets.append(f"===PAGE {number}===\n{body}")
    return "".join(sheets)


def _digits(chapter: Chapter) -> list[tuple[int, int]]:
    """Where the numbers of notes stand: before each note, and where the text calls it."""
    found = [(marker.span.start, marker.span.end) for block in chapter.blocks for marker in block.markers]
    for note in chapter.notes:
        start = note.piece.spans[0].start
        printed = re.search(rf"{note.number}\D*$", chapter.text[max(start - 8, 0) : start])
        if printed:
            begin = max(start - 8, 0) + printed.start()
            found.append((begin, begin + len(str(note.number))))
    return sorted({(start, end) for start, end in found if chapter.text[start:end].isdigit()})


def measure(title: str, text: str) -> int:
    """Import a text in a process of its own, print what it took, and return its highest memory in KiB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", _IMPORT, str(path), str(Path(folder) / "out")]
        started = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        whole = time.perf_counter() - started
    chapters, notes, proposals, seconds, memory = done.stdout.split()
    print(f"{title}: {len(text):,} characters, {chapters} chapters, {notes} notes, {proposals} proposals")
    print(
        f"  {float(seconds):6.1f} s, {whole:.1f} s with the start of Python; {int(memory) / 1024:,.0f} MiB at most",
        flush=True,
    )
    return int(memory)


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", type=Path, default=ROOT.parent / "shared" / "reports")
    paths = sorted(parser.parse_args().reports.glob("*.txt"))
    if not paths:
        print("import_speed: there are no reports to join")
        return
    longest = max((next(read_chapters(path)) for path in paths), key=lambda chapter: len(chapter.text))
    measure(f"one chapter of {PAGES} pages", long_chapter(longest, PAGES))
    paged = [path.read_text(encoding="utf-8") for path in paths if "===PAGE" in path.read_text(encoding="utf-8")]
    short, long = (measure(f"a book of {times * len(paged)} chapters", "".join(paged * times)) for times in BOOKS)
    print(f"the longer book took {(long - short) / 1024:,.0f} MiB more")


if __name__ == "__main__":
    main()
