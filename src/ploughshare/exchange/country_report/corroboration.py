"""Within a record of several documents: sources that are one item, figures that repeat one root, claims that disagree.

All of it is proposed. Two documents that say the same because both cite one e-mail are one witness, and a short link
hides what it leads to; but whether two things are one is for a person to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from ploughshare.exchange.country_report.matching import (
    ENOUGH,
    Told,
    figure_likeness,
    of_claim,
    said,
    says_the_same,
    source_likeness,
)
from ploughshare.exchange.intake import plain_address
from ploughshare.record.package import Package, Row


class Finding(StrEnum):
    """What is proposed."""

    MERGE = "merge"  # two sources are one item
    ONE_ROOT = "one_root"  # two claims agree because they rest on one source
    DISAGREEMENT = "disagreement"  # two claims answer one question otherwise


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two rows of a table, what is proposed about them, and why."""

    finding: Finding
    table: str
    first: str
    second: str
    why: str


def corroboration(package: Package) -> list[Suggestion]:
    """Every suggestion, merges first: which sources are one decides which claims are."""
    merges = list(_merges(package))
    one = {id: root for first, second in _joined(merges) for id, root in ((first, first), (second, first))}
    return [*merges, *_claims(Told(package), one)]


def _merges(package: Package) -> Iterator[Suggestion]:
    through: dict[str, set[str]] = {}
    for row in package.rows("citations"):
        through.setdefault(row["source"], set()).add(row["via"] or "")
    for left, right in combinations(package.rows("sources"), 2):
        documents = [through.get(row["id"], set()) for row in (left, right)]
        # The notes of one document have been told apart when it was read; what nothing rests on waits for its rows.
        if not all(documents) or (documents[0] & documents[1]) - {""} or left["seen"] or right["seen"]:
            continue
        if source_likeness(left, right) >= ENOUGH:
            yield Suggestion(Finding.MERGE, "sources", left["id"], right["id"], _why(left, right))


def _why(left: Row, right: Row) -> str:
    if left["url"] and right["url"] and plain_address(left["url"]) == plain_address(right["url"]):
        return "the same address" + ("" if left["title"] == right["title"] else " with another title")
    if left["number"] and left["number"] == right["number"]:
        return "the same number"
    if left["kind"] in ("email", "interview"):
        return "the same correspondent and day"
    other = " with another address" if left["url"] and right["url"] else ""
    return f"the same title or occasion, and date{other}"


def _joined(merges: Sequence[Suggestion]) -> Iterator[tuple[str, str]]:
    """Each merge with the first source of all that it is joined to, over others too."""
    root: dict[str, str] = {}

    def find(id: str) -> str:
        while root.get(id, id) != id:
            id = root[id]
        return id

    for merge in merges:
        root[find(merge.second)] = find(merge.first)
    for id in list(root):
        yield find(id), id


def _claims(told: Told, one: dict[str, str]) -> Iterator[Suggestion]:
    by_measure: dict[str, list[Row]] = {}
    for figure in told.package.rows("figures"):
        by_measure.setdefault(figure["measure"], []).append(figure)
    for figures in by_measure.values():
        for figure in figures:
            yield from _compared(told, told.claims.get(figure["id"], ()), one)
        for left, right in combinations(figures, 2):
            # A part of the country is no rival of the whole; and one document has told its questions apart.
            if bool(left["place"]) == bool(right["place"]) and figure_likeness(left, right, told, told) >= ENOUGH + 1:
                pairs = [(a, b) for a in told.claims.get(left["id"], ()) for b in told.claims.get(right["id"], ())]
                for a, b in pairs:
                    if _documents(told, a) != _documents(told, b):
                        yield from _pair(told, a, b, one)


def _compared(told: Told, claims: Sequence[Row], one: dict[str, str]) -> Iterator[Suggestion]:
    for left, right in combinations(claims, 2):
        yield from _pair(told, left, right, one)


def _pair(told: Told, left: Row, right: Row, one: dict[str, str]) -> Iterator[Suggestion]:
    if says_the_same(left, right):
        sources = [{one.get(id, id) for id in _unread(told, row)} for row in (left, right)]
        if (shared := sorted(sources[0] & sources[1])) and _documents(told, left) != _documents(told, right):
            why = f"both rest on {', '.join(shared)}: they are one witness"
            yield Suggestion(Finding.ONE_ROOT, "claims", left["id"], right["id"], why)
        return
    if not (of_claim(left).is_known or of_claim(right).is_known):
        return  # both say that it is not known, each in its way
    answers = " and ".join(f"“{said(row)}”" for row in (left, right))
    yield Suggestion(Finding.DISAGREEMENT, "claims", left["id"], right["id"], f"the answers differ: {answers}")


def _unread(told: Told, claim: Row) -> Iterator[str]:
    """What a claim rests on beside the document that tells of it."""
    return (row["source"] for row in told.citations.get(("claims", claim["id"]), ()) if row["via"])


def _documents(told: Told, claim: Row) -> frozenset[str]:
    """The documents that were read of which the claim was made."""
    return frozenset(row["via"] or row["source"] for row in told.citations.get(("claims", claim["id"]), ()))
