"""Events of sentences made up for the purpose."""

from __future__ import annotations

import pytest

from fact_sentences import chapter, read, when
from ploughshare.exchange.country_report.facts.extract import facts
from ploughshare.exchange.country_report.facts.places import Known
from ploughshare.exchange.country_report.reading.model import BlockKind


@pytest.mark.parametrize(
    ("sentence", "kind", "date", "precision"),
    [
        ("The HALO Trust cleared 1.2km² in Huambo province in 2024.", "clearance", "2024", "year"),
        ("In 2023, 0.4km² was cancelled through NTS.", "survey", "2023", "year"),
        ("Clearance was conducted in late 2018 around the hill.", "clearance", "2018", "late_year"),
        ("Soldiers laid mines along the border in 1976–79.", "emplacement", "1976/1979", "year"),
        ("Rebels re-mined the road in May 2020.", "re_mining", "2020-05", "month"),
        ("Eight deminers were injured in an accident in May 2024.", "casualties", "2024-05", "month"),
        ("Clearance operations were suspended between March and May 2020.", "suspension", "2020-03/2020-05", "month"),
        ("Operations resumed on 11 April 2022.", "resumption", "2022-04-11", "day"),
        ("In June 2024, Angola handed over 10km² of land to communities.", "handover", "2024-06", "month"),
        ("In 2024, 43 AP mines were destroyed during EOD spot tasks.", "spot_task", "2024", "year"),
        ("Angola and Zambia signed an agreement on 3 March 2021.", "agreement", "2021-03-03", "day"),
        ("In April 2025, Angola submitted its Article 7 report.", "report", "2025-04", "month"),
        ("A delegation visited Moxico province in January 2019.", "visit", "2019-01", "month"),
        ("In October 2024, 55 deminers were trained in NTS by GICHD.", "training", "2024-10", "month"),
        ("In August 2024, the authorities warned residents of mines.", "warning", "2024-08", "month"),
        ("Norway provided US$2.5 million for clearance in 2024.", "assistance", "2024", "year"),
        ("The national authority was established in July 2001.", "other", "2001-07", "month"),
        ("In July 2019, mines were displaced by floods.", "displacement", "2019-07", "month"),
    ],
)
def test_what_happened_and_when(sentence: str, kind: str, date: str, precision: str) -> None:
    assert [(event.kind, *when(event)) for event in read(sentence).events] == [(kind, "happened", date, precision)]


@pytest.mark.parametrize(
    "sentence",
    [
        "No clearance took place in 2024.",
        "Angola did not clear any mines in 2023.",
        "Clearance is conducted in accordance with IMAS.",
        "All mines must be destroyed by operators.",
        "MAG employs personnel to clear mines.",
        "Clearance personnel and survey teams need training.",
        "It is not known when these mines were emplaced.",
    ],
)
def test_habits_duties_and_what_did_not_happen_are_no_events(sentence: str) -> None:
    assert read(sentence).events == ()


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("MAG cleared 2km² in 2024.", "known"),
        ("Angola reported that MAG cleared 2km² in 2024.", "reported"),
        ("Angola planned to clear 2km² in 2024.", "planned"),
        ("Clearance is expected to be completed by MAG in 2026.", "planned"),
        ("Rebels might be laying mines on the road in 2024.", "suggested"),
        ("In May 2024, mines may have been displaced into Zambia.", "suggested"),
        ("Mines are believed to have shifted.", "believed"),
    ],
)
def test_how_an_event_stands(sentence: str, standing: str) -> None:
    assert [event.standing for event in read(sentence).events] == [standing]


@pytest.mark.parametrize(
    ("sentence", "role", "date"),
    [
        ("In May 2021, Angola reported that rebels had laid mines.", "reported", "2021-05"),
        ("In May 2021, it was reported that rebels had laid mines.", "reported", "2021-05"),
        ("In May 2021, rebels reportedly laid mines.", "happened", "2021-05"),
        ("In May 2021, rebels are reported to have laid mines.", "happened", "2021-05"),
        ("Angola reported that rebels laid mines in May 2021.", "happened", "2021-05"),
    ],
)
def test_the_date_of_a_report_is_not_that_of_the_event(sentence: str, role: str, date: str) -> None:
    assert [when(event)[:2] for event in read(sentence).events] == [(role, date)]


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("The HALO Trust cleared 1km² in 2024.", ["HALO Trust"]),
        ("In 2024, the land was cleared by MAG.", ["MAG"]),
        ("Angola and Zambia cleared mines in 2020.", ["Angola", "Zambia"]),
        ("At a meeting with Zambia, Angola signed an agreement in 2020.", ["Angola"]),
        ("South African troops laid mines in 1981.", ["South African troops"]),
        ("The Plough People’s Army cleared mines in 2020.", ["Plough People’s Army"]),
        (
            "The National Demining Institute (NDI) was asked. In 2019, NDI cleared 2km².",
            ["National Demining Institute"],
        ),
        ("In 2019, CNIDAH cleared 2km².", ["CNIDAH"]),
        ("MAG works there. In 2019, it cleared 2km².", ["MAG"]),
    ],
)
def test_who_acted(sentence: str, actors: list[str]) -> None:
    [event] = [event for event in read(sentence).events if event.kind in ("clearance", "agreement", "emplacement")]
    assert [party.name for party in event.actors] == actors


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("MAG cleared 1km² in Moxico province in 2024.", [("Moxico province", "in", None)]),
        ("MAG cleared mines near Hill 28 in Cuito, Bié province, in 2024.",
         [("Hill 28", "near", None), ("Cuito", "in", "Bié province")]),
        ("Rebels laid mines along the border with Zambia in 1981.", [("border with Zambia", "along", None)]),
        ("MAG cleared mines in the villages of Camacupa and Chitembo in 2024.",
         [("Camacupa", "in", None), ("Chitembo", "in", None)]),
        ("MAG cleared mines in Benguela, Bié, and Zaire provinces in 2024.",
         [("Benguela", "in", None), ("Bié", "in", None), ("Zaire", "in", None)]),
    ],
)  # fmt: skip
def test_where(sentence: str, places: list[tuple[str, str, str | None]]) -> None:
    [event] = read(sentence).events
    assert [(place.name, place.relation, place.within) for place in event.places] == places


def test_a_place_of_the_record_is_known_again() -> None:
    known = [Known("Baixo Lumege", "ao", "baixo-lumege")]
    [event] = read("MAG cleared 1km² in Baixo Lumege in 2024.", places=known).events
    assert [place.id for place in event.places] == ["baixo-lumege"]


def test_the_gazetteer_gives_a_town_its_country() -> None:
    [event] = read("MAG cleared 1km² in Kuito in 2024.").events
    assert [(place.country, round(place.latitude or 0)) for place in event.places] == [("ao", -12)]


def test_who_said_it_is_the_provisional_root() -> None:
    [event] = read("Zambia reported that rebels had laid mines in 2020.").events
    assert event.root is not None
    assert event.root.root is not None
    assert (event.root.root.name, event.root.state) == ("Zambia", "provisional")
    [event] = read("It was reported that rebels had laid mines in 2020.").events
    assert event.root is not None
    assert (event.root.root, event.root.state) == (None, "unknown")


def test_a_statement_that_passes_an_event_on_is_no_event_of_its_own() -> None:
    assert [event.kind for event in read("In 2021, Angola stated that it had cleared 2km² in 2019.").events] == [
        "clearance"
    ]
    assert [event.kind for event in read("In 2021, Angola stated that it remained committed.").events] == ["statement"]


def test_an_admission_is_a_statement() -> None:
    assert [(event.kind, *when(event)) for event in read("In 1998, Angola admitted laying mines.").events] == [
        ("statement", "happened", "1998", "year")
    ]


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_quoted_words_tell_no_event(marks: str) -> None:
    quoted = f"In 2021, Angola stated that {marks[0]}all mines were removed from the road in 2019{marks[1]}."
    assert [(event.kind, *when(event)[1:]) for event in read(quoted).events] == [("statement", "2021", "year")]


def test_the_next_note_of_the_sentence_backs_an_event() -> None:
    text = "MAG cleared 1km² in 2023, and Rebels laid mines in 2024. Nothing more is known."
    first, second = text.index(","), text.index(". N") + 1
    told = facts(chapter(text, markers=(first, second))).events
    assert [(event.kind, [(note.number, note.sure) for note in event.notes]) for event in told] == [
        ("clearance", [(1, True)]),
        ("emplacement", [(2, True)]),
    ]


def test_a_note_that_stands_only_after_a_later_sentence_is_not_sure() -> None:
    text = "MAG cleared 1km² in 2023. Nothing more is known."
    [event] = facts(chapter(text, markers=(len(text),))).events
    assert [(note.number, note.sure) for note in event.notes] == [(1, False)]


def test_recommendations_tables_and_panels_tell_no_events() -> None:
    told = facts(
        chapter(
            (BlockKind.HEADING, "RECOMMENDATIONS FOR ACTION"),
            (BlockKind.BULLET, "Angola cleared 1km² in 2024."),
            (BlockKind.HEADING, "OUTPUTS"),
            (BlockKind.ROW, "MAG cleared 1km² in 2024."),
            (BlockKind.PANEL, "MAG cleared 1km² in 2024."),
        )
    )
    assert told.events == ()


def test_spans_are_the_characters_of_the_source() -> None:
    made = chapter("Nothing is known.", "In 2024, MAG cleared 1km² in Moxico province.")
    [event] = facts(made).events
    assert [made.words(span) for span in event.trigger] == ["cleared"]
    assert event.happened is not None
    assert [made.words(span) for span in event.happened.spans] == ["In 2024"]
