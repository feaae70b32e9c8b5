"""Demoland as a record: read without a fault, in its canonical bytes, found to be wrong where it is meant to be."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
from pypdf import PdfReader

from ploughshare.evidence.tiers import visible
from ploughshare.findings import has_errors
from ploughshare.record import canonical, reader
from ploughshare.record.package import Package
from ploughshare.report import build, checks, figures_json
from rule_tables import tables

RECORD = Path(__file__).resolve().parents[2] / "records" / "demoland"
OWN_CODES = range(ord("a"), ord("z") + 1)
"""ISO 3166 leaves the codes from xa to xz to whoever needs one."""


@pytest.fixture(scope="module")
def demoland() -> Package:
    reading = reader.read(RECORD)
    assert not reading.findings
    return reading.package


def test_it_stands_in_its_canonical_bytes(demoland: Package) -> None:
    for name, content in canonical.files(demoland, with_restricted=True).items():
        assert (RECORD / name).read_bytes() == content, name


def test_it_is_found_what_is_meant_to_be_found(demoland: Package) -> None:
    findings = checks.check(demoland)
    assert not has_errors(findings)
    [told] = tables(RECORD / "README.md", "check")
    meant = Counter((line["check"], row) for line in told for row in line["rows"].split(", "))
    assert Counter((finding.check, str(finding.subject).rpartition("/")[2]) for finding in findings) == meant


def test_it_says_that_it_is_invented(demoland: Package) -> None:
    meta = demoland.meta
    assert meta["country"][0] == "x"
    assert len(meta["country"]) == 2
    assert ord(meta["country"][1]) in OWN_CODES
    assert "invented" in meta["name"]
    assert "invented" in meta["title"]
    assert "invented" in meta["official_name"]
    assert "does not exist" in meta["summary"]
    for source in demoland.rows("sources"):
        assert source["note"].startswith("Invented")
        assert source["sha256"] is None
        assert source["url"] is None
    for citation in demoland.rows("citations"):
        assert citation["quote"] is None


def test_victims_and_the_withheld_place_do_not_reach_the_public(demoland: Package) -> None:
    public = visible(demoland, "public")
    assert demoland.rows("victims")
    assert not public.rows("victims")
    assert not public.rows("accidents")
    withheld = public.row("areas", "a35-location-withheld")
    assert withheld is not None
    assert withheld["geometry"] is None
    assert withheld["area_m2"] == 100_000


@pytest.mark.slow
def test_its_report_is_published_and_opens_to_the_rows(demoland: Package, tmp_path: Path) -> None:
    built = build.build(demoland, tmp_path)
    assert not built.refused
    text = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "report.pdf").pages)
    for words in (
        "The account of AP mined area, 2024",
        "acceptance withdrawn",
        "AP mined area released, by operator, 2024",
    ):
        assert words in text
    for victim in demoland.rows("victims"):
        assert victim["name"] not in text
    release = {
        cells[0]: cells[1:3]
        for line in (tmp_path / "report.final.md").read_text("utf-8").splitlines()
        if (cells := [cell.strip() for cell in line.strip("|").split("|")])
    }
    assert release["Clearance (km²)"] == ["0.7", "0.2"]
    assert release["Clearance, as the organisations report (km²)"] == ["0.88", "Not in the record"]
    assert release["Clearance, as printed of the country (km²)"] == ["0.76", "0.85"]
    assert release["Non-technical survey, as the organisations report (km²)"][0] == "At least 0.05"
    told = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    jsonschema.validate(told, figures_json.schema())
    posted = {one["expression"]: one for one in told["account"]}
    cleared = posted["cleared 2024"]
    assert cleared["words"] == "700,003\u00a0m²"
    assert {"table": "releases", "id": "r11-ap-only", "amount": 99_992} in cleared["rows"]
    assert sum(row["amount"] for row in cleared["rows"]) == pytest.approx(700_003, abs=5)
    assert {place["part"] for place in cleared["printed"]} >= {None, "key-data", "land-account", "land-progress"}


TIED = '[0.7 km²]{account="cleared 2024"}'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("instead", "check"),
    [
        ('[0.76 km²]{account="cleared 2024"}', "prose.tie-differs"),
        ('[0.7 km²]{account="cleaned 2024"}', "prose.account"),
        ('[0.7 km²]{account="cleared"}', "prose.account"),
        ('[0.7 km²]{account=""}', "prose.account"),
        ('[0.7 km²]{account="cleared 1500"}', "prose.account"),
        ('[0.7 km²]{account="cleared 0000"}', "prose.account"),
        ('[0.7 km²]{account="cleared 2024 in=nowhere"}', "prose.account"),
        ('[0.7 km²]{account="cleared 2024 by=nobody"}', "prose.account"),
        ('[0.7 km²]{account="cleared 2024 of=nothing"}', "prose.account"),
        ('[0.7 km²]{account="cleared 2024 fast"}', "prose.account"),
        ('[0.7 km²]{account="closing 2024 by=harrow"}', "prose.account"),
        ('[0.7 km²]{account="suspected 2024 by=harrow"}', "prose.account"),
        ('[0.7 km²]{account="suspected 2024 stated"}', "prose.account"),
        ('[3]{account="suspected_areas 2024 by=harrow"}', "prose.account"),
        ('[3]{account="ap_mines_destroyed 2024 in=alder"}', "prose.account"),
        ("[0.7 km²]{.plain}", "prose.untied"),
    ],
)
def test_a_number_that_the_account_does_not_back_stops_the_report(demoland: Package, instead: str, check: str) -> None:
    assert TIED in demoland.narrative
    changed = Package(meta=demoland.meta, tables=demoland.tables, narrative=demoland.narrative.replace(TIED, instead))
    errors = [finding for finding in checks.check(changed) if finding.check == check and has_errors([finding])]
    assert errors


@pytest.mark.parametrize(
    "words",
    [
        '[0.7 km²]{account="cleared 2024"} of it',
        '[0.65 km²]{account="cleared 2024 of=all"} of it',
        '[0.71 km²]{account="cleared 2024 stated"} of it',
        '[0.3 km²]{account="cleared 2024 by=furrow"} of it',
        '[0.25 km²]{account="cleared 2024 in=alder"} of it',
        '[8]{account="suspected_areas 2024"} areas, [27]{account="confirmed_areas 2024"} areas',
        '[0.9 km²]{account="suspected 2024"} and [2.51 km²]{account="confirmed 2024"} of it',
        '[20 mines]{account="ap_mines_destroyed 2024"} of it',
        '[]{account="closing 2024"} of it',
    ],
)
def test_a_number_that_the_account_backs_may_be_printed(demoland: Package, words: str) -> None:
    narrative = f"# Land {{#land}}\n\nThere were {words}.\n"
    changed = Package(meta=demoland.meta, tables=demoland.tables, narrative=narrative)
    assert not [finding for finding in checks.check(changed) if finding.check.startswith("prose.")]
