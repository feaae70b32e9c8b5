"""The tier of a row: its own, or the cautious default of its kind."""

from __future__ import annotations

from functools import cache

from ploughshare import vocab
from ploughshare.record.package import Row

RESTRICTED = "restricted"

CAUTIOUS_TABLES = frozenset({"accidents", "victims"})
"""Tables whose rows are restricted unless somebody opens them."""


@cache
def _of_kind(kind: str | None) -> str:
    terms = vocab.load("source_kinds").terms
    return str(terms[kind].extra.get("default_tier", "public")) if kind is not None and kind in terms else RESTRICTED


def tier_of(table: str, row: Row) -> str:
    """The tier of a row: its own, or the cautious default of its kind where it gives none.

    E-mails, interviews, informants, accidents and victims default to restricted. A kind of source that no vocabulary
    knows counts as restricted: a slip of the pen must not publish anything.
    """
    if row["tier"]:
        return str(row["tier"])
    if table == "sources":
        return _of_kind(row["kind"])
    return RESTRICTED if table in CAUTIOUS_TABLES else "public"


def location_tier_of(row: Row) -> str:
    """The tier of what tells where a row of a located table lies; restricted where it gives none."""
    return str(row["location_tier"] or RESTRICTED)
