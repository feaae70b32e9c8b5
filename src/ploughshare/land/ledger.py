"""Postings added up: the lines of an account for a period, and the differences of each with their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class LedgerLine:
    """A line of the account (term of ``account_lines``), as stated and as measured.

    ``stated_m2`` is the sum of what is stated, ``measured_m2`` each square metre once, with ``unlocated_m2`` of it by
    stated area for want of an outline. ``rows`` has what each row comes to as measured, ``stated_rows`` as stated.
    ``differences`` add up to ``stated_m2 - measured_m2``. The figures say more: where a row states no area, or a report
    is missing, they are “at least”.
    """

    key: str
    stated: Figure
    measured: Figure
    stated_m2: float
    measured_m2: float
    unlocated_m2: float
    rows: tuple[Entry, ...]
    stated_rows: tuple[Entry, ...]
    differences: tuple[Difference, ...]

    @property
    def label(self) -> str:
        """The line in words."""
        return vocab.load("account_lines")[self.key].label

    @property
    def sign(self) -> int:
        """1 where the line adds to what is hazardous, -1 where it takes from it, 0 where it does neither."""
        return int(vocab.load("account_lines")[self.key].extra["sign"])

    def as_json(self) -> dict[str, Any]:
        """The line as plain data."""
        return {
            "line": self.key,
            "label": self.label,
            "sign": self.sign,
            "stated_m2": number(self.stated_m2),
            "stated": figures.say(self.stated),
            "measured_m2": number(self.measured_m2),
            "measured": figures.say(self.measured),
            "unlocated_m2": number(self.unlocated_m2),
            "rows": [_as_json(entry) for entry in self.rows],
            "stated_rows": [_as_json(entry) for entry in self.stated_rows],
            "differences": [
                {
                    "name": difference.name,
                    "label": vocab.load("account_differences")[difference.name].label,
                    "m2": number(difference.m2),
                    "rows": [_as_json(entry) for entry in difference.rows],
                }
                for difference in self.differences
            ],
        }


def number(m2: float) -> float:
    """Square metres as they are given out: to a millionth, and no minus nothing."""
    return round(m2, 6) + 0.0


def _as_json(entry: Entry) -> dict[str, Any]:
    return {"table": entry.table, "id": entry.id, "m2": number(entry.m2)}


class Signed(NamedTuple):
    """A posting as it enters a sum: as it is, or turned round."""

    posting: Posting
    sign: int


@dataclass(frozen=True, eq=False)
class Sum:
    """Postings added up, each with its sign."""

    parts: tuple[Signed, ...]

    @classmethod
    def of(cls, postings: Iterable[Posting]) -> Sum:
        """Postings of one line, as they are."""
        return cls(tuple(Signed(posting, 1) for posting in postings))

    @classmethod
    def balance(cls, postings: Iterable[Posting]) -> Sum:
        """What postings of all lines leave hazardous."""
        terms = vocab.load("account_lines").terms
        signs = {line: int(term.extra["sign"]) for line, term in terms.items()}
        return cls(tuple(Signed(posting, signs[posting.line]) for posting in postings if signs[posting.line]))

    def __sub__(self, other: Sum) -> Sum:
        return Sum((*self.parts, *(Signed(posting, -sign) for posting, sign in other.parts)))

    @cached_property
    def stated_m2(self) -> float:
        """As stated; what is not stated counts as nothing."""
        return fsum(sign * (posting.stated or 0.0) for posting, sign in self.parts)

    @cached_property
    def measured_m2(self) -> float:
        """As measured, with what has no outline by its stated area."""
        return fsum(sign * posting.measured for posting, sign in self.parts)

    @cached_property
    def unlocated_m2(self) -> float:
        """What of it has no outline."""
        return fsum(sign * posting.unlocated for posting, sign in self.parts)

    def line(self, key: str, *, is_missing_reports: bool = False) -> LedgerLine:
        """The line of that key that these postings come to."""
        measured, stated = defaultdict(list), defaultdict(list)
        named: dict[str, dict[RowId, list[float]]] = defaultdict(lambda: defaultdict(list))
        unstated: dict[RowId, int] = defaultdict(int)
        unmeasured: dict[RowId, int] = defaultdict(int)
        for posting, sign in self.parts:
            measured[posting.row].append(sign * posting.measured)
            stated[posting.row].append(sign * (posting.stated or 0.0))
            if posting.stated is None:
                unstated[posting.row] += sign
                unmeasured[posting.row] += sign if posting.is_unlocated else 0
            for name, m2 in posting.differences:
                named[name][posting.row].append(sign * m2)
        differences = (
            Difference(name, fsum(m2 for parts in rows.values() for m2 in parts), _entries(rows))
            for name in vocab.load("account_differences").terms
            if (rows := named.get(name))
        )
        return LedgerLine(
            key,
            _figure(self.stated_m2, unstated.values(), is_missing_reports=is_missing_reports),
            _figure(self.measured_m2, unmeasured.values(), is_missing_reports=False),
            self.stated_m2,
            self.measured_m2,
            self.unlocated_m2,
            _entries(measured, also=stated),
            _entries(stated),
            tuple(difference for difference in differences if difference.rows),
        )


def _entries(rows: dict[RowId, list[float]], also: dict[RowId, list[float]] | None = None) -> tuple[Entry, ...]:
    """Each row with its sum; left out are those that come to nothing, here and in ``also``."""
    sums = {row: fsum(parts) for row, parts in sorted(rows.items())}
    return tuple(Entry(*row, m2) for row, m2 in sums.items() if m2 or (also and fsum(also[row])))


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
