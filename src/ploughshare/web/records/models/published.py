"""What the public may see of each record, ready to be read: made from the record by the one filter, in the same
transaction as every change to it.

The pages read these tables and no others, so that no query of theirs can reach a restricted row, however it filters
or joins. They hold nothing of their own: dropping and publishing anew gives the same.
"""

from __future__ import annotations

from django.db import models

from ploughshare.web.records.models import fields
from ploughshare.web.records.models.tables import Record


class RenderedReport(models.Model):
    """A record's page, rendered when it was published: its meta, the narrative, the report's HTML and the findings.

    ``printed`` has each place of the report where a figure stands, by its id; ``glance`` is the record in a line of a
    list. ``publication`` is another with each publication; ``has_programme`` tells whether the public sees any row
    of an operational programme.
    """

    record = models.OneToOneField(Record, models.DO_NOTHING, primary_key=True, related_name="+", db_column="record")
    meta = models.JSONField()
    narrative = fields.text(required=True)
    body = fields.text(required=True)
    contents = fields.text(required=True)
    findings = models.JSONField()
    printed = models.JSONField(default=dict)
    glance = models.JSONField(default=dict)
    published_with = fields.text(required=True)
    publication = models.TextField(default="")
    has_programme = models.BooleanField(default=False)

    class Meta:
        db_table = "published_reports"

    def __str__(self) -> str:
        return self.record_id


class PublishedRow(models.Model):
    """A row as the public may see it. ``key`` is record, table and id: ``kp/events/jsa-clearance``.

    ``words`` are its texts, folded for search.
    """

    key = models.TextField(primary_key=True)
    record = models.ForeignKey(Record, models.DO_NOTHING, related_name="+", db_column="record")
    table = fields.text(required=True)
    content = models.JSONField()
    words = fields.text(required=True)

    class Meta:
        db_table = "published_rows"
        indexes = (models.Index(fields=("record", "table"), name="published_rows_of_a_table"),)

    def __str__(self) -> str:
        return self.key


class PublishedLink(models.Model):
    """That a published row refers to another: the way from a row back to what rests on it or speaks of it."""

    row = models.ForeignKey(PublishedRow, models.DO_NOTHING, related_name="+", db_column="row")
    column = fields.text(required=True)
    target = fields.text(required=True)

    class Meta:
        db_table = "published_links"
        indexes = (models.Index(fields=("target", "column"), name="published_links_to_a_row"),)

    def __str__(self) -> str:
        return f"{self.row_id} -> {self.target}"


class PublishedArea(models.Model):
    """What the published areas are looked through by, so that a list or a part of the map reads a few of 200,000.

    ``name`` is folded for search. ``hazard_types`` are terms with a space around each. The box is in degrees, and like
    the outline empty where the public may not see where the area lies.
    """

    row = models.OneToOneField(PublishedRow, models.DO_NOTHING, related_name="+", db_column="row")
    record = models.ForeignKey(Record, models.DO_NOTHING, related_name="+", db_column="record")
    name = fields.text(required=True)
    place = fields.text()
    organisation = fields.text()
    area_class = fields.text(required=True)
    status = fields.text(required=True)
    hazard_types = fields.text(required=True)
    findings = fields.integer(required=True)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)

    class Meta:
        db_table = "published_areas"

    def __str__(self) -> str:
        return self.row_id
