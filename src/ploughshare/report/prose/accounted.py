"""Figures that the land account posts, named in a few words: `[0.7 km²]{account="cleared 2024"}`.

An expression is a line of the account (vocabulary ``account_lines``; ``reduced`` for both lines of technical survey)
and a year, then in any order what narrows it:
``of=GROUP`` (AP mined area unless told otherwise), ``in=PLACE``, ``by=ORGANISATION``, and ``stated`` for the stated
areas in place of the measured, overlap-free ones. Every one is a derived figure: it opens to the rows it is made of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ploughshare import figure as figures
from ploughshare import vocab
from ploughshare.evidence.ledger import Ledger
from ploughshare.figure import Figure
from ploughshare.record.package import Package
from ploughshare.report.prose.computed import CannotComputeError

if TYPE_CHECKING:
    from ploughshare.land.account import Account
    from ploughshare.land.posted import Posted

AP = "ap_mined_area"
"""The group that treaty and report ask for: land with anti-personnel mines of any make, each square metre once."""

_REDUCED = ("reduced_without_technical_asset", "reduced_with_technical_asset")
_TOGETHER = {"reduced": _REDUCED, "reported_reduced": tuple(f"reported_{line}" for line in _REDUCED)}
"""Names for several lines of the account: both are land released by technical survey."""

_NARROWS = {"of": "group", "in": "place", "by": "organisation"}
_STATED = "stated"
_YEAR = re.compile("[0-9]{4}")
_ONE = Decimal(1)


@dataclass(frozen=True)
class Question:
    """A line of the account, for a year, and what narrows it. ``str`` gives the expression that asks it."""

    line: str
    year: int
    group: str = AP
    place: str | None = None
    organisation: str | None = None
    stated: bool = False

    def __str__(self) -> str:
        narrowed = [f"of={self.group}"] if self.group != AP else []
        narrowed += [f"{key}={id}" for key, id in (("in", self.place), ("by", self.organisation)) if id is not None]
        return " ".join([self.line, str(self.year), *narrowed, *(["stated"] if self.stated else [])])


@dataclass(frozen=True)
class Answer:
    """What the account says: stated and measured areas, and the rows that bring what was asked for, as (table, id,
    square metres)."""

    stated: Figure
    measured: Figure
    rows: tuple[tuple[str, str, float], ...]

    def figure(self, question: Question) -> Figure:
        """The figure that was asked for, in whole square metres."""
        return whole(self.stated if question.stated else self.measured)


def is_posted(expression: str) -> bool:
    """Whether an expression names a line of the account, and not a rule of computation."""
    name = expression.split(" ", maxsplit=1)[0]
    return name in _TOGETHER or name in vocab.load("account_lines")


def parse(expression: str) -> Question:
    """The question that an expression asks. CannotComputeError where it is none."""
    line, _, rest = expression.partition(" ")
    year, *narrowing = rest.split() or [""]
    if not is_posted(expression):
        known = ", ".join([*vocab.load("account_lines").terms, *_TOGETHER])
        raise CannotComputeError(f"“{line}” is no line of the account; there are {known}")
    if not _YEAR.fullmatch(year):
        raise CannotComputeError(f"it names no year after the line, as “{line} 2024” does")
    narrowed: dict[str, str] = {}
    for part in narrowing:
        key, _, value = part.partition("=")
        if part != _STATED and (key not in _NARROWS or not value):
            raise CannotComputeError(f"“{part}” narrows nothing; write of=GROUP, in=PLACE, by=ORGANISATION or stated")
        if part != _STATED:
            narrowed[_NARROWS[key]] = value
    return Question(
        line,
        int(year),
        group=narrowed.get("group", AP),
        place=narrowed.get("place"),
        organisation=narrowed.get("organisation"),
        stated=_STATED in narrowing,
    )


def has_account(package: Package) -> bool:
    """Whether there is anything to post: a record without a programme has no account, and no zero either."""
    return bool(package.rows("areas"))


def answer(ledger: Ledger, question: Question) -> Answer:
    """What the account answers, with its rows. CannotComputeError where it does not answer."""
    package = ledger.package
    if not has_account(package):
        raise CannotComputeError("the record has no hazardous area that may be shown, and so no account of land")
    for name, table in (("place", "places"), ("organisation", "organisations")):
        id = getattr(question, name)
        if id is not None and package.row(table, id) is None:
            raise CannotComputeError(f"there is no {name} “{id}”")
    if question.group not in groups():
        raise CannotComputeError(f"there is no group “{question.group}”; there are {', '.join(groups())}")
    posted = account(ledger, question)
    names = _TOGETHER.get(question.line, (question.line,))
    lines = [line for line in (*posted.lines, *posted.reported) if line.key in names]
    if not lines:
        raise CannotComputeError(f"the account of {question.year} has no line “{question.line}”")
    return Answer(
        figures.total(line.stated for line in lines),
        figures.total(line.measured for line in lines),
        tuple(row for line in lines for row in (line.stated_rows if question.stated else line.rows)),
    )


def groups() -> tuple[str, ...]:
    """The groups of hazards that the account can be asked for."""
    return ("all", AP, "confirmed", *vocab.load("hazard_types").terms)


def compute(ledger: Ledger, expression: str) -> Figure:
    """The figure that the account posts for an expression, in whole square metres.

    CannotComputeError where the expression asks nothing, or nothing answers it.
    """
    question = parse(expression)
    return answer(ledger, question).figure(question)


def whole(figure: Figure) -> Figure:
    """A figure to the square metre: less than that, no outline walked with a receiver can say."""
    if not figure.is_known:
        return figure
    numbers = {
        name: None if (number := getattr(figure, name)) is None else number.quantize(_ONE, ROUND_HALF_EVEN)
        for name in ("low", "best", "high")
    }
    return replace(figure, **numbers, state=figures.State.VALUE if any(numbers.values()) else figures.State.ZERO)


_POSTED: WeakKeyDictionary[Ledger, dict[tuple[str, str | None], Posted]] = WeakKeyDictionary()
"""The postings of what a ledger's readers may see, by group and place: made when asked for, kept with the ledger."""


def account(ledger: Ledger, question: Question) -> Account:
    """The account from which a question is answered."""
    from ploughshare.land.account import of_year  # noqa: PLC0415  most records have no land to load it for
    from ploughshare.land.posted import Posted  # noqa: PLC0415

    made = _POSTED.setdefault(ledger, {})
    asked = question.group, question.place
    if asked not in made:
        made[asked] = Posted.of(ledger.package, question.group, place=question.place)
    return of_year(made[asked], question.year, organisation=question.organisation)
