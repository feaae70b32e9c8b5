"""What the ledger finds for a figure: its claims, their roots, and what is set aside."""

from __future__ import annotations

from typing import Any

import pytest

from ploughshare import figure as figures
from ploughshare.evidence.derived import derive
from ploughshare.evidence.ledger import Ledger
from ploughshare.evidence.shown import UNSETTLED
from ploughshare.evidence.totals import total
from ploughshare.vocab import load
from small_packages import package, said

ARMY = {"id": "army", "parent": "state"}


def ledger(*claims: dict[str, Any], **tables: Any) -> Ledger:
    return Ledger(
        package(
            **{
                "organisations": [ARMY, {"id": "state"}, {"id": "times", "short_name": "The Times"}],
                "figures": [{"id": "f"}],
                "claims": [{"figure": "f", **claim} for claim in claims],
                **tables,
            }
        )
    )


def test_the_vocabulary_says_which_rules_show_something() -> None:
    assert {id for id, term in load("shown_rules").terms.items() if not term.extra["settled"]} == UNSETTLED


def test_what_is_set_aside_stays_listed() -> None:
    shown = ledger(
        {"id": "old", "best": 3, "rank": "deprecated", "rank_reason": "A slip."},
        {"id": "silent", "state": "not_reported", "reporter": "times"},
        {"id": "told", "best": 12, "reporter": "army"},
    ).shown("f")
    assert (shown.claims, shown.rivals) == (("told",), ())
    assert (shown.unreported, shown.deprecated) == (("silent",), ("old",))
    assert shown.reason == "the only claim; not reported by The Times"


def test_a_preferred_claim_names_its_rivals_and_its_reason() -> None:
    shown = ledger(
        {"id": "a", "best": 12, "rank": "preferred", "rank_reason": "Counted twice over.", "reporter": "army"},
        {"id": "b", "kind": "at_least", "low": 10},
        {"id": "c", "best": 15},
        {"id": "d", "state": "not_reported", "reporter": "times"},
    ).shown("f")
    assert (shown.rule, shown.reason) == ("preferred", "Counted twice over.")
    assert (shown.claims, shown.rivals, shown.unreported) == (("a", "b"), ("c",), ("d",))


@pytest.mark.parametrize(
    ("first", "second", "rule", "category"),
    [
        ("very_heavy", "very_heavy", "agree", "very_heavy"),
        ("very_heavy", "heavy", "rivals", None),
        ("very_heavy", None, "rivals", None),
    ],
)
def test_classes_are_answers_of_their_own(first: str, second: str | None, rule: str, category: str | None) -> None:
    shown = ledger(
        {"id": "a", "state": "unknown", "category": first}, {"id": "b", "state": "unknown", "category": second}
    ).shown("f")
    assert (shown.rule, shown.category) == (rule, category)


def test_beside_the_same_class_a_number_is_shown_and_two_numbers_must_agree() -> None:
    unknown = {"id": "a", "state": "unknown", "category": "heavy"}
    thirty, fifty = ({"id": f"b{n}", "best": n, "unit": "km2", "category": "heavy"} for n in (30, 50))
    shown = ledger(unknown, thirty).shown("f")
    assert (shown.figure, shown.claims) == (figures.parse("30 km2"), ("b30", "a"))
    assert ledger(thirty, fifty).shown("f").rule == "rivals"


def test_agreement_is_asked_of_every_two() -> None:
    bounds = ((1, 5), (4, 8), (7, 10))
    claims = [{"id": f"c{low}", "kind": "between", "low": low, "high": high} for low, high in bounds]
    assert ledger(*claims).shown("f").rule == "rivals"
    assert ledger(*claims[:2]).shown("f").rule == "agree"


def test_corroboration_counts_the_voices_behind_all_claims_that_agree() -> None:
    claims = [{"id": "a", "best": 5}, {"id": "b", "best": 5}]
    for root, voices in (("army", 1), ("state", 1), ("times", 2)):
        citations = [said("a", "s", root="army"), said("b", "s", root=root)]
        made = ledger(*claims, citations=citations)
        assert made.corroboration("f") == voices
        assert made.independent_roots("claims", "b") == 1


@pytest.mark.parametrize(
    ("rule", "inputs", "words"),
    [
        ("sum", ("a", "b"), "252 km"),
        ("difference", ("a", "b"), "244 km"),
        ("product", ("a", "b"), "992 km²"),
        ("sum", ("a", "none"), "at least 248 km"),
        ("sum", ("a", "nowhere"), None),
        ("difference", ("a", "none"), None),
        ("product", ("a",), None),
        ("product", ("a", "b", "b"), None),
        ("sum", (), None),
        ("magic", ("a", "b"), None),
        ("sum", ("a", "mines"), None),
    ],
)
def test_a_derived_figure(rule: str, inputs: tuple[str, ...], words: str | None) -> None:
    made = ledger(
        {"id": "c1", "figure": "a", "best": 248, "unit": "km"},
        {"id": "c2", "figure": "b", "best": 4, "unit": "km"},
        {"id": "c3", "figure": "mines", "best": 4, "unit": "mines"},
        figures=[
            *({"id": id, "measure": "length"} for id in ("a", "b", "none", "mines")),
            {"id": "made", "derived_by": rule, "inputs": inputs, "measure": "area"},
        ],
    )
    value, shown = derive(made, "made"), made.shown("made")
    assert (figures.say(value).replace("\N{NO-BREAK SPACE}", " ") if value else None) == words
    assert shown.figure == value
    assert shown.rule == ("derived" if words else "not_computed")
    assert shown.claims == (tuple(f"c{'ab'.index(id) + 1}" for id in inputs if id != "none") if words else ())


def test_a_sum_waits_for_an_expected_report() -> None:
    made = ledger(
        {"id": "c", "figure": "a", "best": 10},
        organisations=[ARMY, {"id": "times"}],
        figures=[
            {"id": "a", "organisation": "army", "period": "2024"},
            {"id": "all", "derived_by": "sum", "inputs": ("a",), "period": "2024"},
        ],
        expected=[{"organisation": "army"}, {"organisation": "times"}],
    )
    shown = made.shown("all")
    assert shown.figure is not None
    assert figures.say(shown.figure) == "at least 10 items"


def test_figures_computed_from_themselves_end() -> None:
    made = ledger(
        {"id": "c", "figure": "b", "best": 3},
        figures=[
            {"id": "a", "derived_by": "sum", "inputs": ("z",)},
            {"id": "z", "derived_by": "sum", "inputs": ("a", "b")},
            {"id": "on-top", "derived_by": "sum", "inputs": ("a",)},
            {"id": "b"},
        ],
    )
    assert made.circular == {"a", "z", "on-top"}
    assert {made.shown(id).rule for id in ("a", "z", "on-top")} == {"not_computed"}
    assert derive(made, "a") is None
    assert "computed from itself" in made.shown("on-top").reason


def test_a_claim_ends_a_circle() -> None:
    rows = [{"id": id, "derived_by": "sum", "inputs": (other,)} for id, other in (("a", "z"), ("z", "a"))]
    made = ledger({"id": "c", "figure": "a", "best": 3}, figures=rows)
    assert (made.shown("a").rule, made.shown("z").rule, made.circular) == ("only_claim", "derived", frozenset())


def test_a_long_chain_of_derived_figures_is_no_deep_recursion() -> None:
    rows: list[dict[str, Any]] = [{"id": "n0"}]
    rows += [{"id": f"n{n}", "derived_by": "sum", "inputs": (f"n{n - 1}",)} for n in range(1, 3000)]
    made = ledger({"id": "c", "figure": "n0", "best": 3}, figures=rows)
    assert made.shown("n2999").claims == ("c",)


def test_the_account_of_a_total_gives_its_reasons() -> None:
    made = ledger(
        *({"id": f"c-{id}", "figure": id, "best": 10} for id in ("army", "state", "whole", "zone", "again", "part")),
        figures=[
            {"id": "army", "organisation": "army", "period": "2024"},
            {"id": "state", "organisation": "state", "period": "2024"},
            {"id": "again", "organisation": "state", "period": "2024"},
            {"id": "whole", "period": "2024"},
            {"id": "zone", "organisation": "army", "period": "2024", "subject": "kp-kr"},
            {"id": "part", "organisation": "state", "period": "2024", "sex": "male", "place": "hill"},
            {"id": "made", "organisation": "times", "period": "2024", "derived_by": "sum", "inputs": ("whole",)},
            {"id": "earlier", "organisation": "state", "period": "2023"},
        ],
    )
    account = total(made, subject="kp", measure="mines_destroyed", period="2024-01-01/2024-12-31")
    assert account.counted == ("state",)
    assert {entry.figure: entry.reason for entry in account.left_out} == {
        "army": "army is part of state, which is counted",
        "again": "asks the same as state",
        "whole": "answers for the whole: it is compared with the total, never added to it",
        "zone": "belongs to the shared zone kp-kr",
        "part": "is a part by place and sex",
        "made": "is computed from others",
    }
