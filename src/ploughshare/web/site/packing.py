"""What can be taken away from the site: made on demand from the published record, kept until it changes."""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import ploughshare
from ploughshare.exchange.public_files import public_files
from ploughshare.record import canonical
from ploughshare.record.package import Package
from ploughshare.report import build
from ploughshare.web.records import queries

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""A ZIP keeps the time of each file; one fixed time gives the same bytes for the same record."""


@dataclass(frozen=True)
class Offer:
    """A download: its media type and what a person should know of it."""

    media_type: str
    words: str | Promise


OFFERS: Mapping[str, Offer] = {
    "report.pdf": Offer("application/pdf", _("The report, to print and to file")),
    "report.docx": Offer(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _("The report for a word processor, with real footnotes"),
    ),
    "report.html": Offer("text/html", _("The report in one file for a browser")),
    "figures.json": Offer("application/json", _("Each printed figure with its claims, sources and rule")),
    "sources.json": Offer("application/json", _("The sources as CSL-JSON, for Zotero")),
    "sources.bib": Offer("application/x-bibtex", _("The sources as BibTeX")),
    "figures.csv": Offer("text/csv", _("The figures as a table: the questions")),
    "claims.csv": Offer("text/csv", _("The claims as a table: who answers what")),
    "events.csv": Offer("text/csv", _("The events as a table")),
    "places.geojson": Offer("application/geo+json", _("The places with their geometry, no finer than it is known")),
    "record.zip": Offer("application/zip", _("The whole public record as a package")),
}
"""File name -> what it is."""

_OF_REPORT = frozenset({"report.pdf", "report.docx", "report.html", "figures.json"})
_UNFINISHED = ".new-"
"""How the name of a folder begins in which a build is under way."""


def make(code: str, name: str) -> io.BytesIO | None:
    """The bytes of one download; None where it cannot be made of that record."""
    package = queries.package(code)
    if package is None:
        return None
    if name in _OF_REPORT:
        content = _of_report(package, name)
    elif name == "record.zip":
        content = _zipped(package)
    else:
        content = {**canonical.files(package, with_restricted=False), **public_files(package)}[name]
    return None if content is None else io.BytesIO(content)


def _zipped(package: Package) -> bytes:
    holder = io.BytesIO()
    with zipfile.ZipFile(holder, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in sorted(canonical.files(package, with_restricted=False).items()):
            pack.writestr(zipfile.ZipInfo(f"{package.country}/{name}", _FIXED_TIME), content, zipfile.ZIP_DEFLATED)
    return holder.getvalue()


def _of_report(package: Package, name: str) -> bytes | None:
    """A file of the report, built once for each state of the record."""
    folder = Path(settings.DATA_DIR) / "downloads" / package.country / _state(package)
    if not folder.is_dir():
        _build(package.country, folder)
    file = folder / name
    return file.read_bytes() if file.is_file() else None


def _state(package: Package) -> str:
    digest = hashlib.sha256(ploughshare.__version__.encode())
    for name, content in sorted(canonical.files(package, with_restricted=False).items()):
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()[:16]


def _build(code: str, folder: Path) -> None:
    """Build beside and rename: two people who ask at once never read half a file. Older states are dropped.

    Built from the whole record, as on the command line: it is the whole that was checked. What a report prints went
    through the filter for the public.
    """
    whole = queries.package(code, "restricted")
    if whole is None:
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=_UNFINISHED) as beside:
        made = Path(beside) / folder.name
        if not build.build(whole, made).files:
            return
        for older in folder.parent.iterdir():
            if older != folder and not older.name.startswith(_UNFINISHED):
                shutil.rmtree(older, ignore_errors=True)
        if not folder.exists():
            made.replace(folder)
