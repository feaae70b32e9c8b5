"""What was done is never changed or removed: the database refuses it, whoever asks and however."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from ploughshare.web.records.models import AuditEntry, RowChange

ATTEMPTS = {
    "save": lambda entry: AuditEntry.objects.get().save(),
    "update": lambda entry: AuditEntry.objects.update(why="another reason"),
    "delete": lambda entry: entry.delete(),
    "delete past the model": lambda entry: AuditEntry.objects.all().delete(),
    "update a change": lambda entry: RowChange.objects.update(after={}),
    "delete a change": lambda entry: RowChange.objects.all().delete(),
    "update in SQL": lambda entry: sql("UPDATE audit SET why = 'another'"),
    "delete in SQL": lambda entry: sql("DELETE FROM changes"),
    "truncate": lambda entry: sql(
        "TRUNCATE audit CASCADE" if connection.vendor == "postgresql" else "DELETE FROM audit"
    ),
}


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_history_cannot_be_changed(database, attempt) -> None:
    entry = AuditEntry.objects.create(
        by="Kim", why="edition", action="a", record="kp", record_label="Korea", summary={}
    )
    RowChange.objects.create(act=entry, record="kp", table="claims", row="a", label="A", before=None, after={"id": "a"})
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        attempt(entry)
    assert AuditEntry.objects.get().why == "edition"
    assert RowChange.objects.get().after == {"id": "a"}
