"""The one check that only the finished text allows: that every character of it can be printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ploughshare.findings import Finding, Level, register
from ploughshare.record.package import Package
from ploughshare.report import fonts

NO_GLYPH = register(
    "report.no-glyph",
    Level.ERROR,
    "a character that no font of the report has, which would be an empty box on the page",
    "Write it in Latin or Korean letters, or add a font that has it to the assets.",
)


def check(package: Package, printed: list[str]) -> list[Finding]:
    """A finding for each character of the printed text that no font has, at the place in the record it comes from."""
    return [
        NO_GLYPH.finding(
            f"“{character}” (U+{ord(character):04X} {unicodedata.name(character, 'unnamed')}) is in no font",
            subject=subject,
            file=file,
            row=row,
        )
        for character in fonts.without_glyph(printed)
        for subject, file, row in [next(_places(package, character), ("", "", None))]
    ]


def _places(package: Package, character: str) -> Iterator[tuple[str, str, int | None]]:
    for number, line in enumerate(package.narrative.splitlines(), 1):
        if character in line:
            yield "", "report.md", number
    for table, rows in package.tables.items():
        for row in rows:
            if any(character in str(value) for value in row.values()):
                file, line_number = package.where(table, row["id"])
                yield f"{table}/{row['id']}", file, line_number
    if any(character in str(value) for value in package.meta.values()):
        yield "", "record.yaml", None
