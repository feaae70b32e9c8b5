"""Records made up for measuring: as large as asked for, valid, and with rivals, roots and dates as real ones have."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ploughshare.record.package import Package

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))

from small_packages import package

CLAIMS_OF_A_FIGURE = 2
CLAIMS_OF_A_SOURCE = 50
CLAIMS_OF_AN_EVENT = 20
NARRATIVE = "# What is known\n\n[Much was reported.]{.assessment}\n"


def record(claims: int, country: str = "kp") -> Package:
    """A record with that many claims: for each figure two that agree, from two roots, and a citation for each claim."""
    sources = max(1, claims // CLAIMS_OF_A_SOURCE)
    events = max(1, claims // CLAIMS_OF_AN_EVENT)
    figures = claims // CLAIMS_OF_A_FIGURE
    rows: dict[str, list[dict[str, Any]]] = {
        "organisations": [
            {"id": f"organisation-{n}", "name": f"Organisation {n}", "country": country} for n in range(sources)
        ],
        "sources": [
            {"id": f"source-{n}", "title": f"Report {n}", "issued": "2025-01-15", "publisher": f"organisation-{n}"}
            for n in range(sources)
        ],
        "places": [{"id": f"place-{n}", "name": f"Place {n}", "country": country} for n in range(events)],
        "events": [
            {
                "id": f"event-{n}",
                "title": f"Event {n}",
                "happened": f"2024-{n % 12 + 1:02d}",
                "happened_precision": "month",
                "place": f"place-{n}",
                "actors": (f"organisation-{n % sources}",),
            }
            for n in range(events)
        ],
        "figures": [
            {
                "id": f"figure-{n}",
                "title": f"Figure {n}",
                "subject": country,
                "period": f"{1990 + n % 35}",
                "place": f"place-{n % events}",
                "organisation": f"organisation-{n // events % sources}",
            }
            for n in range(figures)
        ],
        "claims": [
            {
                "id": f"claim-{n}",
                "figure": f"figure-{n // CLAIMS_OF_A_FIGURE}",
                "best": 100 + n // CLAIMS_OF_A_FIGURE % 900,
                "reporter": f"organisation-{n % sources}",
                "reported": "2025-01-15",
            }
            for n in range(claims)
        ],
        "citations": [
            {
                "id": f"citation-{n}",
                "cited_row": f"claim-{n}",
                "source": f"source-{n % sources}",
                "locator": f"p. {n % 40 + 1}",
                "root": f"organisation-{n % sources}",
                "root_state": "stated",
            }
            for n in range(claims)
        ]
        + [
            {
                "id": f"citation-of-event-{n}",
                "cited_table": "events",
                "cited_row": f"event-{n}",
                "source": f"source-{n % sources}",
                "root": f"organisation-{n % sources}",
                "root_state": "stated",
            }
            for n in range(events)
        ],
    }
    return package(narrative=NARRATIVE, meta={"country": country, "name": f"Country {country.upper()}"}, **rows)
