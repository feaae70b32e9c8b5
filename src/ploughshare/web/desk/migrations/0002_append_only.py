"""Drafts, proposals, judgements and what went into records are only ever added: the database refuses anything else."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("drafts", "draft_proposals", "judgements", "draft_rows")
triggers = import_module("ploughshare.web.records.migrations.0002_append_only")


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in triggers.STATEMENTS[editor.connection.vendor]:
            editor.execute(statement.format(table=table))


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in triggers.UNDO[editor.connection.vendor]:
            editor.execute(statement.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_tables")]
    operations = [migrations.RunPython(guard, unguard)]
