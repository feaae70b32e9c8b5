"""What people did to a record. Entries and changes are only ever added: triggers in the database see to it.

Labels, names and values are copied, not referred to, so that an entry still says what was done when the row it
speaks of is gone. Nothing here leaves with a package; it is backed up with the database.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from ploughshare.web.records.models import fields
from ploughshare.web.records.models.tables import Record


class AuditEntry(models.Model):
    """One act: who did what to which record, when, why. ``act`` ties together all that it did."""

    act = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField(default=timezone.now)
    by = fields.text(required=True)
    action = fields.text(required=True)
    why = fields.text(required=True)
    record = fields.text(required=True)
    record_label = fields.text(required=True)
    summary = models.JSONField()

    class Meta:
        db_table = "audit"
        indexes = (models.Index(fields=("record", "at"), name="audit_of_a_record"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}: {self.action} {self.record}"


class RowChange(models.Model):
    """What one act did to one row: the whole row before and after, None where it was not there.

    The history of a claim, as of any row, is its changes in order. Rows of a first load have none yet: until
    its first change a row is as it was loaded.
    """

    act = models.ForeignKey(AuditEntry, models.DO_NOTHING, related_name="changes", db_column="act")
    record = fields.text(required=True)
    table = fields.text(required=True)
    row = fields.text(required=True)
    label = fields.text(required=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        db_table = "changes"
        indexes = (models.Index(fields=("record", "table", "row"), name="changes_of_a_row"),)

    def __str__(self) -> str:
        return f"{self.table}/{self.row}"


class Proposal(models.Model):
    """A difference that a package brought to a record already there: it changes nothing until a person accepts it.

    ``column`` is None where the whole row is new (``old`` None) or gone (``new`` None). A proposal is closed, never
    removed: by the act that accepted it, or by one that changed what it would have changed.
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        ACCEPTED = "accepted"
        SUPERSEDED = "superseded"

    record = models.ForeignKey(Record, models.DO_NOTHING, related_name="+", db_column="record")
    table = fields.text(required=True)
    row = fields.text(required=True)
    column = fields.text()
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    restricted = fields.boolean(required=True)
    state = models.TextField(choices=State.choices, default=State.OPEN)
    opened_by = models.ForeignKey(AuditEntry, models.DO_NOTHING, related_name="+", db_column="opened_by")
    closed_by = models.ForeignKey(AuditEntry, models.DO_NOTHING, related_name="+", null=True, db_column="closed_by")

    class Meta:
        db_table = "proposals"
        indexes = (models.Index(fields=("record", "state"), name="proposals_of_a_record"),)

    def __str__(self) -> str:
        return f"{self.table}/{self.row} {self.column or ''}".rstrip()
