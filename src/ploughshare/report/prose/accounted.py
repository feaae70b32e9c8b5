"""Figures over the rows of a programme, asked in a few words: `[0.7 km²]{account="cleared 2024"}`.

A question is a name and a year, then in any order what narrows it: ``of=GROUP`` (AP mined area unless told otherwise),
``in=PLACE``, ``by=ORGANISATION``, and ``stated`` for stated areas in place of measured, overlap-free ones. Names are

- the lines of the land account (vocabulary ``account_lines``), and ``reduced`` for both lines of technical survey;
- ``suspected`` and ``confirmed``: what was so at the end of the year; with ``_areas`` behind them, in how many areas;
- the measures of devices destroyed, as ``ap_mines_destroyed``.

Every answer is a derived figure and opens to the rows it is made of. None is stored, and none is a claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from ploughshare import figure as figures
from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.evidence.ledger import Ledger
from ploughshare.figure import Figure, State
from ploughshare.record.package import Package
from ploughshare.report.prose.computed import CannotComputeError

if TYPE_CHECKING:
    from ploughshare.land.account import Account
    from ploughshare.land.derived import Reader
    from ploughshare.land.posted import Posted

AP: Final = "ap_mined_area"
"""The group that treaty and report ask for: land with anti-personnel mines of any make, each square metre once."""

_REDUCED = ("reduced_without_technical_asset", "reduced_with_technical_asset")
_TOGETHER = {"reduced": _REDUCED, "reported_reduced": tuple(f"reported_{line}" for line in _REDUCED)}
_STOCKS = {"suspected": "suspected_area", "confirmed": "confirmed_area"}
_COUNTS = {"suspected_areas": "sha", "confirmed_areas": "cha"}
_DEVICES = ("ap_mines_destroyed", "av_mines_destroyed", "uxo_destroyed")

_NARROWS = {"of": "group", "in": "place", "by": "organisation"}
_STATED = "stated"
_YEAR = re.compile("(?:19|2[0-9])[0-9]{2}")
_ONE = Decimal(1)

Rows = tuple[tuple[str, str, float], ...]
"""Rows as (table, id, what each brings: square metres, or devices, or 1 for an area that is counted)."""


@dataclass(frozen=True)
class Question:
    """What is asked of the account. ``str`` gives the expression that asks it."""

    name: str
    year: int
    group: str = AP
    place: str | None = None
    organisation: str | None = None
    stated: bool = False

    def __str__(self) -> str:
        narrowed = [f"of={self.group}"] if self.group != AP else []
        narrowed += [f"{key}={id}" for key, id in (("in", self.place), ("by", self.organisation)) if id is not None]
        return " ".join([self.name, str(self.year), *narrowed, *([_STATED] if self.stated else [])])


@dataclass(frozen=True)
class Answer:
    """What the rows come to: ``measured``, or counted, and for lines of the account ``stated`` beside it."""

    stated: Figure | None
    measured: Figure
    rows: Rows

    def figure(self, question: Question) -> Figure:
        """The one that was asked for, in whole numbers. CannotComputeError where nothing is stated of it."""
        if not question.stated:
            return whole(self.measured)
        if self.stated is None:
            raise CannotComputeError(f"“{question.name}” is not stated by anybody: take “{_STATED}” out")
        return whole(self.stated)


def names() -> tuple[str, ...]:
    """The names that can be asked for."""
    return (*vocab.load("account_lines").terms, *_TOGETHER, *_STOCKS, *_COUNTS, *_DEVICES)


def groups() -> tuple[str, ...]:
    """The groups of hazards that can be asked for."""
    return ("all", AP, "confirmed", *vocab.load("hazard_types").terms)


def opens(name: str) -> str | None:
    """The line of the account whose rows bear a name out, the first where it is more than one; None for devices."""
    if name in _DEVICES:
        return None
    return "closing" if name in _STOCKS or name in _COUNTS else _TOGETHER.get(name, (name,))[0]


def is_asked(expression: str) -> bool:
    """Whether an expression asks the account, and is no rule of computation."""
    return expression.split(" ", maxsplit=1)[0] in names()


def parse(expression: str) -> Question:
    """The question that an expression asks. CannotComputeError where it is none."""
    name, _, rest = expression.partition(" ")
    year, *narrowing = rest.split() or [""]
    if not is_asked(expression):
        raise CannotComputeError(f"nothing is posted as “{name}”; there are {', '.join(names())}")
    if not _YEAR.fullmatch(year):
        raise CannotComputeError(f"it names no year behind “{name}”, as “{name} 2024” does")
    narrowed: dict[str, str] = {}
    for part in narrowing:
        key, _, value = part.partition("=")
        if part != _STATED and (key not in _NARROWS or not value):
            raise CannotComputeError(
                f"“{part}” narrows nothing; write of=GROUP, in=PLACE, by=ORGANISATION or {_STATED}"
            )
        if part != _STATED:
            narrowed[_NARROWS[key]] = value
    return Question(
        name,
        int(year),
        group=narrowed.get("group", AP),
        place=narrowed.get("place"),
        organisation=narrowed.get("organisation"),
        stated=_STATED in narrowing,
    )


def has_account(package: Package) -> bool:
    """Whether there is anything to post: a record without a programme has no account, and no zero either."""
    return bool(package.rows("areas") or package.rows("releases"))


def compute(ledger: Ledger, expression: str) -> Figure:
    """The figure that answers an expression, in whole square metres or devices.

    CannotComputeError where the expression asks nothing, or nothing answers it.
    """
    question = parse(expression)
    return answer(ledger, question).figure(question)


def answer(ledger: Ledger, question: Question) -> Answer:
    """What the rows that the ledger's readers may see come to. CannotComputeError where they come to nothing."""
    package = ledger.package
    if not has_account(package):
        raise CannotComputeError("the record has no hazardous area that may be shown, and so no account of land")
    for name, table in (("place", "places"), ("organisation", "organisations")):
        id = getattr(question, name)
        if id is not None and package.row(table, id) is None:
            raise CannotComputeError(f"there is no {name} “{id}”")
    if question.group not in groups():
        raise CannotComputeError(f"there is no group “{question.group}”; there are {', '.join(groups())}")
    books = _BOOKS.setdefault(ledger, _Books())
    try:
        if question.name in _DEVICES or question.name in _STOCKS:
            return _derived(package, books, question)
        if question.name in _COUNTS:
            return _counted(package, books, question)
        return _posted(account(ledger, question), question)
    except PloughshareError as error:
        raise CannotComputeError(str(error)) from error


def account(ledger: Ledger, question: Question) -> Account:
    """The account from which a question is answered."""
    from ploughshare.land.account import of_year  # noqa: PLC0415  most records have no land to load it for
    from ploughshare.land.posted import Posted  # noqa: PLC0415

    made, asked = _BOOKS.setdefault(ledger, _Books()).posted, (question.group, question.place)
    if asked not in made:
        made[asked] = Posted.of(ledger.package, question.group, place=question.place)
    return of_year(made[asked], question.year, organisation=question.organisation)


def whole(figure: Figure) -> Figure:
    """A figure to the square metre: less than that, no outline walked with a receiver can say."""
    if not figure.is_known:
        return figure
    numbers = {
        name: None if (number := getattr(figure, name)) is None else number.quantize(_ONE, ROUND_HALF_EVEN)
        for name in ("low", "best", "high")
    }
    return replace(figure, **numbers, state=State.VALUE if any(numbers.values()) else State.ZERO)


@dataclass
class _Books:
    """What was made for a ledger's questions, and is kept for the next."""

    posted: dict[tuple[str, str | None], Posted] = field(default_factory=dict)
    readers: dict[tuple[str, str | None], Reader] = field(default_factory=dict)
    areas: dict[tuple[str, int], Mapping[str, str]] = field(default_factory=dict)


_BOOKS: WeakKeyDictionary[Ledger, _Books] = WeakKeyDictionary()


def _posted(account: Account, question: Question) -> Answer:
    keys = _TOGETHER.get(question.name, (question.name,))
    lines = [line for line in (*account.lines, *account.reported) if line.key in keys]
    if not lines:
        raise CannotComputeError(f"an account of “{question.organisation}” alone has no “{question.name}”")
    return Answer(
        figures.total(line.stated for line in lines),
        figures.total(line.measured for line in lines),
        tuple(row for line in lines for row in (line.stated_rows if question.stated else line.rows)),
    )


def _derived(package: Package, books: _Books, question: Question) -> Answer:
    from ploughshare.land.derived import reader  # noqa: PLC0415  as above

    asked = question.group, question.place
    if asked not in books.readers:
        books.readers[asked] = reader(package, group=question.group, place=question.place)
    read = books.readers[asked]
    if question.name in _DEVICES:
        if question.place is not None:
            raise CannotComputeError("devices are not told apart by place")
        found = read(question.name, str(question.year), question.organisation)
    elif question.organisation is not None:
        raise CannotComputeError(f"an account of “{question.organisation}” alone has no “{question.name}”")
    else:
        found = read(_STOCKS[question.name], f"{question.year}-12-31", None)
    return Answer(None, found.figure, tuple(found.rows))


def _counted(package: Package, books: _Books, question: Question) -> Answer:
    """The areas of a class of which something was hazardous at the end of the year."""
    from ploughshare.land.counted import hazardous  # noqa: PLC0415  as above
    from ploughshare.land.places import within  # noqa: PLC0415

    if question.organisation is not None:
        raise CannotComputeError(f"an account of “{question.organisation}” alone has no “{question.name}”")
    asked = question.group, question.year
    if asked not in books.areas:
        books.areas[asked] = hazardous(package, f"{question.year}-12-31", question.group)
    inside = None if question.place is None else within(package, question.place)
    counted = [
        row["id"]
        for row in package.rows("areas")
        if books.areas[asked].get(row["id"]) == _COUNTS[question.name] and (inside is None or row["place"] in inside)
    ]
    return Answer(None, figures.exact(len(counted), "areas"), tuple(("areas", id, 1.0) for id in counted))
