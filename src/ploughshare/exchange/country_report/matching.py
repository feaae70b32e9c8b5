"""Two records beside each other: which row of the one is which row of the other, whatever ids they have.

Rows are told to be the same by what they are about, never by chance of wording: a source by its address, number,
title, correspondent and date; a figure by its question; an event by its kind, date, place and sources. The best pairs
are taken first, and no row is in two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ploughshare import dates, figure
from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.notes.identity import folded
from ploughshare.exchange.intake import plain_address
from ploughshare.figure import Figure
from ploughshare.figure.units import is_counted
from ploughshare.record.package import Package, Row

Pair = tuple[Row, Row]
Score = Callable[[Row, Row], float]

ENOUGH = 3.0
"""Two rows whose likeness is less than this are two things."""

_TELLING = 10
"""A count from here on is seldom the same by chance."""

_LETTERS = ("email", "interview")
_RELATED = (
    frozenset({"emplacement", "re_mining", "reinforcement", "deployment"}),
    frozenset({"clearance", "spot_task", "resumption", "find_during_clearance", "suspension", "survey"}),
    frozenset({"casualties", "accident", "hostile_act"}),
    frozenset({"statement", "report", "warning", "meeting", "visit", "training"}),
    frozenset({"agreement", "breakdown", "meeting"}),
    frozenset({"displacement", "find", "warning"}),
)
"""Kinds of events between which two readers of the same sentence may choose differently."""


@dataclass(frozen=True)
class Matching:
    """Pairs (ours, theirs) by table, and what only one of the two has."""

    pairs: Mapping[str, Sequence[Pair]]
    ours: Mapping[str, Sequence[Row]]
    theirs: Mapping[str, Sequence[Row]]


def match(ours: Package, theirs: Package) -> Matching:
    """Every table of which rows can be told again; linear in what is alike, quadratic in the rows of one table."""
    mine, other = Told(ours), Told(theirs)
    pairs: dict[str, list[Pair]] = {}
    pairs["organisations"] = assign(ours.rows("organisations"), theirs.rows("organisations"), organisation_likeness)
    pairs["sources"] = assign(ours.rows("sources"), theirs.rows("sources"), source_likeness)
    same = {(left["id"], right["id"]) for left, right in pairs["sources"]}
    scores: dict[str, Score] = {
        "events": lambda left, right: _event_likeness(left, right, mine, other, same),
        "figures": lambda left, right: figure_likeness(left, right, mine, other),
        "capacity": lambda left, right: _capacity_likeness(left, right, mine, other),
        "obligations": _obligation_likeness,
        "recommendations": _recommendation_likeness,
    }
    for table, score in scores.items():
        pairs[table] = assign(ours.rows(table), theirs.rows(table), score)
    left = {table: {row["id"] for row, _ in found} for table, found in pairs.items()}
    right = {table: {row["id"] for _, row in found} for table, found in pairs.items()}
    return Matching(
        pairs,
        {table: [row for row in ours.rows(table) if row["id"] not in left[table]] for table in pairs},
        {table: [row for row in theirs.rows(table) if row["id"] not in right[table]] for table in pairs},
    )


def assign(ours: Sequence[Row], theirs: Sequence[Row], score: Score, enough: float = ENOUGH) -> list[Pair]:
    """The pairs that are alike enough, the most alike first."""
    scored = [
        (likeness, at, to)
        for at, left in enumerate(ours)
        for to, right in enumerate(theirs)
        if (likeness := score(left, right)) >= enough
    ]
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for _, at, to in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if at not in taken_left and to not in taken_right:
            taken_left.add(at)
            taken_right.add(to)
            pairs.append((at, to))
    return [(ours[at], theirs[to]) for at, to in sorted(pairs)]


class Told:
    """A record, asked by what its rows are called and what rests on what."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def claims(self) -> Mapping[str, Sequence[Row]]:
        """The claims of each figure."""
        found: dict[str, list[Row]] = {}
        for row in self.package.rows("claims"):
            found.setdefault(row["figure"], []).append(row)
        return found

    @cached_property
    def citations(self) -> Mapping[tuple[str, str], Sequence[Row]]:
        """What each row (table, id) rests on."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.package.rows("citations"):
            found.setdefault((row["cited_table"], row["cited_row"]), []).append(row)
        return found

    def names(self, table: str, id: str | None) -> frozenset[str]:
        """Everything that an organisation or a place is called."""
        row = self.package.row(table, id) if id else None
        if row is None:
            return frozenset()
        also = row.get("other_names") or (row.get("short_name"),)
        return frozenset(folded(name) for name in (row["name"], *also) if name)


def organisation_likeness(left: Row, right: Row) -> float:
    """The same name or abbreviation, in whichever of the two columns."""
    if {_bare(left["name"]), folded(left["short_name"])} & {_bare(right["name"]), folded(right["short_name"])} - {""}:
        return 5.0
    return ENOUGH * (similarity(left["name"], right["name"]) > 0.8)


def _bare(name: str) -> str:
    return folded(name).removeprefix("the ")


def source_likeness(left: Row, right: Row) -> float:
    """How much two sources look like one: 8 where an address or number is the same, less by title, name and date."""
    same_date = _same_date(left, right)
    if left["number"] and right["number"]:
        same_number = folded(left["number"]).replace(" ", "") == folded(right["number"]).replace(" ", "")
        return 8.0 + similarity(left["title"], right["title"]) if same_number else 0.0
    if left["kind"] in _LETTERS or right["kind"] in _LETTERS:
        alike = left["kind"] == right["kind"] and _surname(left) == _surname(right) != ""
        return 6.0 if alike and same_date is True else 0.0
    if same_date is False:
        return 0.0
    alike = similarity(left["title"], right["title"])
    if left["url"] and right["url"] and plain_address(left["url"]) == plain_address(right["url"]):
        return 8.0 + alike
    if _years(left) != _years(right) and same_date is None:
        return 0.0
    where = similarity(_container(left), _container(right))
    spoken = left["kind"] == right["kind"] and left["kind"] in ("statement", "presentation")
    if spoken and same_date:
        return 4.0 + alike + (_surname(left) == _surname(right))
    if alike >= 0.6 and (same_date or where > 0.3 or left["kind"] == right["kind"] == "treaty_report"):
        return 2.5 + alike + where + (same_date is True)
    # An untitled or translated item: the same day in the same paper.
    untitled = not left["title"] or not right["title"]
    return 2.0 + where + alike if same_date and where > 0.5 and (alike > 0.3 or untitled) else 0.0


def _same_date(left: Row, right: Row) -> bool | None:
    """Whether two sources are of the same date, as far as their digits say; None where one has none."""
    for name in ("issued", "last_updated"):
        one, other = left[name], right[name]
        if one and other:
            return bool(one.startswith(other) or other.startswith(one))
    return None


def _years(row: Row) -> frozenset[str]:
    """What tells the reports of a series apart."""
    return frozenset(re.findall(r"\b(?:19|20)\d\d\b|\brevised\b|\badditional\b", folded(row["title"])))


def _surname(row: Row) -> str:
    first: Mapping[str, Any] = next(iter(row["authors"] or ()), {})
    name = folded(first.get("family") or first.get("literal") or "")
    return name.rpartition(" ")[2]


def _container(row: Row) -> str:
    authors = " ".join(author.get("literal", "") for author in row["authors"] or ())
    return row["container_title"] or row["publisher_name"] or (row["publisher"] or "").replace("-", " ") or authors


def figure_likeness(left: Row, right: Row, mine: Told, other: Told) -> float:
    """The same question: measure and period first, then place, organisation and subject; the same answer helps."""
    if left["measure"] != right["measure"]:
        return 0.0
    period = _overlap(left["period"], None, right["period"], None)
    if period is False:
        return 0.0
    whole = not (left["place"] or right["place"] or left["event"] or right["event"])
    if left["period"] and left["period"] == right["period"]:
        score = 3.0
    elif period:
        score = 1.0
    else:
        # A stock of the whole country is one question, whatever the answer.
        score = 2.5 if whole and not (left["period"] or right["period"]) else 1.5
    score += 1.0 if left["subject"] == right["subject"] else 0.0
    score += _alike(mine.names("places", left["place"]), other.names("places", right["place"]), 2.0, -1.0)
    for column, table in (("organisation", "organisations"), ("ordnance", "ordnance")):
        score += _alike(mine.names(table, left[column]), other.names(table, right[column]), 1.0, -1.0)
    answers = [(a, b) for a in mine.claims.get(left["id"], ()) for b in other.claims.get(right["id"], ())]
    telling = [a for a, b in answers if says_the_same(a, b)]
    if telling:
        # The same length or the same thousands, wherever it is said to be; two mines are found in many places.
        score += 3.0 if any(_is_telling(claim) for claim in telling) else 1.5
    return score


def _is_telling(claim: Row) -> bool:
    """Whether an answer is seldom the same by chance: a measured one, or a large number."""
    return bool((claim["best"] or claim["low"] or 0) >= _TELLING or (claim["unit"] and not is_counted(claim["unit"])))


def says_the_same(left: Row, right: Row) -> bool:
    """Whether two claims give the same answer, within stated rounding."""
    if left["category"] or right["category"]:
        return bool(left["category"] == right["category"])
    try:
        return figure.agree(of_claim(left), of_claim(right))
    except PloughshareError:
        return False


def of_claim(row: Row) -> Figure:
    """The figure of a claim's row."""
    return figure.of(
        row["state"],
        row["kind"],
        low=row["low"],
        best=row["best"],
        high=row["high"],
        unit=row["unit"],
        rounded_to=row["rounded_to"],
    )


def said(claim: Row) -> str:
    """A claim's answer in words."""
    if claim["category"]:
        return str(claim["category"]).replace("_", " ")
    # A cell of a table has its unit in the head of the column.
    return claim["words"] if re.search(r"[^\W\d_]", claim["words"] or "") else figure.say(of_claim(claim))


def _event_likeness(left: Row, right: Row, mine: Told, other: Told, same: set[tuple[str, str]]) -> float:
    one, two = left["kind"], right["kind"]
    score = 2.0 if one == two else 1.0 if any({one, two} <= related for related in _RELATED) else 0.0
    overlap = _overlap(left["happened"], left["happened_precision"], right["happened"], right["happened_precision"])
    if not score or overlap is False:
        return 0.0
    score += 2.0 if overlap else 0.0
    score += 1.0 if left["happened"] and left["happened"] == right["happened"] else 0.0
    score += _alike(mine.names("places", left["place"]), other.names("places", right["place"]), 1.5, -1.0)
    actors = [_all_names(told, row["actors"]) for told, row in ((mine, left), (other, right))]
    score += _alike(actors[0], actors[1], 1.0, -0.5)
    cited = [
        (a["source"], b["source"])
        for a in mine.citations.get(("events", left["id"]), ())
        for b in other.citations.get(("events", right["id"]), ())
    ]
    return score + (1.5 if any(pair in same for pair in cited) else 0.0) - 0.5


def _all_names(told: Told, ids: Sequence[str]) -> frozenset[str]:
    return frozenset(name for id in ids for name in told.names("organisations", id))


def _alike(left: frozenset[str], right: frozenset[str], yes: float, no: float) -> float:
    """A bonus where two things have a name in common, a malus where both are named and have none."""
    if not left or not right:
        return 0.0
    return yes if any(a == b or f" {a} " in f" {b} " or f" {b} " in f" {a} " for a in left for b in right) else no


def _capacity_likeness(left: Row, right: Row, mine: Told, other: Told) -> float:
    if left["category"] != right["category"] or left["answer"] != right["answer"]:
        return 0.0
    if left["organisation"] is None and right["organisation"] is None:
        return 4.0
    names = [told.names("organisations", row["organisation"]) for told, row in ((mine, left), (other, right))]
    return 2.0 + _alike(names[0], names[1], 2.0, -2.0) + similarity(left["statement"], right["statement"])


def _obligation_likeness(left: Row, right: Row) -> float:
    if left["instrument"] != right["instrument"]:
        return 0.0
    # A date that was put off is the same obligation still.
    alike = similarity(left["title"], right["title"])
    by_date = not left["due"] or not right["due"] or left["due"] == right["due"]
    return 3.0 * (by_date or alike > 0.7) + alike


def _recommendation_likeness(left: Row, right: Row) -> float:
    # A record words them anew: of the same year, the place in the list tells more than the words do.
    alike = similarity(left["text"], right["text"])
    same_place = left["number"] == right["number"] and str(left["made"])[:4] == str(right["made"])[:4]
    return ENOUGH + alike + same_place / 4 if alike >= (0.05 if same_place else 0.25) else 0.0


def similarity(left: str | None, right: str | None) -> float:
    """How many of their words two texts share, 0 to 1, by the beginnings of the words."""
    one, two = _stems(left), _stems(right)
    return len(one & two) / len(one | two) if one and two else 0.0


def _stems(text: str | None) -> frozenset[str]:
    return frozenset(
        word[:5] for word in folded(text).split() if len(word) > 3 or word.isdigit() or len(folded(text)) < 12
    )


def _overlap(
    left: str | None, left_precision: str | None, right: str | None, right_precision: str | None
) -> bool | None:
    """Whether two dates or periods have a day in common; None where one of them is not known."""
    if not left or not right:
        return None
    (first, last), (start, end) = dates.interval(left, left_precision), dates.interval(right, right_precision)
    if first > (end or date.max) or start > (last or date.max):
        return False
    # "Before" a day may be any time: that it may be the same time tells nothing.
    return None if {"before", "after"} & {left_precision, right_precision} else True
