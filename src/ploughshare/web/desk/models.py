"""Drafts and what people judged. Every row is only ever added: triggers in the database see to it.

What stands is the newest judgement of a proposal; undoing one adds another. Each belongs to an act in the audit, which
says who and when.
"""

from __future__ import annotations

from django.db import models

from ploughshare.web.records.models import AuditEntry, fields


class Draft(models.Model):
    """One imported chapter: its text exactly as read, somebody's copyright, and where its pages are."""

    text_sha256 = models.TextField(unique=True)
    country = fields.text(required=True)
    name = fields.text(required=True)
    edition = models.IntegerField(null=True)
    file = fields.text(required=True)
    text = fields.text(required=True)
    pages = models.JSONField()
    unplaced = models.JSONField()
    brought_in = models.ForeignKey(AuditEntry, models.DO_NOTHING, related_name="+", db_column="brought_in")

    class Meta:
        db_table = "drafts"

    def __str__(self) -> str:
        return f"{self.name} {self.edition or ''}".rstrip()


class DraftProposal(models.Model):
    """What the importer read, as it read it (``exchange.country_report.draft.Proposal``). Never changed."""

    draft = models.ForeignKey(Draft, models.DO_NOTHING, related_name="proposals", db_column="draft")
    name = fields.text(required=True)
    place = models.IntegerField()
    kind = fields.text(required=True)
    content = models.JSONField()
    spans = models.JSONField()
    words = fields.text(required=True)
    reason = fields.text(required=True)
    part_of = fields.text()
    act = models.ForeignKey(AuditEntry, models.DO_NOTHING, related_name="+", db_column="act")

    class Meta:
        db_table = "draft_proposals"
        constraints = (models.UniqueConstraint(fields=("draft", "name"), name="proposal_once_in_a_draft"),)

    def __str__(self) -> str:
        return str(self.name)


class Judgement(models.Model):
    """What a person made of a proposal. ``number`` counts the judgements of one: of two at once, one is refused.

    ``rows`` are the rows it stands for: one, several where it was split, none for a reading of the document. ``into``
    is the id of the row that it is the same as: ``record/ID`` or ``draft/NAME of another proposal``.
    """

    class State(models.TextChoices):
        """What a proposal is taken for."""

        OPEN = "open"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        MERGED = "merged"

    proposal = models.ForeignKey(DraftProposal, models.DO_NOTHING, related_name="judgements", db_column="proposal")
    number = models.IntegerField()
    state = models.TextField(choices=State.choices)
    rows = models.JSONField()
    into = fields.text()
    act = models.ForeignKey(AuditEntry, models.DO_NOTHING, related_name="judgements", db_column="act")
    undoes = models.ForeignKey(AuditEntry, models.DO_NOTHING, related_name="+", null=True, db_column="undoes")

    class Meta:
        db_table = "judgements"
        constraints = (models.UniqueConstraint(fields=("proposal", "number"), name="judgement_once_a_number"),)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.number}: {self.state}"


class EnteredRow(models.Model):
    """A row that a draft put into the record, or (``content`` None) took out again."""

    proposal = models.ForeignKey(DraftProposal, models.DO_NOTHING, related_name="+", db_column="proposal")
    part = models.TextField()
    table = fields.text(required=True)
    row = fields.text(required=True)
    content = models.JSONField(null=True)
    act = models.ForeignKey(AuditEntry, models.DO_NOTHING, related_name="+", db_column="act")

    class Meta:
        db_table = "draft_rows"

    def __str__(self) -> str:
        return f"{self.table}/{self.row}"
