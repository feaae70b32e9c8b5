"""Statements and presentations at meetings."""

from __future__ import annotations

import re

from ploughshare.exchange.country_report.notes.cut import segments
from ploughshare.exchange.country_report.notes.dates import dates, years
from ploughshare.exchange.country_report.notes.people import is_person, is_place, name_of
from ploughshare.exchange.country_report.notes.row import source
from ploughshare.exchange.country_report.notes.splitting import quoted
from ploughshare.record.package import Row

_SPOKEN = re.compile(
    r"^(?:\w+\s){0,4}?(?P<what>statement|presentation|remarks|speech|address|intervention)(?P<many>s?)\b", re.IGNORECASE
)
_EVENT = re.compile(
    r"\b(?:meetings?|conference|assembly|session|workshop|seminar|committee|debate|intersessionals?|symposium|RevCon"
    r"|\d*MSP|side[ -]event|NDM(?:-UN)?\d*|forum|summit|consultations?|webinar|briefing|council|convention)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|of|from)\s+(?P<who>.+)$")


def spoken(text: str, *, is_document: bool) -> list[Row]:
    """The statements that a citation names, one for each meeting; none where it names none.

    With a document symbol they are documents of the United Nations.
    """
    who, *beyond = segments(text)
    if beyond and not _SPOKEN.match(who) and _SPOKEN.match(beyond[0]) and not who.startswith("“"):
        # "XMAC, presentation, ...": whoever spoke stands first.
        rows = spoken(", ".join(beyond), is_document=is_document)
        return [{**row, "authors": row["authors"] or (name_of(who),)} for row in rows]
    match = _SPOKEN.match(text)
    if match is None or text.startswith("“"):
        return []
    kind = "un_document" if is_document else "presentation" if match["what"].lower() == "presentation" else "statement"
    head, *rest = segments(text)
    head = re.sub(rf"^(.*?{match['what']})s\b", r"\1", head, flags=re.IGNORECASE) if match["many"] else head
    return [_one(kind, head, meeting) for meeting in _meetings(rest)]


def _meetings(rest: list[str]) -> list[list[str]]:
    """The segments of each meeting: another one begins after a date and "and"."""
    meetings: list[list[str]] = [[]]
    for segment in rest:
        found = dates(segment)
        more = re.match(r"\s+and\s+(?=[A-Z])(.+)$", segment[found[0].end :]) if found else None
        if found and more:
            meetings[-1].append(segment[: found[0].end])
            meetings.append([more[1]])
        else:
            meetings[-1].append(segment)
    return meetings


def _one(kind: str, head: str, rest: list[str]) -> Row:
    title: str | None = head
    authors: tuple[object, ...] = ()
    role: list[str] = []
    event: list[str] = []
    place = issued = None
    by = _BY.search(head)
    if by and is_person(by["who"]):
        authors, title = (name_of(by["who"]),), None
    for segment in rest:
        found = dates(segment)
        if quotes := quoted(segment):
            title = segment[quotes[0][0] + 1 : quotes[0][1] - 1].rstrip(",")
        elif found:
            issued = found[-1].date
        elif re.fullmatch(r"(?:19|20)\d\d", segment):
            issued = years(segment)[0]
        elif _EVENT.search(segment):
            event.append(segment)
        elif (event or _EVENT.search(head)) and is_place(segment):
            place = segment
        elif event:
            event.append(segment)
        else:
            role.append(segment)
    genre = "Presentation" if kind == "presentation" else "Statement" if kind == "un_document" else None
    return source(
        kind,
        title=title,
        authors=authors,
        author_role=", ".join(role) or None if authors else None,
        publisher_name=None if authors else ", ".join(role) or None,
        event_title=", ".join(event) or None,
        event_place=place,
        issued=issued,
        genre=genre,
    )
