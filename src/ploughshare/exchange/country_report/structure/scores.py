"""The table of scores: criteria with their weights, scores of two years and commentary, the average and its band."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Piece, join
from ploughshare.exchange.country_report.structure.taken import DOUBTFUL, LIKELY, SURE, Taken, taken

_WEIGHT = re.compile(r"\(?\s*(?P<weight>\d{1,3})\s?% of (?:the )?(?:overall|total) score\s*\)?", re.IGNORECASE)
_SCORE = r"(?:10|\d(?:\.\d)?|N/?A|N/?R|[-–—])"
_SCORES = re.compile(rf"\s*(?P<this>{_SCORE})\s*\*?\s+(?P<last>{_SCORE})\*?(?=\s|$)\s*")
_AVERAGE = re.compile(
    rf"(?:AVERAGE|OVERALL|TOTAL) SCORE\s+(?P<this>{_SCORE})\s+(?P<last>{_SCORE})(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_BAND = re.compile(r"PERFORMANCE\s*:?\s*(?P<band>VERY GOOD|GOOD|AVERAGE|VERY POOR|POOR)\b", re.IGNORECASE)
_LAST = re.compile(
    r"(?:OVERALL )?(?:PROGRAMME )?(?:PERFORMANCE)?\s*:?\s*(?:VERY GOOD|GOOD|AVERAGE|VERY POOR|POOR)?", re.IGNORECASE
)
_YEARS = re.compile(r"\bscore\s*\(?\s*(?P<year>(?:19|20)\d\d)\s*\)?", re.IGNORECASE)
_BEGIN = re.compile(r"criterion\b", re.IGNORECASE)
_BANDS = (("very_good", "8.0"), ("good", "7.0"), ("average", "5.0"), ("poor", "4.0"), ("very_poor", "0"))
"""Bands of the weighted mean rounded to one decimal: the least score of each (Mine Action Review, 2025)."""


@dataclass(frozen=True, slots=True)
class Score:
    """One criterion: weight in per cent, score of the year and of the year before (None where there is none)."""

    criterion: str
    weight: int
    this: Decimal | None
    last: Decimal | None
    commentary: Piece


@dataclass(frozen=True, slots=True)
class Scores:
    """The table. ``years`` are that of the score and the one before; ``faults`` what does not add up in it."""

    years: tuple[int, ...]
    criteria: tuple[Taken[Score], ...]
    average: Taken[tuple[Decimal | None, Decimal | None]] | None
    band: Taken[str] | None
    faults: tuple[str, ...]


def read(blocks: Sequence[Block]) -> tuple[Scores | None, set[int]]:
    """The table of scores and the blocks it takes; None where the chapter has none."""
    begin = next((at for at, block in enumerate(blocks) if _begins(blocks, at, block)), None)
    if begin is None:
        return None, set()
    lines: list[tuple[int, Piece]] = []
    for at in range(begin, len(blocks)):
        block = blocks[at]
        if block.kind in (BlockKind.NOTE, BlockKind.FURNITURE):
            continue
        if block.kind in (BlockKind.CAPTION, BlockKind.PANEL) or (lines and _ends(lines, block)):
            break
        lines.append((at, block.piece))
    head, groups, last = _groups([piece for _, piece in lines])
    criteria = tuple(filter(None, map(_criterion, groups)))
    average, band = _average(last)
    years = tuple(int(match["year"]) for match in _YEARS.finditer(" ".join(piece.text for piece in head)))
    scores = Scores(years[:2], criteria, average, band, tuple(_faults(criteria, average, band)))
    return scores, {at for at, _ in lines}


def _begins(blocks: Sequence[Block], at: int, block: Block) -> bool:
    if block.kind in (BlockKind.NOTE, BlockKind.FURNITURE) or not _BEGIN.match(block.text):
        return False
    return any(_WEIGHT.search(each.text) for each in blocks[at : at + 20])


def _ends(lines: Sequence[tuple[int, Piece]], block: Block) -> bool:
    """Whether the table was over before this block: its average is the last row, the band its last words."""
    recent = _text([piece for _, piece in lines[-4:]])
    if not _AVERAGE.search(recent):
        return False
    return bool(_BAND.search(recent)) or not _LAST.fullmatch(block.text)


def _groups(lines: Sequence[Piece]) -> tuple[list[Piece], list[list[Piece]], list[Piece]]:
    """The lines before the first criterion, those of each criterion, and those of the average."""
    starts = sorted({_start(lines, at) for at, line in enumerate(lines) if _WEIGHT.search(line.text)})
    end = next((at for at in range(len(lines)) if _AVERAGE.match(_text(lines[at : at + 4]))), len(lines))
    bounds = [start for start in starts if start < end] + [end]
    groups = [list(lines[start:stop]) for start, stop in pairwise(bounds)]
    return list(lines[: bounds[0]]), groups, list(lines[end:])


def _start(lines: Sequence[Piece], at: int) -> int:
    """The first line of the criterion whose weight stands on this line: the capitals above it."""
    while at > 0 and _is_name(lines[at - 1].text):
        at -= 1
    return at


def _is_name(text: str) -> bool:
    return text == text.upper() and bool(re.search(r"[A-Z]{2}", text)) and not text.endswith(".")


def _text(lines: Sequence[Piece]) -> str:
    return " ".join(line.text for line in lines).replace("\t", " ")


def _criterion(lines: Sequence[Piece]) -> Taken[Score] | None:
    piece = join(lines, " ")
    text = piece.text.replace("\t", " ")
    weight = _WEIGHT.search(text)
    if weight is None:
        return None
    name = " ".join(text[: weight.start()].split())
    scores = _SCORES.match(text, weight.end())
    if scores is None:
        commentary = piece.cut(weight.end(), len(text)).strip()
        return taken(Score(name, int(weight["weight"]), None, None, commentary), piece, DOUBTFUL)
    commentary = piece.cut(scores.end(), len(text)).strip()
    value = Score(name, int(weight["weight"]), _score(scores["this"]), _score(scores["last"]), commentary)
    return taken(value, piece, SURE if name and commentary.text else LIKELY)


def _score(words: str) -> Decimal | None:
    return Decimal(words) if words[0].isdigit() else None


def _average(
    lines: Sequence[Piece],
) -> tuple[Taken[tuple[Decimal | None, Decimal | None]] | None, Taken[str] | None]:
    if not lines:
        return None, None
    piece = join(lines, " ")
    text = piece.text.replace("\t", " ")
    match = _AVERAGE.match(text)
    average = match and taken(
        (_score(match["this"]), _score(match["last"])), piece.cut(match.start(), match.start("rest"))
    )
    band = _BAND.search(text)
    named = band and taken(band["band"].casefold().replace(" ", "_"), piece.cut(band.start("band"), band.end("band")))
    return average or None, named or None


def _faults(
    criteria: Sequence[Taken[Score]],
    average: Taken[tuple[Decimal | None, Decimal | None]] | None,
    band: Taken[str] | None,
) -> Iterator[str]:
    weights = sum(each.value.weight for each in criteria)
    if weights != 100:
        yield f"the weights of the criteria add to {weights} %"
        return
    if average is None:
        return
    columns = ([each.value.this for each in criteria], [each.value.last for each in criteria])
    for name, scores, printed in zip(("this year", "the year before"), columns, average.value, strict=True):
        known = [score for score in scores if score is not None]
        if printed is None or len(known) < len(scores):
            continue
        mean = sum((s * each.value.weight for s, each in zip(known, criteria, strict=True)), Decimal(0)) / 100
        if abs(mean - printed) > Decimal("0.05"):
            yield f"the weighted mean of {name} is {mean.normalize():f}, and {printed} is printed"
    if band is not None and average.value[0] is not None and band.value != band_of(average.value[0]):
        yield f"an average of {average.value[0]} is {band_of(average.value[0])}, and {band.value} is printed"


def band_of(mean: Decimal) -> str:
    """The band of an average score, 0 to 10."""
    rounded = mean.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return next(band for band, least in _BANDS if rounded >= Decimal(least))
