"""A draft made in a test, in words of the test's own: `from desk_drafts import small_draft`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ploughshare.exchange.country_report.draft import Draft, Proposal
from ploughshare.exchange.country_report.reading.model import Page, Span

PASSWORD = "furrow-harrow-and-seed"

TEXT = """Ruritania
Two fields were cleared in May 2024, and 40 mines destroyed.
Ruritania should clear the rest.
1 Ploughing Weekly, “Two fields”, 3 June 2024.
2 Ploughing Weekly, “Fields, two”, 3 June 2024.
"""


def _span(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(1, start, start + len(words)),)


def proposals(text_of_title: str = "Two fields") -> dict[str, Proposal]:
    """The proposals of the small draft by a short name."""

    def row(kind: str, values: Mapping[str, Any], words: str = "", **more: Any) -> Proposal:
        return Proposal(kind, values, _span(words) if words else (), words, **more)

    made = {
        "weekly": row("organisations", {"id": "weekly", "name": "Ploughing Weekly", "roles": ("media",)}),
        "ruritania": row("organisations", {"id": "ruritania", "name": "Ruritania", "roles": ("state",)}),
        "chapter": row("sources", {"id": "chapter", "kind": "report_chapter", "title": "Ruritania", "seen": True}),
        "first": row(
            "sources",
            {"id": "fields", "kind": "news_article", "title": text_of_title, "issued": "2024-06-03", "seen": False},
            "Two fields”",
        ),
        "second": row(
            "sources",
            {"id": "fields-two", "kind": "news_article", "title": "Fields, two", "issued": "2024-06-03", "seen": False},
            "Fields, two",
            reason="it may be the same as another",
        ),
        "event": row(
            "events",
            {
                "id": "clearance",
                "kind": "clearance",
                "title": "Two fields cleared",
                "summary": "Two fields were cleared of mines.",
                "standing": "reported",
                "happened": "2024-05",
                "happened_precision": "month",
                "actors": ("ruritania",),
            },
            "Two fields were cleared in May 2024",
        ),
        "figure": row(
            "figures",
            {
                "id": "mines",
                "title": "Mines destroyed",
                "subject": "qr",
                "measure": "mines_destroyed",
                "period": "2024",
            },
            "40 mines",
        ),
        "recommendation": row(
            "recommendations",
            {
                "id": "rest",
                "number": 1,
                "text": "Ruritania should clear the rest.",
                "addressee": "ruritania",
                "made_by": "weekly",
                "made": "2025",
                "status": "open",
            },
            "Ruritania should clear the rest.",
        ),
        "note": Proposal("notes", {"number": 1}, _span("1 Ploughing Weekly")),
    }
    made["claim"] = row(
        "claims",
        {
            "id": "mines-weekly",
            "figure": "mines",
            "state": "value",
            "kind": "exact",
            "low": Decimal(40),
            "best": Decimal(40),
            "high": Decimal(40),
            "unit": "items",
            "words": "40 mines",
            "reporter": "weekly",
            "rank": "normal",
        },
        "40 mines",
        part_of=made["figure"].id,
    )
    for name, table, cited in (("event-cited", "events", "event"), ("claim-cited", "claims", "claim")):
        made[name] = row(
            "citations",
            {
                "id": f"{made[cited].values['id']}-cited",
                "cited_table": table,
                "cited_row": made[cited].values["id"],
                "source": "fields-two" if cited == "event" else "fields",
                "relation": "supports",
                "via": "chapter",
                "via_locator": "note 1",
                "root_state": "unknown",
            },
            part_of=made[cited].id,
        )
    return made


def small_draft(*, ending: str = "", **changed: str) -> Draft:
    """The draft of a chapter of a few lines; with another ending of its text it is another document."""
    made, text = proposals(**changed), TEXT + ending
    return Draft("qr", "Ruritania", 2025, text, (Page(1, 7, 0, len(text)),), tuple(made.values()))


NAMES = {name: proposal.id for name, proposal in proposals().items()}
"""Short name -> the name of the proposal in the draft."""
