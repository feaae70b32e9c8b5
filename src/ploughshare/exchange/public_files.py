"""The files that anybody may take: sources, events and places of a record, as other programs read them."""

from __future__ import annotations

from ploughshare.evidence.tiers import visible
from ploughshare.exchange import bibtex, csl_json
from ploughshare.record import canonical
from ploughshare.record.contracts import EVENTS, PLACES
from ploughshare.record.package import Package


def public_files(package: Package) -> dict[str, bytes]:
    """Name -> bytes of ``sources.json`` (CSL-JSON), ``sources.bib``, ``events.csv`` and ``places.geojson``.

    Only what the public may see, whatever the package holds. Events and places are the tables of the published
    schema. Same package, same bytes.
    """
    public = visible(package, "public")
    tables = canonical.files(public)
    return {
        "sources.json": csl_json.write(public),
        "sources.bib": bibtex.write(public),
        EVENTS.file: tables[EVENTS.file],
        PLACES.file: tables[PLACES.file],
    }
