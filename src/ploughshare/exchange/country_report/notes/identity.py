"""The same source in several notes is one: by its address, number, title and date, correspondent and date; and what a
short form stands for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ploughshare.exchange.country_report.reading.model import Span
from ploughshare.exchange.intake import slug
from ploughshare.record.package import Row

_CONVENTIONS = re.compile(
    r"\b(?:convention on certain conventional weapons|anti personnel mine ban convention"
    r"|convention on cluster munitions|mine ban treaty|apmbc|ccw|ccm|mbt)\b"
)
_RANK = re.compile(r"^(?:(?:col|lt|maj|gen|brig|capt|sgt|dr|mr|mrs|ms|prof|amb)\.?\s+)+", re.IGNORECASE)
_SHORTEST = 12
"""The beginning of a title must have so many letters to stand for the title."""


@dataclass
class Known:
    """A source as the notes so far give it."""

    row: Row
    spans: tuple[Span, ...]
    notes: list[int] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Match:
    """The source that a citation names: a new one, one named again, or by a short form; and the doubt about that."""

    known: Known
    is_short: bool = False
    doubt: str | None = None


class Register:
    """The sources of a chapter in the order in which they are first cited."""

    def __init__(self) -> None:
        self.known: list[Known] = []
        self._marks: dict[tuple[str, ...], list[Known]] = {}

    def enter(self, row: Row, spans: tuple[Span, ...], doubts: tuple[str, ...]) -> Match:
        """The source that a row of a citation is, with what the row adds to it."""
        match = self._same(row) or self._short(row)
        if match is None:
            match = Match(Known(dict(row), spans, doubts=list(doubts)))
            match = self._warned(match)
            self.known.append(match.known)
        else:
            _fill(match.known.row, row)
        for mark in _marks(match.known.row):
            held = self._marks.setdefault(mark, [])
            if match.known not in held:
                held.append(match.known)
        return match

    def _same(self, row: Row) -> Match | None:
        for mark in _marks(row):
            for known in self._marks.get(mark, ()):
                if mark[0] == "address" and not _agree(row, known.row):
                    continue
                renamed = mark[0] == "address" and row["title"] and folded(row["title"]) != folded(known.row["title"])
                return Match(known, doubt="the same address is given with another title" if renamed else None)
        return None

    def _short(self, row: Row) -> Match | None:
        """The source that a citation without date and address stands for; in doubt where several fit."""
        if row["issued"] and (row["title"] or "").endswith(f" {row['issued']}"):
            row = {**row, "issued": None}  # the year is that of the title: when it was issued is not said
        if row["issued"] or row["last_updated"] or row["url"] or row["number"]:
            return None
        fitting = [known for known in self.known if _stands_for(row, known.row)]
        if not fitting:
            return None
        exact = [known for known in fitting if folded(known.row["title"]) == folded(row["title"])]
        chosen = exact or fitting
        if len(chosen) > 1 and row["kind"] == "treaty_report":
            return None  # which of several requests or reports is meant cannot be told
        doubt = None if len(chosen) == 1 else f"{len(chosen)} sources before it fit the short form"
        return Match(chosen[-1], is_short=True, doubt=doubt)

    def _warned(self, match: Match) -> Match:
        """A new source whose address another one has."""
        url = match.known.row["url"]
        if url and self._marks.get(("address", url.casefold())):
            match.known.doubts.append("another source has the same address")
        return match


def _marks(row: Row) -> Iterator[tuple[str, ...]]:
    """By what a source is known again, the surest first."""
    kind, issued = row["kind"], row["issued"] or row["last_updated"] or ""
    if kind in ("email", "interview"):
        if row["authors"] and issued:
            yield kind, _person(row), issued, folded(row["event_place"] or "") if not row["event_place"] else ""
        return
    if row["number"]:
        yield "number", folded(row["number"]), folded(row["title"]) if kind in ("law", "document") else ""
    if kind == "treaty_report" and row["title"]:
        yield kind, _submission(row["title"]), ""
    elif kind in ("statement", "presentation"):
        if issued:
            yield kind, folded(row["title"] or "") or _person(row), issued
    elif row["title"] and issued:
        yield "title", folded(row["title"]), issued
    elif issued and row["container_title"] and not row["title"]:
        yield "untitled", folded(row["container_title"]), issued
    if row["url"]:
        yield "address", row["url"].casefold()


def _agree(one: Row, other: Row) -> bool:
    """Whether two rows may be one source: the same kind of date, or none in one of them."""
    return all(
        one[name] is None or other[name] is None or one[name] == other[name] for name in ("issued", "last_updated")
    )


def _stands_for(short: Row, full: Row) -> bool:
    """Whether a row may be the short form of another: its title, or the beginning of it, and nothing against it."""
    if not full["title"] or not short["title"] or not _agree(short, full):
        return False
    mine, whole = folded(short["title"]), folded(full["title"])
    if short["kind"] == "treaty_report" and full["kind"] == "treaty_report":
        return bool(re.sub(r"\b\d{4}\b|\brevised\b", "", _submission(whole)).split() == _submission(mine).split())
    if short["kind"] == "document":
        # "Erikson, Cuba Wars": a name, and the beginning of a title.
        title = folded(short["publisher_name"] or "")
        return bool(title) and _person(full).endswith(mine) and whole.startswith(title)
    return mine == whole or (len(mine) >= _SHORTEST and whole.startswith(mine))


def _fill(row: Row, more: Row) -> None:
    """What another citation says in addition; nothing that is there is changed but for a longer role."""
    for name, value in more.items():
        if name in ("id", "kind", "note") or value in (None, (), False):
            continue
        if row[name] in (None, ()) or (name == "author_role" and len(str(value)) > len(str(row[name]))):
            row[name] = value
    if more["note"] and more["note"] not in (row["note"] or ""):
        row["note"] = "; ".join(filter(None, (row["note"], more["note"])))


def _submission(title: str) -> str:
    """The title of a State's report or request, whichever way the treaty and the year are put."""
    plain = _CONVENTIONS.sub(" ", folded(title)).replace("voluntary", " ").replace("transparency", " ")
    year = re.findall(r"\b(?:19|20)\d\d\b", plain)
    words = re.sub(r"\b(?:19|20)\d\d\b|\bcovering\b|\bfor\b|\bcalendar year\b", " ", plain)
    return " ".join([*words.split(), *year])


def _person(row: Row) -> str:
    first: Any = next(iter(row["authors"] or ()), {})
    return folded(
        _RANK.sub("", f"{first.get('given', '')} {first.get('family') or first.get('literal') or ''}".strip())
    )


def folded(text: str | None) -> str:
    """A text without accents, case and marks."""
    decomposed = unicodedata.normalize("NFKD", text or "").casefold()
    return " ".join(re.findall(r"\w+", "".join(char for char in decomposed if not unicodedata.combining(char))))


def id_of(row: Row, taken: set[str]) -> str:
    """A permanent id for a source: who, when and the first long word of its title."""
    first: Any = next(iter(row["authors"] or ()), {})
    who = first.get("family") or str(first.get("literal", "")) or row["container_title"] or row["publisher_name"] or ""
    when = row["issued"] or row["last_updated"] or ""
    if row["kind"] in ("email", "interview"):
        named = f"{row['kind']} {who.split()[-1] if who else ''} {when}"
    elif row["kind"] == "treaty_report" and row["title"]:
        named = _submission(row["title"])
    elif row["kind"] in ("statement", "presentation", "un_document"):
        named = f"{' '.join((row['title'] or who).split()[:6])} {when}"
    else:
        words = [word for word in slug(row["title"] or "").split("-") if len(word) > 3 or word.isdigit()]
        short = re.search(r"\((\w+)\)", who)
        named = f"{short[1] if short else ' '.join(who.split()[:4])} {when[:4]} {' '.join(words[:2])}"
    base = slug(named) or slug(row["kind"])
    number, id = 1, base
    while id in taken:
        number += 1
        id = f"{base}-{number}"
    taken.add(id)
    return id
