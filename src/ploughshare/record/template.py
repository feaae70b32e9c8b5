"""An empty package of a country or area: valid, and with the skeleton of its report."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.record import canonical, reader, staging
from ploughshare.record.contracts import TABLES
from ploughshare.record.package import Package

_OWN_CODE = re.compile("[a-z]{2,8}(?:-[a-z]{2,8})*")

_SECTIONS: tuple[tuple[int, str, str | None], ...] = (
    (1, "Key data", "key-data"),
    (1, "Key developments", None),
    (1, "Recommendations for action", "recommendations"),
    (1, "AP mine survey and clearance capacity", "capacity"),
    (1, "Understanding of AP mine contamination", "map"),
    (1, "Programme management", None),
    (2, "Gender and diversity", None),
    (2, "Environmental policies and action", None),
    (1, "Land release outputs and progress towards completion", "land-release"),
)
"""Level, heading and what is drawn from the record: the sections of the report of a State not party."""


def new(code: str, path: Path | None = None, *, name: str | None = None, today: date | None = None) -> Path:
    """Make an empty valid package for a country or area, and return its folder: ``path``, or its code here.

    ``code`` is an ISO 3166 code, or an own one (Kosovo, a shared zone) with its ``name``. The record speaks of
    ``today`` (by default the computer's date) and reports on the year before: to be corrected in record.yaml.

    Raises:
        PloughshareError: ``country.unknown`` for a code that is no country's without a name;
            ``package.exists`` where the folder is not empty.
    """
    made = package(code, name=name, today=today)
    path = Path(made.country) if path is None else path
    refuse_occupied(path)
    staging.replace(path, canonical.files(made))
    return path


def refuse_occupied(path: Path) -> None:
    """Raise ``package.exists`` where there is something at ``path`` other than an empty folder."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise PloughshareError("package.exists", path=path)


def package(code: str, *, name: str | None = None, today: date | None = None) -> Package:
    """The empty package that ``new`` would write. Raises ``country.unknown`` as it does."""
    code = code.strip().lower()
    if name:
        short: str | None = name
        official = None
    else:
        code, short, official = _country(code)
    if short is None or not _OWN_CODE.fullmatch(code):
        raise PloughshareError("country.unknown", code=code)
    day = today or date.today()  # noqa: DTZ011 (a new record is dated where its keeper is)
    return Package(
        meta={
            "format": reader.FORMAT,
            "country": code,
            "name": short,
            "official_name": official,
            "edition": str(day.year),
            "reporting_year": day.year - 1,
            "as_of": day.isoformat(),
            "languages": ("en",),
            "title": f"{short}: mine action in {day.year - 1}",
        },
        tables={table.name: () for table in TABLES},
        narrative=narrative(),
    )


def _country(code: str) -> tuple[str, str | None, str | None]:
    """Two-letter code, common and official name of an ISO 3166 country, by either of its codes; no names if none."""
    import pycountry  # noqa: PLC0415 (reads its lists from disk; only a new record needs them)

    country = pycountry.countries.get(alpha_2=code.upper()) or pycountry.countries.get(alpha_3=code.upper())
    if country is None:
        return code, None, None
    name = getattr(country, "common_name", country.name)
    return country.alpha_2.lower(), name, getattr(country, "official_name", None)


def narrative() -> str:
    """The skeleton of a report: its sections, with what the record draws, and the rest to be written."""
    parts = []
    for level, heading, drawn in _SECTIONS:
        parts.append(f"{'#' * level} {heading}")
        if drawn:
            parts.append(f"::: {{.from-record what={drawn}}}\n:::")
        else:
            parts.append("[Not written yet.]{.assessment}")
    return "\n\n".join(parts) + "\n"
