"""Map and timeline: nothing hidden, nothing overlapping, the same bytes, and honest where there is nothing to draw."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ploughshare.report import theme
from ploughshare.report.drawing import map as country_map
from ploughshare.report.drawing import timeline
from ploughshare.report.drawing.labels import Box, Placer
from small_packages import package

LINE = {"type": "LineString", "coordinates": [[126.7, 37.9], [127.5, 38.3], [128.3, 38.6]]}
ZONE = {
    "type": "Polygon",
    "coordinates": [[[126.7, 37.88], [128.3, 38.58], [128.3, 38.62], [126.7, 37.92], [126.7, 37.88]]],
}
HILL = {"type": "Point", "coordinates": [127.1, 38.28]}
PLACES = [
    {"id": "line", "name": "The line", "kind": "line", "country": "kp-kr", "geometry": LINE, "precision_m": 2000},
    {"id": "zone", "name": "The zone", "kind": "zone", "country": "kp-kr", "geometry": ZONE, "precision_m": 2000},
    {"id": "hill", "name": "A hill <b>", "kind": "hill", "geometry": HILL, "precision_m": 5000},
    {"id": "post", "name": "A guard post", "kind": "site", "geometry": None},
]


def words(drawing) -> list[str]:
    return [text.text for text in ET.fromstring(drawing.svg).iter("{http://www.w3.org/2000/svg}text")]


def test_the_map_says_what_it_shows_how_exactly_and_what_it_does_not_say():
    drawing = country_map.draw(package(places=PLACES))
    said = " ".join(words(drawing))
    for sentence in (
        country_map.NO_MARK,
        "Zone (may be off by up to 2 km)",
        "Line of control (may be off by up to 2 km)",
        "The true place lies within the circle",
        "imply no opinion on the legal status",
        "Natural Earth",
        "A hill <b>",
        "North Korea",
        "China",
        "Enlarged below",
    ):
        assert sentence in said
    assert country_map.NO_MARK in drawing.alt


def test_a_place_that_nobody_can_locate_is_named_and_not_drawn():
    record = package(places=PLACES)
    assert country_map.not_drawn(record) == ["A guard post"]
    assert "A guard post" not in words(country_map.draw(record))


def test_events_are_marked_at_their_place_by_what_they_are():
    events = [{"id": "e", "kind": "re_mining", "place": "hill"}]
    with_event = country_map.draw(package(places=PLACES, events=events))
    assert theme.SIGNS["use"].words in words(with_event)
    assert theme.SIGNS["use"].words not in words(country_map.draw(package(places=PLACES)))


@pytest.mark.parametrize(
    "places",
    [
        [],
        [{"id": "post", "name": "A guard post", "geometry": None}],
        [{"id": "all", "name": "The peninsula", "kind": "region", "geometry": ZONE}],
    ],
)
def test_without_geometry_there_is_no_map(places):
    assert country_map.draw(package(places=places)) is None


@pytest.mark.parametrize("country", ["fj", "ru", "xk", "tv", "zz"])
def test_any_country_can_be_drawn(country):
    """Across the date line, huge, without an ISO number, tiny, and one that no atlas has."""
    meta = {"country": country, "name": "Kosovo" if country == "xk" else "Somewhere"}
    places = [{"id": "p", "name": "A place", "kind": "hill", "country": country, "geometry": HILL}]
    assert "A place" in words(country_map.draw(package(meta=meta, places=places)))


def test_a_drawing_is_safe_in_a_strict_page_and_the_same_each_time():
    record = package(places=PLACES, events=[{"id": "e", "happened": "2020", "happened_precision": "year"}])
    for draw in (lambda: country_map.draw(record), lambda: timeline.draw(record)[0]):
        drawing = draw()
        assert draw().svg == drawing.svg
        assert not re.search(r"style=|<script|<image|href=|\son\w+=|url\((?!#)", drawing.svg)


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(5, 120), st.floats(5, 14)), min_size=1, max_size=25
    )
)
def test_labels_never_overlap_and_stay_inside(labels):
    placer = Placer(Box(0, 0, 300, 200))
    placed = [spot.box for x, y, width, height in labels if (spot := placer.place([(x, y)], width, height))]
    assert all(box.within(placer.frame) for box in placed)
    assert not any(one.overlap(other) for at, one in enumerate(placed) for other in placed[:at])


def test_a_name_without_room_is_said_to_be_missing():
    crowd = [
        {"id": f"p{n}", "name": f"Place number {n} with a long name", "kind": "hill", "geometry": HILL}
        for n in range(120)
    ]
    drawing = country_map.draw(package(places=crowd))
    said = " ".join(words(drawing))
    missing = said.partition("Named on no panel for want of room: ")[2].partition(".")[0]
    shown = [n for n in range(120) if f"Place number {n} with a long name" in said]
    assert len(shown) + int(re.search(r"and (\d+) more", missing)[1]) == 120
    assert drawing.height < 960  # 240 mm, what a page holds


# --- the timeline


def event(id, happened, precision, **more):
    return {"id": id, "title": f"Event {id}", "happened": happened, "happened_precision": precision, **more}


def test_without_dated_events_there_is_no_timeline():
    record = package(events=[event("a", None, "unknown")])
    assert timeline.draw(record) == []
    assert timeline.undated(record) == ["Event a"]


def test_events_stand_in_the_order_in_which_they_happened():
    events = [
        event("late", "2024-03", "month"),
        event("old", "1998-12-04", "day"),
        event("reported-only", None, "unknown", reported="2010-05"),
        event("spring", "2023", "early_year"),
    ]
    (drawing,) = timeline.draw(package(events=events))
    titles = [word for word in words(drawing) if word.startswith("Event ")]
    assert titles == ["Event old", "Event reported-only", "Event spring", "Event late"]
    assert {"early 2023", "4 December 1998", "date not known"} <= set(words(drawing))


def test_what_nobody_says_happened_is_hollow():
    solid, hollow = (
        timeline.draw(package(events=[event("a", "2024", "year", standing=standing)]))[0].svg
        for standing in ("reported", "warned_of")
    )
    sign = f'class="s-{theme.SIGNS["land_release"].colour} f-paper"'
    assert hollow.count(sign) == solid.count(sign) + 1


def test_a_long_timeline_is_cut_into_pages_that_hold_every_event_once():
    events = [event(f"e{n:03}", f"{1990 + n % 30}", "year") for n in range(150)]
    drawings = timeline.draw(package(events=events))
    assert len(drawings) > 2
    assert max(drawing.height for drawing in drawings) < 960  # 240 mm, what a page holds
    titles = [word for drawing in drawings for word in words(drawing) if word.startswith("Event ")]
    assert sorted(titles) == [f"Event e{n:03}" for n in range(150)]
    assert len({drawing.name for drawing in drawings}) == len(drawings)


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 12, 31)), min_size=1, max_size=20))
def test_later_days_stand_further_right(days):
    scale = timeline.Scale(days)
    places = [scale.place(day) for day in sorted(days)]
    assert places == sorted(places)
    assert places[0] >= timeline.CHART_X
    assert places[-1] <= timeline.WIDTH


# --- colours


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), theme.TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(palette, text, ground):
    high, low = sorted((luminance(palette[text]), luminance(palette[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_each_group_of_events_has_a_sign_and_no_two_share_a_shape():
    from ploughshare import vocab

    groups = {term.extra["group"] for term in vocab.load("event_kinds").terms.values()}
    assert groups == set(theme.SIGNS)
    assert len({sign.path for sign in theme.SIGNS.values()}) == len(theme.SIGNS)
    assert theme.LIGHT.keys() == theme.DARK.keys()
