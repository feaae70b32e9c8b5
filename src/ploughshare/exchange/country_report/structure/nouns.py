"""The nouns of heads and what qualifies them, and how far words are from the head of one column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PLACES = _set(
    "province region district municipality village governorate county canton state commune department oblast hromada "
    "wilaya location sector community territory area zone atoll island entity subdistrict sub-district locality town "
    "city division block corridor border line parish prefecture township woreda kebele place site upazila raion cercle "
    "payam provinces districts regions municipalities villages states locations country"
)
ACTORS = _set(
    "operator operators organisation organization organisations agency company contractor implementer partner unit ngo "
    "organisation/unit operator/agency institution actor"
)
TIMES = frozenset(["year", "years", "period", "month", "date", "quarter"])
COMMENTS = _set("comment comments remark remarks note notes status description observation observations purpose")
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
JOINING = _set("of in by for and or & per with during to from / at on the as through + via")
_HEADS = PLACES | ACTORS | TIMES | COMMENTS | _COUNTS | _AREAS | _OTHERS
YEAR = re.compile(r"(?:19|20)\d\d(?:[–/-]\d{2,4})?")
UNIT = re.compile(r"\(?\b(?P<unit>k?m)\s?[²2]|\bhectares?\b|\(ha\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a head; what stands in brackets is one word."""

    text: str
    start: int
    end: int
    opens_line: bool
    opens_cell: bool

    @property
    def plain(self) -> str:
        """The word in small letters, without stars, brackets and commas."""
        return self.text.strip("*†(),:;").casefold()

    @property
    def is_capital(self) -> bool:
        """Whether it begins as the first word of a cell does."""
        return self.text[:1].isupper() or self.text[:1].isdigit() or self.text[:1] in "%#"

    @property
    def is_group(self) -> bool:
        """Whether it stands in brackets: a unit, most often."""
        return self.text.startswith("(")

    @property
    def is_noun(self) -> bool:
        """Whether it can be the noun of a head."""
        return is_noun(self.plain)

    @property
    def joins(self) -> bool:
        """Whether it holds on to the word after it."""
        return self.plain in JOINING


def is_noun(plain: str) -> bool:
    """Whether a word in small letters, or a part of one with strokes, can be the noun of a head."""
    return any(half in _HEADS for half in (plain, *plain.split("/")))


def cost(words: Sequence[Word]) -> float:
    """How far the words are from one noun with its qualifiers: 0 for one that fits."""
    plain = [word.plain for word in words]
    begins_with_year = bool(YEAR.fullmatch(plain[0]))
    if len(words) == 1 and begins_with_year:
        return 0.2
    seen = _Seen()
    for at, word in enumerate(words):
        if not word.is_group:
            seen.take(words, at)
    price = 2.0 * max(seen.nouns - 1, 0) + 0.7 * max(seen.unknown - (seen.nouns == 0), 0) + 0.6 * seen.breaks
    price += seen.late + 1.5 * begins_with_year + 0.3 * max(len(words) - 9, 0)
    if seen.nouns == 0:
        price += _without_noun(words, seen.unknown)
    if plain == ["total"]:
        price += 0.3
    if len(words) > 1 and (not COMMENTS.isdisjoint(plain) or plain.count("total") > 1):
        price += 1.0
    return price


@dataclass(slots=True)
class _Seen:
    """What was seen in the words of a cell, from left to right."""

    nouns: int = 0
    unknown: int = 0
    breaks: int = 0
    """Capitals that begin a printed line: rather the next cell."""
    late: int = 0
    """Capitals behind the noun: rather the next cell."""
    held: bool = False
    """Whether within what a preposition introduced, where nouns do not count."""

    def take(self, words: Sequence[Word], at: int) -> None:
        word = words[at]
        before = words[at - 1] if at else None
        following = words[at + 1] if at + 1 < len(words) else None
        if self.held and word.is_capital and before and not before.is_capital and not before.joins:
            self.held = False  # "Type of contamination Total": a capital ends what the preposition introduced
        if word.joins and not word.is_capital:
            if before is None or before.plain not in ("no.", "number"):
                self.held = self.nouns > 0 or word.plain in ("of", "in", "per", "by", "for")
            return
        qualifies = word.plain in _QUALIFIERS and following is not None and not following.is_group
        is_noun = word.is_noun and not qualifies
        if self.nouns and word.is_capital and not self.held and not is_noun and not word.plain[:1].isdigit():
            self.late += 1
        if at and word.opens_line and word.is_capital and not self.held and not qualifies:
            self.breaks += 1
        if is_noun:
            self._noun(word, before)
        elif not word.is_noun and word.plain not in _QUALIFIERS and not _is_modifier(word.plain):
            self.unknown += 1

    def _noun(self, word: Word, before: Word | None) -> None:
        """Count it, but not a small noun that only completes the one before it: "SHA area", "mine clearance"."""
        if self.held:
            return
        completes = self.nouns > 0 and not word.is_capital and before is not None and not before.is_group
        self.nouns += not completes


def _without_noun(words: Sequence[Word], unknown: int) -> float:
    """What a cell costs that has no noun it knows; the unit of "Cancelled (m²)" says that it is an area."""
    if len(words) > 1 and UNIT.search(words[-1].text):
        return 0.1
    return 0.9 if unknown == 0 or words[0].is_capital else 1.6


def _is_modifier(plain: str) -> bool:
    return plain.endswith(("ed", "ing")) or plain in ("found", "left", "known", "used", "made") or plain.isdigit()
