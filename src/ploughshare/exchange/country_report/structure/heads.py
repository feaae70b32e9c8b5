"""The head of a table whose cells are printed one after the other: where each begins, and what its column holds.

A text file tells the words of a head and not its cells. A cell is most often a noun with what qualifies it ("Total
area cleared (m²)"): of all ways to part the words into as many cells as the rows have, the one that fits that best.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ploughshare.exchange.country_report.reading.model import Piece, join
from ploughshare.exchange.country_report.structure.grid import Column, Role


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PLACES = _set(
    "province region district municipality village governorate county canton state commune department oblast hromada "
    "wilaya location sector community territory area zone atoll island entity subdistrict sub-district locality town "
    "city division block corridor border line parish prefecture township woreda kebele place site upazila raion cercle "
    "payam provinces districts regions municipalities villages states locations country"
)
_ACTORS = _set(
    "operator operators organisation organization organisations agency company contractor implementer partner unit ngo "
    "organisation/unit operator/agency institution actor"
)
_TIMES = frozenset(["year", "years", "period", "month", "date", "quarter"])
_COMMENTS = _set("comment comments remark remarks note notes status description observation observations purpose")
_COUNTS = _set(
    "chas shas cha sha dhas cha/sha cha/shas chas/shas shas/chas areas minefields minefield tasks sites mines "
    "uxo erw axo ied ieds aims aim items submunitions teams deminers personnel staff dogs handlers mdds rats "
    "machines assets machinery vehicles searchers surveyors operators' houses polygons hazards communities ao "
    "eo number no. quantity drones beneficiaries people men women score deaths casualties killed injured "
    "ammunition bombs fuzes mrs"
)
_AREAS = frozenset(["area", "m²", "km²", "hectares", "ha", "extent", "size", "release", "clearance", "reduction"])
_OTHERS = frozenset(
    ["total", "totals", "survey", "cancellation", "type", "category", "milestone", "activity", "target"]
)
_QUALIFIERS = _set(
    "total ap av manual mechanical nts ts other no. number mine mined clearance average estimated remaining suspected "
    "confirmed all sub-munition cluster bac eod multi-task multitask survey demining non-technical technical new "
    "operational national international reported annual planned target cleared reduced cancelled released destroyed "
    "improvised anti-personnel anti-vehicle unexploded female male community community-liaison risk explosive marking "
    "qa qc qa/qc medical dog mdd nts/ts ts/nts cl additional mechanical/manual land hazardous victim-activated "
    "abandoned small sub-total working final initial max maximum min mixed"
)
_JOINING = _set("of in by for and or & per with during to from / at on the as through + via")
_HEADS = _PLACES | _ACTORS | _TIMES | _COMMENTS | _COUNTS | _AREAS | _OTHERS
_YEAR = re.compile(r"(?:19|20)\d\d(?:[–/-]\d{2,4})?")
_STARS = re.compile(r"[*†‡§]+")
_UNIT = re.compile(r"\(?\b(?P<unit>k?m)\s?[²2]|\bhectares?\b|\(ha\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    opens_line: bool
    opens_cell: bool

    @property
    def plain(self) -> str:
        return self.text.strip("*†(),:;").casefold()

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper() or self.text[:1].isdigit() or self.text[:1] in "%#"


@dataclass(frozen=True, slots=True)
class Head:
    """The cells of a head, and the cost of reading it so: 0 where every cell is a noun with its qualifiers."""

    cells: tuple[Piece, ...]
    cost: float


def part(lines: Sequence[Piece], count: int) -> Head | None:
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
                (best[(cells - 1, start)][0] + _cost(words[start:stop]), start)
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


def _words(lines: Sequence[Piece]) -> tuple[Piece, list[_Word]]:
    piece = join(lines, " ")
    breaks = set()
    at = 0
    for line in lines:
        breaks.add(at)
        at += len(line.text) + 1
    words = []
    for match in re.finditer(r"\((?:[^()]*)\)\S*|\S+", piece.text):
        tab = "\t" in piece.text[max(match.start() - 2, 0) : match.start()]
        words.append(_Word(match[0], match.start(), match.end(), match.start() in breaks, tab))
    return piece, words


def _may_begin(words: Sequence[_Word], at: int) -> bool:
    """Whether a cell may begin with this word: a capital that no word before it holds on to."""
    word, before = words[at], words[at - 1]
    if word.opens_cell:
        return True
    if word.text[0] == "(" or before.plain in _JOINING or before.text.endswith(("/", "-", "–", ",")):
        return False
    return word.is_capital


def _cost(words: Sequence[_Word]) -> float:
    return _cell_cost(tuple((word.text, word.plain, word.is_capital, word.opens_line) for word in words))


@lru_cache(maxsize=4096)
def _cell_cost(words: tuple[tuple[str, str, bool, bool], ...]) -> float:
    """How far the words are from one noun with its qualifiers: 0 for one that fits."""
    cost = 1.5 if _YEAR.fullmatch(words[0][1]) and len(words) > 1 else 0.0
    if len(words) == 1 and _YEAR.fullmatch(words[0][1]):
        return 0.2
    heads = unknown = breaks = late = 0
    held = False  # within what a preposition introduces, where nouns do not count
    for at, (text, plain, is_capital, opens_line) in enumerate(words):
        if text.startswith("("):
            continue
        if plain in _JOINING and not is_capital:
            if at and words[at - 1][1] in ("no.", "number"):
                continue
            held = heads > 0 or plain in ("of", "in", "per", "by", "for")
            continue
        known_head = any(half in _HEADS for half in (plain, *plain.split("/")))
        following = words[at + 1] if at + 1 < len(words) else None
        qualifies = plain in _QUALIFIERS and following is not None and not following[0].startswith("(")
        if heads and is_capital and not held and (not known_head or qualifies) and not plain[:1].isdigit():
            late += 1
        if at and opens_line and is_capital and not held and not qualifies:
            breaks += 1
        if known_head and not qualifies:
            if (not held and (heads == 0 or is_capital)) or (
                not held and heads and not is_capital and not _follows_head(words, at)
            ):
                heads += 1
            continue
        if not known_head and plain not in _QUALIFIERS and not _is_modifier(plain):
            unknown += 1
    if heads == 0:
        cost += _headless_cost(words, unknown)
    cost += 2.0 * max(heads - 1, 0) + 0.7 * max(unknown - (heads == 0), 0) + 0.6 * breaks
    cost += 1.0 * late + (0.3 if [word[1] for word in words] == ["total"] else 0.0)
    return cost + max(len(words) - 9, 0) * 0.3


def _headless_cost(words: tuple[tuple[str, str, bool, bool], ...], unknown: int) -> float:
    """What a cell costs that has no noun it knows; the unit of "Cancelled (m²)" says that it is an area."""
    if len(words) > 1 and _UNIT.search(words[-1][0]):
        return 0.1
    return 0.9 if unknown == 0 or words[0][2] else 1.6


def _follows_head(words: Sequence[tuple[str, str, bool, bool]], at: int) -> bool:
    """Whether a small noun only completes the one before it: "SHA area", "mine clearance"."""
    return at > 0 and not words[at - 1][0].startswith("(")


def _is_modifier(plain: str) -> bool:
    return plain.endswith(("ed", "ing")) or plain in ("found", "left", "known", "used", "made") or plain.isdigit()


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
    if spread & _TIMES and len(words) <= 2:
        return Role.YEAR
    if _UNIT.search(plain):
        return Role.AREA
    if spread & _COMMENTS:
        return Role.COMMENT
    if spread & _ACTORS and not spread & {"teams", "deminers", "personnel"}:
        return Role.OPERATOR
    if is_first and words[:1] in (["release"], ["land"]):
        return Role.LABEL
    if spread & _PLACES and (is_first or (len(words) <= 3 and "area" not in spread)):
        return Role.PLACE
    if is_first or spread & {"type", "category", "activity", "milestone"}:
        return Role.LABEL
    return Role.AREA if spread & {"area", "extent", "size"} and "areas" not in spread else Role.COUNT


def _unit(text: str) -> str | None:
    match = _UNIT.search(text)
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
    return last[0].strip("*†(),:;").casefold() in _COMMENTS


def is_head(text: str) -> bool:
    """Whether words are those of a head: nouns of columns among them, and no sentence."""
    words = [word.strip("*†(),:;").casefold() for word in text.split()]
    return any(half in _HEADS for word in words for half in (word, *word.split("/")))
