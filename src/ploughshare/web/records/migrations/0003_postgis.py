"""On PostgreSQL, beside the WKB of a place, a PostGIS geometry made from it by the database, with an index.

So a desktop GIS can connect directly. Nothing of Ploughshare reads it, so a server without PostGIS works as well;
there the migration says what it left out. Once PostGIS is installed, make it by going back and forth:
``python -m ploughshare.web migrate records 0002`` and ``python -m ploughshare.web migrate``.
"""

from __future__ import annotations

from django.db import DatabaseError, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SKIPPED = (
    "PostGIS cannot be set up in this database ({why}): places have no geometry column for a desktop GIS. "
    "All else works. docs/how-to has how to add it later."
)


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=editor.connection.alias):
            editor.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    except DatabaseError as error:
        print(SKIPPED.format(why=str(error).strip().splitlines()[0]))
        return
    editor.execute(
        "ALTER TABLE places ADD COLUMN shape geometry(Geometry, 4326) "
        "GENERATED ALWAYS AS (ST_GeomFromWKB(geometry, 4326)) STORED"
    )
    editor.execute("CREATE INDEX places_shape ON places USING gist (shape)")


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE places DROP COLUMN IF EXISTS shape")


class Migration(migrations.Migration):
    dependencies = [("records", "0002_append_only")]
    operations = [migrations.RunPython(add, drop)]
