"""Each publication of a record has a name, under which is kept what takes long to make of it; see ``web/site/land``."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0005_land_tables")]
    operations = [
        migrations.AddField("renderedreport", "publication", models.TextField(default="")),
        migrations.AddField("renderedreport", "has_programme", models.BooleanField(default=False)),
        migrations.RunSQL("UPDATE published_reports SET published_with = ''", migrations.RunSQL.noop),
    ]
