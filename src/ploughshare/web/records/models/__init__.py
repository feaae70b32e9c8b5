"""The rows: the tables of the contracts, what people did to them, and what the public may see of them."""

from django.apps import apps

from ploughshare.web.records.models import land
from ploughshare.web.records.models.history import AuditEntry, Proposal, RowChange
from ploughshare.web.records.models.published import PublishedArea, PublishedLink, PublishedRow, RenderedReport
from ploughshare.web.records.models.tables import Record, RecordRow

__all__ = [
    "MODELS",
    "AuditEntry",
    "Proposal",
    "PublishedArea",
    "PublishedLink",
    "PublishedRow",
    "Record",
    "RecordRow",
    "RenderedReport",
    "RowChange",
    "land",
]

MODELS: dict[str, type[RecordRow]] = {
    model._meta.db_table: model for model in apps.all_models["records"].values() if issubclass(model, RecordRow)
}
"""Table of the contracts -> its model."""
