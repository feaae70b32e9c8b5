"""Quantities of a sentence, with the thing that is counted and what they measure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import yaml

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.facts.sentences import Stretch
from ploughshare.figure import Figure, parse, quantities
from ploughshare.figure.units import units


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity at ``start`` to ``end`` of a text, the counted thing included; no measure where none fits."""

    start: int
    end: int
    words: str
    figure: Figure
    measure: str | None
    by_words: bool
    """Whether words beside it tell the measure, and it is not merely what is left."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    thing: str  # the words of the quantity with what is counted; of a part ("including 12") those of the whole
    words: str
    figure: Figure


@cache
def _data() -> Mapping[str, Any]:
    content: dict[str, Any] = yaml.safe_load(
        (resources.files(__package__) / "measures.yaml").read_text(encoding="utf-8")
    )
    return content


_MODIFIER = (
    r"(?:(?!(?:and|or|of|in|on|by|from|to|with|for|at|during|were|was|had|has|have|is|are|where|which|who|it|that)\b)"
    r"[\w’/()-]+\s+)"
)
_BOTH = r"(?:(?:AP|AV|anti-personnel|anti-vehicle|mine|ERW|UXO)\s+and\s+)?"


@cache
def _heads() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (unit, re.compile(rf"\s*(?:of\s+)?(?:{_BOTH}{_MODIFIER}){{0,5}}?(?P<head>{nouns})(?![\w-])", re.IGNORECASE))
        for unit, nouns in _data()["counted"].items()
    )


_HURT = re.compile(r"\s+(?:(?:of (?:them|whom)|were|was|others|more)\s+)*(?:killed|injured|wounded|maimed)\b")
_AGAINST = re.compile(
    r"\b(?:(?:up|down|increase|decrease|drop|rise|fall) (?:on|from)|compared (?:with|to)|against|versus|from)\s+"
    r"(?:the\s+|a\s+total\s+of\s+)?$|\b(?:to|than)\s+(?:the\s+|a (?:low|high|peak) of\s+)?$"
)
_HURTING = re.compile(r"\b(?:killed|injured|wounded|maimed|killing|injuring|wounding)\s+$")
_RELATIVE = re.compile(r"\s+(?:it|they|that|which|\w+ed in|in (?:19|20)\d\d)\b")
_COUNTED_BEFORE = re.compile(
    r"\bnumber of (?:\w+ )?(mines|landmines|casualties|victims|deminers|minefields|SHAs|CHAs)\b[^.;]*?\b(?:at|to"
    r"|is|was|of)\s$"
)
_SINGULAR = re.compile(r"\s(?:land)?mine$", re.IGNORECASE)
_PART_OF = re.compile(r"\b(?:including|of which|plus|of whom|comprising)\s+$")
_OVER, _GIVEN = re.compile(r"over\s+", re.IGNORECASE), re.compile(r"\b(?:hand(?:ed|ing)?|turned|took|taken)\s+$")
_JOINT = re.compile(r"\s*(?:,|and|, and)\s*")
_ASIDE = re.compile(r",? including [^,;]*,")
_ASIDE_OR_NEXT = re.compile(
    r";|, (?:but|while|whereas|which|where|an? (?:reduction|increase|decrease|drop|fall|rise))\b"
)
_GAP = 70


def amounts(text: str, sentence: Stretch, masked: Sequence[tuple[int, int]]) -> list[Amount]:
    """The quantities of a sentence, left to right, without those that are part of a date, a name or a share."""
    found: list[_Found] = []
    for quantity in quantities(_blanked(text, sentence, masked)):
        start, end = quantity.start + sentence.start, quantity.end + sentence.start
        words = quantity.words
        if (over := _OVER.match(words)) and _GIVEN.search(text[:start]):
            start, words = start + over.end(), words[over.end() :]
        if _is_skipped(text, start, end):
            continue
        if (amount := _read(text, start, end, words, found)) is not None:
            found.append(amount)
    return _compared(text, [_measured(text, sentence, each, [o for o in found if o is not each]) for each in found])


def _compared(text: str, measured: Sequence[Amount]) -> list[Amount]:
    """A quantity that another is compared with ("down from 1.1 km") measures the same."""
    found: list[Amount] = []
    for amount in measured:
        last = found[-1] if found else None
        if last and last.figure.unit == amount.figure.unit and _AGAINST.search(text[last.end : amount.start]):
            amount = replace(amount, measure=last.measure, by_words=last.by_words)  # noqa: PLW2901
        found.append(amount)
    return found


def _blanked(text: str, sentence: Stretch, masked: Sequence[tuple[int, int]]) -> str:
    """The sentence with its dates blanked, so that "in 2022 to 7.7 km" is no range."""
    blank = text[: sentence.end]
    for low, high in masked:
        blank = blank[:low] + "¤" * (high - low) + blank[high:]
    return blank[sentence.start :]


def _is_skipped(text: str, start: int, end: int) -> bool:
    return bool(
        re.search(_data()["skipped_before"], text[max(0, start - 16) : start])
        or re.match(_data()["skipped_after"], text[end:])
    )


def _read(text: str, start: int, end: int, words: str, earlier: Sequence[_Found]) -> _Found | None:
    if (modifier := _SINGULAR.search(words)) and not re.match(r"(?:one|a|an|1)\b", words, re.IGNORECASE):
        # "2,771 mine and ERW victims": what is counted comes later.
        words, end = words[: modifier.start()], end - len(modifier[0])
    try:
        figure = parse(words)
    except PloughshareError:
        return None
    if figure.unit and not units()[figure.unit].counted:
        return _Found(start, end, words, words, figure)
    after, before = text[end : end + _GAP], text[max(0, start - 150) : start]
    heads = sorted(
        ((head.end("head"), unit) for unit, pattern in _heads() if (head := pattern.match(after))),
        key=lambda each: each[0],
    )
    if figure.unit is None and (_HURT.match(after) or _HURTING.search(before)):
        return _with_unit(start, end, words, words, "people")
    bare = re.match(rf"\s*{_MODIFIER}{{0,2}}?{_data()['not_counted']}\b", after)
    if figure.unit is None and heads and not (bare and bare.end() <= heads[0][0]):
        length, unit = heads[0]
        return _with_unit(start, end + length, text[start : end + length], words, unit)
    if figure.unit:
        of = re.match(r"\s+of\s+(?:UXO|ERW|EO|AXO|unexploded ordnance|explosive ordnance)\b", after)
        end += of.end() if of else 0
        return _Found(start, end, text[start:end], text[start:end], figure)
    if counted := _COUNTED_BEFORE.search(before):
        return _with_unit(
            start, end, words, words, next(unit for unit, pattern in _heads() if pattern.match(f" {counted[1]}"))
        )
    if earlier and not bare and (_RELATIVE.match(after) or _PART_OF.search(before)):
        whole = earlier[-1]
        part = _with_unit(start, end, words, words, whole.figure.unit)
        return part and replace(part, thing=whole.thing)
    return None


def _with_unit(start: int, end: int, words: str, number: str, unit: str | None) -> _Found | None:
    try:
        return _Found(start, end, words, words, parse(number, unit))
    except PloughshareError:
        return None


def _measured(text: str, sentence: Stretch, amount: _Found, others: Sequence[_Found]) -> Amount:
    unit = amount.figure.unit
    dimension = units()[unit].dimension if unit else ""
    aside = _ASIDE.match(text, amount.end, sentence.end)
    begin = aside.end() if aside else amount.end
    for other in others:
        # What is said after the last of a row is said of all: "56 mines and two shells were destroyed".
        if other.start >= begin and _JOINT.fullmatch(text, begin, other.start):
            begin = other.end
    after = text[begin : min([sentence.end, begin + 90, *(o.start for o in others if o.start >= begin)])]
    before = text[max(sentence.start, amount.start - 150) : amount.start]
    rules = [
        rule
        for rule in _data()["rules"].get(dimension, ())
        if rule.get("unit", unit) == unit and ("type" not in rule or _is_of_type(rule["type"], amount.thing))
    ]
    for rule in rules:
        if "touching" in rule and re.match(rf"[\s-]*(?:{rule['touching']})\b", after):
            return _amount(amount, rule["measure"], by_words=True)
        if "before_touching" in rule and re.search(rule["before_touching"], before):
            is_rest = re.search(r"remaining\W*(?:\w+\W+)?$", before)
            stretches = (after, before) if is_rest else (before, after)
            measure = _status(stretches, before, rules) if rule.get("near_status") else rule["measure"]
            return _amount(amount, measure, by_words=True)
    measure, is_plain = _nearest(rules, after, before)
    if measure:
        return _amount(amount, measure, by_words=is_plain)
    left = next((rule for rule in rules if not {"near", "touching", "before_touching"} & set(rule)), None)
    return _amount(amount, left["measure"] if left else None, by_words=False)


def _nearest(rules: Sequence[Mapping[str, Any]], after: str, before: str) -> tuple[str | None, bool]:
    """The measure whose words stand nearest after the quantity in its clause, else before it; whether they are plain.

    What was done to land or mines says more than what state land is in.
    """
    near = [rule for rule in rules if "near" in rule]
    after = _ASIDE_OR_NEXT.split(after)[0]
    beside = next(
        (
            rule["measure"]
            for rule in near
            if re.search(rf"\b(?:{rule['near']})\s+(?:a total of\s+|another\s+)?$", before)
            or (rule["measure"] in _WEAK and re.match(rf"\s+(?:of\s+|was\s+|were\s+)?(?:{rule['near']})\b", after))
        ),
        None,
    )
    if beside and not any(
        re.match(rf"[^,;]{{0,60}}?\b(?:was|were|being)\s+(?:{rule['near']})\b", after)
        for rule in near
        if rule["measure"] not in _WEAK
    ):
        last = re.search(r"\w+\s+(?:a total of\s+|another\s+)?$", before)
        word = last[0] if last else ""
        return _by_method(word, before + after) if beside == "cleared_area" else (str(beside), True)
    for wanted in (False, True):
        some = [rule for rule in near if (rule["measure"] in _WEAK) is wanted]
        for stretch, is_after in ((after, True), (before, False)):
            found = [
                (match.start() if is_after else -match.end(), number, rule["measure"], match[0])
                for number, rule in enumerate(some)
                for match in re.finditer(rf"\b(?:{rule['near']})(?!\w)", stretch, re.IGNORECASE)
            ]
            if found:
                *_, measure, word = min(found)
                return _by_method(word, before + after) if measure == "cleared_area" else (str(measure), True)
    return None, False


def _by_method(word: str, around: str) -> tuple[str, bool]:
    """Released land by the method named beside it. Release alone does not say which: it may be the sum of all."""
    if not word.startswith("releas") or re.search(r"\b(?:clearance|cleared|clearing)\b", around):
        return "cleared_area", True
    if re.search(r"\b(?:NTS|non-technical survey)\b", around):
        return "cancelled_area", True
    if re.search(r"\b(?:TS|technical survey)\b", around):
        return "reduced_area", True
    return "cleared_area", False


_WEAK = ("suspected_area", "confirmed_area", "contamination_extent")
"""States of land: a word for what was done to it says more."""


def _status(stretches: tuple[str, str], before: str, rules: Sequence[Mapping[str, Any]]) -> str:
    """What state the land is in by the words nearest to the quantity, in the first stretch that has any."""
    weak = [rule for rule in rules if rule["measure"] in _WEAK and "near" in rule]
    for stretch in stretches:
        found = [
            (-match.end() if stretch is before else match.start(), number)
            for number, rule in enumerate(weak)
            for match in re.finditer(rf"\b(?:{rule['near']})(?!\w)", stretch, re.IGNORECASE)
        ]
        if found:
            return str(weak[min(found)[1]]["measure"])
    return "area"


def _is_of_type(pattern: str, words: str) -> bool:
    """Whether the words name this type of mine and not both."""
    types = [
        kind for kind in ("AP|anti-personnel", "AV|anti-vehicle|anti-tank") if re.search(rf"\b(?:{kind})\b", words)
    ]
    return types == [pattern]


def _amount(found: _Found, measure: str | None, *, by_words: bool) -> Amount:
    return Amount(found.start, found.end, found.words, found.figure, measure, by_words)
