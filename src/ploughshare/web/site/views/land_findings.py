"""What the checks find about the rows of a programme, each with where it is and what would mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ploughshare.findings import Level
from ploughshare.record.package import Row
from ploughshare.web.records import queries
from ploughshare.web.site import addresses
from ploughshare.web.site.land import findings, overview, small_map
from ploughshare.web.site.land.making import NotMadeError, Publication
from ploughshare.web.site.land.picture import Picture
from ploughshare.web.site.views.land import failed, last_day, not_yet, programme_or_404
from ploughshare.web.site.views.record import asked, page

_FILTERS: Final = ("level", "check", "organisation", "place", "month")
_A_PAGE: Final = 25
_MOST_RECORDS: Final = 12
"""Records of a finding that are named and drawn."""
_DRAWN: Final = frozenset({"areas", "releases", "activities"})


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The findings by level, check, organisation, place and month, page by page."""
    country = programme_or_404(code)
    publication = Publication.of(country)
    try:
        every = findings.findings(publication)
        picture = overview.picture_of(publication, overview.ALL)
    except NotMadeError:
        return failed(request)
    if every is None or picture is None:
        return not_yet(request, country)
    wanted = asked(request, *_FILTERS)
    found = [one for one in every if all(wanted[name] in ("", str(one[name])) for name in _FILTERS)]
    pages = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    counts = {name: Counter(str(one[name]) for one in every) for name in _FILTERS}
    day = last_day(country)
    return page(
        request,
        "land/findings",
        country,
        "land",
        here="findings",
        findings=[_shown(code, one, picture, day) for one in pages],
        found=len(found),
        total=len(every),
        pages=pages,
        narrowed=urlencode({name: value for name, value in wanted.items() if value}),
        asked=wanted,
        levels=[(str(level), counts["level"][str(level)]) for level in Level],
        checks=sorted(counts["check"].items()),
        organisations=_named(code, "organisations", counts["organisation"]),
        places=_named(code, "places", counts["place"]),
        months=sorted(((month, count) for month, count in counts["month"].items() if month), reverse=True),
    )


def _named(code: str, table: str, counts: Mapping[str, int]) -> list[tuple[Row, int]]:
    rows = [row for row in queries.rows(code, table) if row["id"] in counts]
    return [(row, counts[row["id"]]) for row in sorted(rows, key=lambda row: str(row["name"]))]


def _shown(code: str, one: Mapping[str, Any], picture: Picture, day: int) -> dict[str, Any]:
    records = one["records"][:_MOST_RECORDS]
    rows = [queries.row(code, table, id) for table, id in records if table in _DRAWN]
    drawn = [row for row in rows if row]
    return {
        "finding": one,
        "records": [(table, id, addresses.of_row(code, table, id)) for table, id in records],
        "others": len(one["records"]) - len(records),
        "drawing": small_map.of(picture, drawn, (), day, spot=one["spot"]),
    }
