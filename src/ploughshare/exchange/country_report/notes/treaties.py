"""What States submit under a treaty: transparency reports by the year they cover, requests to extend a deadline."""

from __future__ import annotations

import re

from ploughshare.exchange.country_report.notes.dates import dates, years
from ploughshare.exchange.country_report.notes.row import source
from ploughshare.record.package import Row

_WORDS = r"(?:[\w’'.()-]+\s){0,12}?"
_TRANSPARENCY = re.compile(
    rf"^(?P<lead>{_WORDS}(?:Article\s(?:7|10|13)|Protocol\sV|Amended\sProtocol\sII)\s"
    r"(?:Article\s\d+\s)?(?:(?:annual|national|transparency|voluntary|initial)\s)*Report)s?\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_REQUEST = re.compile(
    r"^(?P<title>(?:[\w’.()-]+\s){0,8}?(?:Article\s[45]\s)?(?:deadline\s)?extension\srequest(?:\s\(\d{4}\))?)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_REQUEST_FOR = re.compile(
    r"^(?P<title>(?:\w+\s){0,3}?request for (?:an\s)?extension\b[^,]*)(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_COVERED = re.compile(
    r"\((?:covering|for|covers)?\s*(?:calendar year\s|the year\s)?(?P<years>[^)]*\d{4}[^)]*)\)"
    r"|^\s(?:(?:covering|for)\s(?:calendar year\s|the year\s)?)?(?P<bare>\d{4})(?=,|$)"
)


def submitted(text: str) -> list[Row]:
    """The reports or the request that a citation names; none where it names neither."""
    if match := _TRANSPARENCY.match(text):
        return _reports(match["lead"], match["rest"])
    if match := _REQUEST.match(text) or _REQUEST_FOR.match(text):
        return [_request(match["title"], match["rest"])]
    return []


def _reports(lead: str, rest: str) -> list[Row]:
    covered = _COVERED.search(rest)
    said = covered["years"] or covered["bare"] if covered else ""
    which = years(said)
    if len(which) > 1 and re.search(r"\d{4}(?:\s?[-–]|\sto\s)", said):
        which = []  # one report on several years
    beyond = rest[covered.end() :] if covered else rest
    found = dates(beyond)
    issued = found[-1].date if found else None
    if len(which) < 2:
        title = f"{lead} {covered[0].strip()}" if covered else lead
        return [source("treaty_report", title=title, issued=issued or _submitted(rest))]
    return [source("treaty_report", title=f"{lead} (covering {year})", issued=issued) for year in which]


def _submitted(rest: str) -> str | None:
    match = re.search(r"submitted (?:in|on) ([^,)]*\d{4})", rest)
    if not match:
        return None
    found = dates(match[1])
    return found[0].date if found else years(match[1])[0]


def _request(title: str, rest: str) -> Row:
    extra = rest.strip(" ,.")
    found = dates(extra)
    named = years(title)
    if found and re.search(r"[A-Za-z]", extra[: found[0].start]):
        # A document of its own: additional information, a letter, a revision.
        more = re.sub(r"\s*(?:received|submitted|dated|of|on)?\s*$", "", extra[: found[0].start]).strip(" ,")
        return source("treaty_report", title=f"{title}, {more}" if more else title, issued=found[-1].date)
    return source("treaty_report", title=title, issued=found[-1].date if found else named[0] if named else None)
