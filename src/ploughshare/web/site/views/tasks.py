"""What a country was asked to do, and what it is bound to do: recommendations and obligations."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ploughshare.evidence.ledger import Ledger
from ploughshare.record.package import Package, Row
from ploughshare.web.records import queries
from ploughshare.web.site import evidence
from ploughshare.web.site.views.record import page, record_or_404

_TABLES = ("recommendations", "obligations", "citations", "sources", "organisations", "events", "flags")
_NO_DATE = "9999"


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Recommendations by number and obligations by date, each with whom it concerns and how it stands."""
    country = record_or_404(code)
    package = queries.tables(code, _TABLES) or Package(country.meta, {})
    ledger = Ledger(package)
    recommendations = sorted(package.rows("recommendations"), key=lambda row: (row["number"], row["id"]))
    obligations = sorted(package.rows("obligations"), key=lambda row: (row["due"] or _NO_DATE, row["id"]))
    return page(
        request,
        "tasks",
        country,
        "tasks",
        recommendations=[
            {
                **_task("recommendations", row, ledger),
                "addressee": evidence.row(package, "organisations", row["addressee"]),
                "made_by": evidence.row(package, "organisations", row["made_by"]),
            }
            for row in recommendations
        ],
        obligations=[
            {
                **_task("obligations", row, ledger),
                "bearers": [found for id in row["bearers"] if (found := package.row("organisations", id))],
                "event": evidence.row(package, "events", row["event"]),
            }
            for row in obligations
        ],
    )


def _task(table: str, row: Row, ledger: Ledger) -> dict[str, Any]:
    return {
        "row": row,
        "bases": evidence.bases(table, row["id"], ledger),
        "flags": evidence.flags_on(ledger.package, table, row["id"]),
    }
