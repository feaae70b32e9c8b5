"""Package, database, package: the same canonical bytes, whatever the package holds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ploughshare import vocab
from ploughshare.record import canonical
from ploughshare.record.contracts import META, TABLES, Column, Type
from ploughshare.record.package import Package
from ploughshare.web.records import store
from ploughshare.web.records.models import Record
from small_packages import package

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=12)
slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
degrees = st.floats(-90, 90, allow_nan=False)
points = st.lists(degrees, min_size=2, max_size=2)
triangles = st.lists(points, min_size=3, max_size=3, unique_by=tuple).map(lambda ring: [[*ring, ring[0]]])
geometries = st.one_of(
    st.builds(lambda at: {"type": "Point", "coordinates": at}, points),
    st.builds(lambda line: {"type": "LineString", "coordinates": line}, st.lists(points, min_size=2, max_size=4)),
    st.builds(lambda rings: {"type": "Polygon", "coordinates": rings}, triangles),
    st.builds(lambda some: {"type": "MultiPolygon", "coordinates": some}, st.lists(triangles, min_size=1, max_size=3)),
)
VALUES: dict[Type, st.SearchStrategy[Any]] = {
    Type.SLUG: slugs,
    Type.TEXT: words,
    Type.DATE: st.sampled_from(["2018", "2018-10", "2018-10-01"]),
    Type.PERIOD: st.sampled_from(["2018", "2018-10/2019", "2020/.."]),
    Type.LANGUAGE: st.sampled_from(["en", "pt-BR"]),
    Type.URL: st.just("https://example.org/a?b=1"),
    Type.INTEGER: st.integers(-(10**15) + 1, 10**15 - 1),
    Type.NUMBER: st.from_regex(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", fullmatch=True).map(Decimal),
    Type.BOOLEAN: st.booleans(),
    Type.NAMES: st.lists(
        st.one_of(st.fixed_dictionaries({"family": words, "given": words}), st.fixed_dictionaries({"literal": words})),
        min_size=1,
        max_size=3,
    ).map(tuple),
    Type.GEOMETRY: geometries,
}


@st.composite
def packages(draw: st.DrawFn) -> Package:
    """A package with any value in any cell whose type allows it, and references that lead to a row."""
    ids: dict[str, list[str]] = {}

    def cell(column: Column) -> Any:
        values = (
            st.sampled_from(list(vocab.load(column.vocabulary).terms)) if column.vocabulary else VALUES[column.type]
        )
        if column.references:
            known = ids.get(column.references, [])
            values = st.sampled_from(known) if known else st.nothing()
        if column.many:
            return tuple(draw(st.lists(values, max_size=3))) if not values.is_empty else ()
        return draw(values if column.required else st.one_of(st.none(), values))

    tables: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES:
        missing = any(column.required and column.references and not ids[column.references] for column in table.columns)
        ids[table.name] = [] if missing else sorted(draw(st.sets(slugs, max_size=3)))
        tables[table.name] = [
            {column.name: id if column.name == "id" else cell(column) for column in table.columns}
            for id in ids[table.name]
        ]
    meta = {column.name: cell(column) for column in META}
    return Package(meta={**meta, "country": draw(slugs)}, tables=tables, narrative=draw(words))


def written(given_package: Package) -> None:
    with transaction.atomic():
        assert store.claim(given_package)
        store.write(given_package.country, given_package.tables)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(given_package=packages())
def test_package_database_package_is_exact(database, given_package: Package) -> None:
    try:
        written(given_package)
        read = store.read(given_package.country)
        assert read is not None
        assert canonical.files(read) == canonical.files(given_package)
        assert read == given_package
    finally:
        clear()


def clear() -> None:
    from ploughshare.web.records.models import MODELS

    with transaction.atomic():
        Record.objects.update(keeper=None)
        for model in reversed(MODELS.values()):
            model.objects.all().delete()
        Record.objects.all().delete()


@pytest.mark.parametrize(
    "digits", ["1.50", "1000", "0.000000000000000000000000000001", "-3.0", "123456789012345678901234567890"]
)
def test_a_number_keeps_the_digits_that_were_stated(database, digits: str) -> None:
    written(package(places=[{"id": "hill", "precision_m": digits}]))
    read = store.must_read("kp").row("places", "hill")
    assert read is not None
    assert format(read["precision_m"], "f") == digits


def test_the_database_itself_refuses_a_reference_to_nothing(database) -> None:
    with pytest.raises(IntegrityError):
        written(package(events=[{"id": "clearing", "place": "nowhere"}]))
    assert store.read("kp") is None


def test_two_records_may_use_the_same_ids(database) -> None:
    for country in ("kp", "la"):
        written(package(meta={"country": country}, places=[{"id": "hill", "name": country}]))
    assert [store.must_read(country).rows("places")[0]["name"] for country in ("kp", "la")] == ["kp", "la"]


def test_a_key_that_is_not_record_and_id_is_refused(database) -> None:
    written(package(places=[{"id": "hill"}]))
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE places SET key = 'la/hill'")
