"""Findings: what the checks say of a record, filtered by level and check."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ploughshare.findings import Level
from ploughshare.web.records import queries
from ploughshare.web.site import addresses
from ploughshare.web.site.views.record import asked, page, record_or_404


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The findings of the published record."""
    country, every = record_or_404(code), queries.findings(code)
    wanted = asked(request, "level", "check")
    found = [
        finding
        for finding in every
        if wanted["level"] in ("", finding["level"]) and wanted["check"] in ("", finding["check"])
    ]
    counts = Counter(str(finding["level"]) for finding in every)
    return page(
        request,
        "findings",
        country,
        "findings",
        findings=[{"finding": finding, "address": _address(code, str(finding["subject"]))} for finding in found],
        total=len(every),
        asked=wanted,
        levels=[{"id": str(level), "count": counts[str(level)]} for level in Level],
        checks=sorted({str(finding["check"]) for finding in every}),
    )


def _address(code: str, subject: str) -> str:
    table, _, id = subject.partition("/")
    return addresses.of_row(code, table, id) if id else ""
