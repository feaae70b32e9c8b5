"""Where on the site each row of a record is shown."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import NoReverseMatch, reverse

_PAGES: Mapping[str, str] = {
    "figures": "figure",
    "sources": "source",
    "events": "event",
    "places": "place",
    "areas": "land-area",
    "releases": "land-release",
    "activities": "land-activity",
}
"""Tables each row of which has a page of its own."""
_LISTED: Mapping[str, str] = {
    "topics": "statements",
    "capacity": "statements",
    "recommendations": "tasks",
    "obligations": "tasks",
}
"""Tables whose rows stand together on one page."""
_FILTERS: Mapping[str, str] = {"organisations": "actor", "ordnance": "ordnance"}
"""Tables whose rows are shown by the events they took part in."""


def of_row(country: str, table: str, id: str) -> str:
    """The address at which a row is shown; empty for an id that no address can hold.

    Rows that only speak of another (claims, citations, flags) have one that leads on to that other.
    """
    try:
        if table in _PAGES:
            return reverse(_PAGES[table], args=[country, id])
        if table in _LISTED:
            return f"{reverse(_LISTED[table], args=[country])}#{id}"
        if table in _FILTERS:
            return f"{reverse('events', args=[country])}?{_FILTERS[table]}={id}"
        return reverse("row", args=[country, table, id])
    except NoReverseMatch:
        return ""
