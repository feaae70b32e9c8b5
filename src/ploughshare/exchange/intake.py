"""Sources from another program into a record: which are new, which are there already, what does not fit.

What comes in is added or proposed, never written over what a person put into the record. Each field of an
item is taken, left out by name, or reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.record.contracts import SOURCES
from ploughshare.record.package import Package, Row
from ploughshare.record.sources import leftovers, row_of

LEFT_OUT: Mapping[str, str] = {
    "abstract": "somebody else's text",
    "accessed": "a record keeps when a text was captured, and only for what was read",
    "source": "the catalogue it was found in",
    "title-short": "short forms are made when notes are printed",
    "container-title-short": "short forms are made when notes are printed",
    "journalAbbreviation": "short forms are made when notes are printed",
    "citation-key": "it becomes the id",
    "DOI": "it becomes the address, where there is no other",
}
"""Fields that are left out without a word, and why."""


@dataclass(frozen=True)
class Match:
    """An item that is in the record already: by what it was known, and where the two differ."""

    id: str
    by: str
    differences: Mapping[str, tuple[Any, Any]]
    """Column -> (what the record has, what the item has); only where the item has something."""


@dataclass(frozen=True)
class Intake:
    """What became of each item of a file."""

    added: tuple[Row, ...]
    matched: tuple[Match, ...]
    refused: tuple[str, ...]
    unmapped: Mapping[str, tuple[str, ...]]
    """Id -> the fields of its item that a record has no column for."""

    def into(self, package: Package) -> Package:
        """The package with the new sources, and nothing else changed."""
        rows = sorted([*package.rows("sources"), *self.added], key=lambda row: str(row["id"]))
        return replace(package, tables={**package.tables, "sources": rows})


def propose(package: Package, items: Sequence[Mapping[str, Any]]) -> Intake:
    """Compare the items with the sources of a record, in their order; linear in both.

    An item is in the record already where it has the same id or citation key, address, document number, or the
    same title and year as a source there (or as an item before it). A new one gets a permanent id: its citation
    key, or its first author, year and title word.
    """
    known = _Known(package)
    added: list[Row] = []
    matched: list[Match] = []
    refused: list[str] = []
    unmapped: dict[str, tuple[str, ...]] = {}
    for number, item in enumerate(items, start=1):
        try:
            row = row_of({**item, "id": "unnamed", **_address(item)})
        except PloughshareError as error:
            refused.append(f"item {number} ({_label(item)}): {error.context['faults']}")
            continue
        row["id"] = _key(item)
        if not any(row[name] for name in _TOLD_APART_BY):
            refused.append(f"item {number} ({_label(item)}): it has no title, no author, no address and no number")
            continue
        found = known.match(row)
        if found is None:
            row["id"] = known.free(row["id"] or _made_id(row))
            known.add(row)
            added.append(row)
        else:
            matched.append(Match(found[0]["id"], found[1], known.differences(found[0], row)))
        id = row["id"] if found is None else found[0]["id"]
        if rest := tuple(name for name in leftovers(item) if name not in LEFT_OUT):
            unmapped[id] = rest
    return Intake(tuple(added), tuple(matched), tuple(refused), unmapped)


_TOLD_APART_BY = ("id", "title", "authors", "url", "number")
"""A source with none of these cannot be told from the next one, and would come in anew each time."""


class _Known:
    """The sources by each of the marks by which one is known again."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._rows: dict[tuple[str, str], Row] = {}
        for row in package.rows("sources"):
            self.add(row)

    def add(self, row: Row) -> None:
        for mark in _marks(row):
            self._rows.setdefault(mark, row)

    def match(self, row: Row) -> tuple[Row, str] | None:
        return next(((self._rows[mark], mark[0]) for mark in _marks(row) if mark in self._rows), None)

    def free(self, id: str) -> str:
        number, candidate = 1, id
        while ("id", candidate) in self._rows:
            number += 1
            candidate = f"{id}-{number}"
        return candidate

    def differences(self, ours: Row, theirs: Row) -> dict[str, tuple[Any, Any]]:
        """Where an item says something else. Its kind counts as another only where its CSL type is."""
        found = {}
        for column in SOURCES.columns:
            name = column.name
            if name in ("id", "seen") or theirs[name] in (None, ()) or _says_the_same(ours[name], theirs[name]):
                continue
            if name == "kind" and _csl_type(theirs[name]) == _csl_type(ours[name]):
                continue
            if name == "publisher_name" and ours[name] is None and theirs[name] == self._publisher(ours):
                continue
            found[name] = (ours[name], theirs[name])
        return found

    def _publisher(self, row: Row) -> str | None:
        organisation = self._package.row("organisations", row["publisher"]) if row["publisher"] else None
        return organisation["name"] if organisation else None


def _says_the_same(ours: Any, theirs: Any) -> bool:
    """Whether two cells differ in case, accents and marks only, or are dates of which ours is the finer."""
    if isinstance(ours, str) and isinstance(theirs, str):
        return _folded(ours) == _folded(theirs) != "" or (
            _DATE.fullmatch(theirs) is not None and ours.startswith(theirs)
        )
    return bool(ours == theirs)


_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _csl_type(kind: str) -> str:
    kinds = vocab.load("source_kinds")
    return str(kinds[kind].extra["csl_type"]) if kind in kinds else kind


def _marks(row: Row) -> Iterable[tuple[str, str]]:
    """By what a source is known again, the surest first."""
    if row["id"]:
        yield "id", row["id"]
    if row["url"]:
        yield "address", plain_address(row["url"])
    if row["number"]:
        yield "number", _folded(row["number"])
    if row["title"] and row["issued"]:
        yield "title and year", f"{_folded(row['title'])} {row['issued'][:4]}"


def plain_address(url: str) -> str:
    """An address without what does not tell pages apart. Its path keeps its case: short links depend on it."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{(parts.netloc or parts.scheme).lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def _folded(text: str) -> str:
    """A text without accents, case and marks, so that curly and straight quotation marks are the same."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"\w+", "".join(c for c in decomposed if not unicodedata.combining(c))))


def _address(item: Mapping[str, Any]) -> dict[str, str]:
    """The address that a DOI makes, where an item gives no other."""
    doi = item.get("DOI")
    return {"URL": f"https://doi.org/{doi}"} if isinstance(doi, str) and not item.get("URL") else {}


_KEY_IN_EXTRA = re.compile(r"^citation key:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def _key(item: Mapping[str, Any]) -> str | None:
    """The id that the item brings along: a citation key, or an id that is no inner address of Zotero's."""
    extra = _KEY_IN_EXTRA.search(str(item.get("note", "")))
    for given in (item.get("citation-key"), extra and extra[1], item.get("id")):
        if isinstance(given, str) and "/" not in given and (key := slug(given)) and not key.isdigit():
            return key
    return None


def _made_id(row: Row) -> str:
    first: Mapping[str, str] = next(iter(row["authors"] or ()), {})
    who = first.get("family") or first.get("literal") or row["container_title"] or row["publisher_name"] or row["kind"]
    word = next((word for word in slug(row["title"] or "").split("-") if len(word) > 3), "")
    return slug(f"{who} {(row['issued'] or '')[:4]} {word}") or "source"


def slug(text: str) -> str:
    """A text as an id: lower case letters of the Latin alphabet, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")


def _label(item: Mapping[str, Any]) -> str:
    return str(item.get("title") or item.get("citation-key") or item.get("id") or "no title")[:80]
