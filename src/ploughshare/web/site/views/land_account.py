"""The land account: its lines by year, stated beside measured, each number open to its records."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ploughshare.web.records import queries
from ploughshare.web.site import addresses
from ploughshare.web.site.land import books, overview, waterfall
from ploughshare.web.site.land.books import LIFE, Books, Summary
from ploughshare.web.site.land.making import NotMadeError, Publication
from ploughshare.web.site.land.overview import Overview
from ploughshare.web.site.land.waterfall import Step
from ploughshare.web.site.land.words import group_words, is_something
from ploughshare.web.site.views.land import failed, not_yet, programme_or_404
from ploughshare.web.site.views.record import asked, page

_FILTERS = ("group", "place", "organisation", "known_on")
_YEARS_SIDE_BY_SIDE = 6
_MOST_ROWS = 500
"""Records that stand under a number on the page; the files have them all."""


@dataclass(frozen=True)
class Asked:
    """What is asked for, and the two things that answer it."""

    country: queries.Country
    wanted: Mapping[str, str]
    known: Overview
    books: Books
    summary: Summary
    year: str

    def content(self) -> Mapping[str, Any]:
        """The account of the year asked for."""
        found = books.of_year(Publication.of(self.country), self.books, self.year)
        if found is None:
            raise Http404(_("The account is being made anew."))
        return found


@require_safe
def account(request: HttpRequest, code: str) -> HttpResponse:
    """The account as a table and as a waterfall; ``?year=`` one year, ``&line=`` the records behind a number of it."""
    found = _asked(request, code)
    if isinstance(found, HttpResponse):
        return found
    shown = found.year or ""
    content = found.content() if shown else None
    steps_of = shown or LIFE
    return page(
        request,
        "land/account",
        found.country,
        "land",
        here="account",
        asked=found.wanted,
        books=found.books,
        summary=found.summary,
        years=_columns(found.summary, shown),
        year=shown,
        rows=list(_rows(found.summary, _columns(found.summary, shown))),
        content=content,
        lines=list(_lines(content, found)) if content else (),
        opened=_opened(found, content) if content and found.wanted["line"] else None,
        drawing=waterfall.of(_steps(found.summary, steps_of)),
        drawn_year=steps_of,
        groups=[(name, group_words(name)) for name in found.known.groups],
        places=[row for row in queries.rows(code, "places") if row["kind"] in _PLACES],
        organisations=_named(code, found.known.organisations),
        days=_days_of_knowledge(found.country, found.summary, found.wanted["known_on"]),
        narrowed=urlencode({name: found.wanted[name] for name in _FILTERS if found.wanted[name]}),
        life=LIFE,
    )


_PLACES = frozenset({"country", "region", "province", "district", "settlement"})


@require_safe
def account_json(request: HttpRequest, code: str) -> HttpResponse:
    """The account of a year, or of the whole life of the record, as data with the rows of each line."""
    found = _asked(request, code, year=LIFE)
    return found if isinstance(found, HttpResponse) else _file(JsonResponse(found.content()), found, "json")


@require_safe
def account_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The rows behind the account of a year, or of the whole life of the record: one line a row of a line."""
    found = _asked(request, code, year=LIFE)
    if isinstance(found, HttpResponse):
        return found
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["period", "line", "difference", "table", "id", "stated_m2", "measured_m2"])
    content = found.content()
    for line in (*content["lines"], *content["reported"]):
        stated = {(row["table"], row["id"]): row["m2"] for row in line["stated_rows"]}
        for row in line["rows"]:
            told = stated.get((row["table"], row["id"]), "")
            writer.writerow([content["period"], line["line"], "", row["table"], row["id"], told, row["m2"]])
        for difference in line["differences"]:
            for row in difference["rows"]:
                named = [content["period"], line["line"], difference["name"], row["table"], row["id"]]
                writer.writerow([*named, row["m2"], ""])
    return _file(HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8"), found, "csv")


def _file(response: HttpResponse, found: Asked, ending: str) -> HttpResponse:
    name = f"{found.country.code}-land-account-{found.year}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: HttpRequest, code: str, *, year: str = "") -> Asked | HttpResponse:
    """What a request asks for, or the page that says why it cannot be answered yet."""
    country = programme_or_404(code)
    publication = Publication.of(country)
    wanted = asked(request, *_FILTERS, "year", "line", "basis")
    try:
        known = overview.overview(publication)
        if known is None:
            return not_yet(request, country)
        wanted = {**wanted, "group": wanted["group"] or known.groups[0], "basis": wanted["basis"] or "measured"}
        choice = Books(*(wanted[name] for name in _FILTERS))
        _allow(country, known, choice)
        summary = books.summary(publication, choice)
    except NotMadeError:
        return failed(request)
    if summary is None:
        return not_yet(request, country)
    chosen = wanted["year"] or year
    if chosen and chosen not in (*summary.years, LIFE):
        raise Http404(_("The account has no such year."))
    return Asked(country, wanted, known, choice, summary, chosen)


def _allow(country: queries.Country, known: Overview, choice: Books) -> None:
    """Refuse what is no choice of the form: each is an account to be made, and nobody may ask for any number."""
    if choice.group not in known.groups:
        raise Http404(_("There is no such group of hazards."))
    if choice.place and queries.row(country.code, "places", choice.place) is None:
        raise Http404(_("There is no such place."))
    if choice.organisation and choice.organisation not in known.organisations:
        raise Http404(_("There is no such organisation."))
    if choice.known_on and choice.known_on not in _all_days(country):
        raise Http404(_("An account is posted as it was known at the end of a year."))


def _all_days(country: queries.Country) -> list[str]:
    last = int(str(country.meta["as_of"])[:4])
    return [f"{year}-12-31" for year in range(last - 1, last - 31, -1)]


def _days_of_knowledge(country: queries.Country, summary: Summary, chosen: str) -> list[str]:
    first = summary.years[0] if summary.years else ""
    return [day for day in _all_days(country) if day[:4] >= first or day == chosen]


def _named(code: str, ids: tuple[str, ...]) -> list[Any]:
    return [row for row in queries.rows(code, "organisations") if row["id"] in ids]


def _columns(summary: Summary, year: str) -> tuple[str, ...]:
    return (year,) if year else (*summary.years[-_YEARS_SIDE_BY_SIDE:], LIFE)


def _rows(summary: Summary, years: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The lines that are not nothing in every year shown, each with its values in these years."""
    for line in summary.lines:
        values = [line["values"].get(year) for year in years]
        if line["part"] == "balance" or any(
            value and (is_something(value[0]) or is_something(value[1])) for value in values
        ):
            yield {**line, "cells": list(zip(years, values, strict=True))}


def _lines(content: Mapping[str, Any], found: Asked) -> Iterator[dict[str, Any]]:
    parts = {line["key"]: line["part"] for line in found.summary.lines}
    for line in (*content["lines"], *content["reported"]):
        differences = [one for one in line["differences"] if is_something(one["m2"])]
        areas = (line["stated_m2"], line["measured_m2"])
        if parts[line["line"]] == "balance" or differences or any(map(is_something, areas)):
            told = {"part": parts[line["line"]], "difference_m2": areas[0] - areas[1], "differences": differences}
            yield {**line, **told}


def _opened(found: Asked, content: Mapping[str, Any]) -> dict[str, Any]:
    """The records behind the line asked for: what each comes to as stated and as measured, and in each difference."""
    key = found.wanted["line"]
    line = next((one for one in (*content["lines"], *content["reported"]) if one["line"] == key), None)
    if line is None:
        raise Http404(_("The account has no such line."))
    stated = {(row["table"], row["id"]): row["m2"] for row in line["stated_rows"]}
    code = found.country.code
    rows = [_entry(code, row, stated.get((row["table"], row["id"]))) for row in line["rows"][:_MOST_ROWS]]
    differences = [
        {**one, "rows": [_entry(code, row, None) for row in one["rows"][:_MOST_ROWS]], "count": len(one["rows"])}
        for one in line["differences"]
    ]
    return {"line": line, "rows": rows, "count": len(line["rows"]), "differences": differences}


def _entry(code: str, row: Mapping[str, Any], stated_m2: float | None) -> dict[str, Any]:
    address = addresses.of_row(code, row["table"], row["id"]) if row["table"] else ""
    return {**row, "stated_m2": stated_m2, "address": address}


def _steps(summary: Summary, year: str) -> list[Step]:
    steps = [
        Step(line["key"], line["label"], line["values"][year][1], line["sign"])
        for line in summary.lines
        if line["part"] != "memorandum" and year in line["values"]
    ]
    # An organisation's account has movements only.
    return steps or []
