"""Where each figure is printed, and the record at a glance, beside each rendered report.

What is published already is published anew when the site next starts, which fills both in.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0003_postgis")]
    operations = [
        migrations.AddField("renderedreport", "printed", models.JSONField(default=dict)),
        migrations.AddField("renderedreport", "glance", models.JSONField(default=dict)),
        migrations.RunSQL("UPDATE published_reports SET published_with = ''", migrations.RunSQL.noop),
    ]
