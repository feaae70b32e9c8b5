"""What happened to an area, an activity or a release, in the order of time: its rows told as dated entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ploughshare import dates, vocab
from ploughshare.record.package import Package, Row

Words = str | Promise


@dataclass(frozen=True)
class Entry:
    """One thing that happened: when (as stated, None for undated), what, and the row that says so."""

    when: str | None
    what: Words
    detail: str
    table: str
    id: str

    @property
    def order(self) -> tuple[date, str, str]:
        """Where it stands in time; what has no date comes last."""
        return dates.interval(self.when)[0] if self.when else date.max, self.table, self.id


_AREA_DATES: Final = (("identified", gettext_lazy("identified")), ("ended", gettext_lazy("record ended")))
_ACTIVITY_DATES: Final = (
    ("started", gettext_lazy("begun")),
    ("ended", gettext_lazy("ended")),
    ("approved", gettext_lazy("approved")),
)
_RELEASE_DATES: Final = (
    ("released", gettext_lazy("work completed")),
    ("accepted", gettext_lazy("accepted")),
    ("withdrawn", gettext_lazy("acceptance withdrawn")),
)
_HANDOVER_DATES: Final = (("completed", gettext_lazy("completed")), ("handed_over", gettext_lazy("handed over")))


def entries(
    package: Package, *, areas: Sequence[Row], activities: Sequence[Row], releases: Sequence[Row]
) -> list[Entry]:
    """What happened to those rows and what was found, inspected and handed over on them, in the order of time."""
    ids = {"area": _ids(areas), "activity": _ids(activities), "release": _ids(releases)}
    told = [
        *(entry for row in areas for entry in _area(row)),
        *(entry for row in package.rows("area_statuses") if row["area"] in ids["area"] for entry in _status(row)),
        *(entry for row in activities for entry in _activity(row)),
        *(entry for row in releases for entry in _release(row)),
        *(
            _device(row)
            for row in package.rows("devices")
            if row["area"] in ids["area"] or row["activity"] in ids["activity"]
        ),
        *(
            _find(row)
            for row in package.rows("finds")
            if row["area"] in ids["area"] or row["release"] in ids["release"]
        ),
        *(
            _inspection(row)
            for row in package.rows("inspections")
            if row["release"] in ids["release"] or row["activity"] in ids["activity"]
        ),
        *(
            entry
            for row in package.rows("handovers")
            if row["area"] in ids["area"] or ids["release"] & set(row["releases"])
            for entry in _handover(row)
        ),
    ]
    return sorted(told, key=lambda entry: entry.order)


def _ids(rows: Sequence[Row]) -> set[str]:
    return {row["id"] for row in rows}


def _area(row: Row) -> Iterator[Entry]:
    for column, what in _AREA_DATES:
        if column == "ended" and not row["ended"] and not row["end_reason"]:
            continue
        is_end = column == "ended"
        why = _term("area_ends", row["end_reason"]) if is_end else _term("area_classes", row["area_class"])
        yield Entry(row[column], what, _joined(why, "" if is_end else _hazards(row)), "areas", row["id"])


def _status(row: Row) -> Iterator[Entry]:
    now = _joined(_term("area_classes", row["area_class"]), _hazards(row), row["reason"])
    yield Entry(row["date"], _term("area_states", row["status"]), now, "area_statuses", row["id"])


def _activity(row: Row) -> Iterator[Entry]:
    kind = _term("activity_kinds", row["kind"])
    for column, what in _ACTIVITY_DATES:
        if row[column]:
            yield Entry(row[column], _joined(kind, str(what), sep=" "), row["name"] or "", "activities", row["id"])


def _release(row: Row) -> Iterator[Entry]:
    kind, stated = _term("release_kinds", row["kind"]), _m2(row["area_m2"])
    for column, what in _RELEASE_DATES:
        if row[column] or column == "released":
            standing = "" if column != "released" else _term("acceptances", row["acceptance"])
            yield Entry(row[column], f"{kind}: {what}", _joined(stated, standing), "releases", row["id"])


def _device(row: Row) -> Entry:
    count = "" if row["quantity"] is None else f"{row['quantity']} × "
    what = f"{count}{_term('ordnance_categories', row['category'])}"
    detail = _joined(
        row["ordnance"] or _("model not stated"),
        _term("device_conditions", row["condition"]),
        _term("disposal_methods", row["disposal"]),
        "" if row["depth_m"] is None else _("%(depth)s m deep") % {"depth": row["depth_m"]},
    )
    return Entry(row["date"], what, detail, "devices", row["id"])


def _find(row: Row) -> Entry:
    what = _joined(_("found on released land"), _term("ordnance_categories", row["category"]))
    return Entry(row["found"], what, _term("find_causes", row["cause"]), "finds", row["id"])


def _inspection(row: Row) -> Entry:
    what = f"{_term('inspection_kinds', row['kind'])}: {_term('inspection_results', row['result'])}"
    fault = "" if row["nonconformity"] in (None, "none") else _term("nonconformities", row["nonconformity"])
    told = _joined(fault, row["nonconformity_type"], row["measures"])
    return Entry(row["date"], what, told, "inspections", row["id"])


def _handover(row: Row) -> Iterator[Entry]:
    people = [f"{row[who]} {words}" for who, words in _PEOPLE if row[who] is not None]
    for column, what in _HANDOVER_DATES:
        if row[column]:
            yield Entry(row[column], what, ", ".join(people) if column == "handed_over" else "", "handovers", row["id"])


_PEOPLE: Final = (
    ("women", gettext_lazy("women")),
    ("girls", gettext_lazy("girls")),
    ("boys", gettext_lazy("boys")),
    ("men", gettext_lazy("men")),
)


def people(row: Row) -> str:
    """How many women, girls, boys and men a row counts; empty where it counts none."""
    return ", ".join(f"{row[who]} {words}" for who, words in _PEOPLE if row[who] is not None)


def _hazards(row: Row) -> str:
    return ", ".join(_term("hazard_types", kind) for kind in row["hazard_types"])


def _m2(area_m2: object) -> str:
    return "" if area_m2 is None else f"{float(str(area_m2)):,.0f} m²"


def _joined(*parts: str | None, sep: str = "; ") -> str:
    return sep.join(part for part in parts if part)


def _term(vocabulary: str, id: str | None) -> str:
    if not id:
        return ""
    words = vocab.load(vocabulary)
    return words[id].label if id in words else id
