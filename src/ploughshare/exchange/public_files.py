"""The files that anybody may take: sources, events and places of a record, as other programs read them."""

from __future__ import annotations

from ploughshare.evidence.tiers import visible
from ploughshare.exchange import bibtex, csl_json, located
from ploughshare.record import canonical
from ploughshare.record.contracts import EVENTS, PLACES
from ploughshare.record.package import Package


def public_files(package: Package) -> dict[str, bytes]:
    """Name -> bytes of ``sources.json`` (CSL-JSON), ``sources.bib``, and events and places as CSV and as GeoJSON.

    Only what the public may see, whatever the package holds. ``events.csv`` and ``places.geojson`` are the tables
    of the published schema. Same package, same bytes.
    """
    public = visible(package, "public")
    tables = canonical.files(public)
    return {
        "sources.json": csl_json.write(public),
        "sources.bib": bibtex.write(public),
        EVENTS.file: tables[EVENTS.file],
        located.LOCATED_EVENTS.file: located.events_geojson(public),
        PLACES.file: tables[PLACES.file],
        located.LISTED_PLACES.file: located.places_csv(public),
    }
