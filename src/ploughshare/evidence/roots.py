"""Roots: who first said it, and how many independent voices that makes.

Three newspapers that quote one army briefing are one source. The rules, with worked tables, stand in
``docs/rules/evidence.md``; nothing else in Ploughshare counts voices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ploughshare.record.package import Row

SUPPORTS = "supports"
FIRM_STATES = frozenset({"stated", "inferred"})
PROVISIONAL = "provisional"
UNKNOWN = "unknown"

Parents = Mapping[str, str | None]
"""Organisation -> the organisation it is part of."""


@dataclass(frozen=True)
class Root:
    """Who first said it, as one citation gives it; ``organisation`` None where it is not known."""

    organisation: str | None
    state: str
    reason: str | None
    citation: str
    source: str


def of_citations(citations: Iterable[Row]) -> tuple[Root, ...]:
    """The roots of the citations that support a row, one a citation, in their order.

    A citation that contradicts a row is no voice for it, and is left out.
    """
    return tuple(_root(row) for row in citations if row["relation"] == SUPPORTS)


def _root(row: Row) -> Root:
    known = row["root"] is not None and row["root_state"] != UNKNOWN
    return Root(
        organisation=row["root"] if known else None,
        state=row["root_state"] if known else UNKNOWN,
        reason=row["root_reason"],
        citation=row["id"],
        source=row["source"],
    )


def distinct(organisations: Iterable[str], parents: Parents) -> frozenset[str]:
    """The organisations that are surely different voices.

    One that another of them is part of is left out: “South Korea said” may be its Joint Chiefs speaking,
    so the two are one voice until somebody shows otherwise. Two agencies of one State stay two.
    """
    voices = frozenset(organisations)
    return voices - {ancestor for voice in voices for ancestor in ancestors(voice, parents)}


def ancestors(organisation: str, parents: Parents) -> set[str]:
    """All that an organisation is part of, however far up."""
    found: set[str] = set()
    parent = parents.get(organisation)
    while parent is not None and parent != organisation and parent not in found:  # a circle of parents ends here
        found.add(parent)
        parent = parents.get(parent)
    return found


def independent(roots: Iterable[Root], parents: Parents) -> int:
    """How many independent voices there are.

    Counts different roots that are stated or inferred. Provisional roots add nothing to these, for they
    may yet turn out to be one of them; where there are only provisional ones, they make one voice.
    Unknown roots never count.
    """
    given = [root for root in roots if root.organisation is not None]
    firm = distinct((root.organisation for root in given if root.state in FIRM_STATES if root.organisation), parents)
    return len(firm) or min(1, len(given))


def shared(roots_of_each: Iterable[Iterable[Root]], parents: Parents) -> str | None:
    """The one root from which several rows all come, or None.

    None where any of the rows has no root, an unknown or a provisional one, or where the roots differ:
    what is not known to be one voice is not treated as one.
    """
    named: set[str] = set()
    for roots in roots_of_each:
        row = list(roots)
        if not row or any(root.organisation is None or root.state not in FIRM_STATES for root in row):
            return None
        named.update(root.organisation for root in row if root.organisation)
    voices = distinct(named, parents)
    return next(iter(voices)) if len(voices) == 1 else None
