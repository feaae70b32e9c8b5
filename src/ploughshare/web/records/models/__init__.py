"""The rows: the tables of the contracts, what people did to them, and what the public may see of them."""

from ploughshare.web.records.models.history import AuditEntry, Proposal, RowChange
from ploughshare.web.records.models.published import PublishedLink, PublishedRow, RenderedReport
from ploughshare.web.records.models.tables import MODELS, Record, RecordRow

__all__ = [
    "MODELS",
    "AuditEntry",
    "Proposal",
    "PublishedLink",
    "PublishedRow",
    "Record",
    "RecordRow",
    "RenderedReport",
    "RowChange",
]
