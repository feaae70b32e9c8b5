"""What a country was asked to do, and what it is bound to do: recommendations and obligations."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ploughshare.web.records import queries
from ploughshare.web.site.views.record import page, record_or_404


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Recommendations by number and obligations by date, each with whom it concerns and how it stands."""
    country = record_or_404(code)
    names = {row["id"]: row["name"] for row in queries.rows(code, "organisations")}
    recommendations = sorted(queries.rows(code, "recommendations"), key=lambda row: (row["number"], row["id"]))
    obligations = sorted(queries.rows(code, "obligations"), key=lambda row: (row["due"] or "9999", row["id"]))
    return page(
        request,
        "tasks",
        country,
        "tasks",
        recommendations=[
            {"row": row, "addressee": names.get(row["addressee"]), "made_by": names.get(row["made_by"])}
            for row in recommendations
        ],
        obligations=[
            {"row": row, "bearers": [names[id] for id in row["bearers"] if id in names]} for row in obligations
        ],
    )
