"""An import beside the same record made by hand: what was found, what was missed, what is extra."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ploughshare.exchange.country_report.matching import Told, match, says_the_same
from ploughshare.record.package import Package, Row


@dataclass(frozen=True)
class Compared:
    """One table: pairs that are the same thing, and the ids that only one of the two has."""

    table: str
    found: Sequence[tuple[str, str]]
    missed: Sequence[str]
    extra: Sequence[str]

    @property
    def recall(self) -> float:
        """The share of what is in the record made by hand that the import has."""
        of = len(self.found) + len(self.missed)
        return len(self.found) / of if of else 1.0


def compare(imported: Package, by_hand: Package) -> list[Compared]:
    """Every table whose rows can be told again, claims with the figures that they answer."""
    matching = match(imported, by_hand)
    found = [
        Compared(
            table,
            [(ours["id"], theirs["id"]) for ours, theirs in pairs],
            [row["id"] for row in matching.theirs[table]],
            [row["id"] for row in matching.ours[table]],
        )
        for table, pairs in matching.pairs.items()
    ]
    return [*found, _claims(matching.pairs["figures"], Told(imported), Told(by_hand))]


def _claims(figures: Sequence[tuple[Row, Row]], imported: Told, by_hand: Told) -> Compared:
    """The answers, those to figures that were not found among the missed and the extra."""
    pairs: list[tuple[str, str]] = []
    for ours, theirs in figures:
        free = list(by_hand.claims.get(theirs["id"], ()))
        for claim in imported.claims.get(ours["id"], ()):
            same = next((each for each in free if says_the_same(claim, each)), None)
            if same is not None:
                free.remove(same)
                pairs.append((claim["id"], same["id"]))
    left, right = {one for one, _ in pairs}, {other for _, other in pairs}
    return Compared(
        "claims",
        pairs,
        [row["id"] for row in by_hand.package.rows("claims") if row["id"] not in right],
        [row["id"] for row in imported.package.rows("claims") if row["id"] not in left],
    )


def lines(compared: Sequence[Compared], *, ids: bool = True) -> Iterator[str]:
    """The comparison for the terminal; with ``ids`` also what was missed and what is extra."""
    for each in compared:
        of = len(each.found) + len(each.missed)
        yield f"{each.table:<16} found {len(each.found):>3} of {of:>3} ({each.recall:4.0%}), extra {len(each.extra)}"
        if ids:
            yield from _listed("missed", each.missed)
            yield from _listed("extra", each.extra)


def _listed(word: str, ids: Sequence[str]) -> Iterator[str]:
    if ids:
        yield f"  {word:<7} {', '.join(ids)}"
