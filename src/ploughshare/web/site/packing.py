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
    "events.csv": Offer("text/csv", _("The events as a table")),
    "places.geojson": Offer("application/geo+json", _("The places with their geometry, no finer than it is known")),
    "record.zip": Offer("application/zip", _("The whole public record as a package")),
}
"""File name -> what it is."""

_OF_REPORT = frozenset({"report.pdf", "report.docx", "report.html", "figures.json"})


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
        content = public_files(package)[name]
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
        _build(package, folder)
    file = folder / name
    return file.read_bytes() if file.is_file() else None


def _state(package: Package) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(canonical.files(package, with_restricted=False).items()):
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()[:16]


def _build(package: Package, folder: Path) -> None:
    """Build beside and rename: two people who ask at once never read half a file. Older states are dropped."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        build.build(package, Path(beside) / folder.name)
        for older in folder.parent.iterdir():
            if older.is_dir() and older != folder and older != Path(beside):
                shutil.rmtree(older, ignore_errors=True)
        if not folder.exists():
            (Path(beside) / folder.name).replace(folder)
