"""One position, in whichever form it was typed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ploughshare.exchange.areas.coordinates import angles, datum
from ploughshare.exchange.areas.coordinates.angles import LETTERS, Angle
from ploughshare.exchange.areas.coordinates.model import Form, Position, refused
from ploughshare.exchange.areas.coordinates.numbers import Typed, metres
from ploughshare.geo import Box
from ploughshare.geo.geometry import METRES_PER_DEGREE

Pair = tuple[object, object]
_FINEST_M = 0.01
"""No digits make a place in a minefield better known than that."""
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_MGRS = re.compile(r"(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z]{2})\s*(\d{1,5}\s+\d{1,5}|\d{0,10})", re.IGNORECASE)
_UTM = re.compile(r"(?:zone\s*)?(\d{1,2})\s*([A-Z]+)?[\s,;:]+(.+)", re.IGNORECASE)
_ZONE = re.compile(r"(?:zone\s*)?(\d{1,2})\s*[-/]?\s*([A-Z]+)?", re.IGNORECASE)
_TWO_NUMBERS = re.compile(
    r"[(\[]?\s*(?P<first>E|N)?\s*[:=]?\s*(?P<one>[+-]?[\d.,]+)\s*m?\s*(?P<behind>E|N)?(?:\s*[;|/]\s*|,\s+|\s+)"
    r"(?P<second>E|N)?\s*[:=]?\s*(?P<other>[+-]?[\d.,]+)\s*m?\s*(?P<last>E|N)?\s*[)\]]?",
    re.IGNORECASE,
)


def parse_position(
    words: str | Pair,
    form: Form | str,
    *,
    crs: str | None = None,
    zone: str | None = None,
    north_first: bool | None = None,
    letters: Mapping[str, str] = LETTERS,
) -> Position:
    """The position that one cell holds, or a pair of cells.

    ``crs`` is the reference system as an EPSG code or WKT: the datum of degrees and UTM (WGS 84 where None), the grid
    of ``projected``, where it must be given. ``zone`` is the UTM zone where it stands in a cell of its own ("33T",
    "33 north"). ``north_first`` says which comes first; where None, latitude before longitude, and easting before
    northing. Letters of the hemisphere overrule it. ``letters`` are those in use (see ``angles.LETTERS``).

    Raises PloughshareError (``areas.position``, ``areas.crs``) with the reason.
    """
    form = Form(form)
    if isinstance(words, str) and not words.strip():
        raise refused(words, "the cell is empty")
    match form:
        case Form.MGRS:
            return _mgrs(words, crs)
        case Form.UTM:
            return _utm(words, crs, zone, north_first=bool(north_first))
        case Form.PROJECTED:
            if crs is None:
                raise refused(_say(words), "the grid is not stated; give its EPSG code")
            east, north = _grid_pair(words, north_first=bool(north_first))
            return _on_grid(words, east, north, crs)
    return _degrees(words, form, crs or datum.WGS_84, letters, north_first=north_first is not False)


def _say(words: str | Pair) -> str:
    return words if isinstance(words, str) else f"{words[0]}; {words[1]}"


def _degrees(words: str | Pair, form: Form, crs: str, letters: Mapping[str, str], *, north_first: bool) -> Position:
    first, second = angles.split(words, letters) if isinstance(words, str) else words
    pair = angles.parse(first, form, letters), angles.parse(second, form, letters)
    latitude, longitude = _told_apart(words, pair, north_first=north_first)
    if abs(latitude.degrees) > 90 and abs(longitude.degrees) <= 90 and abs(latitude.degrees) <= 180:
        said = f"a latitude of {latitude.degrees:g} is beyond the pole; latitude and longitude are probably swapped"
        raise refused(_say(words), said)
    if abs(latitude.degrees) > 90 or abs(longitude.degrees) > 180:
        raise refused(_say(words), "it lies outside the world; is it metres of a grid?")
    position = _from_datum(words, longitude.signed, latitude.signed, crs)
    across = METRES_PER_DEGREE * math.cos(math.radians(position.latitude))
    typed_m = math.hypot(latitude.step * METRES_PER_DEGREE, longitude.step * across) / 2
    return _with_precision(position, typed_m)


def _told_apart(words: str | Pair, pair: tuple[Angle, Angle], *, north_first: bool) -> tuple[Angle, Angle]:
    """Latitude and longitude: by their letters where there are any, else by the order that was stated."""
    axes = tuple(
        {"N": "latitude", "S": "latitude", "E": "longitude", "W": "longitude"}.get(str(angle.hemisphere))
        for angle in pair
    )
    if axes[0] is not None and axes[0] == axes[1]:
        raise refused(_say(words), f"both are a {axes[0]}")
    if "latitude" in axes:
        return pair if axes[0] == "latitude" else (pair[1], pair[0])
    if "longitude" in axes:
        return pair if axes[1] == "longitude" else (pair[1], pair[0])
    return pair if north_first else (pair[1], pair[0])


def _from_datum(words: str | Pair, east: float, north: float, crs: str) -> Position:
    shift = datum.shifted(east, north, crs)
    longitude, latitude = float(shift.longitude), float(shift.latitude)
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise refused(_say(words), f"it lies outside what {datum.called(crs)} can express")
    doubts = (datum.ballpark_doubt(crs),) if shift.ballpark else ()
    off_m = datum.BALLPARK_M if shift.ballpark else shift.accuracy_m or 0.0
    return Position(longitude, latitude, off_m, shift.ballpark, doubts)


def _with_precision(position: Position, typed_m: float) -> Position:
    """The position with its precision to two figures, rounded up: never better known than it was typed."""
    exact = max(math.hypot(typed_m, position.precision_m), _FINEST_M)
    power = 10.0 ** (math.floor(math.log10(exact)) - 1)
    precision = math.ceil(exact / power - 0.01) * power
    return Position(
        position.longitude, position.latitude, float(f"{precision:.2g}"), position.ballpark, position.doubts
    )


def _mgrs(words: str | Pair, crs: str | None) -> Position:
    text = words if isinstance(words, str) else f"{words[0]} {words[1]}"
    if crs is not None and datum.crs_of(crs).geodetic_crs != datum.crs_of(datum.WGS_84).geodetic_crs:
        raise refused(text, f"MGRS is read on WGS 84 only, and {crs[:40]} is another datum with other letters")
    found = _MGRS.fullmatch(" ".join(angles.normal(text).replace("-", " ").split()))
    if not found:
        raise refused(text, "this is no MGRS reference such as 33T XK 52345 85123")
    digits = found[4].split()
    if len(digits) == 2 and len(digits[0]) != len(digits[1]):
        raise refused(text, "easting and northing need the same number of digits")
    together = "".join(digits)
    if not together or len(together) % 2:
        why = "it needs an even number of digits" if together else "it names a square of 100 km and no place in it"
        raise refused(text, why)
    from mgrs import MGRS  # noqa: PLC0415
    from mgrs.core import MGRSError  # noqa: PLC0415

    reference = f"{found[1]}{found[2]}{found[3]}{together}".upper()
    try:
        latitude, longitude = MGRS().toLatLon(reference)
    except MGRSError:
        raise refused(text, "there is no such square in that zone") from None
    cell_m = 10.0 ** (5 - len(together) // 2)
    # The place is anywhere in the square that a reference names, and what is given is its middle.
    return _with_precision(Position(float(longitude), float(latitude), 0.0), math.hypot(cell_m, cell_m) / 2)


def _utm(words: str | Pair, crs: str | None, zone: str | None, *, north_first: bool) -> Position:
    rest: str | Pair = words
    if zone is None:
        found = _UTM.fullmatch(angles.normal(words)) if isinstance(words, str) else None
        if not found:
            raise refused(_say(words), "the UTM zone is missing, such as 33T 652345 4885123")
        number, letter, rest = found[1], found[2], found[3]
    else:
        apart = _ZONE.fullmatch(zone.strip())
        if not apart:
            raise refused(zone, "this is no UTM zone, such as 33T or 33 north")
        number, letter = apart[1], apart[2]
    if not 1 <= int(number) <= 60:
        raise refused(_say(words), "UTM zones go from 1 to 60")
    east, north = _grid_pair(rest, north_first=north_first)
    if not (100_000 <= east.value <= 900_000 and 0 <= north.value <= 10_000_000):
        raise refused(_say(words), "eastings of UTM go from 100,000 to 900,000 m, northings from 0 to 10,000,000 m")
    grid, band = _utm_grid(words, int(number), (letter or "").upper(), crs or datum.WGS_84)
    position = _on_grid(words, east, north, grid)
    if band is None or _in_band(position.latitude, band):
        return position
    said = f"its northing does not lie in band {band}"
    return Position(
        position.longitude, position.latitude, position.precision_m, position.ballpark, (*position.doubts, said)
    )


def _utm_grid(words: str | Pair, zone: int, letter: str, crs: str) -> tuple[str, str | None]:
    """The grid of a zone, and the band that its letter names, if it names one."""
    if not letter:
        raise refused(_say(words), "it says neither north nor south; give the zone as 33N, 33T or 33 south")
    if letter == "S":
        # 21S is the Falkland Islands to one programme and a band of the northern half to another.
        raise refused(_say(words), "S may be the southern half or band S, which is north; write “south” or “north”")
    band = letter if letter in _BANDS and len(letter) == 1 and letter != "N" else None
    if letter not in ("N", "NORTH", "SOUTH") and band is None:
        raise refused(_say(words), f"there is no band {letter}")
    south = letter == "SOUTH" or (band is not None and band < "N")
    return _grid_of_zone(zone, crs, south=south), band


@lru_cache(maxsize=64)
def _grid_of_zone(zone: int, crs: str, *, south: bool) -> str:
    """The UTM grid of a zone on the datum of a reference system, as an EPSG code or WKT."""
    from pyproj.crs import ProjectedCRS  # noqa: PLC0415
    from pyproj.crs.coordinate_operation import UTMConversion  # noqa: PLC0415

    geodetic = datum.crs_of(crs).geodetic_crs
    if geodetic == datum.crs_of(datum.WGS_84).geodetic_crs:
        return f"EPSG:{(32700 if south else 32600) + zone}"
    conversion = UTMConversion(str(zone), hemisphere="S" if south else "N")
    return str(ProjectedCRS(conversion=conversion, geodetic_crs=geodetic).to_wkt())


def _in_band(latitude: float, band: str) -> bool:
    south = -80 + 8 * _BANDS.index(band)
    north = 84 if band == "X" else south + 8
    # A band's edge is a parallel and a map's fold is not.
    return south - 0.1 <= latitude <= north + 0.1


def _grid_pair(words: str | Pair, *, north_first: bool) -> tuple[Typed, Typed]:
    """Easting and northing in the units of the grid."""
    if not isinstance(words, str):
        pair = metres(_unlettered(words[0])), metres(_unlettered(words[1]))
        lettered = [str(word).strip()[-1:].upper() for word in words]
        return (pair[1], pair[0]) if (north_first and lettered != ["E", "N"]) or lettered == ["N", "E"] else pair
    text = angles.normal(words)
    if re.search(r"[xy]\s*[:=]?\s*\d", text, re.IGNORECASE):
        raise refused(words, "X is east on some grids and north on others; say which by giving them in two columns")
    halves = re.split(r"\s*[;|/]\s*", text.strip("()[] "))
    if len(halves) == 2 and not re.search("[EN]", text, re.IGNORECASE):
        return _grid_pair((halves[0], halves[1]), north_first=north_first)
    found = _TWO_NUMBERS.fullmatch(text)
    if not found:
        raise refused(words, "an easting and a northing are needed, parted by a blank or semicolon")
    one, other = metres(found["one"].rstrip(".,")), metres(found["other"].rstrip(".,"))
    labels = ((found["first"] or found["behind"] or "").upper(), (found["second"] or found["last"] or "").upper())
    if labels[0] and labels[0] == labels[1]:
        raise refused(words, "both have the same letter")
    if "N" in labels[:1] or "E" in labels[1:]:
        north_first = True
    elif "E" in labels[:1] or "N" in labels[1:]:
        north_first = False
    return (other, one) if north_first else (one, other)


def _unlettered(cell: object) -> object:
    return re.sub(r"\s*m?\s*[EN]?$", "", cell.strip(), flags=re.IGNORECASE) if isinstance(cell, str) else cell


def _on_grid(words: str | Pair, east: Typed, north: Typed, grid: str) -> Position:
    system: Any = datum.crs_of(grid)
    position = _from_datum(words, east.value, north.value, grid)
    unit_m = (system.axis_info[0].unit_conversion_factor if system.axis_info else 1.0) or 1.0
    if not system.is_projected:
        unit_m *= 180 / math.pi * METRES_PER_DEGREE
    doubt = _outside(position, east, north, grid)
    position = Position(
        position.longitude,
        position.latitude,
        position.precision_m,
        position.ballpark,
        (*position.doubts, doubt) if doubt else position.doubts,
    )
    return _with_precision(position, math.hypot(east.step, north.step) / 2 * unit_m)


_MARGIN_DEGREES = 1.0


def _outside(position: Position, east: Typed, north: Typed, grid: str) -> str | None:
    """What does not fit where a position lies outside the area that its grid is made for."""
    area = datum.crs_of(grid).area_of_use
    if area is None:
        return None
    box = (
        area.west - _MARGIN_DEGREES,
        area.south - _MARGIN_DEGREES,
        area.east + _MARGIN_DEGREES,
        area.north + _MARGIN_DEGREES,
    )
    if _inside(position.longitude, position.latitude, box):
        return None
    swapped = datum.shifted(north.value, east.value, grid)
    if math.isfinite(swapped.longitude) and _inside(float(swapped.longitude), float(swapped.latitude), box):
        return f"it lies outside the area of {datum.called(grid)}, and inside with easting and northing swapped"
    return f"it lies outside the area of {datum.called(grid)} ({area.name})"


def _inside(longitude: float, latitude: float, box: Box) -> bool:
    west, south, east, north = box
    across = west <= longitude <= east if west <= east else longitude >= west or longitude <= east
    return across and south <= latitude <= north


def swap_proposal(position: Position, box: Box) -> Position | None:
    """The position with latitude and longitude swapped, where it lies outside a country's box and that lies inside.

    A proposal for a person: nothing swaps anything by itself.
    """
    if _inside(position.longitude, position.latitude, box) or not _inside(position.latitude, position.longitude, box):
        return None
    return Position(position.latitude, position.longitude, position.precision_m, position.ballpark, position.doubts)
