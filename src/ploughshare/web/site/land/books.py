"""The account as the pages show it: made once for each choice of group, place, organisation and day of knowledge."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from ploughshare import figure as figures
from ploughshare import vocab
from ploughshare.land import account
from ploughshare.land.account import Account
from ploughshare.land.ledger import LedgerLine, number
from ploughshare.land.posted import Posted
from ploughshare.web.records import queries
from ploughshare.web.site.land.making import Publication, made

LIFE: Final = "life"
"""The whole life of the record, where a year is asked for."""
_SUMMARY: Final = "summary.json"
_MOST_KEPT: Final = 60
"""Accounts of one publication that stay on disk; those not asked for longest are made again when asked for."""
_MOST_ROWS: Final = 20_000
"""Rows that are kept of a line, the largest of more."""
_MANY_POSTINGS: Final = 20_000
"""From so many postings on only the latest balances are opened to their rows."""
_PREFIX: Final = "account-"


@dataclass(frozen=True)
class Books:
    """What is accounted for; empty means all. ``known_on`` is a date."""

    group: str
    place: str = ""
    organisation: str = ""
    known_on: str = ""

    @property
    def name(self) -> str:
        """The folder it is kept in."""
        told = json.dumps([self.group, self.place, self.organisation, self.known_on])
        return f"{_PREFIX}{sha256(told.encode()).hexdigest()[:20]}"


@dataclass(frozen=True)
class Summary:
    """All years of an account at a glance. ``years`` are those posted, in order, as text; LIFE comes after them.

    ``lines`` has a mapping for each line: key, label, part, sign, and ``values``: by year the stated and the measured
    square metres, and both in words.
    """

    years: tuple[str, ...]
    lines: tuple[Mapping[str, Any], ...]
    balances: Mapping[str, bool]
    missing: Mapping[str, tuple[str, ...]]


def summary(publication: Publication, books: Books) -> Summary | None:
    """The account of all years; None while it is being made."""
    content = _read(publication, books, _SUMMARY)
    if content is None:
        return None
    missing = {year: tuple(names) for year, names in content["missing"].items()}
    return Summary(tuple(content["years"]), tuple(content["lines"]), content["balances"], missing)


def of_year(publication: Publication, books: Books, year: str) -> Mapping[str, Any] | None:
    """The account of one year, or LIFE, as ``Account.as_json`` gives it; None while it is being made.

    KeyError for a year that the account does not have.
    """
    found = summary(publication, books)
    if found is None:
        return None
    if year not in (*found.years, LIFE):
        raise KeyError(year)
    return _read(publication, books, f"{year}.json")


def _read(publication: Publication, books: Books, file: str) -> dict[str, Any] | None:
    folder = made(publication, books.name, partial(_write, publication, books))
    if folder is None:
        return None
    content: dict[str, Any] = json.loads((folder / file).read_text(encoding="utf-8"))
    return content


def _write(publication: Publication, books: Books, folder: Path) -> None:
    package = queries.package(publication.code)
    if package is None:
        raise LookupError(publication.code)
    posted = Posted.of(package, books.group, known_on=books.known_on or None, place=books.place or None)
    years = [str(year) for year in posted.years]
    is_large = len(posted.postings) > _MANY_POSTINGS
    lines: dict[str, dict[str, Any]] = {}
    balances: dict[str, bool] = {}
    missing: dict[str, list[str]] = {}
    before: dict[str, Any] | None = None
    for year in (*years, LIFE):
        one = account.of_year(posted, None if year == LIFE else int(year), organisation=books.organisation or None)
        is_opened = not is_large or year in (years[-1], LIFE)
        content = _plain(one, is_opened=is_opened, opening=None if year == LIFE else before)
        (folder / f"{year}.json").write_text(json.dumps(content), encoding="utf-8")
        balances[year], missing[year] = one.balances, sorted({gap.organisation for gap in one.missing})
        for line in (*content["lines"], *content["reported"]):
            own = lines.setdefault(line["line"], {**_named(line), "values": {}})
            own["values"][year] = [line["stated_m2"], line["measured_m2"], line["stated"], line["measured"]]
        before = next((line for line in content["lines"] if line["line"] == "closing"), None)
    told = {"years": years, "lines": list(lines.values()), "balances": balances, "missing": missing}
    (folder / _SUMMARY).write_text(json.dumps(told), encoding="utf-8")
    _prune(publication)


def _plain(one: Account, *, is_opened: bool, opening: Mapping[str, Any] | None) -> dict[str, Any]:
    """The account as plain data. Each posting moves land in one year, and stands in the balance of every later one.

    So movements keep their rows, and a year's opening is taken from the closing of the year before. In large records
    balances keep their rows only where ``is_opened``.
    """
    lines = []
    for line in one.lines:
        if line.sign:
            lines.append(line.as_json(most_rows=_MOST_ROWS))
        elif line.key == "opening" and opening is not None:
            lines.append({**opening, "line": line.key, "label": line.label})
        else:
            lines.append(line.as_json(most_rows=_MOST_ROWS) if is_opened else _closed(line))
    return {
        "period": one.period,
        "group": one.group,
        "place": one.place,
        "organisation": one.organisation,
        "known_on": one.known_on,
        "balances": one.balances,
        "off_by_m2": list(one.off_by_m2),
        "lines": lines,
        "reported": [line.as_json(most_rows=_MOST_ROWS) for line in one.reported],
        "missing": [{"expected": gap.expected, "organisation": gap.organisation} for gap in one.missing],
    }


def _closed(line: LedgerLine) -> dict[str, Any]:
    """A line without its rows: their sums, in all and by difference."""
    labels = vocab.load("account_differences")
    return {
        "line": line.key,
        "label": line.label,
        "sign": line.sign,
        "stated_m2": number(line.stated_m2),
        "stated": figures.say(line.stated),
        "measured_m2": number(line.measured_m2),
        "measured": figures.say(line.measured),
        "unlocated_m2": number(line.unlocated_m2),
        "rows": [],
        "stated_rows": [],
        "differences": [
            {"name": one.name, "label": labels[one.name].label, "m2": number(one.m2), "rows": []}
            for one in line.differences
        ],
    }


def _named(line: Mapping[str, Any]) -> dict[str, Any]:
    part = vocab.load("account_lines")[line["line"]].extra["part"]
    return {"key": line["line"], "label": line["label"], "sign": line["sign"], "part": part}


def _prune(publication: Publication) -> None:
    kept = sorted(publication.folder.glob(f"{_PREFIX}*"), key=lambda folder: folder.stat().st_atime, reverse=True)
    for folder in kept[_MOST_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
