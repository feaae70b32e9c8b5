"""What the record of North Korea must never get wrong: sources not read, roots, dates, whose figures they are."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ploughshare import figure
from ploughshare.evidence import totals
from ploughshare.evidence.ledger import Ledger
from ploughshare.record import canonical, reader
from ploughshare.record.contracts import CITABLE
from ploughshare.record.package import Package
from ploughshare.report import checks


@pytest.fixture(scope="module")
def record(kp_path: Path) -> Package:
    return reader.read(kp_path).package


@pytest.fixture(scope="module")
def ledger(record: Package) -> Ledger:
    return Ledger(record)


def test_the_record_has_no_errors(record: Package) -> None:
    assert [finding.line() for finding in checks.check(record) if finding.level == "error"] == []


def test_its_files_are_canonical(record: Package, kp_path: Path) -> None:
    for name, content in canonical.files(record).items():
        assert (kp_path / name).read_bytes() == content, f"run `ploughshare fmt`: {name}"


def test_thirty_three_sources_are_cited_through_the_one_that_was_read(record: Package) -> None:
    seen = [row["id"] for row in record.rows("sources") if row["seen"]]
    unseen = [row for row in record.rows("sources") if not row["seen"]]
    assert seen == ["mar-2025"]
    assert len(unseen) == 33
    assert sum(row["kind"] == "email" for row in unseen) == 6, "each e-mail counts once"
    for row in unseen:
        empty = ("grade_source", "grade_information", "captured_at", "captured_by", "sha256", "media_type")
        assert [row[name] for name in empty] == [None] * 6, row["id"]
    for citation in record.rows("citations"):
        is_direct = citation["source"] == "mar-2025"
        assert (citation["via"] is None) == is_direct, citation["id"]
        assert citation["locator" if is_direct else "via_locator"], citation["id"]


def test_every_row_rests_on_a_source(record: Package, ledger: Ledger) -> None:
    without = {
        (table, row["id"])
        for table in CITABLE
        for row in record.rows(table)
        if not ledger.citations_of(table, row["id"])
    }
    assert without == {
        ("organisations", "ploughshare"),  # the keeper
        ("organisations", "norwegian-peoples-aid"),  # known from the imprint of the book, which has no page number
        ("places", "han"),  # three rivers drawn for orientation, which the chapter does not name
        ("places", "imjin"),
        ("places", "tumen"),
    }


@pytest.mark.parametrize("source", ["un-1998-a-53-pv79", "agreement-2018"])
def test_page_and_annex_are_cited(record: Package, source: str) -> None:
    expected = {"un-1998-a-53-pv79": "pp. 8–9", "agreement-2018": "Annex 2, p. 7"}[source]
    assert {row["locator"] for row in record.rows("citations") if row["source"] == source} == {expected}


def test_what_rests_on_the_chapter_alone_is_its_publishers_own(record: Package) -> None:
    for citation in record.rows("citations"):
        if citation["source"] == "mar-2025" and citation["root_state"] != "unknown":
            assert (citation["root"], citation["root_state"]) == ("mine-action-review", "stated"), citation["id"]


@pytest.mark.parametrize(
    ("row", "reporter", "root", "state"),
    [
        ("jsa-mines-removed-2018-kr", "south-korea", "south-korea", "provisional"),
        ("devices-reinforcement-ap", "associated-press", "south-korea", "provisional"),
        ("troop-casualties-2025-kr", "south-korean-armed-forces", "south-korean-armed-forces", "stated"),
        ("arrowhead-distance-seoul-newsweek", "newsweek", None, "unknown"),
        ("jsa-clause-days-agreement", "two-koreas", "two-koreas", "stated"),
        ("kp-cleared-2024-not-reported", "mine-action-review", "mine-action-review", "stated"),
    ],
)
def test_who_reports_is_not_always_who_first_said_it(
    record: Package, ledger: Ledger, row: str, reporter: str, root: str | None, state: str
) -> None:
    claim = record.row("claims", row)
    assert claim is not None
    assert claim["reporter"] == reporter
    roots = {(citation["root"], citation["root_state"]) for citation in ledger.citations_of("claims", row)}
    assert (root, state) in roots


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("kp-contamination-extent-mar", "unknown"),
        ("dmz-area-mar", "1,000 km²"),
        ("dmz-length-mar", "248 km"),
        ("dmz-depth-mar", "4 km"),
        ("jsa-mines-removed-2018-kr", "more than 600 mines"),
        ("arrowhead-mines-kr-2020-reported", "158 mines"),
        ("arrowhead-uxo-kr-2020-reported", "2,410 items"),
        ("devices-reinforcement-ap", "tens of thousands of devices"),
        ("northern-border-length-mar", "880 km"),
        ("leaf-mine-explosive-kr", "40 g"),
        ("jsa-clause-days-agreement", "20 days"),
        ("arrowhead-distance-seoul-newsweek", "about 50 miles"),
        ("kp-cleared-2024-not-reported", "not reported"),
        ("kp-cleared-2024-believed-none", "believed none"),
    ],
)
def test_claims_say_what_is_printed(record: Package, ledger: Ledger, claim: str, words: str) -> None:
    row = record.row("claims", claim)
    assert row is not None
    assert figure.say(ledger.figure_of(row)).replace("\xa0", " ") == words


def test_words_as_printed_read_as_the_claim_says(record: Package, ledger: Ledger) -> None:
    for row in record.rows("claims"):
        if row["words"] and not row["category"]:
            said, held = figure.parse(row["words"]), ledger.figure_of(row)
            assert replace(said, unit=said.unit or held.unit) == held, row["id"]


def test_the_class_of_contamination_stands_beside_an_unknown_extent(record: Package) -> None:
    row = record.row("claims", "kp-contamination-class-mar")
    assert row is not None
    said = figure.parse_contamination(row["words"])
    assert said.category == row["category"] == "very_heavy"
    assert said.figure is not None
    assert said.figure.state == row["state"] == "unknown"


def test_two_million_mines_are_those_of_both_sides(record: Package, ledger: Ledger) -> None:
    row, question = record.row("claims", "dmz-mines-estimate"), record.row("figures", "dmz-mines")
    assert row is not None
    assert question is not None
    assert ledger.figure_of(row).best == 2_000_000
    assert question["subject"] == "kp-kr"


@pytest.mark.parametrize("year", ["2023", "2024"])
@pytest.mark.parametrize("measure", ["cleared_area", "reduced_area", "cancelled_area", "ap_mines_destroyed"])
def test_nothing_reported_is_shown_as_not_reported_and_never_as_none(ledger: Ledger, measure: str, year: str) -> None:
    name = {
        "cleared_area": "kp-cleared",
        "reduced_area": "kp-reduced",
        "cancelled_area": "kp-cancelled",
        "ap_mines_destroyed": "kp-ap-mines-destroyed",
    }[measure]
    shown = ledger.shown(f"{name}-{year}")
    assert shown.figure is not None
    assert shown.figure.state == "not_reported"
    assert totals.total(ledger, subject="kp", measure=measure, period=year).figure.state == "not_reported"


@pytest.mark.parametrize(
    ("measure", "period", "name"),
    [
        ("mines_removed", "2020", "arrowhead-mines-kr-2020"),
        ("uxo_removed", "2020", "arrowhead-uxo-kr-2020"),
        ("mines_in_ground", None, "dmz-mines"),
    ],
)
def test_figures_of_the_south_and_of_the_shared_zone_enter_no_total_of_the_north(
    ledger: Ledger, measure: str, period: str | None, name: str
) -> None:
    assert name in {row["id"] for row in ledger.questions(measure, period)}
    assert not totals.total(ledger, subject="kp", measure=measure, period=period).counted


@pytest.mark.parametrize(
    ("event", "happened", "precision", "reported"),
    [
        ("admission-1998", "1998-12-04", "day", "1998-12-04"),
        ("gyeongui-clearance-2002", "2002", "year", "2024-01-05"),
        ("position-2016", "2016-10", "month", "2016-10"),
        ("agreement-2018", "2018-09-19", "day", "2018-09-20"),
        ("jsa-clearance-2018", "2018-10", "month", "2018-11"),
        ("jsa-report-2018", "2018-11", "month", "2018-11"),
        ("arrowhead-clearance-2018", "2018", "late_year", "2020-11-19"),
        ("cambodia-visit-2019", "2019-01", "month", "2021-11-16"),
        ("summit-2018", "2018-09", "month", None),
        ("china-border-emplacement-2020", "2020", "year", "2020-10-22"),
        ("baekmagoji-suspension-2022", "2022-04-01", "day", "2022-04-03"),
        ("baekmagoji-resumption-2022-04-11", "2022-04-11", "day", "2022-04-11"),
        ("statement-kr-2022", "2022-11-24", "day", "2022-11-24"),
        ("china-border-emplacement-2023", "2023-08/..", "month", "2023-11-07"),
        ("gyeongui-re-mining-2023", "2023-12", "early_month", "2024-01-05"),
        ("arrowhead-re-mining-2023", "2023", "late_year", "2023"),
        ("yalu-displacement-2024", "2024-07", "late_month", "2024-08-13"),
        ("china-warning-2024", "2024-08", "month", "2024-08-13"),
        ("dmz-emplacement-late-2024", "2024", "late_year", "2025-04-09"),
        ("troop-casualties-2025", "2025-03-27", "before", "2025-03"),
    ],
)
def test_events_are_dated_as_precisely_as_the_chapter_allows(
    record: Package, event: str, happened: str, precision: str, reported: str | None
) -> None:
    row = record.row("events", event)
    assert row is not None
    assert (row["happened"], row["happened_precision"], row["reported"]) == (happened, precision, reported)


def test_the_clause_of_twenty_days_has_a_due_date(record: Package) -> None:
    row = record.row("obligations", "jsa-removal-2018")
    assert row is not None
    assert row["due"] == "2018-10-20"
    assert set(row["bearers"]) == {"north-korea", "south-korea", "united-nations-command"}


@pytest.mark.parametrize(
    "flag",
    [
        "title-killed-2020", "title-killed-2025", "agreement-called-declaration", "note-20-quotation-mark",
        "note-23-quotation-mark", "miles-among-kilometres", "border-880", "border-880-miles", "title-arrowhead-bill",
        "dong-a-address", "north-korean-had", "jsa-october-november", "area-1000-992", "roads-three",
        "baekmagoji-april",
    ],
)  # fmt: skip
def test_what_a_careful_reader_sees_is_flagged(record: Package, flag: str) -> None:
    assert record.row("flags", flag) is not None


def test_the_report_has_the_sections_of_the_sample_in_its_order(record: Package) -> None:
    headings = re.findall(r"^# (.+?) \{", record.narrative, re.MULTILINE)
    assert headings[:9] == [
        "Key data",
        "Key developments",
        "Recommendations for action",
        "AP mine survey and clearance capacity",
        "Understanding of AP mine contamination",
        "Programme management",
        "Gender and diversity",
        "Environmental policies and action",
        "Land release outputs and progress towards completion",
    ]


def test_the_report_cites_every_source_in_at_least_as_many_notes_as_the_sample(record: Package) -> None:
    notes = re.findall(r"\[@[^\]]+\]", record.narrative)
    assert len(notes) >= 35
    cited = set(re.findall(r"@([a-z0-9-]+)", " ".join(notes)))
    assert cited == {row["id"] for row in record.rows("sources")}


def test_the_report_speaks_of_every_event(record: Package) -> None:
    tied = set(re.findall(r"event=([a-z0-9-]+)", record.narrative))
    assert {row["id"] for row in record.rows("events")} - tied == set()
