"""By what the published areas are looked through, with an index over their boxes; see ``PublishedArea``.

SQLite keeps the boxes in an R*Tree of its own, which triggers fill: a later migration that makes the table anew must
make the triggers anew. PostgreSQL indexes boxes itself, with or without PostGIS.

What is published already is published anew when the site next starts, which fills the table.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import DO_NOTHING

STATEMENTS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE published_boxes USING rtree(id, west, east, south, north)",
        "CREATE TRIGGER published_areas_boxed AFTER INSERT ON published_areas WHEN NEW.west IS NOT NULL BEGIN "
        "INSERT INTO published_boxes VALUES (NEW.id, NEW.west, NEW.east, NEW.south, NEW.north); END",
        "CREATE TRIGGER published_areas_unboxed AFTER DELETE ON published_areas BEGIN "
        "DELETE FROM published_boxes WHERE id = OLD.id; END",
    ),
    "postgresql": (
        "CREATE INDEX published_areas_box ON published_areas "
        "USING gist (box(point(east, north), point(west, south)))",
    ),
}
UNDO = {"sqlite": ("DROP TABLE published_boxes",), "postgresql": ()}
"""Triggers and indexes go with the table that the migration before this step drops."""


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[editor.connection.vendor]:
        editor.execute(statement)


def unmake(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("records", "0006_publication")]
    operations = [
        migrations.CreateModel(
            name="PublishedArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.OneToOneField("records.publishedrow", DO_NOTHING, db_column="row", related_name="+")),
                ("record", models.ForeignKey("records.record", DO_NOTHING, db_column="record", related_name="+")),
                ("name", models.TextField()),
                ("place", models.TextField(null=True)),
                ("organisation", models.TextField(null=True)),
                ("area_class", models.TextField()),
                ("status", models.TextField()),
                ("hazard_types", models.TextField()),
                ("findings", models.BigIntegerField()),
                ("west", models.FloatField(null=True)),
                ("south", models.FloatField(null=True)),
                ("east", models.FloatField(null=True)),
                ("north", models.FloatField(null=True)),
            ],
            options={"db_table": "published_areas"},
        ),
        migrations.RunPython(make, unmake),
        migrations.RunSQL("UPDATE published_reports SET published_with = ''", migrations.RunSQL.noop),
    ]
