"""What one row of each table is called on a page, in the site's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROW_KINDS: Mapping[str, str | Promise] = {
    "organisations": _("organisation"),
    "sources": _("source"),
    "places": _("place"),
    "ordnance": _("type of ordnance"),
    "events": _("event"),
    "figures": _("figure"),
    "claims": _("claim"),
    "topics": _("statement"),
    "capacity": _("capacity"),
    "obligations": _("obligation"),
    "recommendations": _("recommendation"),
    "expected": _("expected report"),
    "areas": _("area"),
    "area_statuses": _("change of status"),
    "activities": _("activity"),
    "releases": _("release"),
    "devices": _("devices found"),
    "finds": _("find on released land"),
    "inspections": _("inspection"),
    "accidents": _("accident"),
    "victims": _("victim"),
    "handovers": _("handover"),
    "citations": _("citation"),
    "flags": _("flag"),
}
"""Table -> what one of its rows is called."""
