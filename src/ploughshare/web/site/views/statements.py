"""Statements: what the record holds that is neither a number nor an event; that something is not known is one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ploughshare import vocab
from ploughshare.evidence.ledger import Ledger
from ploughshare.record.package import Package, Row
from ploughshare.web.records import queries
from ploughshare.web.site import evidence
from ploughshare.web.site.views.record import page, record_or_404

_TABLES = ("topics", "capacity", "citations", "sources", "organisations", "places", "ordnance", "flags")


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Statements by topic, and who manages, surveys and clears, each with what it rests on."""
    country = record_or_404(code)
    package = queries.tables(code, _TABLES) or Package(country.meta, {})
    ledger = Ledger(package)
    topics = vocab.load("topics").terms
    by_topic: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in package.rows("topics"):
        by_topic[row["topic"]].append(_statement("topics", row, ledger))
    return page(
        request,
        "statements",
        country,
        "statements",
        groups=[{"topic": topics[id], "statements": by_topic[id]} for id in topics if id in by_topic],
        capacity=[_statement("capacity", row, ledger) for row in package.rows("capacity")],
    )


def _statement(table: str, row: Row, ledger: Ledger) -> dict[str, Any]:
    return {
        "row": row,
        "bases": evidence.bases(table, row["id"], ledger),
        "place": evidence.row(ledger.package, "places", row.get("place")),
        "ordnance": evidence.row(ledger.package, "ordnance", row.get("ordnance")),
        "organisation": evidence.row(ledger.package, "organisations", row.get("organisation")),
        "flags": evidence.flags_on(ledger.package, table, row["id"]),
    }
