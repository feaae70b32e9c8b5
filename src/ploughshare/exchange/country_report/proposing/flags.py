"""Flags: what is odd in a document. Nothing is corrected in silence."""

from __future__ import annotations

from ploughshare.exchange.country_report.draft import Proposal
from ploughshare.exchange.country_report.proposing.context import Context
from ploughshare.exchange.country_report.reading.model import Span


def flag(context: Context, kind: str, message: str, spans: tuple[Span, ...], source: str | None = None) -> Proposal:
    """Something odd in the document, which stays as printed: flagged on a source that it cites, or on itself."""
    values = {
        "id": context.free("flags", f"{(source or context.source)[:80]}-{kind}"),
        "flagged_table": "sources",
        "flagged_row": source or context.source,
        "kind": kind,
        "message": message,
        "status": "open",
        **({"flagged": context.year} if context.year else {}),
    }
    return Proposal("flags", values, spans)
