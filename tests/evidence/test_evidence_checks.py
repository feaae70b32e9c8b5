"""Each check of the evidence finds what it is for, and nothing where that is mended."""

from __future__ import annotations

from typing import Any

import pytest

from ploughshare.evidence import checks
from ploughshare.evidence.ledger import Ledger
from ploughshare.findings import REGISTRY, Finding
from small_packages import package, said

Rows = list[dict[str, Any]]

SOUND: dict[str, Any] = {
    "organisations": [{"id": "army"}, {"id": "times"}, {"id": "post"}],
    "sources": [{"id": "chapter"}, {"id": "article", "seen": False}],
    "figures": [{"id": "mines", "period": "2024"}],
    "claims": [{"id": "c", "figure": "mines", "best": 636, "unit": "mines", "reporter": "times"}],
    "citations": [said("c", "article", id="x", root="army", via="chapter", via_locator="note 3")],
}
SQUARE = {"type": "Polygon", "coordinates": [[[127, 38], [127.1, 38], [127.1, 38.1], [127, 38.1], [127, 38]]]}
"""About 8.8 km by 11.1 km: 97 km²."""


def found(narrative: str = "", **tables: Any) -> list[Finding]:
    """What the checks find in the sound record with those tables in place of its own."""
    return checks.check(Ledger(package(narrative=narrative, **{**SOUND, **tables})))


def ids(findings: list[Finding]) -> set[str]:
    return {finding.check.removeprefix("evidence.") for finding in findings}


def with_rows(table: str, *rows: dict[str, Any]) -> dict[str, Rows]:
    """The table of the sound record with rows added; one with the id of a row there changes its cells."""
    merged: dict[str, dict[str, Any]] = {row["id"]: row for row in SOUND.get(table, [])}
    for row in rows:
        merged[row["id"]] = {**merged.get(row["id"], {}), **row}
    return {table: list(merged.values())}


def area(best: float, unit: str = "km2", **figure: Any) -> dict[str, Any]:
    """A record of one area in one place."""
    return {
        "places": [{"id": "valley", "geometry": SQUARE, "precision_m": 10}],
        "figures": [{"id": "mines", "measure": "suspected_area", "place": "valley", **figure}],
        "claims": [{"id": "c", "figure": "mines", "best": best, "unit": unit, "as_of": "2024"}],
    }


def two_claims(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Two claims on the one figure, each with a source and a root of its own."""
    return {
        "sources": [{"id": "one"}, {"id": "two"}],
        "claims": [{"figure": "mines", "id": "c", **first}, {"figure": "mines", "id": "d", **second}],
        "citations": [said("c", "one", root="army"), said("d", "two", root="times")],
    }


def test_a_sound_record_has_no_findings() -> None:
    assert found() == []


CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("claim-without-source", {"citations": []}, {}),
    ("claim-without-source", with_rows("citations", {"id": "x", "relation": "contradicts"}), {}),
    (
        "row-without-source",
        {"events": [{"id": "e"}]},
        {"events": [{"id": "e"}], **with_rows("citations", said("e", "chapter", cited_table="events", root="army"))},
    ),
    ("citation-to-nothing", with_rows("citations", said("nobody", "chapter", root="army")), {}),
    ("citation-to-nothing", with_rows("citations", said("mines", "chapter", cited_table="figures", root="army")), {}),
    ("unseen-without-via", with_rows("citations", {"id": "x", "via": None}), {}),
    ("via-unseen", with_rows("citations", {"id": "x", "via": "article"}), {}),
    ("unseen-with-content", with_rows("sources", {"id": "article", "sha256": "0" * 64}), {}),
    ("unseen-with-content", with_rows("sources", {"id": "article", "grade_source": "A"}), {}),
    (
        "unseen-with-content",
        with_rows("citations", {"id": "x", "quote": "words", "via": None}),
        with_rows("citations", {"id": "x", "quote": "words"}),
    ),
    ("root-unknown", with_rows("citations", {"id": "x", "root": None, "root_state": "unknown"}), {}),
    ("root-incomplete", with_rows("citations", {"id": "x", "root": None}), {}),
    ("root-incomplete", with_rows("citations", {"id": "x", "root_state": "unknown"}), {}),
    (
        "root-without-reason",
        with_rows("citations", {"id": "x", "root_state": "inferred"}),
        with_rows("citations", {"id": "x", "root_state": "inferred", "root_reason": "It quotes its spokesman."}),
    ),
    (
        "one-root-twice",
        with_rows("citations", said("c", "chapter", root="army")),
        with_rows("citations", said("c", "chapter", root="post")),
    ),
    (
        "one-root-twice",
        with_rows("citations", said("c", "chapter", root="army", root_state="inferred", root_reason="x")),
        {},
    ),
    ("unused-source", with_rows("sources", {"id": "forgotten"}), {}),
    (
        "unused-source",
        with_rows("sources", {"id": "cited"}),
        {**with_rows("sources", {"id": "cited"}), "narrative": "So.[@cited]"},
    ),
    (
        "rivals",
        two_claims({"best": 158}, {"best": 185}),
        two_claims({"best": 158}, {"best": 185, "rank": "preferred", "rank_reason": "A recount."}),
    ),
    (
        "rivals-printed",
        {**two_claims({"best": 158}, {"best": 185}), "narrative": "[158]{figure=mines}"},
        {"narrative": "[636]{figure=mines}"},
    ),
    (
        "rivals-printed",
        {**two_claims({"best": 158}, {"best": 185}), "narrative": '[158]{compute="sum mines mines"}'},
        {**two_claims({"best": 158}, {"best": 185}), "narrative": "[158]{claim=c}"},
    ),
    (
        "preferred-disagree",
        two_claims(*({"best": n, "rank": "preferred", "rank_reason": "Why."} for n in (1, 2))),
        two_claims(*({"best": 2, "rank": "preferred", "rank_reason": "Why."} for _ in (1, 2))),
    ),
    ("rank-without-reason", with_rows("claims", {"id": "c", "rank": "preferred"}), {}),
    ("figure-unanswered", with_rows("figures", {"id": "other"}), {}),
    (
        "not-computed",
        with_rows("figures", {"id": "sum", "measure": "mines_found", "derived_by": "share", "inputs": ("mines",)}),
        with_rows("figures", {"id": "sum", "measure": "mines_found", "derived_by": "sum", "inputs": ("mines",)}),
    ),
    (
        "not-computed",
        with_rows("figures", {"id": "sum", "derived_by": "sum", "inputs": ("sum", "mines")}),
        with_rows("figures", {"id": "sum", "derived_by": "sum", "inputs": ("mines", "mines")}),
    ),
    (
        "derived-disagrees",
        {
            **with_rows(
                "figures",
                {"id": "a", "organisation": "army", "period": "2023"},
                {"id": "mines", "derived_by": "sum", "inputs": ("a",)},
            ),
            **with_rows("claims", {"id": "d", "figure": "a", "best": 635, "unit": "mines"}),
        },
        {
            **with_rows(
                "figures",
                {"id": "a", "organisation": "army", "period": "2023"},
                {"id": "mines", "derived_by": "sum", "inputs": ("a",)},
            ),
            **with_rows("claims", {"id": "d", "figure": "a", "best": 636, "unit": "mines"}),
        },
    ),
    (
        "total-disagrees",
        {
            **with_rows("figures", {"id": "a", "organisation": "army", "period": "2024"}),
            **with_rows("claims", {"id": "d", "figure": "a", "best": 5, "unit": "mines"}),
            "expected": [{"organisation": "army"}],
        },
        {
            **with_rows("figures", {"id": "a", "organisation": "army", "period": "2024"}),
            **with_rows("claims", {"id": "d", "figure": "a", "best": 636, "unit": "mines"}),
            "expected": [{"organisation": "army"}],
        },
    ),
    (
        "same-question",
        with_rows("figures", {"id": "again", "period": "2024-01/2024-12"}),
        with_rows("figures", {"id": "again", "period": "2023"}),
    ),
    ("expected-missing", {"expected": [{"organisation": "army"}]}, {}),
    (
        "unit-slip",
        two_claims({"best": 880, "unit": "km"}, {"best": 880, "unit": "mile"}),
        two_claims({"best": 880, "unit": "km"}, {"best": 1352, "unit": "km"}),
    ),
    ("unit-slip", two_claims({"best": 6425164, "unit": "km2"}, {"best": 6425164, "unit": "m2"}), {}),
    ("larger-than-place", area(150), area(90)),
    ("larger-than-country", area(6425164), area(6425164, "m2")),
    ("larger-than-country", area(6425164, subject="kp-kr"), area(90, subject="kp-kr")),
    ("size-against-geometry", area(150, measure="area"), area(97, measure="area")),
    ("size-against-geometry", area(60, measure="area"), area(60)),
    (
        "stale-figure",
        {**area(90), "claims": [{"id": "c", "figure": "mines", "best": 90, "unit": "km2", "as_of": "2016"}]},
        {
            **area(90, measure="area"),
            "claims": [{"id": "c", "figure": "mines", "best": 97, "unit": "km2", "as_of": "2016"}],
        },
    ),
    *(
        (
            "stale-source",
            {
                "sources": [*SOUND["sources"], {"id": "page", "last_updated": "2021-11-16"}],
                "topics": [{"id": "t"}],
                **with_rows("citations", said("t", "page", cited_table="topics", root="army")),
            },
            {
                "sources": [*SOUND["sources"], {"id": "page", "last_updated": updated}],
                "topics": [{"id": "t", "as_of": as_of}],
                **with_rows("citations", said("t", "page", cited_table="topics", root="army")),
            },
        )
        for updated, as_of in (("2024-09-22", None), ("2021-11-16", "2021"))
    ),
    (
        "restricted-in-public",
        {**with_rows("sources", {"id": "mail", "kind": "email"}), "narrative": "So.[@mail]"},
        {**with_rows("sources", {"id": "mail", "kind": "email", "consent": "named"}), "narrative": "So.[@mail]"},
    ),
    (
        "restricted-in-public",
        {**with_rows("claims", {"id": "c", "tier": "restricted"}), "narrative": "[636]{claim=c}"},
        {"narrative": "[636]{claim=c}"},
    ),
    (
        "not-citable-only",
        with_rows("sources", {"id": "article", "kind": "informant", "consent": "not_citable"}),
        with_rows("sources", {"id": "article", "kind": "informant", "consent": "anonymous"}),
    ),
    (
        "id-names-person",
        with_rows(
            "sources", {"id": "kim-mail", "kind": "email", "consent": "role_only", "authors": ({"family": "Kim"},)}
        ),
        with_rows("sources", {"id": "kim-mail", "kind": "email", "consent": "named", "authors": ({"family": "Kim"},)}),
    ),
    (
        "public-differs",
        with_rows("claims", {"id": "c", "tier": "partners"}),
        {},
    ),
    (
        "flag",
        {"flags": [{"flagged_table": "claims", "flagged_row": "c"}]},
        {"flags": [{"flagged_table": "claims", "flagged_row": "c", "status": "settled"}]},
    ),
    ("flag-on-nothing", {"flags": [{"flagged_table": "claims", "flagged_row": "nobody"}]}, {}),
    (
        "id-names-person",
        with_rows(
            "sources", {"id": "yi-mail", "kind": "email", "consent": "anonymous", "authors": ({"family": "Yi"},)}
        ),
        with_rows("sources", {"id": "a-mail", "kind": "email", "consent": "anonymous", "authors": ({"given": "A."},)}),
    ),
    ("flag-on-nothing", {"flags": [{"flagged_table": "nothing", "flagged_row": "c"}]}, {}),
]


@pytest.mark.parametrize(("check", "faulty", "mended"), CASES, ids=[case[0] for case in CASES])
def test_a_check_finds_its_fault_and_only_that(check: str, faulty: dict[str, Any], mended: dict[str, Any]) -> None:
    assert check in ids(found(**faulty))
    assert check not in ids(found(**mended))


def test_every_check_has_a_case() -> None:
    registered = {id.removeprefix("evidence.") for id in REGISTRY if id.startswith("evidence.")}
    assert registered == {case[0] for case in CASES}


def test_a_finding_points_at_its_row_and_says_what_to_do() -> None:
    made = package(**{**SOUND, "citations": []})
    placed = type(made)(made.meta, made.tables, lines={"claims": {"c": ("claims.csv", 2)}})
    finding = next(f for f in checks.check(Ledger(placed)) if f.check == "evidence.claim-without-source")
    assert (finding.file, finding.row, finding.subject) == ("claims.csv", 2, "claims/c")
    assert "citations.csv" in finding.hint


def test_the_rivals_are_named_in_the_finding() -> None:
    findings = found(**two_claims({"best": 158, "unit": "mines"}, {"best": 185, "unit": "mines"}))
    message = next(f.message for f in findings if f.check == "evidence.rivals")
    assert all(part in message for part in ("158", "185", "(c)", "(d)"))


def test_a_flag_is_found_at_the_row_it_is_about_with_its_proposal() -> None:
    flag = {"flagged_table": "claims", "flagged_row": "c", "message": "Miles?", "proposal": "Look at the map."}
    finding = next(f for f in found(flags=[flag]) if f.check == "evidence.flag")
    assert (finding.subject, finding.message, finding.hint) == ("claims/c", "Miles?", "Look at the map.")


@pytest.mark.parametrize(
    "cells",
    [
        {"state": "nonsense"},
        {"kind": "nonsense"},
        {"unit": "furlongs"},
        {"best": "NaN"},
        {"low": 9, "high": 3},
        {"figure": "nobody"},
        {"rank": "nonsense"},
        {"best": None},
    ],
)
def test_faults_that_other_rooms_report_stop_no_check(cells: dict[str, Any]) -> None:
    second = {"id": "d", "figure": "mines", "best": 7, "unit": "mines"}
    assert "claim-without-source" in ids(found(**with_rows("claims", {"id": "c", **cells}, second)))
