"""Findings: what the checks say of a record, filtered by level and check."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ploughshare.findings import Level
from ploughshare.web.site.views.record import page, record_or_404


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The findings of the published record."""
    country = record_or_404(code)
    level, check = (request.GET.get(name, "").strip() for name in ("level", "check"))
    found = [
        finding
        for finding in country.findings
        if (not level or finding["level"] == level) and (not check or finding["check"] == check)
    ]
    return page(
        request,
        "findings",
        country,
        "findings",
        findings=found,
        total=len(country.findings),
        asked={"level": level, "check": check},
        levels=[str(one) for one in Level],
        checks=sorted({str(finding["check"]) for finding in country.findings}),
        counts=dict(Counter(str(finding["level"]) for finding in country.findings)),
    )
