"""The head of a table whose cells are printed one after the other: where each begins, and what its column holds.

A text file tells the words of a head and not its cells. A cell is most often a noun with what qualifies it ("Total
area cleared (m²)"): of all ways to part the words into as many cells as the rows have, the one that fits that best.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ploughshare.exchange.country_report.reading.model import Piece, join
from ploughshare.exchange.country_report.structure import nouns
from ploughshare.exchange.country_report.structure.grid import Column, Role
from ploughshare.exchange.country_report.structure.nouns import Word
from ploughshare.exchange.country_report.structure.phrases import Phrases

_NAME = 0.4
_STARS = re.compile(r"[*†‡§]+")


@dataclass(frozen=True, slots=True)
class Head:
    """The cells of a head, and the cost of reading it so: 0 where every cell is a noun with its qualifiers."""

    cells: tuple[Piece, ...]
    cost: float


def part(lines: Sequence[Piece], count: int, phrases: Phrases) -> Head | None:
    """The words of these lines in ``count`` cells; None where there are fewer words than cells."""
    piece, words = _words(lines)
    if count < 1 or len(words) < count:
        return None
    starts = [at for at, word in enumerate(words) if at == 0 or _may_begin(words, at)]
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, -1)}
    stops = [*starts[1:], len(words)]
    for cells in range(1, count + 1):
        for stop in stops:
            options = [
                (best[(cells - 1, start)][0] + _cost(words[start:stop], phrases), start)
                for start in starts
                if start < stop and (cells - 1, start) in best
            ]
            if options:
                best[(cells, stop)] = min(options)
    if (count, len(words)) not in best:
        return None
    bounds = [len(words)]
    for cells in range(count, 0, -1):
        bounds.append(best[(cells, bounds[-1])][1])
    bounds.reverse()
    cells_found = tuple(piece.cut(words[start].start, words[stop - 1].end) for start, stop in pairwise(bounds))
    return Head(cells_found, best[(count, len(words))][0])


def _cost(words: Sequence[Word], phrases: Phrases) -> float:
    """The cost of a cell; a name of the chapter heads the values of an operator or a region."""
    cost = nouns.cost(words)
    if len(words) == 1 or any(word.is_noun for word in words):
        return cost
    return min(cost, _NAME) if phrases.is_name(" ".join(word.text for word in words)) else cost


def part_in_two(lines: Sequence[Piece], words: int, count: int, phrases: Phrases) -> Head | None:
    """A head of two levels: names over several columns each, and below them the same cells again for each name.

    ``words`` cells come before them, and ``count`` in all below; None where the last line repeats nothing.
    """
    last = lines[-1].text.split()
    for names in range(2, count + 1):
        size = len(last) // names
        if len(lines) < 2 or count % names or size * names != len(last) or last != last[:size] * names:
            continue
        above = part(lines[:-1], words + names, phrases)
        below = part([lines[-1]], count, phrases)
        if above is None or below is None:
            continue
        each = count // names
        cells = [join([above.cells[words + at // each], cell], " ") for at, cell in enumerate(below.cells)]
        return Head((*above.cells[:words], *cells), above.cost + below.cost / names)
    return None


def _words(lines: Sequence[Piece]) -> tuple[Piece, list[Word]]:
    piece = join(lines, " ")
    breaks = set()
    at = 0
    for line in lines:
        breaks.add(at)
        at += len(line.text) + 1
    words = []
    for match in re.finditer(r"\((?:[^()]*)\)\S*|\S+", piece.text):
        tab = "\t" in piece.text[max(match.start() - 2, 0) : match.start()]
        words.append(Word(match[0], match.start(), match.end(), match.start() in breaks, tab))
    return piece, words


def _may_begin(words: Sequence[Word], at: int) -> bool:
    """Whether a cell may begin with this word: a capital that no word before it holds on to."""
    word, before = words[at], words[at - 1]
    if word.opens_cell:
        return True
    if word.text[0] == "(" or before.joins or before.text.endswith(("/", "-", "–", ",")):
        return False
    return word.is_capital


def column(cell: Piece, caption: str, *, is_first: bool) -> Column:
    """What the column under this head holds; the title of the table helps where the head says little."""
    text = " ".join(cell.text.split())
    plain = text.casefold()
    role = _role(plain, is_first=is_first)
    unit = _unit(text) or (_unit(caption) if role is Role.AREA else None)
    measure = _measure(plain, caption.casefold(), role)
    if unit is None and measure is not None and measure.endswith("destroyed"):
        unit = "items" if measure.startswith("uxo") else "mines"
    bare = _STARS.sub("", text)
    stars = _STARS.search(text)
    return Column(" ".join(bare.split()), cell.spans, role, unit, measure, stars[0] if stars else "")


def _role(plain: str, *, is_first: bool) -> Role:
    words = [word.strip("*†(),:;") for word in re.sub(r"\([^)]*\)", "", plain).split()]
    spread = {half for word in words for half in (word, *word.split("/"))}
    if spread & nouns.TIMES and len(words) <= 2:
        return Role.YEAR
    if nouns.UNIT.search(plain):
        return Role.AREA
    if spread & nouns.COMMENTS:
        return Role.COMMENT
    if spread & nouns.ACTORS and not spread & {"teams", "deminers", "personnel"}:
        return Role.OPERATOR
    if is_first and words[:1] in (["release"], ["land"]):
        return Role.LABEL
    if spread & nouns.PLACES and (is_first or (len(words) <= 3 and "area" not in spread)):
        return Role.PLACE
    if is_first or spread & {"type", "category", "activity", "milestone"}:
        return Role.LABEL
    return Role.AREA if spread & {"area", "extent", "size"} and "areas" not in spread else Role.COUNT


def _unit(text: str) -> str | None:
    match = nouns.UNIT.search(text)
    if match is None:
        return None
    return f"{match['unit'].lower()}2" if match["unit"] else "ha"


def unit_of(text: str) -> str | None:
    """The unit of area that a head or a row's label names."""
    return _unit(text)


def _measure(plain: str, caption: str, role: Role) -> str | None:
    """The measure (term of measures) of a column's values, where its head and the table's title leave one."""
    if "destroyed" in plain or role is Role.COUNT:
        return _ordnance(plain) if "destroyed" in plain or "destroyed" in caption else None
    if role is not Role.AREA:
        return None
    for words in (plain, caption):
        if re.search(r"\bcancel|\bnon-technical survey\b|\bnts\b", words):
            return "cancelled_area"
        if re.search(r"\breduc|\btechnical survey\b|\bts\b", words):
            return "reduced_area"
        if re.search(r"\bclear(?:ed|ance)\b", words):
            return "cleared_area"
        if re.search(r"\bshas?\b|\bsuspected\b", words) and not re.search(r"\bchas?\b", words):
            return "suspected_area"
        if re.search(r"\bchas?\b|\bconfirmed\b", words) and not re.search(r"\bshas?\b", words):
            return "confirmed_area"
    return "contamination_extent" if re.search(r"mined area|contaminat", caption) else None


def _ordnance(plain: str) -> str | None:
    if re.search(r"\bap mines?\b|\banti-personnel\b", plain):
        return "ap_mines_destroyed"
    if re.search(r"\bav mines?\b|\banti-vehicle\b|\banti-tank\b", plain):
        return "av_mines_destroyed"
    if re.search(r"\buxo\b|\berw\b|\bexplosive ordnance\b", plain):
        return "uxo_destroyed"
    return "mines_destroyed" if re.search(r"\bmines?\b", plain) else None


def ends_in_comments(text: str) -> bool:
    """Whether the last column of a head is for comments."""
    last = text.split()[-1:] or [""]
    return last[0].strip("*†(),:;").casefold() in nouns.COMMENTS


def is_head(text: str) -> bool:
    """Whether words are those of a head: nouns of columns among them, and no sentence."""
    words = [word.strip("*†(),:;").casefold() for word in text.split()]
    return any(map(nouns.is_noun, words))
