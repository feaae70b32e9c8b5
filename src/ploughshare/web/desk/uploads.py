"""Files that come in: kept on disk while they do, and no further than a document may be long."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MOST_BYTES = 80_000_000
"""What one file may hold. The readers of documents have limits of their own for what it unpacks to."""


class BoundedUpload(FileUploadHandler):
    """Passes a file on, piece by piece, and drops one that is longer than any document.

    ``request.too_long`` is then its name: a body must be read to its end before it can be answered in words.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on a piece of the file."""
        if start + len(raw_data) > MOST_BYTES:
            self.request.too_long = self.file_name  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:  # noqa: ARG002 (Django hands it over)
        """Leave the file to the handler that wrote it."""
        return None
