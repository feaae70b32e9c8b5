"""What an inspection says of the release that it looked at."""

from __future__ import annotations

from ploughshare import vocab
from ploughshare.record.package import Row


def has_failed(inspection: Row) -> bool:
    """Whether a release that is inspected may not count: it was rejected, or a hazard may remain until measures end."""
    fails = vocab.load("inspection_results")[inspection["result"]].extra["fails"]
    return bool(fails) or (inspection["result"] == "pending" and inspection["nonconformity"] == "critical")
