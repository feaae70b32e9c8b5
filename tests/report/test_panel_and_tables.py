"""What the report takes from the record: each case a few rows, and the words that must stand in the print."""

import pytest

from ploughshare import figure as figures
from ploughshare.evidence.ledger import Ledger
from ploughshare.report import blocks, fill, panel, tables
from ploughshare.report.prose import computed
from small_packages import package

STATE = {"id": "kp", "name": "The State", "roles": ("state",), "country": "kp", "short_name": "State"}


def said(node) -> str:
    return " ".join(" ".join(blocks.words(node)).split()).replace(" ,", ",")


def ties(node, kind) -> set[str]:
    found = set()

    def collect(span):
        found.update(value for key, value in span["c"][0][2] if key == f"data-{kind}")

    blocks.rewrite([node], {"Span": collect})
    return found


@pytest.mark.parametrize(
    ("obligation", "words"),
    [
        ({"status": "not_bound"}, "No APMBC Article 5 deadline State not party to the APMBC"),
        ({"status": "pending", "due": "2030-01-01"}, "APMBC Article 5 deadline 1 January 2030 (pending)"),
        ({"status": "extended", "due": "2027"}, "APMBC Article 5 deadline 2027 (extended)"),
        ({"status": "continuing"}, "APMBC Article 5 deadline State Party; no deadline in the record"),
        (None, "Treaty status Not in the record"),
        ({"status": "not_bound", "bearers": ("other",)}, "Treaty status Not in the record"),
    ],
)
def test_the_treaty(obligation, words):
    owed = [{"bearers": ("kp",), **obligation}] if obligation else []
    record = package(organisations=[STATE, {"id": "other", "country": "kr"}], obligations=owed)
    assert words in said(panel.key_data(Ledger(record)))


@pytest.mark.parametrize(
    ("extent", "category", "words"),
    [
        ({"state": "unknown"}, "very_heavy", "AP mine contamination Unknown, but very heavy"),
        (None, "light", "AP mine contamination Light"),
        ({"best": 12, "unit": "km2"}, "medium", "AP mine contamination 12 km², medium"),
        ({"state": "unknown"}, None, "AP mine contamination Unknown"),
        (None, None, "AP mine contamination Not in the record"),
    ],
)
def test_the_contamination(extent, category, words):
    figures, claims = [], []
    if extent:
        figures.append({"id": "extent", "measure": "contamination_extent"})
        claims.append({"figure": "extent", **extent})
    if category:
        figures.append({"id": "class", "measure": "contamination_class"})
        claims.append({"figure": "class", "state": "unknown", "category": category})
    assert words in said(panel.key_data(Ledger(package(figures=figures, claims=claims)))).replace("\u00a0", " ")


RELEASED = [{"id": "whole", "measure": "cleared_area", "period": "2024"}]
BY_TWO = [
    {"id": "a", "measure": "cleared_area", "period": "2024", "organisation": "one"},
    {"id": "b", "measure": "cleared_area", "period": "2024", "organisation": "two"},
]
EXPECTED = [{"measure": "cleared_area", "organisation": name} for name in ("one", "two")]


@pytest.mark.parametrize(
    ("figures", "claims", "expected", "words"),
    [
        (RELEASED, [{"figure": "whole", "state": "not_reported"}], [],
         "Clearance (km²) Not reported Not in the record"),
        (RELEASED, [{"figure": "whole", "best": 250000, "unit": "m2"}], [], "Clearance (km²) 0.25 Not in the record"),
        (RELEASED, [{"figure": "whole", "state": "zero"}], [], "Clearance (km²) 0 Not in the record"),
        (BY_TWO, [{"figure": "a", "best": 2, "unit": "km2"}, {"figure": "b", "best": 1, "unit": "km2"}], EXPECTED,
         "Clearance (km²) 3 Not in the record"),
        (BY_TWO, [{"figure": "a", "state": "not_reported"}, {"figure": "b", "state": "not_reported"}], [],
         "Clearance (km²) Not reported Not in the record"),
        (BY_TWO[:1], [{"figure": "a", "best": 2, "unit": "km2"}], EXPECTED, "Clearance (km²) At least 2"),
        ([], [], [], "Clearance (km²) Not in the record Not in the record"),
        ([{**RELEASED[0], "subject": "kp-kr"}], [{"figure": "whole", "best": 5, "unit": "km2"}], [],
         "Clearance (km²) Not in the record"),
    ],
    ids=[
        *("not reported", "in m2", "zero", "two reports", "two that report nothing", "one report missing"),
        *("nothing", "a shared zone's"),
    ],
)  # fmt: skip
def test_land_release(figures, claims, expected, words):
    organisations = [{"id": "one"}, {"id": "two"}]
    record = package(organisations=organisations, figures=figures, claims=claims, expected=expected)
    for node in (panel.key_data(Ledger(record)), tables.land_release(Ledger(record))):
        assert words in said(node)


@pytest.mark.parametrize(
    ("claims", "expected", "kind", "tied"),
    [
        ([2, 1], EXPECTED, "compute", "sum a b"),
        ([2, None], EXPECTED, "compute", "sum a b"),
        ([2], EXPECTED, "compute", "sum a"),
        ([2], EXPECTED[:1], "figure", "a"),
    ],
)
def test_a_total_is_tied_to_what_it_adds_up(claims, expected, kind, tied):
    states = [{"best": best, "unit": "km2"} if best else {"state": "not_reported"} for best in claims]
    rows = [{"figure": row["id"], **state} for row, state in zip(BY_TWO, states, strict=False)]
    record = package(
        organisations=[{"id": "one"}, {"id": "two"}], figures=BY_TWO[: len(claims)], claims=rows, expected=expected
    )
    made = tables.land_release(Ledger(record))
    assert ties(made, kind) == {tied}
    if kind == "compute":
        value = computed.compute(Ledger(record), tied)
        assert f"Clearance (km²) {figures.say(value, unit=False).capitalize()} " in said(made)


def test_reports_of_another_or_no_type_of_hazard_are_never_added_in_silence():
    figures = [{**BY_TWO[0], "hazard_type": "ap_mines"}, BY_TWO[1], {**BY_TWO[1], "id": "c", "hazard_type": "av_mines"}]
    claims = [{"figure": name, "best": best, "unit": "km2"} for name, best in (("a", 2), ("b", 1), ("c", 8))]
    record = package(organisations=[{"id": "one"}, {"id": "two"}], figures=figures, claims=claims)
    words = said(tables.land_release(Ledger(record)))
    assert "Clearance (km²) 2 Not in the record sum of 1 report" in words
    assert "reports that name no type of hazard are not in it" in words


def test_rivals_nobody_ranked_are_printed_as_disputed():
    claims = [{"figure": "area", "best": 5, "unit": "km2"}, {"figure": "area", "best": 9, "unit": "km2"}]
    record = package(figures=[{"id": "area", "title": "The area", "measure": "area"}], claims=claims)
    made = tables.estimates(Ledger(record))
    assert "The area disputed: 5 km² or 9 km²" in said(made).replace("\u00a0", " ")
    assert ties(made, "figure") == {"area"}


def test_a_preferred_value_is_printed_with_what_others_say():
    claims = [
        {"figure": "area", "best": 5, "unit": "km2", "rank": "preferred"},
        {"figure": "area", "best": 9, "unit": "km2"},
    ]
    record = package(figures=[{"id": "area", "title": "The area", "measure": "area"}], claims=claims)
    assert "5 km² (others say 9 km²)" in said(tables.estimates(Ledger(record))).replace("\u00a0", " ")


def test_another_states_figure_is_no_estimate_of_this_one():
    record = package(
        figures=[{"id": "theirs", "title": "Theirs", "subject": "kr"}], claims=[{"figure": "theirs", "best": 158}]
    )
    assert "Theirs" not in said(tables.estimates(Ledger(record)))


def test_recommendations_say_to_whom_and_what_became_of_them():
    rows = [
        {"number": 2, "text": "Second.", "made_by": "kp"},
        {"number": 1, "text": "First.", "addressee": "kp", "made": "2025-11", "status": "reversed", "assessed": "2026"},
    ]
    words = said(tables.recommendations(package(organisations=[STATE], recommendations=rows)))
    assert words.index("First.") < words.index("Second.")
    assert "To State · made November 2025 · opposite done, assessed 2026" in words
    assert "To nobody in particular" in words


def test_capacity_says_that_there_is_none_only_where_the_record_does():
    rows = [{"category": "management", "answer": "no", "statement": "None"}]
    words = said(tables.capacity(package(capacity=rows)))
    assert "Management None National operators Not in the record" in words


@pytest.mark.parametrize("what", fill.MAKERS)
def test_an_empty_record_fills_every_part_and_says_that_it_is_empty(what):
    placed = blocks.div([], "from-record", what=what)
    filled = fill.fill({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [placed]}, Ledger(package()))
    assert said(filled.document["blocks"])
    assert not filled.drawings


def test_parts_are_those_that_prose_allows():
    from ploughshare.report.prose.allowlist import PARTS

    assert set(fill.MAKERS) == set(PARTS)


def test_rewriting_leaves_the_given_tree_alone():
    given = [blocks.div([blocks.para(blocks.text("a b"))], "x")]
    kept = str(given)
    made = blocks.rewrite(given, {"Para": lambda _: [], "Div": lambda node: [*node["c"][1], blocks.para([])]})
    assert made == [blocks.para([])]
    assert str(given) == kept
