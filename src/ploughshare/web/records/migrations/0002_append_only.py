"""Audit entries and changes are only ever added: the database itself refuses to change or remove one.

A model that overrode ``delete()`` would not do: ``QuerySet.delete()``, ``update()`` and a person with a database
shell walk past it.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("audit", "changes")
REFUSAL = "what was done is never changed or removed"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in STATEMENTS[editor.connection.vendor]:
            editor.execute(statement.format(table=table))


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in UNDO[editor.connection.vendor]:
            editor.execute(statement.format(table=table))


STATEMENTS = {
    "sqlite": (
        f"CREATE TRIGGER {{table}}_no_update BEFORE UPDATE ON {{table}} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER {{table}}_no_delete BEFORE DELETE ON {{table}} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION {{table}}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ),
}
UNDO = {
    "sqlite": ("DROP TRIGGER {table}_no_update", "DROP TRIGGER {table}_no_delete"),
    "postgresql": ("DROP FUNCTION {table}_refuse() CASCADE",),
}


class Migration(migrations.Migration):
    dependencies = [("records", "0001_tables")]
    operations = [migrations.RunPython(guard, unguard)]
