"""Faults of the source: they stay as printed, and are said. All texts are made up."""

from __future__ import annotations

from fact_sentences import chapter
from ploughshare.exchange.country_report.facts.extract import facts
from ploughshare.exchange.country_report.facts.model import DoubtKind
from ploughshare.exchange.country_report.reading.model import BlockKind


def test_an_impossible_date_is_said_and_dates_nothing() -> None:
    told = facts(chapter("MAG cleared 2km² on 31 November 2023."))
    assert [(doubt.kind, "November 2023 has 30 days" in doubt.why) for doubt in told.doubts] == [(DoubtKind.DATE, True)]
    assert all(event.happened is None for event in told.events)


def test_an_impossible_date_of_a_note_is_said() -> None:
    [doubt] = facts(chapter("Nothing.", notes=["Email from A. Writer, MAG, 30 February 2024."])).doubts
    assert (doubt.kind, doubt.why.startswith("Note 1:")) == (DoubtKind.DATE, True)


def test_a_total_that_does_not_add_up() -> None:
    wrong = "In 2024, Angola released a total of 12km²: 5km² cleared, 3km² reduced, and 2km² cancelled."
    [doubt] = facts(chapter(wrong)).doubts
    assert (doubt.kind, "12" in doubt.why, "10" in doubt.why) == (DoubtKind.CONTRADICTION, True, True)
    assert facts(chapter(wrong.replace("12km²", "10km²"))).doubts == ()


def test_a_year_that_contradicts_its_table() -> None:
    rows = [(BlockKind.ROW, "2024 2.1"), (BlockKind.ROW, "2023 3.4")]
    [doubt] = facts(chapter("Angola cleared 3.4km² in 2024.", *rows)).doubts
    assert (doubt.kind, "2023" in doubt.why) == (DoubtKind.DATE, True)
    assert facts(chapter("Angola cleared 3.4km² in 2023.", *rows)).doubts == ()


def test_another_country_in_a_recommendation() -> None:
    [doubt] = facts(chapter("Angola is mined.", (BlockKind.BULLET, "Zimbabwe should clear all mined areas."))).doubts
    assert (doubt.kind, "Zimbabwe" in doubt.why) == (DoubtKind.NAME, True)
    assert facts(chapter((BlockKind.BULLET, "Angola should clear all mined areas."))).doubts == ()


def test_another_country_in_a_stock_sentence() -> None:
    [doubt] = facts(chapter("It is not known whether gender is considered during clearance of mines in Chad.")).doubts
    assert doubt.kind is DoubtKind.NAME


def test_a_note_that_repeats_an_address() -> None:
    note = "“One”, at: https://example.org/a; and “Two”, at: https://example.org/a."
    [doubt] = facts(chapter("Nothing.", notes=[note])).doubts
    assert doubt.kind is DoubtKind.ADDRESS
    assert facts(chapter("Nothing.", notes=[note.replace("/a;", "/b;")])).doubts == ()
