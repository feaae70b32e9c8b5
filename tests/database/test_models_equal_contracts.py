"""Each model has the columns of its contract, each kept in the one exact way."""

from __future__ import annotations

import pytest
from django.db import models

from ploughshare.record.contracts import META, TABLES, Column, Type
from ploughshare.web.records.models import MODELS, Record
from ploughshare.web.records.models.fields import StatedNumberField

OWN = {"key", "record"}
"""What a row has in a database beside the columns of its contract."""

KINDS: dict[Type, type[models.Field]] = {
    Type.SLUG: models.TextField,
    Type.TEXT: models.TextField,
    Type.DATE: models.TextField,
    Type.PERIOD: models.TextField,
    Type.LANGUAGE: models.TextField,
    Type.URL: models.TextField,
    Type.INTEGER: models.BigIntegerField,
    Type.NUMBER: StatedNumberField,
    Type.BOOLEAN: models.BooleanField,
    Type.NAMES: models.JSONField,
    Type.GEOMETRY: models.BinaryField,
}


def expected(column: Column) -> type[models.Field]:
    if column.many:
        return models.JSONField
    return models.ForeignKey if column.references else KINDS[column.type]


def test_there_is_a_model_for_each_table_and_no_other() -> None:
    assert set(MODELS) == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_of_a_table(table) -> None:
    fields = {field.name: field for field in MODELS[table.name]._meta.get_fields()}
    assert set(fields) == {*table.column_names, *OWN}
    for column in table.columns:
        assert_equal(fields[column.name], column)


def test_fields_of_record_yaml() -> None:
    fields = {field.name: field for field in Record._meta.get_fields()}
    assert set(fields) == {*(column.name for column in META), "narrative"}
    for column in META:
        assert_equal(fields[column.name], column)


def assert_equal(field: models.Field, column: Column) -> None:
    assert type(field) is expected(column), column.name
    assert field.null == (not column.required and not column.many), column.name
    assert field.column == column.name
    if isinstance(field, models.ForeignKey):
        assert field.related_model is MODELS[str(column.references)], column.name
