"""The account as the pages show it: made once for each choice of group, place, organisation and day of knowledge."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from math import fsum
from pathlib import Path
from typing import Any, Final

from ploughshare import vocab
from ploughshare.land import account
from ploughshare.land.account import Account
from ploughshare.land.posted import Posted
from ploughshare.web.records import queries
from ploughshare.web.site.land.making import Publication, made

LIFE: Final = "life"
"""The whole life of the record, where a year is asked for."""
_SUMMARY: Final = "summary.json"
_MOST_KEPT: Final = 60
"""Accounts of one publication that stay on disk; those not asked for longest are made again when asked for."""
_MOST_ROWS: Final = 20_000
"""Rows that are kept of a line."""
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
    accounts = {
        year: account.of_year(posted, None if year == LIFE else int(year), organisation=books.organisation or None)
        for year in (*years, LIFE)
    }
    # The opening and closing of each year name every area of a country: what is small in them is added up.
    plain = {year: one.as_json() for year, one in accounts.items()}
    for year, content in plain.items():
        for line in (*content["lines"], *content["reported"]):
            for owner in (line, *line["differences"]):
                for name in ("rows", "stated_rows"):
                    if name in owner:
                        owner[name] = _bounded(owner[name])
        (folder / f"{year}.json").write_text(json.dumps(content), encoding="utf-8")
    (folder / _SUMMARY).write_text(json.dumps(_summed(years, accounts, plain)), encoding="utf-8")
    _prune(publication)


def _summed(years: list[str], accounts: Mapping[str, Account], plain: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    lines: dict[str, dict[str, Any]] = {}
    for year, content in plain.items():
        for line in (*content["lines"], *content["reported"]):
            own = lines.setdefault(
                line["line"],
                {
                    "key": line["line"],
                    "label": line["label"],
                    "sign": line["sign"],
                    "part": vocab.load("account_lines")[line["line"]].extra["part"],
                    "values": {},
                },
            )
            own["values"][year] = [line["stated_m2"], line["measured_m2"], line["stated"], line["measured"]]
    return {
        "years": years,
        "lines": list(lines.values()),
        "balances": {year: one.balances for year, one in accounts.items()},
        "missing": {
            year: sorted({gap["organisation"] for gap in content["missing"]}) for year, content in plain.items()
        },
    }


def _bounded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, or the largest of very many and after them one that has the sum of the others and says how many."""
    if len(rows) <= _MOST_ROWS:
        return rows
    largest = sorted(rows, key=lambda row: -abs(row["m2"]))
    others = largest[_MOST_ROWS:]
    return [
        *largest[:_MOST_ROWS],
        {"table": "", "id": f"{len(others)} others", "m2": fsum(row["m2"] for row in others)},
    ]


def _prune(publication: Publication) -> None:
    kept = sorted(publication.folder.glob(f"{_PREFIX}*"), key=lambda folder: folder.stat().st_atime, reverse=True)
    for folder in kept[_MOST_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
