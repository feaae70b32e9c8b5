"""The notes of a chapter, and the sources that they cite, as proposals."""

from __future__ import annotations

from collections.abc import Iterator

from ploughshare.exchange.country_report import judge
from ploughshare.exchange.country_report.draft import Proposal
from ploughshare.exchange.country_report.notes.bibliography import Citation, How
from ploughshare.exchange.country_report.proposing.context import PUBLISHER, SERIES, Context
from ploughshare.exchange.country_report.proposing.flags import flag
from ploughshare.exchange.country_report.reading.model import Marker
from ploughshare.record.tier import RESTRICTED, tier_of

_PUBLISHERS = {
    "news_article": "media",
    "editorial": "media",
    "magazine_article": "media",
    "broadcast": "media",
    "country_profile": "monitor",
}
"""Kinds of sources whose publisher is one that reports: the record keeps it as an organisation, too."""


def chapter_source(context: Context) -> Proposal:
    """The chapter itself: the one source that was read."""
    values = {
        "id": context.source,
        "kind": "report_chapter",
        "title": context.name,
        "authors": ({"literal": "Mine Action Review"},),
        "container_title": " ".join(filter(None, (SERIES, context.year))),
        "publisher": PUBLISHER,
        **({"issued": context.year} if context.year else {}),
        "seen": True,
    }
    return Proposal("sources", values, reason="" if context.year else "the edition is not printed")


def propose(context: Context) -> Iterator[Proposal]:
    """Every source that a note cites, and every note with what it cites; a note that is missing is in the leftovers."""
    yield chapter_source(context)
    for source in context.bibliography.sources:
        values = {name: value for name, value in source.row.items() if value not in (None, ())}
        if tier_of("sources", source.row) == RESTRICTED:
            # The record holds no e-mail, only its citation, which was printed with the name (docs/decisions/0010).
            basis = f"Printed with the name in {context.source}."
            values |= {"consent": "named", "consent_basis": basis, "tier": "public"}
        role = _PUBLISHERS.get(source.row["kind"])
        if role and (name := source.row["container_title"] or source.row["publisher_name"]):
            values["publisher"] = context.organisation(name, role, spans=source.spans)
        words = str(values.get("title") or "")
        yield Proposal("sources", values, source.spans, words, judge.of_source(source))
        for doubt in source.doubts:
            yield flag(context, "bibliographic", f"Of how it is cited: {doubt}.", source.spans, source.id)
    for citation in context.bibliography.citations:
        if citation.source and citation.doubt and citation.how is How.FULL:
            message = f"Note {citation.note}: {citation.doubt}."
            yield flag(context, "bibliographic", message, citation.piece.spans, citation.source)
    calls: dict[int, list[Marker]] = {}
    for block in context.chapter.blocks:
        for marker in block.markers:
            calls.setdefault(marker.number, []).append(marker)
    for note in context.chapter.notes:
        citations = context.bibliography.of(note.number)
        called = calls.get(note.number, [])
        values = {
            "number": note.number,
            "cites": [_cited(each) for each in citations],
        }
        # First where the note stands, then where the text calls it.
        spans = (*note.piece.spans, *(marker.span for marker in called))
        yield Proposal("notes", values, spans, reason=judge.of_note(citations, called))


def _cited(citation: Citation) -> dict[str, str]:
    cells = {
        "source": citation.source,
        "locator": citation.locator,
        "how": citation.how.value,
        "doubt": citation.doubt,
    }
    return {name: value for name, value in cells.items() if value is not None}
