"""On PostgreSQL with PostGIS, the geometry of a programme's rows for a desktop GIS, as ``0003_postgis`` made for places.

The columns hold every location, restricted ones too: who connects a GIS to the database sees all of it.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("areas", "activities", "releases", "finds", "accidents")


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql" or not _has_postgis(editor):
        return
    for table in TABLES:
        editor.execute(
            f"ALTER TABLE {table} ADD COLUMN shape geometry(Geometry, 4326) "
            "GENERATED ALWAYS AS (ST_GeomFromWKB(geometry, 4326)) STORED"
        )
        editor.execute(f"CREATE INDEX {table}_shape ON {table} USING gist (shape)")


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for table in TABLES:
            editor.execute(f"ALTER TABLE {table} DROP COLUMN IF EXISTS shape")


def _has_postgis(editor: BaseDatabaseSchemaEditor) -> bool:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")
        return cursor.fetchone() is not None


class Migration(migrations.Migration):
    dependencies = [("records", "0007_published_areas")]
    operations = [migrations.RunPython(add, drop)]
