"""The read-only interface for programs: the rows that the public may see, as JSON, described by OpenAPI.

The page of documentation that the library offers is left off: it would load its scripts from elsewhere.
"""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import ValidationError

from ploughshare import __version__
from ploughshare.evidence.ledger import Ledger
from ploughshare.record.contracts import TABLES_BY_NAME
from ploughshare.record.package import Row
from ploughshare.web.records import queries
from ploughshare.web.records.areas import Asked
from ploughshare.web.site import evidence

api = NinjaAPI(
    title="Ploughshare",
    version=__version__,
    description="The open record of mine action, read only. Numbers are strings, so that no digit as stated is lost.",
    docs_url=None,
    urls_namespace="api",
)

_DEGREES = r"-?\d{1,3}(\.\d{1,10})?"
_BOX = rf"^$|^{_DEGREES},{_DEGREES},{_DEGREES},{_DEGREES}$"


MOST_ROWS = 10_000
"""In one answer: a national programme has hundreds of thousands, which would fill the memory of a small server."""

_log = logging.getLogger(__name__)


class Wanted(Schema):
    """Which areas; what is left out means any."""

    name: str = Field("", description="Words in its name, id or original id.")
    place: str = Field("", description="The id of the place it is in; places within that one are not looked at.")
    organisation: str = ""
    area_class: str = ""
    status: str = ""
    hazard_type: str = ""
    located: bool | None = Field(None, description="Whether the public may see where it lies.")
    box: str = Field("", description="West, south, east, north in degrees, parted by commas.", pattern=_BOX)
    start: int = Field(0, ge=0)
    most: int = Field(100, ge=1, le=MOST_ROWS)

    def asked(self) -> Asked:
        """The same for the query."""
        edges = [float(edge) for edge in self.box.split(",")] if self.box else []
        return Asked(
            name=self.name,
            places=(self.place,) if self.place else (),
            organisation=self.organisation,
            area_class=self.area_class,
            status=self.status,
            hazard_type=self.hazard_type,
            located=self.located,
            box=(edges[0], edges[1], edges[2], edges[3]) if edges else None,
        )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _row(row: Row) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items()}


def error(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """The one shape of an error over HTTP."""
    return api.create_response(request, {"error": {"status": status, "message": message}}, status=status)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, missing: Http404) -> HttpResponse:
    return error(request, 404, str(missing) or "There is no such entry, or it is not public.")


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    return error(request, 422, "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in fault.errors))


@api.exception_handler(Exception)
def _failed(request: HttpRequest, failure: Exception) -> HttpResponse:
    # What went wrong is for whoever keeps the site: it may name a row that is not public.
    _log.error("%s could not be answered", request.path, exc_info=failure)
    return error(request, 500, "The answer could not be made. Nothing was changed.")


def _known(code: str) -> queries.Country:
    found = queries.heading(code)
    if found is None:
        raise Http404("There is no record of that country or area.")
    return found


@api.get("/countries", summary="Every country and area with a record")
def countries(request: HttpRequest) -> list[dict[str, Any]]:
    """Code, record.yaml, and treaty status and contamination in words."""
    return [
        {"code": country.code, "record": _row(dict(country.meta)), "glance": dict(country.glance)}
        for country in queries.countries()
    ]


@api.get("/countries/{code}/figures", summary="Figures with the value shown and the rule that chose it")
def figures(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """One entry a figure."""
    _known(code)
    package = queries.figures_with_claims(code)
    return [_answered(one) for one in evidence.overview(Ledger(package))] if package else []


@api.get("/countries/{code}/figures/{id}", summary="A figure with its claims, roots, sources and rivals")
def figure(request: HttpRequest, code: str, id: str) -> dict[str, Any]:
    """The figure, what is shown, and every claim with what it rests on."""
    package = queries.around(code, "figures", id)
    row = package.row("figures", id) if package else None
    if package is None or row is None:
        raise Http404("There is no such figure, or it is not public.")
    page = evidence.figure_page(package, row, Ledger(package))
    claims = [
        {
            "claim": _row(one.claim),
            "words": one.words,
            "standing": one.standing,
            "citations": [_row(basis.citation) for basis in one.bases],
        }
        for one in page.testimonies
    ]
    return {**_answered(page), "independent_roots": page.voices, "claims": claims}


@api.get("/countries/{code}/areas", summary="Areas of a programme by what is asked for and where they lie")
def areas(request: HttpRequest, code: str, asked: Query[Wanted]) -> dict[str, Any]:
    """How many areas there are and were found, and ``most`` of these from number ``start`` on."""
    _known(code)
    found = queries.areas(code, asked.asked(), start=asked.start, most=asked.most)
    return {"total": found.total, "found": found.found, "areas": [_row(row) for row in found.rows]}


@api.get("/countries/{code}/tables/{table}", summary="The public rows of a table of the published schema")
def rows(
    request: HttpRequest,
    code: str,
    table: str,
    start: Annotated[int, Field(ge=0)] = 0,
    most: Annotated[int, Field(ge=1, le=MOST_ROWS)] = MOST_ROWS,
) -> list[dict[str, Any]]:
    """One entry a row; ``table`` is events, places, areas or another table of the schema. A table that has more than
    ``most`` rows is read in several answers: ask again with ``start`` so much greater until none comes.
    """
    _known(code)
    if table not in TABLES_BY_NAME:
        raise Http404(f"There is no table {table}. The tables are: {', '.join(TABLES_BY_NAME)}.")
    return [_row(row) for row in queries.rows(code, table, start=start, most=most)]


@api.get("/countries/{code}/tables/{table}/{id}", summary="One public row")
def row(request: HttpRequest, code: str, table: str, id: str) -> dict[str, Any]:
    """The row with that id."""
    found = queries.row(code, table, id) if table in TABLES_BY_NAME else None
    if found is None:
        raise Http404("There is no such row, or it is not public.")
    return _row(found)


@api.get("/search", summary="Rows in which all the words stand")
def search(request: HttpRequest, q: str, country: str = "") -> list[dict[str, Any]]:
    """Where each row is, what it is called, and the words around what was looked for."""
    return [
        {"country": hit.country, "table": hit.table, "id": hit.id, "label": hit.label, "excerpt": hit.excerpt}
        for hit in queries.search(q, country=country)
    ]


def _answered(one: evidence.Answered) -> dict[str, Any]:
    return {
        "figure": _row(one.figure),
        "words": one.words,
        "rule": one.shown.rule,
        "reason": one.shown.reason,
        "claims_shown": list(one.shown.claims),
        "rivals": list(one.shown.rivals),
    }
