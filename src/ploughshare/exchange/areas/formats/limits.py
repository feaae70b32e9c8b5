"""How much of a file is read. A file beyond these is no programme's export, or is made to fill a memory."""

from __future__ import annotations

MOST_BYTES = 4 * 1024**3
"""Size of a file, and of all that a ZIP file unpacks to."""

MOST_TEXT_BYTES = 1024**3
"""Size of a CSV, GeoJSON or KML file, which is decoded in memory."""

MOST_ROWS = 5_000_000
MOST_COLUMNS = 2_000
MOST_CELL_CHARACTERS = 16 * 1024**2
"""One outline as text may be long; a cell longer than this holds the rest of a file whose quotes are broken."""

MOST_MEMBERS = 10_000
MOST_UNPACKED_TO_PACKED = 300
"""Text of spreadsheets packs to a fiftieth; what unpacks to more than this was made to."""
UNPACKED_WITHOUT_QUESTION = 64 * 1024**2
