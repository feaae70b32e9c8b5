"""What cannot be right in the source, or hardly: it stays as printed, and is said.

Totals of tables are added up where tables are read, and notes compared where their sources are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ploughshare import dates
from ploughshare.exchange.country_report.facts.model import Claim, Doubt, DoubtKind
from ploughshare.exchange.country_report.facts.points import points
from ploughshare.exchange.country_report.facts.when import Dated
from ploughshare.exchange.country_report.reading import countries
from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Chapter, Piece
from ploughshare.figure import Figure, agree, convert, number, total

_YEARLY = frozenset({"cleared_area", "reduced_area", "cancelled_area", "ap_mines_destroyed"})
"""What tables of years hold; of other devices any small number may be found in some row."""
_ROW = re.compile(r"^(?P<year>20\d\d)\s+(?P<cells>[\d\s,.]*\d)")
_CELL = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ADDRESS = re.compile(r"https?://[^\s,;)]+[\w/]")
_OF_A_COUNTRY = re.compile(
    r"\b(?:should|must)\b|\bmine action programme in\b|\bof mines in\b|\bclearance (?:of mines )?in\b"
    r"|\bcontamination in\b"
)
_PARTS = re.compile(r":|\bof which\b|\bcomprising\b|\bconsisting of\b|\bmade up of\b")


def doubts(
    chapter: Chapter, prose: Sequence[Block], impossible: Sequence[tuple[Piece, Dated]], claims: Sequence[Claim]
) -> Iterator[Doubt]:
    """The doubts of a chapter: dates, totals in prose, years against tables, countries, addresses."""
    for piece, dated in impossible:
        yield Doubt(DoubtKind.DATE, f"{dates.fault(dated.date, period=True)}.", piece.locate(dated.start, dated.end))
    yield from _dates_of_notes(chapter)
    yield from _totals(chapter, claims)
    yield from _years(chapter, claims)
    yield from _other_countries(chapter, prose)
    yield from _addresses(chapter)


def _dates_of_notes(chapter: Chapter) -> Iterator[Doubt]:
    for note in chapter.notes:
        for point in points(note.text):
            if point.year and (fault := dates.fault(point.at(None))):
                yield Doubt(DoubtKind.DATE, f"Note {note.number}: {fault}.", note.piece.locate(point.start, point.end))


def _totals(chapter: Chapter, claims: Sequence[Claim]) -> Iterator[Doubt]:
    """A sum that is followed in its sentence by its parts, in the same unit, and is not what they add up to."""
    for index, whole in enumerate(claims):
        parts: list[Claim] = []
        for part in claims[index + 1 :]:
            if part.figure.unit != whole.figure.unit or not _same_sentence(chapter, whole, part):
                break
            parts.append(part)
        # Of people one may be named and not counted: "the director, two assistants and 14 others".
        if (
            len(parts) < 2
            or whole.figure.unit == "people"
            or not _PARTS.search(chapter.text[whole.spans[-1].end : parts[0].spans[0].start])
        ):
            continue
        summed = total([part.figure for part in parts])
        if whole.figure.best is not None and summed.best is not None and not agree(whole.figure, summed):
            why = f"The total is printed as {number(whole.figure.best)}, and its parts add up to {number(summed.best)}."
            yield Doubt(DoubtKind.CONTRADICTION, why, (*whole.spans, *(span for part in parts for span in part.spans)))


def _same_sentence(chapter: Chapter, left: Claim, right: Claim) -> bool:
    between = chapter.text[left.spans[-1].end : right.spans[0].start]
    return 0 < len(between) < 400 and not re.search(r"\.\s+\d*\s*[A-Z]", between)


def _years(chapter: Chapter, claims: Sequence[Claim]) -> Iterator[Doubt]:
    """A figure of a year that a table has not for that year, and has for another."""
    table: dict[str, list[Decimal]] = {}
    for block in chapter.blocks:
        if block.kind is BlockKind.ROW and (row := _ROW.match(block.text)):
            cells = [Decimal(cell.replace(",", "")) for cell in _CELL.findall(row["cells"])]
            table.setdefault(row["year"], []).extend(cells)
    for claim in claims:
        year = claim.period.date if claim.period else None
        if claim.measure not in _YEARLY or claim.figure.best is None or year not in table:
            continue
        if not _is_in(claim.figure, table[year]):
            others = [other for other, cells in table.items() if other != year and _is_in(claim.figure, cells)]
            if others:
                why = f"The text gives this figure for {year}, and a table for {' and '.join(sorted(others))}."
                yield Doubt(DoubtKind.DATE, why, claim.spans)


def _is_in(figure: Figure, cells: Sequence[Decimal]) -> bool:
    """Whether a row holds the figure, rounded as the row is; areas in square kilometres or metres."""
    forms = [figure.best]
    if figure.unit in ("m2", "km2", "ha"):
        forms = [convert(figure, unit).best for unit in ("km2", "m2")]
    return any(
        form is not None and form and abs(form - cell) <= Decimal(1).scaleb(int(cell.as_tuple().exponent)) / 2
        for form in forms
        for cell in cells
    )


def _other_countries(chapter: Chapter, prose: Sequence[Block]) -> Iterator[Doubt]:
    """A recommendation to another country, or a stock sentence that names one which the chapter hardly names."""
    named = Counter(country.code for block in prose for country in countries.mentioned(block.text))
    for block in chapter.blocks:
        if block.kind not in (BlockKind.BULLET, BlockKind.CAPTION, BlockKind.PARAGRAPH):
            continue
        found = countries.mentioned(block.text)
        others = [country for country in found if country.code != chapter.country]
        if not others or any(country.code == chapter.country for country in found):
            continue
        is_first = block.text.startswith(others[0].name) and re.match(r"[\w\s]+ (?:should|must)\b", block.text)
        is_rare = named[others[0].code] <= 1 and block.kind is not BlockKind.BULLET and len(found) == 1
        if is_first or (is_rare and _OF_A_COUNTRY.search(block.text) and len(block.text) < 400):
            why = f"This names {others[0].name}, in the chapter of {chapter.name}."
            yield Doubt(DoubtKind.NAME, why, block.piece.spans)


def _addresses(chapter: Chapter) -> Iterator[Doubt]:
    for note in chapter.notes:
        for times in Counter(_ADDRESS.findall(note.text)).values():
            if times > 1:
                why = f"Note {note.number} gives the same address {times} times; one of them may belong elsewhere."
                yield Doubt(DoubtKind.ADDRESS, why, note.piece.spans)
