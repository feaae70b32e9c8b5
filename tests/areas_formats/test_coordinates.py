"""Coordinates as typed: each form, its round trip, and ten thousand odd strings that are read or refused."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas import coordinates
from ploughshare.exchange.areas.coordinates import Form, Leg, PointRow, Position, parse_position, turning_points

GEOD = Geod(ellps="WGS84")
LATITUDES = st.floats(-79.9, 83.9)
LONGITUDES = st.floats(-179.9, 179.9)
SPANISH = {"N": "N", "S": "S", "E": "E", "O": "W"}


def apart_m(position: Position, longitude: float, latitude: float) -> float:
    return GEOD.inv(position.longitude, position.latitude, longitude, latitude)[2]


def why(words: Any, form: str, **options: Any) -> str:
    with pytest.raises(PloughshareError) as raised:
        parse_position(words, form, **options)
    assert raised.value.code in ("areas.position", "areas.crs")
    return str(raised.value)


@pytest.mark.parametrize(
    ("words", "latitude", "longitude"),
    [
        ("44°07'12.3\"N 17°52'3\"E", 44.120083, 17.8675),
        ("44º 7′ 12,3″ N, 17º 52′ 3″ E", 44.120083, 17.8675),
        ("44 07 12.3 N 17 52 03 E", 44.120083, 17.8675),
        ("44 07 12.3 17 52 03", 44.120083, 17.8675),
        ("44:07:12.3 17:52:03", 44.120083, 17.8675),
        ("44d07m12.3s N 17d52m3s E", 44.120083, 17.8675),
        ("17°52'3\"E 44°07'12.3\"N", 44.120083, 17.8675),
        ("N44°07.205' E17°52.05'", 44.120083, 17.8675),
        ("N44.120083 E17.8675", 44.120083, 17.8675),
        ("44,120083 17,8675", 44.120083, 17.8675),
        ("44,120083; 17,8675", 44.120083, 17.8675),
        ("44.120083,17.8675", 44.120083, 17.8675),
        ("44,120083,17,8675", 44.120083, 17.8675),
        ("(6.143703, -75.185183)", 6.143703, -75.185183),
        ("North 6.143703 West 75.185183", 6.143703, -75.185183),
        (("44,120083", "17,8675"), 44.120083, 17.8675),
        ((44.120083, 17.8675), 44.120083, 17.8675),
        (("17.8675 E", "44.120083 N"), 44.120083, 17.8675),
        (("44d07m12.3s S", "17d52m3s"), -44.120083, 17.8675),
    ],
)
def test_degrees(words: Any, latitude: float, longitude: float) -> None:
    position = parse_position(words, "degrees")
    assert (position.latitude, position.longitude) == pytest.approx((latitude, longitude), abs=1e-6)


@pytest.mark.parametrize(
    ("words", "form", "options", "reason"),
    [
        ("", "degrees", {}, "empty"),
        ("44.1234", "degrees", {}, "two angles"),
        ("44,17", "degrees", {}, "two numbers"),
        ("117.5 44.1", "degrees", {}, "swapped"),
        ("6512345 4880123", "degrees", {}, "no angle"),
        ("200 300", "degrees", {}, "outside the world"),
        ("-44.1S 17E", "degrees", {}, "minus"),
        ("44N 17N", "degrees", {}, "both are a latitude"),
        ("44 60 10 N 17 0 0 E", "degrees", {}, "end at 60"),
        ("44.5 10 N 17.5 10 E", "degrees", {}, "last number"),
        ("44.1 17.2", "degrees_minutes", {}, None),
        ("44 7 12 17 2 3", "decimal_degrees", {}, "3 numbers"),
        (("17 O", "4 N"), "degrees", {}, "no angle"),
        ("33TXK123", "mgrs", {}, "even number"),
        ("33T XK 123 45", "mgrs", {}, "same number of digits"),
        ("33TXK", "mgrs", {}, "no place in it"),
        ("33TZZ1111", "mgrs", {}, "no such square"),
        ("33TXK1212", "mgrs", {"crs": "EPSG:4230"}, "WGS 84 only"),
        ("652345 4885123", "utm", {}, "zone is missing"),
        ("33S 652345 4885123", "utm", {}, "may be the southern half"),
        ("33 652345 4885123", "utm", {}, "neither north nor south"),
        ("61N 652345 4885123", "utm", {}, "from 1 to 60"),
        ("33N 65234 4885123", "utm", {}, "eastings of UTM"),
        ("652345 4885123", "projected", {}, "not stated"),
        ("Y=6512345 X=4880123", "projected", {"crs": "EPSG:3908"}, "X is east on some"),
        (("652,345", "4,885,123"), "projected", {"crs": "EPSG:3908"}, "thousands or decimals"),
        (("9e99", "1"), "projected", {"crs": "EPSG:3908"}, "no number"),
        ((9000000000, 17), "projected", {"crs": "EPSG:3908"}, "can express"),
        (("1", "2"), "projected", {"crs": "EPSG:999999"}, "no such reference system"),
        (("1", "2"), "projected", {"crs": 'LOCAL_CS["x",UNIT["m",1]]'}, "tied to no place"),
    ],
)
def test_what_is_refused_and_why(words: Any, form: str, options: dict[str, Any], reason: str | None) -> None:
    if reason is None:  # fewer numbers than the form has are taken: minutes may be missing
        assert parse_position(words, form, **options).latitude == pytest.approx(44.1)
    else:
        assert reason in why(words, form, **options)


def test_letters_of_other_languages_are_stated() -> None:
    position = parse_position(("75.2 O", "6.1 N"), "degrees", letters=SPANISH)
    assert (position.latitude, position.longitude) == (6.1, -75.2)
    bosnian = {"S": "N", "J": "S", "I": "E", "Z": "W"}
    assert parse_position("44.1 S 17.2 I", "degrees", letters=bosnian).latitude == 44.1


@pytest.mark.parametrize(
    ("words", "form", "precision_m"),
    [
        ("44.1234 N 17.1234 E", "degrees", (6.8, 7.0)),
        ("44°07'12\"N 17°52'3\"E", "degrees", (19, 20)),
        ("0 0", "degrees", (78_000, 80_000)),
        ("33TXK5234585123", "mgrs", (0.7, 0.72)),
        ("33TXK5285", "mgrs", (700, 720)),
        ("33T 652345 4885123", "utm", (0.7, 0.72)),
    ],
)
def test_precision_comes_from_the_digits(words: str, form: str, precision_m: tuple[float, float]) -> None:
    least, most = precision_m
    assert least <= parse_position(words, form).precision_m <= most


@pytest.mark.parametrize(
    "words",
    [
        "33T 652345 4885123",
        "33 T 652345E 4885123N",
        "33T 4885123N 652345E",
        "zone 33 north, 652345 4885123",
        "33N 652,345.0 4,885,123.0",
        "33N 652 345,0; 4 885 123,0",
    ],
)
def test_utm(words: str) -> None:
    position = parse_position(words, "utm")
    longitude, latitude = Transformer.from_crs(32633, 4326, always_xy=True).transform(652345, 4885123)
    assert apart_m(position, longitude, latitude) < 0.001
    assert not position.doubts


def test_utm_with_its_zone_apart_on_another_datum_and_in_a_band_that_does_not_fit() -> None:
    assert parse_position(("652345", "4885123"), "utm", zone="33T").doubts == ()
    on_ed50 = parse_position(("652345", "4885123"), "utm", zone="33 north", crs="EPSG:4230")
    expected = Transformer.from_crs("EPSG:23033", 4326, always_xy=True).transform(652345, 4885123)
    assert apart_m(on_ed50, *expected) < 20
    assert not on_ed50.ballpark
    assert "band K" in parse_position("33K 652345 4885123", "utm").doubts[0]


def test_a_shift_made_for_another_country_is_none() -> None:
    """PROJ alone would shift this place in Bosnia by Austria's parameters, 300 m off, and say nothing."""
    old = parse_position(("6512345", "4880123"), "projected", crs="EPSG:31276")
    new = parse_position(("6512345", "4880123"), "projected", crs="EPSG:3908")
    assert old.ballpark
    assert "replaced by EPSG:8678 (MGI 1901 / Balkans zone 6)" in old.doubts[0]
    assert old.precision_m >= 1000
    assert apart_m(old, new.longitude, new.latitude) < old.precision_m
    assert not new.ballpark
    # The parameters of Bosnia and Herzegovina are exact to 1 m; those of its neighbours differ by little here.
    assert 1 < new.precision_m < 3
    shape = shapely.box(6512000, 4880000, 6513000, 4881000)
    assert coordinates.to_wgs84(shape, "EPSG:31276")[1]
    assert not coordinates.to_wgs84(shape, "EPSG:3908")[1]
    assert 1 <= coordinates.shift_accuracy_m(shape, "EPSG:3908") < 3
    assert coordinates.shift_accuracy_m(shape, "EPSG:31276") is None


def test_swapped_order_is_proposed_and_never_done() -> None:
    swapped = parse_position(("4880123", "6512345"), "projected", crs="EPSG:3908")
    assert any("easting and northing swapped" in doubt for doubt in swapped.doubts)
    bosnia = (15.7, 42.5, 19.7, 45.3)
    position = parse_position("17.2 44.1", "degrees")
    proposal = coordinates.swap_proposal(position, bosnia)
    assert (position.longitude, position.latitude) == (44.1, 17.2)
    assert proposal is not None
    assert (proposal.longitude, proposal.latitude) == (17.2, 44.1)
    assert coordinates.swap_proposal(parse_position("44.1 17.2", "degrees"), bosnia) is None
    assert coordinates.swap_proposal(parse_position("1 2", "degrees"), bosnia) is None


def test_long_edges_of_a_grid_stay_where_they_were_drawn() -> None:
    shape = shapely.box(500_000, 4_880_000, 550_000, 4_930_000)
    moved, _ = coordinates.to_wgs84(shape, "EPSG:32633")
    middle = Transformer.from_crs(32633, 4326, always_xy=True).transform(525_000, 4_880_000)
    assert moved.exterior.distance(shapely.Point(middle)) * 111_320 < 0.05


# Round trips: written in each form and read again, the place is within its stated precision.


def in_parts(degrees: float, parts: int, decimals: int) -> list[str]:
    unit = 60 ** (parts - 1) * 10**decimals
    whole = round(abs(degrees) * unit)
    last, rest = whole % (60 * 10**decimals), whole // (60 * 10**decimals)
    texts = [f"{last / 10**decimals:.{decimals}f}"] if parts > 1 else [f"{whole / 10**decimals:.{decimals}f}"]
    if parts == 3:
        texts = [str(rest // 60), str(rest % 60), *texts]
    elif parts == 2:
        texts = [str(rest), *texts]
    return texts


@given(LATITUDES, LONGITUDES, st.integers(1, 3), st.integers(0, 6), st.booleans(), st.sampled_from(["marks", "blanks"]))
def test_degrees_come_back(
    latitude: float, longitude: float, parts: int, decimals: int, before: bool, style: str
) -> None:
    def written(degrees: float, letters: str) -> str:
        marks = ["°", "'", '"'] if style == "marks" else [" ", " ", " "]
        texts = in_parts(degrees, parts, decimals)
        body = "".join(text + mark for text, mark in zip(texts, marks, strict=False)).strip()
        letter = letters[degrees < 0]
        return f"{letter} {body}" if before else f"{body} {letter}"

    form = ["decimal_degrees", "degrees_minutes", "degrees_minutes_seconds"][parts - 1]
    words = f"{written(latitude, 'NS')} {written(longitude, 'EW')}"
    for read_as in (form, "degrees"):
        position = parse_position(words, read_as)
        assert apart_m(position, longitude, latitude) <= position.precision_m * 1.02 + 0.001


@given(LATITUDES, LONGITUDES, st.integers(1, 5), st.booleans())
def test_mgrs_comes_back(latitude: float, longitude: float, digits: int, blanks: bool) -> None:
    from mgrs import MGRS

    assume(abs(latitude) > 1e-3)  # a breath south of the equator its writer names a square that is not there
    reference = MGRS().toMGRS(latitude, longitude, MGRSPrecision=digits)
    head, tail = reference[: -2 * digits], reference[-2 * digits :]
    words = f"{head[:-2]} {head[-2:]} {tail[:digits]} {tail[digits:]}" if blanks else reference
    position = parse_position(words, Form.MGRS)
    assert apart_m(position, longitude, latitude) <= position.precision_m * 1.02


@given(st.floats(-79, 83), LONGITUDES, st.integers(0, 3), st.sampled_from(["band", "half"]))
def test_utm_comes_back(latitude: float, longitude: float, decimals: int, letter: str) -> None:
    zone = min(int((longitude + 180) // 6) + 1, 60)
    code = (32600 if latitude >= 0 else 32700) + zone
    east, north = Transformer.from_crs(4326, code, always_xy=True).transform(longitude, latitude)
    assume(north >= 1000 or decimals != 3)  # "864.709" may be 864 thousand, and is refused
    band = "CDEFGHJKLMNPQRSTUVWXX"[int((latitude + 80) // 8)]
    half = "north" if latitude >= 0 else "south"
    named = half if letter == "half" or band in "SN" else band
    position = parse_position(f"{zone} {named} {east:.{decimals}f} {north:.{decimals}f}", Form.UTM)
    assert apart_m(position, longitude, latitude) <= position.precision_m * 1.02


@given(st.floats(16, 19), st.floats(43, 45))
def test_a_grid_comes_back(longitude: float, latitude: float) -> None:
    from pyproj.transformer import TransformerGroup

    ways = TransformerGroup("EPSG:3908", 4326, always_xy=True).transformers
    way = next(way for way in ways if way.area_of_use.name == "Bosnia and Herzegovina.")
    east, north = way.transform(longitude, latitude, direction="INVERSE")
    position = parse_position((f"{east:.2f}", f"{north:.2f}".replace(".", ",")), "projected", crs="EPSG:3908")
    assert apart_m(position, longitude, latitude) <= position.precision_m


PIECES = [
    *"0123456789°'\".,;:- NSEWnsewXYT+()/|", "44", "17", "07", "12.3", "°", "″", "º", "33T", "XK", "52345", "N", "E",
    "north", "south", "zone", "\t", "\x00", "١٢", "½", "e5", "nan", "inf", "1" * 400, "ſ", "İ", "\u200b", "−", "--",
]  # fmt: skip


def test_ten_thousand_odd_strings_are_each_read_or_refused_with_a_reason() -> None:
    chance = random.Random(4)
    forms = [*Form]
    read = refused = 0
    for number in range(10_000):
        words = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 14)))
        cells: Any = (
            words if number % 3 else (words, chance.choice([words[::-1], None, 17.5, True, math.nan, math.inf]))
        )
        crs = chance.choice([None, "EPSG:3908", "EPSG:4326"])
        try:
            position = parse_position(cells, chance.choice(forms), crs=crs)
        except PloughshareError as error:
            refused += error.code == "areas.position" and bool(error.context["why"])
        else:
            assert abs(position.latitude) <= 90
            assert abs(position.longitude) <= 180
            assert position.precision_m > 0
            read += 1
    assert read + refused == 10_000
    assert read > 20


@given(st.text(max_size=40), st.sampled_from([*Form]))
def test_any_text_is_read_or_refused(words: str, form: Form) -> None:
    code = "areas.position"
    try:
        parse_position(words, form, crs="EPSG:3908" if form is Form.PROJECTED else None)
    except PloughshareError as error:
        code = error.code
    assert code == "areas.position"


# Outlines from rows of points.


def rows(*points: tuple[object, float, float], area: str = "A", part: str = "") -> list[PointRow]:
    return [
        PointRow(number, area, order, Position(longitude, latitude, 1.0), part)
        for number, (order, longitude, latitude) in enumerate(points, start=2)
    ]


def test_points_are_put_into_the_order_of_their_numbers() -> None:
    mixed = rows(("TP 10", 0, 1), ("TP 9", 1, 1), ("TP 8", 1, 0), ("TP 7", 0, 0))
    drawn = coordinates.outlines([*mixed, *rows((1, 5, 5), (2, 6, 5), (3, 6, 6), (4, 5, 5), area="B")])
    assert list(drawn) == ["A", "B"]
    assert drawn["A"].geometry.equals(shapely.box(0, 0, 1, 1))
    assert drawn["A"].rows == (2, 3, 4, 5)
    assert drawn["A"].geometry.is_valid
    assert drawn["B"].geometry.area == pytest.approx(0.5)


def test_points_that_are_no_outline() -> None:
    assert "stands twice" in str(coordinates.outlines(rows((1, 0, 0), (1, 1, 0), (2, 1, 1)))["A"].fault)
    assert "three distinct" in str(coordinates.outlines(rows((1, 0, 0), (2, 1, 0), (3, 0, 0)))["A"].fault)
    assert "3 is missing" in coordinates.outlines(rows((1, 0, 0), (2, 1, 0), (4, 1, 1)))["A"].doubts[0]
    with pytest.raises(PloughshareError):
        coordinates.outlines(rows(("", 0, 0)))
    parts = [*rows((1, 0, 0), (2, 1, 0), (3, 1, 1), part="1"), *rows((1, 5, 5), (2, 6, 5), (3, 6, 6), part="2")]
    assert coordinates.outlines(parts)["A"].geometry.geom_type == "MultiPolygon"


# Turning points.

START = Position(17.0, 44.0, 5.0)
SQUARE = (("TP1", 0, 100), ("TP2", 90, 100), ("TP3", 180, 100), ("SP", 270, 100))


def legs(*steps: tuple[str, object, object]) -> list[Leg]:
    return [Leg(*step) for step in steps]


def test_a_square_of_turning_points_closes() -> None:
    walked = turning_points(START, legs(*SQUARE))
    assert walked.misclosure_m < 0.01
    assert walked.length_m == 400
    assert abs(GEOD.geometry_area_perimeter(walked.outline)[0]) == pytest.approx(10_000, rel=1e-4)
    assert list(walked.points) == ["SP", "TP1", "TP2", "TP3"]


@pytest.mark.parametrize(
    ("options", "bearings"),
    [
        ({"unit": "mils"}, (0, 1600, 3200, 4800)),
        ({"unit": "mils_6000"}, (0, 1500, 3000, 4500)),
        ({"unit": "grads"}, ("0", "100", "200", "300")),
        ({"north": "magnetic", "declination_degrees": 4.5}, (355.5, "85,5", 175.5, 265.5)),
        ({"north": "grid", "convergence_degrees": -1.25}, ("1°15'", "91°15'0\"", 181.25, 271.25)),
        ({}, ("N 0 E", "N 90 E", "S 0 W", "S 90 W")),
    ],
)
def test_bearings_in_other_units_and_from_other_norths(options: dict[str, Any], bearings: tuple[object, ...]) -> None:
    turned = [(to, bearing, distance) for (to, _, distance), bearing in zip(SQUARE, bearings, strict=True)]
    expected, walked = turning_points(START, legs(*SQUARE)), turning_points(START, legs(*turned), **options)
    for name, point in expected.points.items():
        assert GEOD.inv(*point, *walked.points[name])[2] < 0.01


def test_a_misclosure_is_told_and_spread_only_where_asked() -> None:
    off = [*SQUARE[:3], ("SP", 270, 104)]
    told = turning_points(START, legs(*off))
    assert told.misclosure_m == pytest.approx(4, abs=0.01)
    assert not told.adjusted
    assert told.precision_m > START.precision_m
    assert told.doubts == ()
    mistyped = turning_points(START, legs(*SQUARE[:3], ("SP", 270, 140)))
    assert "misses the point it comes back to by 40.0 m" in mistyped.doubts[0]
    spread = turning_points(START, legs(*off), adjust=True)
    assert spread.adjusted
    for share, name in enumerate(["SP", "TP1", "TP2", "TP3"]):
        moved = GEOD.inv(*told.points[name], *spread.points[name])[2]
        assert moved == pytest.approx(4 * share * 100 / 404, abs=0.01)


def test_a_way_from_a_reference_point_over_a_benchmark_is_no_part_of_the_outline() -> None:
    steps = [Leg("BP", 0, 50, on_outline=False), Leg("SP", 90, 20), *legs(*SQUARE)]
    walked = turning_points(START, steps, start_name="RP", start_on_outline=False)
    assert len(walked.outline.exterior.coords) == 5
    assert abs(GEOD.geometry_area_perimeter(walked.outline)[0]) == pytest.approx(10_000, rel=1e-4)
    assert walked.misclosure_m < 0.01
    around = [Leg("TP1", 0, 100, origin="RP"), Leg("TP2", 90, 100, origin="RP"), Leg("TP3", 180, 100, origin="RP")]
    from_one = turning_points(START, around, start_name="RP", start_on_outline=False)
    assert abs(GEOD.geometry_area_perimeter(from_one.outline)[0]) == pytest.approx(10_000, rel=1e-4)
    assert from_one.misclosure_m is None


@pytest.mark.parametrize(
    ("leg", "options", "reason"),
    [
        (Leg("TP1", 400, 100), {}, "from 0 to 360"),
        (Leg("TP1", "north", 100), {}, "no number"),
        (Leg("TP1", 0, -1), {}, "above 0"),
        (Leg("TP1", 0, "1,250"), {}, "thousands or decimals"),
        (Leg("TP1", 0, 10, origin="BP"), {}, "not there"),
        (Leg("TP1", 0, 10), {"north": "magnetic"}, "declination"),
        (Leg("TP1", 0, 10), {"unit": "furlongs"}, "bearings are in"),
    ],
)
def test_legs_that_cannot_be_walked(leg: Leg, options: dict[str, Any], reason: str) -> None:
    with pytest.raises(PloughshareError, match=reason):
        turning_points(START, [leg], **options)
