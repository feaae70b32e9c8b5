"""A later edition beside a record, an import beside a record made by hand, and what in a record may be one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from made_up_report import report
from ploughshare.exchange.country_report.comparison import compare
from ploughshare.exchange.country_report.corroboration import Finding, corroboration
from ploughshare.exchange.country_report.differences import Change, differences
from ploughshare.exchange.country_report.draft import Draft
from ploughshare.exchange.country_report.matching import source_likeness
from ploughshare.exchange.country_report.packaging import joined, package
from ploughshare.exchange.country_report.proposing.chapter import drafts
from ploughshare.record import reader
from ploughshare.record.package import Package
from small_packages import package as small
from two_documents import two_documents


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], Draft]:
    """The draft of a text."""

    def make(text: str) -> Draft:
        path = tmp_path / "report.txt"
        path.write_text(text, encoding="utf-8")
        return next(drafts(path))

    return make


def told(draft: Draft, record: Package) -> set[tuple[str, str, str | None]]:
    return {(each.change.value, each.table, each.theirs) for each in differences(draft, record)}


@pytest.mark.parametrize("name", ["cuba", "north-korea-2025-mine"])
def test_a_file_that_is_in_the_record_already_proposes_nothing(shared: Path, name: str) -> None:
    draft = next(drafts(next((shared / "reports").glob(f"{name}*"))))
    assert differences(draft, package(draft)) == []


def test_a_record_that_was_worked_on_since_is_known_again(made: Callable[[str], Draft]) -> None:
    draft = made(report())
    record = package(draft)
    renamed = [{**row, "id": f"own-{row['id']}", "note": "ours"} for row in record.rows("recommendations")]
    worded = [{**row, "text": row["text"].replace("should finish", "is asked to finish")} for row in renamed]
    mine = Package(record.meta, {**record.tables, "recommendations": worded})
    assert [each for each in differences(draft, mine) if each.table == "recommendations"] == []


def test_a_later_edition_proposes_what_is_other(made: Callable[[str], Draft]) -> None:
    record = package(made(report(2024, cleared="0.40")))
    later = made(
        report(
            2025,
            cleared="0.55",
            cleared_before="0.45",
            contamination="MEDIUM, 9 km²",
            recommendations=("should finish its survey of the northern border.", "should mark what it cannot clear."),
            more="In June 2024, the army destroyed 40 AP mines in a spot task near the village.3",
        )
    )
    found = told(later, record)
    assert ("restated", "claims", "tj-cleared-area-2023-mar-2024") in found, "2023 was 0.40, and is 0.45 now"
    assert ("repeated", "recommendations", "mar-2024-recommendation-1") in found
    assert ("dropped", "recommendations", "mar-2024-recommendation-2") in found
    assert ("changed", "obligations", "apmbc-article-5") in found
    new = {(each.table, each.ours) for each in differences(later, record) if each.change is Change.NEW}
    assert ("figures", "tj-cleared-area-2024") in new
    assert ("sources", "mar-2025") in new
    assert any(table == "events" and id.startswith(("spot-task", "clearance-2024")) for table, id in new if id)
    contamination = [each for each in differences(later, record) if "AP mined area" in each.message]
    assert [each.change for each in contamination] == [Change.RESTATED]
    assert "12 km²" in contamination[0].message
    assert "9 km²" in contamination[0].message


def test_a_claim_of_somebody_else_is_a_rival_and_no_restatement(made: Callable[[str], Draft]) -> None:
    draft = made(report(cleared="0.50"))
    record = small(
        organisations=[{"id": "army", "name": "Army"}],
        figures=[{"id": "cleared", "subject": "tj", "measure": "cleared_area", "period": "2024"}],
        claims=[
            {"id": "by-army", "figure": "cleared", "best": 2, "unit": "km2", "reporter": "army", "reported": "2024"}
        ],
    )
    assert ("rival", "claims", "by-army") in told(draft, record)


def test_places_that_the_record_has_keep_their_ids(root: Path, shared: Path) -> None:
    by_hand = reader.read(root / "records" / "kp").package
    draft = next(drafts(shared / "reports" / "north-korea-2025-laid-out.txt", by_hand))
    own = {proposal.values["id"] for proposal in draft.of("places")}
    assert {"joint-security-area", "arrowhead-hill"} <= own
    for proposal in draft.of("places"):
        if (row := by_hand.row("places", proposal.values["id"])) is not None:
            assert proposal.row == row
            assert proposal.reason == ""


SOURCES = [
    ({"url": "https://bit.ly/a"}, {"url": "https://www.bit.ly/a/", "title": "Another title"}, True),
    ({"url": "https://bit.ly/a"}, {"url": "https://bit.ly/A", "title": "Another title"}, False),
    ({"issued": "2024-05-01", "url": "https://bit.ly/a"}, {"issued": "2024-05-01", "url": "https://t.co/b"}, True),
    ({"issued": "2024-05-01"}, {"issued": "2024-06-01"}, False),
    ({"title": "Article 7 Report (covering 2023)"}, {"title": "Article 7 Report (covering 2024)"}, False),
    ({"number": "A/53/pv79", "title": None}, {"number": "A/53/PV.79", "title": "Statement"}, True),
    ({"number": "A/53/pv79"}, {"number": "A/54/pv79"}, False),
]


@pytest.mark.parametrize(("left", "right", "same"), SOURCES)
def test_sources_that_are_one_item(left: dict[str, str], right: dict[str, str], *, same: bool) -> None:
    made = small(
        sources=[
            {
                "id": "a",
                "title": "A minefield is cleared near the river",
                "container_title": "The Daily Plough",
                **left,
            },
            {"id": "b", "title": "A minefield is cleared near the river", "container_title": "Daily Plough", **right},
        ]
    )
    a, b = made.rows("sources")
    assert (source_likeness(a, b) >= 3) == same


def test_one_item_under_two_titles_makes_two_claims_one_witness() -> None:
    found = corroboration(two_documents())
    assert [(each.finding, each.first, each.second) for each in found] == [
        (Finding.MERGE, "long", "short"),
        (Finding.ONE_ROOT, "one", "two"),
    ]
    assert found[0].why == "the same address with another title"


def test_claims_that_differ_disagree_whatever_they_rest_on() -> None:
    found = corroboration(two_documents(best=75))
    assert [each.finding for each in found] == [Finding.MERGE, Finding.DISAGREEMENT]
    assert "75" in found[1].why


def test_two_documents_side_by_side_keep_their_ids_apart(made: Callable[[str], Draft]) -> None:
    first, second = package(made(report(2024))), package(made(report(2025)))
    both = joined(first, second)
    for table in ("claims", "citations", "sources", "events"):
        assert len(both.rows(table)) == len({row["id"] for row in both.rows(table)})
    assert len(both.rows("claims")) == len(first.rows("claims")) + len(second.rows("claims"))
    assert [row["id"] for row in both.rows("organisations")] == [row["id"] for row in first.rows("organisations")]
    for row in both.rows("citations"):
        assert both.row(row["cited_table"], row["cited_row"]) is not None
        assert both.row("sources", row["source"]) is not None


@pytest.mark.parametrize("form", ["laid-out", "mineactionreview"])
def test_the_import_of_north_korea_beside_the_record_made_by_hand(root: Path, shared: Path, form: str) -> None:
    draft = next(drafts(shared / "reports" / f"north-korea-2025-{form}.txt"))
    by_hand = reader.read(root / "records" / "kp").package
    compared = {each.table: each for each in compare(package(draft), by_hand)}
    assert compared["sources"].missed == []
    assert compared["sources"].extra == []
    assert compared["capacity"].recall == 1
    assert compared["recommendations"].recall == 1
    assert compared["figures"].recall >= 0.8
    assert compared["events"].recall >= 0.75
    panel = {theirs for _, theirs in compared["claims"].found}
    assert {
        f"kp-{what}-{year}-not-reported" for what in ("cleared", "reduced", "cancelled") for year in (2023, 2024)
    } <= panel
