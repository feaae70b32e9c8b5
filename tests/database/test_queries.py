"""The one door for reading: it gives what the filter lets through, and nothing else, in few queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings

from ploughshare.evidence import tiers
from ploughshare.evidence.ledger import Ledger
from ploughshare.record import canonical, reader
from ploughshare.record.contracts import TABLES, Type
from ploughshare.record.package import Package
from ploughshare.report import checks
from ploughshare.web.records import publishing, queries, store
from ploughshare.web.records.models import MODELS, PublishedArea, PublishedLink, PublishedRow, Record, RenderedReport
from small_packages import package, said
from strategies import packages

AUDIENCES = ("public", "partners", "restricted")
SECRET = "zebra-secret"


def publish(given_package: Package) -> None:
    """Bring a record into the database as a load does, but with whatever errors it has."""
    with transaction.atomic():
        assert store.claim(given_package)
        store.write(given_package.country, given_package.tables)
        publishing.publish(given_package, checks.examine(given_package))


def clear() -> None:
    with transaction.atomic():
        for model in (PublishedLink, PublishedArea, PublishedRow, RenderedReport, *MODELS.values(), Record):
            model.objects.all().delete()


@pytest.mark.slow
@settings(
    max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(given_package=packages())
def test_the_door_and_the_filter_give_the_same(database, given_package: Package) -> None:
    try:
        publish(given_package)
        for audience in AUDIENCES:
            through = queries.package(given_package.country, audience)
            assert through is not None
            assert canonical.files(through) == canonical.files(tiers.visible(given_package, audience))
    finally:
        clear()


@pytest.mark.slow
def test_around_a_row_the_ledger_says_what_it_says_of_the_whole_record(database, kp_path) -> None:
    whole = reader.read(kp_path).package
    publish(whole)
    ledger = Ledger(tiers.visible(whole, "public"))
    for figure in whole.rows("figures"):
        near = queries.around("kp", "figures", figure["id"])
        assert near is not None
        assert Ledger(near).shown(figure["id"]) == ledger.shown(figure["id"])
        assert Ledger(near).corroboration(figure["id"]) == ledger.corroboration(figure["id"])
    for source in whole.rows("sources"):
        near = queries.around("kp", "sources", source["id"])
        cited = {row["id"] for row in whole.rows("citations") if source["id"] in (row["source"], row["via"])}
        assert near is not None
        assert cited <= {row["id"] for row in near.rows("citations")}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.around("kp", "figures", whole.rows("figures")[0]["id"])
    assert len(asked) <= 12


def sums() -> Package:
    """Two operators report, a third is expected to: the sum over both is at least theirs."""
    return package(
        narrative="[All is well.]{.assessment}\n",
        organisations=[{"id": name} for name in ("halo", "mag", "npa")],
        sources=[{"id": "report"}],
        figures=[
            {"id": "halo-2024", "organisation": "halo", "period": "2024"},
            {"id": "mag-2024", "organisation": "mag", "period": "2024"},
            {"id": "all-2024", "period": "2024", "derived_by": "sum", "inputs": ("halo-2024", "mag-2024")},
            {"id": "twice", "period": "2024", "derived_by": "difference", "inputs": ("all-2024", "halo-2024")},
        ],
        claims=[
            {"id": "halo-says", "figure": "halo-2024", "best": 5},
            {"id": "mag-says", "figure": "mag-2024", "best": 7},
        ],
        citations=[said("halo-says", "report", root="halo"), said("mag-says", "report", root="mag")],
        expected=[{"id": "npa-2024", "organisation": "npa", "period": "2024"}],
    )


@pytest.mark.parametrize("figure", ["all-2024", "twice", "halo-2024"])
def test_a_computed_figure_comes_with_all_it_is_computed_from(database, figure: str) -> None:
    publish(sums())
    near = queries.around("kp", "figures", figure)
    assert near is not None
    assert Ledger(near).shown(figure) == Ledger(sums()).shown(figure)


def with_secrets() -> Package:
    """A restricted row in every table, and in each a word that stands nowhere else."""
    hidden = {
        table.name: {
            "tier": "restricted",
            "id": f"{SECRET}-{table.name}",
            **{
                column.name: f"{SECRET} {column.name}"
                for column in table.columns
                if column.type is Type.TEXT
                and not column.many
                and not column.vocabulary
                and not column.name.endswith("_table")
            },
        }
        for table in TABLES
    }
    for table in ("events", "topics"):
        hidden[table]["place"] = f"{SECRET}-places"
    hidden["obligations"]["bearers"] = (f"{SECRET}-organisations",)
    hidden["recommendations"]["made_by"] = hidden["expected"]["organisation"] = f"{SECRET}-organisations"
    hidden["claims"]["figure"] = f"{SECRET}-figures"
    hidden["area_statuses"]["area"] = f"{SECRET}-areas"
    hidden["citations"] |= {"cited_row": f"{SECRET}-claims", "source": f"{SECRET}-sources"}
    hidden["flags"] |= {"flagged_table": "events", "flagged_row": f"{SECRET}-events"}
    open_rows: dict[str, list[dict[str, Any]]] = {
        "places": [{"id": "zone"}],
        "events": [{"id": "seen", "place": f"{SECRET}-places"}],
    }
    return package(
        narrative="[All is well.]{.assessment}\n",
        **{table.name: [*open_rows.get(table.name, ()), hidden[table.name]] for table in TABLES},
    )


def test_nothing_restricted_is_in_anything_that_is_published(database) -> None:
    publish(with_secrets())
    for model in (PublishedRow, PublishedLink, PublishedArea, RenderedReport):
        assert SECRET not in repr(list(model.objects.values()))
    assert queries.search("zebra") == []
    for table in TABLES:
        assert SECRET not in repr(queries.rows("kp", table.name))
        assert queries.row("kp", table.name, f"{SECRET}-{table.name}") is None
        assert queries.around("kp", table.name, f"{SECRET}-{table.name}") is None
    assert SECRET in repr(queries.package("kp", "restricted"))


EVENTS = [
    {"id": "admission", "kind": "statement", "happened": "1998", "happened_precision": "year"},
    {"id": "clearing", "happened": "2018-10", "happened_precision": "month", "place": "hill", "actors": ("army",)},
    {"id": "laying", "kind": "emplacement", "happened": "2023-12/..", "happened_precision": "month", "place": "zone"},
    {"id": "rumour", "kind": "emplacement", "actors": ("army", "navy")},
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["admission", "clearing", "laying", "rumour"]),
        ({"kind": "emplacement"}, ["laying", "rumour"]),
        ({"actor": "army"}, ["clearing", "rumour"]),
        ({"place": "zone"}, ["clearing", "laying"]),
        ({"place": "hill"}, ["clearing"]),
        ({"since": "2018"}, ["clearing", "laying"]),
        ({"since": "2018-11"}, ["laying"]),
        ({"until": "2018"}, ["admission", "clearing"]),
        ({"since": "2024", "until": "2024"}, ["laying"]),
        ({"place": "nowhere"}, []),
    ],
)
def test_events_are_found_by_kind_place_actor_and_date(database, asked: dict[str, str], found: list[str]) -> None:
    publish(
        package(
            events=EVENTS,
            places=[{"id": "zone"}, {"id": "hill", "parent": "zone"}],
            organisations=[{"id": "army"}, {"id": "navy"}],
        )
    )
    assert [event["id"] for event in queries.events("kp", **asked)] == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cafe", ["cafe"]),
        ("CAFÉ mined", ["cafe"]),
        ("지뢰", ["korean"]),
        ("mined", ["cafe", "korean"]),
        ("mined nowhere", []),
        ("100%", ["percent"]),
        ("%", ["percent"]),
        ("", []),
    ],
)
def test_search_folds_case_and_accents_and_needs_every_word(database, words: str, found: list[str]) -> None:
    statements = {"cafe": "The Café was mined.", "korean": "지뢰밭 was mined too.", "percent": "100% of it."}
    publish(package(topics=[{"id": id, "statement": statement} for id, statement in statements.items()]))
    hits = queries.search(words)
    assert [hit.id for hit in hits] == found
    assert all(hit.excerpt == statements[hit.id] for hit in hits)


def test_a_country_page_asks_once_however_many_countries_there_are(database, django_assert_num_queries) -> None:
    for code in ("kp", "la", "vn"):
        publish(package(meta={"country": code, "name": code.upper()}))
    with django_assert_num_queries(1):
        assert queries.country("la").meta["name"] == "LA"
    with django_assert_num_queries(1):
        assert [record.code for record in queries.countries()] == ["kp", "la", "vn"]
    assert queries.country("xx") is None
    assert queries.package("xx") is None
