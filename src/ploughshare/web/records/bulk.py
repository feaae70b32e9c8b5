"""Rows into a table, hundreds of thousands at a time, past the models' instances."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connections, models, router

_BATCH = 2000


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], *, replace: bool = False
) -> None:
    """Insert rows, given as the values of the fields ``names``, in the transaction that is under way.

    ``replace`` puts them in the place of those with the same primary key. Rows are taken and written a few thousand
    at a time, so that an iterator of them never stands in memory whole.
    """
    connection = connections[router.db_for_write(model)]
    fields = [model._meta.get_field(name) for name in names]
    columns = [connection.ops.quote_name(str(field.column)) for field in fields]  # type: ignore[union-attr]
    table = connection.ops.quote_name(model._meta.db_table)
    # The names come from the models and are quoted; every value is a parameter.
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608
    if replace:
        key = connection.ops.quote_name(str(model._meta.pk.column))
        sql += f" ON CONFLICT ({key}) DO UPDATE SET {', '.join(f'{one} = EXCLUDED.{one}' for one in columns)}"
    adapt = [_adapting(field, connection) for field in fields]
    remaining = iter(rows)
    with connection.cursor() as cursor:
        while batch := [
            [one(value) for one, value in zip(adapt, row, strict=True)] for row in islice(remaining, _BATCH)
        ]:
            cursor.executemany(sql, batch)


def _adapting(field: Any, connection: Any) -> Callable[[Any], Any]:
    """How the values of a field are handed to the database. Most are what they are, and asking costs time."""
    as_they_are = (type(None),) if isinstance(field, models.JSONField) else (str, int, type(None))

    def adapt(value: Any) -> Any:
        return value if isinstance(value, as_they_are) else field.get_db_prep_save(value, connection)

    return adapt
