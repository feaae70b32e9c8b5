"""The one filter: what it hides, what goes with it, and that nothing hidden is left anywhere."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ploughshare.evidence import checks
from ploughshare.evidence.ledger import Ledger
from ploughshare.evidence.tiers import may_see, tier_of, visible
from ploughshare.geo import measure
from ploughshare.record.contracts import CITABLE, TABLES, TABLES_BY_NAME, Column, Table, Type
from ploughshare.record.package import Package
from small_packages import package, said

SECRET_LONGITUDE = {"restricted": 126.123456, "partners": 127.123456}
AUDIENCES = ("public", "partners", "restricted")


def everything(made: Package) -> str:
    """All that a package holds, as one text."""
    return json.dumps([dict(made.tables), dict(made.lines), dict(made.meta), made.narrative], default=str)


def secret_row(table: Table, tier: str) -> tuple[dict[str, Any], list[str]]:
    """A row of that tier with a secret of its own in every column that takes text, and those secrets."""
    cells: dict[str, Any] = {"id": f"secret-{table.name}-{tier}", "tier": tier}
    for column in table.columns:
        word = f"secret {table.name} {tier} {column.name}"
        if column.type is Type.URL:
            cells[column.name] = f"https://example.org/{word.replace(' ', '-')}"
        elif column.type is Type.NAMES:
            cells[column.name] = ({"family": word},)
        elif column.type is Type.TEXT and column.vocabulary is None and not column.name.endswith("_table"):
            cells[column.name] = (word,) if column.many else word
        elif column.type is Type.GEOMETRY:
            cells[column.name] = {"type": "Point", "coordinates": [SECRET_LONGITUDE[tier], 38.5]}
        elif column.name == "location_tier":
            cells[column.name] = tier
    named = [value for name, value in cells.items() if name not in ("tier", "location_tier")]
    return cells, [json.dumps(value)[1:-1] for value in named if value]


def package_with_secrets() -> tuple[Package, dict[str, list[str]]]:
    """Rows of every table at every tier, hidden ones full of secrets, and public rows that lead to hidden ones."""
    rows: dict[str, list[dict[str, Any]]] = {}
    secrets: dict[str, list[str]] = {"partners": [], "restricted": []}
    for table in TABLES:
        rows[table.name] = []
        for tier in ("restricted", "partners"):
            cells, words = secret_row(table, tier)
            for column in table.columns:
                if column.references and column.required:
                    target = f"secret-{column.references}-{tier}"
                    cells[column.name] = (target,) if column.many else target
            if table.name == "citations":
                cells |= {"cited_table": "claims", "cited_row": f"secret-claims-{tier}"}
            if table.name == "flags":
                cells |= {"flagged_table": "claims", "flagged_row": f"secret-claims-{tier}"}
            rows[table.name].append(cells)
            secrets[tier] += words
            leading = {"id": f"leading-{table.name}-{tier}", "tier": "public"}
            for column in table.columns:
                if column.references:
                    target = f"secret-{column.references}-{tier}"
                    leading[column.name] = (target,) if column.many else target  # type: ignore[assignment]
            if table.name == "citations":
                leading |= {"cited_table": "events", "cited_row": f"secret-events-{tier}", "root_state": "inferred"}
                leading["root_reason"] = f"secret reason of {tier}"
                secrets[tier].append(f"secret reason of {tier}")
            if table.name == "flags":
                leading |= {"flagged_table": "events", "flagged_row": f"secret-events-{tier}"}
            rows[table.name].append(leading)
    made = package(**rows)
    lines = {name: {row["id"]: (f"{name}.csv", 2) for row in made.rows(name)} for name in rows}
    return replace(made, lines=lines), secrets


def test_no_secret_is_left_in_any_table() -> None:
    made, secrets = package_with_secrets()
    before = everything(made)
    assert all(word in before for words in secrets.values() for word in words)
    public, partners = everything(visible(made, "public")), everything(visible(made, "partners"))
    assert not [word for words in secrets.values() for word in words if word in public]
    assert "secret" not in public
    assert not [word for word in secrets["restricted"] if word in partners]
    hidden = [word for word in secrets["partners"] if word not in partners]
    assert hidden == ["secret victims partners name", "secret victims partners address"]
    assert visible(made, "restricted") is made


def test_findings_repeat_no_secret() -> None:
    made, secrets = package_with_secrets()
    told = json.dumps([finding.as_dict() | {"subject": ""} for finding in checks.check(Ledger(made))])
    assert not [word for words in secrets.values() for word in words if " " in word and word in told]


@pytest.mark.parametrize("tier", ["partners", "restricted"])
def test_findings_give_no_hidden_number_away(tier: str) -> None:
    made = package(
        sources=[{"id": "times"}, {"id": "post"}],
        figures=[
            {"id": "f", "period": "2024"},
            {"id": "sum", "period": "2023", "derived_by": "sum", "inputs": ("f",)},
            {"id": "one", "organisation": "army", "period": "2022"},
            {"id": "whole", "period": "2022"},
        ],
        organisations=[{"id": "army"}, {"id": "navy"}],
        expected=[{"organisation": "navy", "period": "2022"}],
        claims=[
            {"id": "a", "figure": "f", "best": 777777, "tier": tier},
            {"id": "b", "figure": "f", "best": 12},
            {"id": "c", "figure": "one", "best": 777777, "tier": tier},
            {"id": "d", "figure": "whole", "best": 12},
            {"id": "e", "figure": "sum", "best": 12},
        ],
        narrative="[12]{figure=f}",
    )
    findings = checks.check(Ledger(made))
    assert {"evidence.rivals", "evidence.rivals-printed", "evidence.public-differs", "evidence.total-disagrees"} <= {
        finding.check for finding in findings
    }
    assert not [finding for finding in findings if "777" in finding.line()]


def test_a_lost_reference_takes_with_it_what_tells_of_the_row() -> None:
    made = package(
        organisations=[{"id": "squad", "tier": "restricted"}],
        sources=[{"id": "times"}, {"id": "memo", "tier": "partners"}],
        places=[{"id": "camp", "tier": "restricted"}],
        figures=[{"id": "f"}],
        claims=[{"id": "c", "figure": "f"}],
        events=[{"id": "e", "place": "camp", "place_relation": "near"}],
        citations=[
            said(
                "c",
                "times",
                root="squad",
                root_state="inferred",
                root_reason="Its uniforms.",
                via="memo",
                via_locator="p. 3",
            )
        ],
    )
    (citation,) = visible(made).rows("citations")
    assert (citation["root"], citation["root_state"], citation["root_reason"]) == (None, "unknown", None)
    assert (citation["via"], citation["via_locator"]) == (None, None)
    (event,) = visible(made).rows("events")
    assert (event["place"], event["place_relation"]) == (None, None)


PRIVATE_OF = {
    "named": ("url", "note", "consent_basis", "captured_by", "captured_at", "sha256", "media_type"),
    "role_only": ("title", "authors", "container_title", "number", "url", "note", "consent_basis", "captured_by"),
    "anonymous": ("title", "authors", "author_role", "publisher_name", "event_title", "event_place", "url", "note"),
}


@pytest.mark.parametrize("tier", ["public", "partners", "restricted", None])
@pytest.mark.parametrize("audience", ["public", "partners"])
@pytest.mark.parametrize("consent", ["role_only", "anonymous", "not_citable"])
def test_who_may_not_be_named_is_not_named_whatever_the_tier(tier: str | None, audience: Any, consent: str) -> None:
    authors = ({"literal": "Jane Doe"},)
    made = package(sources=[{"id": "mail", "kind": "email", "tier": tier, "consent": consent, "authors": authors}])
    seen = visible(made, audience)
    assert "Doe" not in str(seen.tables)
    assert (seen.row("sources", "mail") is None) == (consent == "not_citable")
    assert visible(seen, audience) == seen


@pytest.mark.parametrize("consent", PRIVATE_OF)
def test_a_source_leaves_only_as_its_consent_allows(consent: str) -> None:
    cells, _ = secret_row(TABLES_BY_NAME["sources"], "restricted")
    cells |= {"id": "mail", "kind": "email", "tier": None, "consent": consent, "publisher": None}
    public = visible(package(sources=[cells]), "public")
    source = public.row("sources", "mail")
    assert source is not None
    assert source["tier"] == "public"
    for column in PRIVATE_OF[consent]:
        assert not source[column]
        assert f"secret sources restricted {column}" not in everything(public)


@pytest.mark.parametrize(
    ("via", "quote"),
    [(None, None), ("chapter", "the words"), ("memo", None), ("private-memo", None)],
)
def test_words_from_a_withheld_source_leave_with_it(via: str | None, quote: str | None) -> None:
    made = package(
        sources=[
            {"id": "mail", "kind": "email", "consent": "named"},
            {"id": "chapter"},
            {"id": "memo", "tier": "restricted", "consent": "role_only"},
            {"id": "private-memo", "tier": "restricted"},
        ],
        figures=[{"id": "f"}],
        claims=[{"id": "c", "figure": "f"}],
        citations=[said("c", "mail", via=via, quote="the words", note="asked twice")],
    )
    (citation,) = visible(made).rows("citations")
    assert (citation["quote"], citation["note"]) == (quote, None)
    assert visible(made, "restricted").rows("citations")[0]["quote"] == "the words"


def test_what_rests_on_hidden_evidence_alone_is_hidden_with_it() -> None:
    made = package(
        sources=[{"id": "talk", "kind": "interview"}, {"id": "times"}],
        figures=[{"id": "f"}],
        claims=[{"id": "alone", "figure": "f"}, {"id": "both", "figure": "f"}, {"id": "bare", "figure": "f"}],
        citations=[said("alone", "talk"), said("both", "talk"), said("both", "times")],
    )
    public = visible(made)
    assert [row["id"] for row in public.rows("claims")] == ["both", "bare"]
    assert [row["id"] for row in public.rows("citations")] == ["both-times"]


def test_a_figure_that_loses_a_dimension_is_not_another_question() -> None:
    made = package(
        organisations=[{"id": "squad", "tier": "restricted"}],
        figures=[
            {"id": "theirs", "organisation": "squad"},
            {"id": "all"},
            {"id": "sum", "derived_by": "sum", "inputs": ("theirs", "all")},
        ],
        claims=[{"id": "c", "figure": "theirs", "best": 3}],
    )
    public = visible(made)
    assert [row["id"] for row in public.rows("figures")] == ["all", "sum"]
    assert not public.rows("claims")
    total = public.row("figures", "sum")
    assert total is not None
    assert (total["derived_by"], total["inputs"]) == (None, ())


@pytest.mark.parametrize(
    ("women", "men", "left"),
    [(2, 40, ["all"]), (0, 40, ["all", "men", "women"]), (5, 40, ["all", "men", "women"]), (4, 1, ["all"])],
)
def test_a_split_with_a_small_count_is_withheld_whole(women: int, men: int, left: list[str]) -> None:
    common = {"measure": "people_killed", "period": "2024"}
    made = package(
        figures=[
            {"id": "all", **common},
            {"id": "men", "sex": "male", **common},
            {"id": "women", "sex": "female", **common},
        ],
        claims=[
            {"id": "a", "figure": "all", "best": women + men},
            {"id": "m", "figure": "men", "best": men},
            {"id": "w", "figure": "women", "best": women},
        ],
    )
    assert [row["id"] for row in visible(made).rows("figures")] == left
    assert len(visible(made, "partners").rows("figures")) == 3


def test_geometry_leaves_no_finer_than_its_precision() -> None:
    point = {"type": "Point", "coordinates": [127.123456, 38.276543]}
    made = package(places=[{"id": "hill", "precision_m": 5000, "geometry": point}, {"id": "post", "geometry": point}])
    hill, post = visible(made).rows("places")
    assert hill["geometry"]["coordinates"] != point["coordinates"]
    assert abs(hill["geometry"]["coordinates"][1] - 38.276543) < 0.05
    assert post["geometry"] == point


TIERS = st.sampled_from([None, "public", "partners", "restricted", "a-slip"])


@st.composite
def packages(draw: st.DrawFn) -> Package:
    """Small packages with any tiers, references to rows that are and are not there, and every kind of consent."""
    names = {table.name: [f"{table.name}-{n}" for n in range(draw(st.integers(0, 3)))] for table in TABLES}

    def reference(column: Column) -> Any:
        ids = [*names[str(column.references)], *(["nowhere"] if draw(st.integers(0, 9)) == 0 else [])]
        if column.many:
            return tuple(draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))) if ids else ()
        return draw(st.sampled_from([*ids, *([] if column.required and ids else [None])]))

    rows: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES:
        rows[table.name] = []
        for id in names[table.name]:
            cells = {column.name: reference(column) for column in table.columns if column.references}
            cells |= {"id": id, "tier": draw(TIERS)}
            if table.name == "sources":
                cells["kind"] = draw(st.sampled_from(["news_article", "email", "informant", "field_form"]))
                cells["consent"] = draw(st.sampled_from([None, "named", "role_only", "anonymous", "not_citable"]))
                cells["issued"] = "2024-08-14"
            if table.name == "citations":
                cells["cited_table"] = draw(st.sampled_from(CITABLE))
                cells["cited_row"] = f"{cells['cited_table']}-{draw(st.integers(0, 2))}"
                cells["relation"] = draw(st.sampled_from(["supports", "contradicts"]))
            if table.name == "flags":
                cells["flagged_table"] = draw(st.sampled_from([table.name for table in TABLES]))
                cells["flagged_row"] = f"{cells['flagged_table']}-{draw(st.integers(0, 2))}"
            if table.name == "places":
                position = [draw(st.floats(124, 130)), draw(st.floats(38, 42))]
                cells["geometry"] = {"type": "Point", "coordinates": position}
                cells["precision_m"] = draw(st.sampled_from([None, 100, 5000]))
            if table.name == "figures":
                cells["measure"] = draw(st.sampled_from(["people_killed", "mines_destroyed"]))
                cells["sex"] = draw(st.sampled_from([None, "female"]))
            if table.name == "claims":
                cells["best"] = draw(st.integers(0, 9))
            rows[table.name].append(cells)
    return package(**rows)


@given(packages(), st.sampled_from(AUDIENCES))
def test_filtering_twice_changes_nothing_more(made: Package, audience: Any) -> None:
    once = visible(made, audience)
    assert dict(visible(once, audience).tables) == dict(once.tables)


@given(packages(), st.sampled_from(("public", "partners")))
def test_the_filter_never_widens(made: Package, audience: Any) -> None:
    seen = visible(made, audience)
    for table in TABLES:
        for row in seen.rows(table.name):
            original = made.row(table.name, row["id"])
            assert original is not None
            nameless = table.name == "sources" and original["consent"] in ("role_only", "anonymous")
            if may_see(audience, tier_of(table.name, original)) and not nameless:
                assert all(row[name] == original[name] or _is_less(name, row[name], original[name]) for name in row)
            else:
                assert table.name == "sources"
                assert original["consent"] in ("named", "role_only", "anonymous")


def _is_less(name: str, value: Any, original: Any) -> bool:
    """Whether a changed cell tells less than it did."""
    if isinstance(original, tuple):
        return set(value) <= set(original)
    return value is None or name == "geometry" or (name, value) == ("root_state", "unknown")


@given(packages())
def test_what_the_public_sees_the_partners_see(made: Package) -> None:
    partners, public = visible(made, "partners"), visible(made, "public")
    for table in TABLES:
        assert {row["id"] for row in public.rows(table.name)} <= {row["id"] for row in partners.rows(table.name)}


@given(packages(), st.sampled_from(("public", "partners")))
def test_nothing_points_at_what_was_left_out(made: Package, audience: Any) -> None:
    seen = visible(made, audience)
    for table in TABLES:
        for row in seen.rows(table.name):
            for column in table.columns:
                if column.references and row[column.name] is not None:
                    ids = row[column.name] if column.many else (row[column.name],)
                    assert all(seen.row(column.references, id) is not None for id in ids), (table.name, column.name)
    for table_name, prefix in (("citations", "cited"), ("flags", "flagged")):
        for row in seen.rows(table_name):
            assert seen.row(row[f"{prefix}_table"], row[f"{prefix}_row"]) is not None


def test_a_coarsened_area_crosses_nowhere_and_stays_as_it_is() -> None:
    # A narrow inlet, whose banks fall on each other on a grid of 5 km.
    banks = [[128, 38.499], [127.5, 38.499], [127.5, 38.501], [128, 38.501]]
    inlet = [[127, 38], [128, 38], *banks, [128, 39], [127, 39], [127, 38]]
    made = package(places=[{"id": "bay", "precision_m": 5000, "geometry": {"type": "Polygon", "coordinates": [inlet]}}])
    assert measure.crossing(made.row("places", "bay")["geometry"]) is None  # type: ignore[index]
    seen = visible(made, "public")
    (bay,) = seen.rows("places")
    assert measure.crossing(bay["geometry"]) is None
    assert visible(seen, "public").rows("places") == [bay]
