"""Records of land from a few words, for the worked tables of docs/rules/land-account.md.

The land is a strip 100 m wide: `0-4` is its first 400 m, four hectares. A row is words in any order after its id:

    A: 0-4 AP 2015 recorded 2016-01-01 ended 2020-05-01 as redrawn; B: 1-4 AP 2020-05-01 from A
    R: 0-2 cleared AP 2018-05-01 accepted 2018-06-01 of A
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ploughshare import vocab
from ploughshare.record.package import Package
from small_packages import package

HECTARE_M2 = 10_000
_EAST, _NORTH = 100 / 111_319.490_793, 100 / 110_574.275_822
"""Degrees of a hundred metres along and across the equator."""
_SHORT = {term.extra["short"]: id for id, term in vocab.load("hazard_types").terms.items()}
_CENTRE = "centre"

Row = dict[str, Any]


def outline(words: str) -> dict[str, Any]:
    """A stretch of the strip as a polygon; `2-0` is one drawn crosswise, which no one can read in one way."""
    start, end = (float(edge) for edge in words.split("-"))
    west, east = 20 + min(start, end) * _EAST, 20 + max(start, end) * _EAST
    ring = [[west, 0.0], [east, 0.0], [east, _NORTH], [west, _NORTH], [west, 0.0]]
    if start > end:
        ring[1], ring[2] = ring[2], ring[1]
    return {"type": "Polygon", "coordinates": [ring]}


def types(word: str) -> tuple[str, ...]:
    """Types of hazard: `AP`, `AP+AV`, `every`, `untyped`."""
    if word == "every":
        return tuple(_SHORT.values())
    return () if word == "untyped" else tuple(_SHORT[part] for part in word.split("+"))


def _is_types(word: str) -> bool:
    return word in ("every", "untyped") or all(part in _SHORT for part in word.split("+"))


def _is_date(word: str) -> bool:
    return len(word) in (4, 7, 10) and word[:4].isdigit() and (len(word) == 4 or word[4] == "-")


def _stated(word: str) -> float | None:
    return None if word == "nothing" else float(word) * HECTARE_M2


def _area(words: list[str]) -> tuple[Row, list[Row]]:
    row: Row = {"area_class": "cha"}
    history: list[Row] = []
    take = iter(words)
    for word in take:
        if word in ("cha", "sha", "survey"):
            row["area_class"] = "survey_envelope" if word == "survey" else word
        elif word == "turned":  # `turned 2019-03-01 cha` or `turned 2019-03-01 AP`, `turned ... unsaid`
            date, into = next(take), next(take)
            what = {"hazard_types": types(into)} if _is_types(into) else {"area_class": _class(into)}
            history.append({"date": date, "decided_by": _CENTRE, **what})
        elif word == "ended":
            row.update(ended=next(take), end_decided_by=_CENTRE)
        elif word == "as":
            row["end_reason"] = next(take)
        elif word == "undecided":
            if history:
                history[-1]["decided_by"] = None
            else:
                row["end_decided_by"] = None
        elif word == "from":
            row["formed_from"] = tuple(next(take).split("+"))
        elif word == "cause":
            row["found_cause"] = next(take)
        elif word == "depth":
            row["hazard_depth_m"] = next(take)
        else:
            _shared(row, word, take, "identified")
    return row, history


def _class(word: str) -> str:
    return "survey_envelope" if word == "survey" else word


def _release(words: list[str]) -> tuple[Row, list[Row]]:
    row: Row = {"kind": "cleared", "acceptance": "accepted"}
    inspections: list[Row] = []
    take = iter(words)
    for word in take:
        if word in ("cleared", "cancelled", "reduced"):
            row["kind"] = word
        elif word == "asset":
            row["technical_asset"] = next(take)
        elif word == "accepted":
            row["accepted"] = next(take)
        elif word in vocab.load("acceptances").terms:
            row["acceptance"] = word
        elif word == "failed":
            inspections.append({"date": next(take), "result": "rejected"})
        elif word == "withdrawn":
            row["withdrawn"] = next(take)
        elif word == "of":
            row["areas"] = tuple(next(take).split("+"))
        elif word == "depth":
            row["depth_m"] = next(take)
        else:
            _shared(row, word, take, "released")
    return row, inspections


def _shared(row: Row, word: str, take: Any, date: str) -> None:
    """Words of areas and releases alike."""
    if word == "recorded":
        row["recorded"] = next(take)
    elif word == "stated":
        row["area_m2"] = _stated(next(take))
    elif word == "same":
        row["same_as"] = next(take)
    elif word == "in":
        row["place"] = next(take)
    elif word == "by":
        row["organisation"] = next(take)
    elif word == "source":
        row["source"] = next(take)
    elif word == "number":
        row["original_id"] = next(take)
    elif word == "nowhere":
        row["geometry"] = None
    elif word == "point":
        row["geometry"] = {"type": "Point", "coordinates": [20.0, 0.0]}
    elif word == "undated":
        row[date] = None
    elif _is_date(word):
        row[date] = word
    elif _is_types(word):
        row["hazard_types"] = types(word)
    elif "-" in word:
        row["geometry"] = outline(word)
        start, end = (float(edge) for edge in word.split("-"))
        row.setdefault("area_m2", abs(end - start) * HECTARE_M2)
    else:
        raise ValueError(f"no such word: {word}")


def _rows(text: str, read: Callable[[list[str]], tuple[Row, list[Row]]], of: str) -> tuple[list[Row], list[Row]]:
    rows, more = [], []
    for part in filter(None, (part.strip() for part in text.replace("-;", ";").split(";"))):
        if part == "-":
            continue
        id, words = part.split(":")
        row, hanging = read(words.split())
        rows.append({"id": id.strip(), **row})
        more += [{of: id.strip(), **one} for one in hanging]
    return rows, more


def land(areas: str, releases: str = "-", *, depth: str = "", expected: str = "") -> Package:
    """The record of those words. ``depth`` is what the national standard asks, ``expected`` who must report clearance:
    `op 2020`."""
    area_rows, history = _rows(areas, _area, "area")
    release_rows, inspections = _rows(releases, _release, "release")
    every = [*area_rows, *release_rows]
    names = {_CENTRE, *(row["organisation"] for row in every if row.get("organisation"))}
    reports = [part.split() for part in expected.split(";") if part.strip() not in ("", "-")]
    names |= {name for name, _ in reports}
    return package(
        meta={"clearance_depth_m": float(depth)} if depth not in ("", "-") else {},
        organisations=[{"id": name} for name in sorted(names)],
        sources=[{"id": name} for name in sorted({row["source"] for row in every if row.get("source")})],
        places=[
            {"id": name, "kind": "province"} for name in sorted({row["place"] for row in every if row.get("place")})
        ],
        areas=area_rows,
        area_statuses=history,
        releases=release_rows,
        inspections=inspections,
        expected=[{"measure": "cleared_area", "period": year, "organisation": name} for name, year in reports],
    )


def hectares(m2: float) -> float:
    """Square metres as hectares, to ten square metres."""
    return round(m2 / HECTARE_M2, 3) + 0.0
