"""Who may see what: the one filter through which every output reads a record.

Report, figures.json, pages, search, downloads and the API all take ``visible(package, audience)``. The
rules stand in ``docs/rules/evidence.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, partial
from typing import Literal

from ploughshare import vocab
from ploughshare.evidence import consent, doubts, location_tiers, people, small_counts
from ploughshare.evidence.roots import SUPPORTS, UNKNOWN
from ploughshare.record.contracts import CITABLE, TABLES, Column, Table
from ploughshare.record.locations import LOCATED
from ploughshare.record.memory import uncollected
from ploughshare.record.package import Package, Row
from ploughshare.record.tier import tier_of

__all__ = ["Audience", "may_see", "tier_of", "visible"]

Audience = Literal["public", "partners", "restricted"]

_ALSO_LOST: Mapping[str, Mapping[str, object]] = {
    "root": {"root_state": UNKNOWN, "root_reason": None},
    "via": {"via_locator": None, "quote": None},
    "place": {"place_relation": None},
    "inputs": {"derived_by": None},
}
"""Reference -> what makes no sense, or tells of the hidden row, once the reference is gone."""

_ALL_OR_NOTHING = frozenset({"inputs"})
"""``many`` references of which a part would mislead: a sum over fewer inputs is another sum."""


_POINTERS: Mapping[str, str] = {"citations": "cited", "flags": "flagged"}
"""Table whose rows hang on any row, by table and id -> the prefix of the two columns."""


@cache
def _rank(tier: str) -> int:
    terms = vocab.load("tiers").terms
    most_careful = max(int(term.extra["rank"]) for term in terms.values())
    return int(terms[tier].extra["rank"]) if tier in terms else most_careful


def may_see(audience: Audience, tier: str) -> bool:
    """Whether that audience may see rows of that tier. Only the keepers see one that no vocabulary knows."""
    return _rank(tier) <= _rank(audience)


def visible(package: Package, audience: Audience = "public") -> Package:
    """The record as that audience may see it: another package, in which nothing points at what was left out.

    Rows of a narrower tier leave. A source that is withheld, or that may not be named whatever its tier, stays
    as its consent prints it, if it may be printed at all. What cannot stand without a row that left, leaves
    too: rows that must refer to it, its citations and flags, and a row all of whose supporting citations
    left, for it would publish what the hidden source alone says. Other references to it become empty. Small
    counts of people by sex or age are withheld from the public, and who a victim is from all; a location above the
    audience's tier is emptied while its row stays, and geometry is coarsened to its stated precision.
    The narrative is public by definition and stays as written: what in it rests on a hidden row is an error of
    ``evidence.restricted-in-public``.

    Linear in the rows. Doing it twice changes nothing more; ``restricted`` returns the package itself.
    """
    if audience == "restricted":
        return package
    with uncollected():
        kept = {table.name: _allowed(table, package, audience) for table in TABLES}
        _drop_what_cannot_stand(package, kept)
        tables: dict[str, list[Row]] = {}
        for table in TABLES:
            references = _references(table)
            tables[table.name] = [_without_lost(references, row, kept) for row in kept[table.name].values()]
        tables["releases"] = doubts.releases(package, kept, tables["releases"])
        for name, key in (("areas", "id"), ("area_statuses", "area")):
            tables[name] = doubts.areas(package, kept, tables[name], key=key)
        redacted = {id for id, row in kept["sources"].items() if row is not package.row("sources", id)}
        tables["citations"] = [_without_private_words(row, redacted) for row in tables["citations"]]
        tables["places"] = [
            {**row, "geometry": location_tiers.coarse(row)} if row["geometry"] and row["precision_m"] else row
            for row in tables["places"]
        ]
        for table in LOCATED:
            tables[table.name] = location_tiers.shown(table.name, tables[table.name], partial(may_see, audience))
        tables["victims"] = people.shown(tables["victims"], is_public=audience == "public")
    lines = {
        name: {id: where for id, where in places.items() if id in kept.get(name, {})}
        for name, places in package.lines.items()
    }
    return Package(meta=package.meta, tables=tables, narrative=package.narrative, path=package.path, lines=lines)


def _allowed(table: Table, package: Package, audience: Audience) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    withheld = small_counts.withheld(package) if table.name == "figures" and audience == "public" else frozenset()
    for row in package.rows(table.name):
        if row["id"] in withheld:
            continue
        is_open = may_see(audience, tier_of(table.name, row))
        if table.name == "sources" and (not is_open or row["consent"] in consent.NAMELESS):
            printed = consent.as_printed(row)
            if printed is not None:
                rows[row["id"]] = row if printed == row else printed
        elif is_open:
            rows[row["id"]] = row
    return rows


def _drop_what_cannot_stand(package: Package, kept: dict[str, dict[str, Row]]) -> None:
    """Take out of ``kept``, until nothing more falls, what cannot stand without what is gone.

    Each round is linear, and there are few: a fall goes from a source over its citations to a row, and
    from there along required references, which nowhere form a long chain.
    """
    rested = _rests_on(package.rows("citations"))
    fell = True
    while fell:
        before = sum(map(len, kept.values()))
        rests = _rests_on(list(kept["citations"].values()))
        for table in TABLES:
            rows = kept[table.name]
            needed = [column for column in _references(table) if column.required or _is_essential(table, column)]
            fallen = [id for id, row in rows.items() if any(_lost(column, row, kept) for column in needed)]
            if table.name in CITABLE:
                fallen += [id for id in rows if (table.name, id) in rested and (table.name, id) not in rests]
            fallen += [id for id, row in rows.items() if _points_at_nothing(table, row, kept)]
            for id in fallen:
                rows.pop(id, None)
        fell = sum(map(len, kept.values())) < before


def _rests_on(citations: Sequence[Row]) -> set[tuple[str, str]]:
    return {(row["cited_table"], row["cited_row"]) for row in citations if row["relation"] == SUPPORTS}


def _is_essential(table: Table, column: Column) -> bool:
    """Whether the row would say something else without the column.

    A dimension of a figure: “mines destroyed by X” without X would read as everybody's, and enter totals as such. And
    what a release is another telling of: alone it would release land, which that row may not do.
    """
    is_telling = table.name == "releases" and column.name == "same_as"
    return is_telling or (table.name == "figures" and not column.many)


def _points_at_nothing(table: Table, row: Row, kept: Mapping[str, Mapping[str, Row]]) -> bool:
    """Whether the row is a citation or a flag that hangs on a row that is not there."""
    prefix = _POINTERS.get(table.name)
    return prefix is not None and row[f"{prefix}_row"] not in kept.get(row[f"{prefix}_table"], {})


def _lost(column: Column, row: Row, kept: Mapping[str, Mapping[str, Row]]) -> bool:
    """Whether a reference of the row has nothing left that it refers to."""
    value = row[column.name]
    there = kept[str(column.references)]
    if column.many:
        return bool(value) and not any(id in there for id in value)
    return value is not None and value not in there


def _without_lost(references: Sequence[Column], row: Row, kept: Mapping[str, Mapping[str, Row]]) -> Row:
    """The row without references to rows that are gone; the row itself where there are none."""
    changed: Row = {}
    for column in references:
        value, there = row[column.name], kept[str(column.references)]
        if column.many:
            left = tuple(id for id in value if id in there)
            if len(left) == len(value):
                continue
            changed[column.name] = () if column.name in _ALL_OR_NOTHING else left
        elif value is None or value in there:
            continue
        else:
            changed[column.name] = None
        changed.update(_ALSO_LOST.get(column.name, {}))
    known = {name: value for name, value in changed.items() if name in row}
    return {**row, **known} if known else row


def _without_private_words(citation: Row, redacted: AbstractSet[str]) -> Row:
    """The citation without words from a withheld source. To be named is not to be quoted.

    Words that an open document prints, through which the source is known, are public already.
    """
    if citation["source"] not in redacted and citation["via"] not in redacted:
        return citation
    printed_openly = citation["via"] is not None and citation["via"] not in redacted
    return {**citation, "quote": citation["quote"] if printed_openly else None, "note": None}


def _references(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.references)
