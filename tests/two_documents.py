"""A record that two documents speak of: one item under two titles, and a claim of each about one figure."""

from __future__ import annotations

from ploughshare.record.package import Package
from small_packages import package as small


def two_documents(**second: object) -> Package:
    """``second`` changes the cells of the second document's claim."""
    return small(
        sources=[
            {"id": "mar-2024", "kind": "report_chapter", "title": "Old", "issued": "2024"},
            {"id": "mar-2025", "kind": "report_chapter", "title": "New", "issued": "2025"},
            {
                "id": "long",
                "title": "Mines at the river",
                "issued": "2023-05-01",
                "url": "https://plough.example/1",
                "seen": False,
            },
            {
                "id": "short",
                "title": "River mines",
                "issued": "2023-05-01",
                "url": "https://plough.example/1",
                "seen": False,
            },
        ],
        figures=[{"id": "removed"}],
        claims=[
            {"id": "one", "figure": "removed", "best": 60, "unit": "mines"},
            {"id": "two", "figure": "removed", "best": 60, "unit": "mines", **second},
        ],
        citations=[
            {"id": "c1", "cited_row": "one", "source": "long", "via": "mar-2024", "via_locator": "note 1"},
            {"id": "c2", "cited_row": "two", "source": "short", "via": "mar-2025", "via_locator": "note 4"},
        ],
    )
