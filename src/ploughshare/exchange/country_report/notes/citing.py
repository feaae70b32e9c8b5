"""One part of a note into what it cites: the kind of source, and its fields as printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ploughshare.exchange.country_report.notes import cut as cuts
from ploughshare.exchange.country_report.notes import treaties, works
from ploughshare.exchange.country_report.notes.cut import Cut
from ploughshare.exchange.country_report.notes.dates import completed, dates
from ploughshare.exchange.country_report.notes.people import Person, is_person, is_place, name_of, people
from ploughshare.exchange.country_report.notes.row import source
from ploughshare.exchange.country_report.notes.splitting import curly, quoted
from ploughshare.exchange.country_report.notes.spoken import spoken
from ploughshare.exchange.country_report.reading import countries
from ploughshare.record.package import Row

_SIGNAL = re.compile(
    r"^(?:see(?:,? (?:also|e\.g\.,?|for example,?|in particular,?))*(?: in this regard,?)?,?|cf\.?|also|and|e\.g\.,?)"
    r"\s+",
    re.IGNORECASE,
)
_HOW = (
    r"(?:online|telephone|phone|written|virtual|video|skype|personal|zoom|further|additional|follow-up|face-to-face"
    r"|whatsapp)"
)
_CORRESPONDENCE = re.compile(
    rf"^(?:(?:Mine Action Review|MAR|NPA)\s)?(?:{_HOW}(?:,?\s(?:and\s)?))*"
    r"(?P<what>e-?mails?|interviews?|letters?|meetings?|messages?|correspondence"
    r"|communications?|conversations?|information|comments?"
    r"|(?:responses?|replies|reply|answers?)\sto\s[^,;]*?questionnaires?|questionnaire\sresponses?|responses?)"
    r"(?:,?\s(?:and|or|/)\s(?:\w+\s)?(?:e-?mails?|interviews?|letters?|meetings?|calls?))?"
    r"(?:\s(?:received|provided|sent|(?:in\san|by)\se-?mail|to\sMine\sAction\sReview))*\s(?P<who>from|with|by)\s+",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"(?<![\w’])[‘']([^‘’]{8,}?)[’'](?=,)")
"""A title in single quotation marks."""
_ANOTHER = re.compile(rf"^(?:{_HOW}\s)?(?P<what>e-?mails?|interviews?|letters?|meetings?),\s+(?=\d)", re.IGNORECASE)
_QUESTIONNAIRE = re.compile(r"questionnaire|response|repl|answer", re.IGNORECASE)
_CALLED = re.compile(r"interview|meeting|conversation", re.IGNORECASE)


@dataclass(frozen=True)
class Cited:
    """What one part cites: its rows (e-mails have one for each correspondent and date), where in it, and the doubts."""

    rows: tuple[Row, ...]
    locator: str | None = None
    doubts: tuple[str, ...] = ()
    goes_on: str | None = None
    """The kind that a following part without one of its own has: "Emails from A, May 2024; and B, June 2024"."""


def cited(text: str, italics: Sequence[int], before: Cited | None, year: str | None = None) -> Cited | None:
    """The sources of a part of a note; None where it cites nothing.

    ``italics`` are the places in the text at which words in italics end; ``before`` is what the part before it in the
    same note cites, and ``year`` that of the next date after this part.
    """
    text = _SINGLE.sub("“\\1”", curly(text)) if "“" not in curly(text) else curly(text)
    signal = _SIGNAL.match(text)
    offset = signal.end() if signal else 0
    cut = Cut(text[offset:])
    addresses = cuts.urls(cut)
    last_updated = cuts.updated(cut)
    translation, language = cuts.translated(cut)
    cut.tidy()
    where = cuts.locator(cut)
    number = cuts.symbol(cut)
    where = where or cuts.locator(cut)
    cut.tidy()
    common: dict[str, object] = {
        "url": addresses[0] if addresses else None,
        "last_updated": last_updated,
        "translation": translation,
        "language": language,
        "number": number,
    }
    if not cut.text:
        return None
    found = _sources(cut, [place - offset for place in italics], before, number, year)
    if found is None:
        return None
    remarks = [*cut.remarks, *(f"also at {address}" for address in addresses[1:])]
    rows = tuple(_with(row, common, remarks) for row in found.rows)
    doubts = found.doubts
    if cut.text.count("“") != cut.text.count("”"):
        doubts = (*doubts, "a quotation mark is missing")
    return Cited(rows, where, doubts, found.goes_on)


def _sources(
    cut: Cut, italics: Sequence[int], before: Cited | None, number: str | None, year: str | None
) -> Cited | None:
    text = cut.text
    if before is not None and (match := _ANOTHER.match(text)):
        # "...; and email, 3 July 2023": another one of the last correspondent.
        return _letters(match["what"], text[match.end() :], before)
    if match := _CORRESPONDENCE.match(text):
        return _letters(match["what"], completed(text[match.end() :], year), None)
    if rows := treaties.submitted(text):
        undated = (
            () if any(row["issued"] or re.search(r"\d{4}", row["title"]) for row in rows) else ("it names no year",)
        )
        return Cited(tuple(rows), doubts=undated)
    if rows := spoken(text, is_document=number is not None) or _submitted_by(text):
        return Cited(tuple(rows))
    dated = completed(text, year)
    if before is not None and before.goes_on and dates(dated) and _is_correspondent(text):
        return _letters(before.goes_on, dated, before)
    return _work(text, italics, number)


def _submitted_by(text: str) -> list[Row]:
    """What a State submitted under a treaty, with its name before it: "Chad, 2019 Extension Request"."""
    who, _, what = text.partition(", ")
    return [{**row, "authors": (name_of(who),)} for row in treaties.submitted(what)] if countries.named(who) else []


def _is_correspondent(text: str) -> bool:
    """Whether a part that names no kind goes on with those who wrote: a person, or an organisation and nothing else."""
    first, *rest = cuts.segments(text)
    return is_person(first) or (not quoted(text) and len(rest) < 2 and not works.is_work(text))


def _work(text: str, italics: Sequence[int], number: str | None) -> Cited | None:
    row, doubts = works.work(text, italics, number)
    return Cited((row,), doubts=doubts) if row is not None else None


def _with(row: Row, common: Mapping[str, object], remarks: Sequence[str]) -> Row:
    said = [str(row["note"])] if row["note"] else []
    return {
        **row,
        **{name: value for name, value in common.items() if value is not None and row[name] is None},
        "note": "; ".join([*said, *remarks]) or None,
    }


def _letters(what: str, text: str, before: Cited | None) -> Cited:
    """The e-mails or interviews of a part: one for each correspondent and date.

    "; and 3 June 2025" after others is another one of the last correspondent ``before``.
    """
    is_spoken = bool(_CALLED.search(what))
    genre = "Response to a questionnaire" if _QUESTIONNAIRE.search(what) else None
    named = people(text)
    if not named and before is not None and before.rows:
        last = before.rows[-1]
        kind, place = ("interview", last["event_place"]) if is_spoken else ("email", None)
        rows = [{**last, "kind": kind, "event_place": place, "issued": found.date} for found in dates(text)]
        return Cited(tuple(rows), goes_on=what)
    rows = [
        _letter("interview" if is_spoken else "email", person, date, genre)
        for person in named
        for date in person.dates or (None,)
    ]
    doubts = () if named and all(person.dates for person in named) else ("it is not dated",)
    return Cited(tuple(rows), doubts=doubts, goes_on=what)


def _letter(kind: str, person: Person, date: str | None, genre: str | None) -> Row:
    role, place = person.role, None
    if kind == "interview" and role:
        *rest, last = cuts.segments(role)
        if is_place(last):
            role, place = ", ".join(rest) or None, re.sub(r"^(?:in|at)\s", "", last)
    return source(kind, authors=(name_of(person.name),), author_role=role, issued=date, event_place=place, genre=genre)
