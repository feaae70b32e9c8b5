"""Postings added up: the lines of an account for a period, and the differences of each with their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import fsum
from typing import Any, NamedTuple

from ploughshare import figure as figures
from ploughshare import vocab
from ploughshare.figure import Figure, Kind, State
from ploughshare.land.facts import RowId
from ploughshare.land.posting import Posting

_FINEST = Decimal("0.000001")


class Entry(NamedTuple):
    """What one row comes to on a line: square metres as measured."""

    table: str
    id: str
    m2: float


@dataclass(frozen=True)
class Difference:
    """A reason (term of ``account_differences``) why stated and measured areas differ, with what each row has in it."""

    name: str
    m2: float
    rows: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class LedgerLine:
    """A line of the account (term of ``account_lines``), as stated and as measured.

    The figures say what the sums cannot: where a row states no area, or a report is missing, they are “at least”.
    """

    key: str
    stated: Figure
    measured: Figure
    of: Sum = field(repr=False)

    @property
    def stated_m2(self) -> float:
        """The sum of what is stated; what is not stated counts as nothing."""
        return self.of.stated_m2

    @property
    def measured_m2(self) -> float:
        """Each square metre once, and what has no outline by its stated area."""
        return self.of.measured_m2

    @property
    def unlocated_m2(self) -> float:
        """What of it is stated area, for want of an outline."""
        return self.of.unlocated_m2

    @cached_property
    def rows(self) -> tuple[Entry, ...]:
        """What each row comes to as measured; with rows that state something and come to nothing."""
        stated = self.of.by_row(lambda posting: posting.stated or 0.0)
        measured = self.of.by_row(lambda posting: posting.measured)
        return tuple(Entry(*row, m2) for row, m2 in measured.items() if m2 or stated[row])

    @cached_property
    def stated_rows(self) -> tuple[Entry, ...]:
        """What each row comes to as stated."""
        return _entries(self.of.by_row(lambda posting: posting.stated or 0.0))

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Named reasons, in the order of their vocabulary, that add up to ``stated_m2 - measured_m2``."""
        named = self.of.differences()
        kept = ((name, _entries(named[name])) for name in vocab.load("account_differences").terms if name in named)
        return tuple(Difference(name, fsum(named[name].values()), rows) for name, rows in kept if rows)

    @property
    def label(self) -> str:
        """The line in words."""
        return vocab.load("account_lines")[self.key].label

    @property
    def sign(self) -> int:
        """1 where the line adds to what is hazardous, -1 where it takes from it, 0 where it does neither."""
        return int(vocab.load("account_lines")[self.key].extra["sign"])

    def as_json(self, *, most_rows: int | None = None) -> dict[str, Any]:
        """The line as plain data; with the largest of its rows and the sum of the others where there are more."""
        return {
            "line": self.key,
            "label": self.label,
            "sign": self.sign,
            "stated_m2": number(self.stated_m2),
            "stated": figures.say(self.stated),
            "measured_m2": number(self.measured_m2),
            "measured": figures.say(self.measured),
            "unlocated_m2": number(self.unlocated_m2),
            "rows": _listed(self.rows, most_rows),
            "stated_rows": _listed(self.stated_rows, most_rows),
            "differences": [
                {
                    "name": difference.name,
                    "label": vocab.load("account_differences")[difference.name].label,
                    "m2": number(difference.m2),
                    "rows": _listed(difference.rows, most_rows),
                }
                for difference in self.differences
            ],
        }


def number(m2: float) -> float:
    """Square metres as they are given out: to a millionth, and no minus nothing."""
    return round(m2, 6) + 0.0


def _listed(entries: Sequence[Entry], most: int | None) -> list[dict[str, Any]]:
    """Rows as plain data. Beyond ``most`` the smaller ones are one entry without a table that says how many."""
    others: Sequence[Entry] = ()
    if most is not None and len(entries) > most:
        by_size = sorted(entries, key=lambda entry: -abs(entry.m2))
        entries, others = by_size[:most], by_size[most:]
    listed = [{"table": entry.table, "id": entry.id, "m2": number(entry.m2)} for entry in entries]
    if others:
        rest = number(fsum(entry.m2 for entry in others))
        listed.append({"table": "", "id": f"{len(others)} others", "m2": rest})
    return listed


Signed = tuple[Posting, int]
"""A posting and its sign in a sum: 1 as it is, -1 turned round."""


@dataclass(frozen=True, eq=False)
class Sum:
    """Postings added up, each with its sign."""

    parts: Sequence[Signed]

    @classmethod
    def of(cls, postings: Iterable[Posting]) -> Sum:
        """Postings of one line, as they are."""
        return cls([(posting, 1) for posting in postings])

    @classmethod
    def balance(cls, postings: Iterable[Posting]) -> Sum:
        """What postings of all lines leave hazardous."""
        terms = vocab.load("account_lines").terms
        signs = {line: int(term.extra["sign"]) for line, term in terms.items()}
        return cls([(posting, sign) for posting in postings if (sign := signs[posting.line])])

    def __sub__(self, other: Sum) -> Sum:
        return Sum([*self.parts, *((posting, -sign) for posting, sign in other.parts)])

    @property
    def stated_m2(self) -> float:
        """As stated; what is not stated counts as nothing."""
        return self._sums[0]

    @property
    def measured_m2(self) -> float:
        """As measured, with what has no outline by its stated area."""
        return self._sums[1]

    @property
    def unlocated_m2(self) -> float:
        """What of it has no outline."""
        return self._sums[2]

    @cached_property
    def _sums(self) -> tuple[float, float, float]:
        return (
            fsum([sign * posting.stated for posting, sign in self.parts if posting.stated]),
            fsum([sign * posting.measured for posting, sign in self.parts if posting.measured]),
            fsum([sign * posting.unlocated for posting, sign in self.parts if posting.unlocated]),
        )

    def by_row(self, of: Callable[[Posting], float]) -> dict[RowId, float]:
        """What each row comes to, by table and id."""
        parts: dict[RowId, list[float]] = defaultdict(list)
        for posting, sign in self.parts:
            parts[posting.row].append(sign * of(posting))
        return {row: fsum(parts[row]) for row in sorted(parts)}

    def differences(self) -> dict[str, dict[RowId, float]]:
        """What each row comes to of each difference."""
        named: dict[str, dict[RowId, list[float]]] = defaultdict(lambda: defaultdict(list))
        for posting, sign in self.parts:
            for name, m2 in posting.differences:
                named[name][posting.row].append(sign * m2)
        return {name: {row: fsum(rows[row]) for row in sorted(rows)} for name, rows in named.items()}

    def line(self, key: str, *, is_missing_reports: bool = False) -> LedgerLine:
        """The line of that key that these postings come to."""
        unstated: dict[RowId, int] = defaultdict(int)
        unmeasured: dict[RowId, int] = defaultdict(int)
        for posting, sign in self.parts:
            if posting.stated is None:
                unstated[posting.row] += sign
                unmeasured[posting.row] += sign if posting.is_unlocated else 0
        stated = _figure(self.stated_m2, unstated.values(), is_missing_reports=is_missing_reports)
        measured = _figure(self.measured_m2, unmeasured.values(), is_missing_reports=False)
        return LedgerLine(key, stated, measured, self)


def _entries(rows: dict[RowId, float]) -> tuple[Entry, ...]:
    return tuple(Entry(*row, m2) for row, m2 in rows.items() if m2)


def _figure(m2: float, unknown: Iterable[int], *, is_missing_reports: bool) -> Figure:
    """The number, or what of it is known: at least where something not stated would add to it, at most where it
    would take from it."""
    found = set(unknown) - {0}
    more, less = is_missing_reports or any(sign > 0 for sign in found), any(sign < 0 for sign in found)
    known = Decimal(repr(number(m2))).quantize(_FINEST).normalize()
    known = known.quantize(Decimal(1)) if known == known.to_integral() else known
    if not (more or less):
        return figures.exact(known, "m2")
    if (more and less) or known <= 0:
        return figures.missing(State.NOT_REPORTED if is_missing_reports and not found else State.UNKNOWN, "m2")
    if more:
        return figures.of(State.VALUE, Kind.AT_LEAST, low=known, unit="m2")
    return figures.of(State.VALUE, Kind.AT_MOST, high=known, unit="m2")


def between(postings: Sequence[Posting], after: int, until: int) -> list[Posting]:
    """The postings of the days after the first and up to the second."""
    return [posting for posting in postings if after < posting.day <= until]
