"""Works: articles, pages, profiles, reports, books, laws, standards, agreements, documents of the United Nations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ploughshare.exchange.country_report.notes.cut import segments
from ploughshare.exchange.country_report.notes.dates import dates, years
from ploughshare.exchange.country_report.notes.people import is_person, is_place, name_of
from ploughshare.exchange.country_report.notes.row import source
from ploughshare.exchange.country_report.notes.splitting import is_remark, quoted
from ploughshare.exchange.country_report.reading import countries
from ploughshare.record.package import Row

_LAW = re.compile(
    r"\b(?:law|decree|official gazette|presidential decision|council decision|regulation \(e[cu]\)|executive order"
    r"|ordinance|bill|constitution|act no)\b",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"\b(?:IMAS|NMAS|NTSG|national (?:mine action )?standards?|mine action standards?)\b", re.IGNORECASE
)
_REPORT = re.compile(
    r"\b(?:reports?|strategy|strategic plan|work ?plan|plan|evaluation|assessment|audit|study"
    r"|paper|policy|leaflet|brochure"
    r"|review|survey|guide|newsletter|factsheet|clearing the mines|clearing cluster munition remnants)\b",
    re.IGNORECASE,
)
_PACT = re.compile(
    r"^(?:agreement|treaty|protocol|convention|memorandum|accord|declaration|armistice)\b", re.IGNORECASE
)
_SUBMITTED = re.compile(
    r"\barticle \d|\bcommittee\b|\bextension\b|\bwork ?plan\b|\bobservations\b|\bdeadline\b", re.IGNORECASE
)
_SITE = re.compile(
    r"\b(?:website|web ?page|web ?site|homepage|database|dashboard|facebook|twitter|youtube|linkedin|portal)\b",
    re.IGNORECASE,
)
_RELEASE = re.compile(r"\b(?:press|media|news) release\b|\bpress statement\b", re.IGNORECASE)
_OFFICIAL = re.compile(r"official document of the (?:General Assembly|Security Council)", re.IGNORECASE)
_GENRE = re.compile(
    r"^(?:blog(?: post)?|video|podcast|factsheet|press release|media release|opinion|editorial|interview)$",
    re.IGNORECASE,
)
_RESOLUTION = re.compile(r"\bresolution\s(?P<number>[\d/]+(?:\s\(\d{4}\))?)", re.IGNORECASE)
_GAZETTE = re.compile(r"^(?:no\.?\s)?(?P<number>\d+/\d+|No\.\s?[\d/-]+)$", re.IGNORECASE)
_ORGANISED = re.compile(
    r"\b(?:ministry|department|directorate|agency for|authority|centre|center|committee|commission|council|office"
    r"|organi[sz]ation|institute|mission|embassy|campaign|trust|foundation|programme|university|archives?|government|nations"
    r"|white house|alliance|union|army|armed forces|aid)\b",
    re.IGNORECASE,
)
_BODY = re.compile(r"^(?:[Tt]he )?[Gg]overnment of\b|^[A-Z]{2,}[A-Z\d&/-]*$|\([A-Z]{2,}[A-Za-z]*\)$")
_PROCEEDING = re.compile(
    r"^(?:preliminary )?(?:decisions?|analysis|observations?|conclusions?|replies|responses?|additional information"
    r"|executive summary)\b.*\b(?:requests?|extension|article \d|work ?plan|committee)\b",
    re.IGNORECASE,
)
"""What is written about a request to extend a deadline, or in answer to one."""
_UNCLEAR = "it is not plain what kind of source it is"
_UNTITLED = re.compile(r"^untitled(?: (?:article|report|post))?\b", re.IGNORECASE)


def is_work(text: str) -> bool:
    """Whether a text names a law, a report, a standard or a page, rather than people."""
    return any(pattern.search(text) for pattern in (_LAW, _STANDARD, _REPORT, _SITE, _RESOLUTION))


def work(text: str, italics: Sequence[int], number: str | None) -> tuple[Row | None, tuple[str, ...]]:
    """The work that a citation names, with what is in doubt about it; no row where the text cites nothing."""
    if not text.startswith("“") and is_remark(text) and not (number or dates(text)):
        return None, ()
    if title := _title(text):
        beyond = text[title[1] :].lstrip()
        if is_person(next(iter(segments(beyond)), "")) and not beyond.startswith(","):
            # A passage is quoted, and what it is from follows.
            skipped = len(text) - len(beyond)
            return work(beyond, [place - skipped for place in italics], number)
        return _titled(text, *title), ()
    if _UNTITLED.match(text):
        return _after("news_article", None, (), segments(_UNTITLED.sub("", text))), ()
    if (match := _RESOLUTION.search(text)) and re.search(
        r"\bUN(?:SC|GA)?\b|United Nations|Security Council|General Assembly", text
    ):
        return source(
            "un_document", title=text, number=f"Resolution {match['number']}", issued=_year(match["number"])
        ), ()
    if is_remark(text) and not number:
        return None, ()
    return _untitled(text, italics, number)


def _title(text: str) -> tuple[int, int] | None:
    """Where the title stands: the first quotation, or what begins as one and is never closed."""
    if found := quoted(text):
        return found[0]
    if (start := text.find("“")) >= 0:
        comma = text.find(",", start)
        return start, comma if comma > 0 else len(text)
    return None


def _titled(text: str, start: int, end: int) -> Row:
    """A work with its title in quotation marks: authors before it, where it appeared and when after it."""
    title = text[start:end].strip("“”, ")
    before = [part for part in segments(text[:start]) if part]
    authors = _authors(before)
    rest = segments(text[end:])
    who = before[0] if before else ""
    if who and not any(is_person(part) for part in re.split(r"\s+and\s+", who)):
        return _of_organisation(title, who, rest)
    if _PACT.match(title):
        row = _after("treaty", title, authors, rest)
        return {**row, "container_title": None, "publisher_name": row["container_title"] or row["publisher_name"]}
    if _LAW.match(title):
        row = _after("law", title, authors, rest)
        return {**row, "container_title": row["publisher_name"], "publisher_name": None}
    return _after("editorial" if title.lower().startswith("editorial") else "news_article", title, authors, rest)


def _of_organisation(title: str, who: str, rest: Sequence[str]) -> Row:
    """A work whose author is an organisation or a State."""
    place = re.split(r"\s[–-]\s|:", title)[0]
    if countries.named(place) and not countries.named(who):
        return {**_after("country_profile", title, (), rest), "container_title": who, "publisher_name": None}
    who = _SITE.sub("", who).strip() or who
    kind = "web_page"
    if _STANDARD.match(who):
        row = _after("standard", title, (), rest)
        return {**row, "number": who, "publisher_name": None}
    if countries.named(who) or _SUBMITTED.search(title):
        kind = "treaty_report" if _SUBMITTED.search(title) else "document"
    elif _REPORT.search(title):
        kind = "report"
    row = _after(kind, title, ({"literal": who},), [part for part in rest if not is_place(part)])
    if kind == "report" and not row["issued"]:
        row["issued"] = _of_title(title)
    return row if row["publisher_name"] else {**row, "publisher_name": row["container_title"], "container_title": None}


def _after(kind: str, title: str | None, authors: tuple[Mapping[str, str], ...], rest: Sequence[str]) -> Row:
    """A work by what follows its title: where it appeared, when, and what else is said."""
    issued = genre = where = None
    said: list[str] = []
    for segment in rest:
        found = dates(segment)
        if found and not re.search(r"[a-z]{3}", segment[: found[0].start]):
            issued = issued or found[0].date
            said += re.findall(r"\(([^()]+)\)", segment[found[0].end :])
        elif segment[:1].islower():
            said.append(segment.strip("”"))
        elif re.fullmatch(r"(?:19|20)\d\d", segment):
            issued = issued or segment
        elif segment.lower() in ("undated", "no date", "n.d."):
            said.append(segment)
        elif _GENRE.match(segment):
            genre = segment
        elif where is None and not found:
            where = segment
        else:
            said.append(segment.strip("()"))
    if _OFFICIAL.search(" ".join(said)):
        kind = "un_document"
    elif _RELEASE.search(f"{genre} {where}"):
        kind = "press_release"
    elif kind == "news_article" and re.search(r"\bjournal of\b|\bjournal$", where or "", re.IGNORECASE):
        kind = "journal_article"
    elif (genre or "").lower().startswith("blog") or (kind == "news_article" and _is_institution(where)):
        kind = "web_page"
    appeared = kind in ("news_article", "editorial", "journal_article") or (kind == "web_page" and genre is not None)
    return source(
        kind,
        title=title,
        authors=authors,
        container_title=where if appeared else None,
        publisher_name=None if appeared else where,
        issued=issued,
        genre=genre,
        note=", ".join(said) or None,
    )


def _is_institution(name: str | None) -> bool:
    return name is not None and bool(_ORGANISED.search(name) or _SITE.search(name))


def _authors(before: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    names = [name for part in before for name in re.split(r"\s+and\s+|\s*&\s*", part)]
    return tuple(name_of(name) for name in names if is_person(name))


def _untitled(text: str, italics: Sequence[int], number: str | None) -> tuple[Row, tuple[str, ...]]:
    """A work without quotation marks: its title is its first segment, or what is set in italics."""
    parts: Sequence[str] = segments(text)
    if is_person(parts[0]) and len(parts) > 2:
        return _book(text, parts, italics), ()
    found = dates(text)
    issued = found[-1].date if found else _last_year(parts)
    rest: Sequence[str] = [
        part for part in parts[1:] if not dates(part) and not re.fullmatch(r"(?:19|20)\d\d|undated", part)
    ]
    gazette = next((match["number"] for part in rest if (match := _GAZETTE.match(part))), None)
    if gazette:
        rest = [part for part in rest if not _GAZETTE.match(part)]
    if number:
        return source("un_document", title=parts[0], issued=issued, publisher_name="United Nations"), ()
    if _PROCEEDING.match(parts[0]):
        by = ", ".join(re.sub(r"^submitted by (?:the )?", "", part) for part in rest if not is_place(part))
        return source("treaty_report", title=parts[0], publisher_name=by or None, issued=issued), ()
    author, parts, rest = _authored(parts, rest)
    if _PROCEEDING.match(parts[0]):
        return source("treaty_report", title=parts[0], authors=author, issued=issued), ()
    if _LAW.search(text):
        where = ", ".join(rest) or None
        place = "container_title" if re.search("gazette|journal", where or "", re.IGNORECASE) else "publisher_name"
        issued = issued or _year(parts[0])
        return source("law", title=parts[0], authors=author, number=gazette, issued=issued, **{place: where}), ()
    if _SITE.search(parts[0]):
        site = _SITE.split(parts[0])[0].strip()
        return source("web_page", title=", ".join(rest) or parts[0], publisher_name=site or None, issued=issued), ()
    if _STANDARD.search(text):
        return source("standard", title=", ".join([parts[0], *rest]), issued=issued), ()
    if _REPORT.search(text) and not author:
        return _report(parts, rest, issued), ()
    if author:
        title = ", ".join([parts[0], *(part for part in rest if not is_place(part))])
        known = bool(issued or _REPORT.search(title))
        row = source("report", title=title, authors=author, issued=issued or _of_title(title))
        return row, () if known else (_UNCLEAR,)
    known = bool(issued or gazette)
    row = source("document", title=parts[0], publisher_name=", ".join(rest) or None, number=gazette, issued=issued)
    return row, () if known and rest else (_UNCLEAR,)


def _authored(
    parts: Sequence[str], rest: Sequence[str]
) -> tuple[tuple[Mapping[str, str], ...], Sequence[str], Sequence[str]]:
    """Whoever stands before the title without being one: a State, a body, an abbreviation; then what is left."""
    who = parts[0]
    is_body = bool(countries.named(who)) or (not _LAW.search(who) and bool(_BODY.search(who)))
    if not rest or rest[0] != parts[1] or is_place(rest[0]) or not is_body or _REPORT.search(who):
        return (), parts, rest
    return ({"literal": who},), parts[1:], rest[1:]


def _report(parts: Sequence[str], rest: Sequence[str], issued: str | None) -> Row:
    """A report named after its publisher, or by its title alone."""
    if not rest or (_REPORT.search(parts[0]) and not _REPORT.search(rest[0])):
        where = [part for part in rest if not is_place(part)]
        return source(
            "report", title=parts[0], publisher_name=", ".join(where) or None, issued=issued or _of_title(parts[0])
        )
    title = ", ".join([rest[0], *(part for part in rest[1:] if not is_place(part))])
    return source("report", title=title, authors=({"literal": parts[0]},), issued=issued or _of_title(title))


def _book(text: str, parts: Sequence[str], italics: Sequence[int]) -> Row:
    start = text.index(parts[0]) + len(parts[0])
    end = next((place for place in italics if place > start + 1), None)
    title = text[start:end].strip(" ,") if end else parts[1]
    rest = segments(text[end:]) if end else list(parts[2:])
    row = _after("book", title, (name_of(parts[0]),), rest)
    where = row["container_title"] or row["publisher_name"]
    return {**row, "container_title": None, "publisher_name": where}


def _of_title(title: str) -> str | None:
    """The year with which the title of a yearly report ends; not the years that it covers."""
    return _year(title) if len(years(title)) == 1 and re.search(r"(?<![–-])(?:19|20)\d\d$", title) else None


def _year(text: str) -> str | None:
    return next(iter(years(text)), None)


def _last_year(parts: Sequence[str]) -> str | None:
    return next((part for part in reversed(parts) if re.fullmatch(r"(?:19|20)\d\d", part)), None)
