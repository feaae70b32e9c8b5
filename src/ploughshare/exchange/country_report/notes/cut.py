"""A part of a note from which one recognised thing after the other is cut: addresses, locators, translations ..."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pycountry

from ploughshare.exchange.country_report.notes.dates import MONTH, dates

_URL = re.compile(
    r"(?:[,;]?\s*(?:and\s+)?(?:available\s+)?(?:at|via|on)?\s*:?\s*)?(?P<url>https?://[^\s<>;”]*[^\s<>;,.”)])",
    re.IGNORECASE,
)
_ACCESSED = re.compile(r",?\s*\(?\b(?:last )?accessed(?: on)?\s[^,;)]*\d{4}\)?", re.IGNORECASE)
_UPDATED = re.compile(
    r",?\s*[(\[]?\b(?:last\s+)?(?:updated|modified)(?: on)?:?\s(?P<date>[^,;)\]]*\d{4})[)\]]?", re.IGNORECASE
)
_TRANSLATED = re.compile(
    r"(?:\s*[(\[]|[,.]\s+)(?P<whose>\w+\s)?translat(?:ion|ed)\b(?:\s(?:from|of)\s(?:the\s)?(?P<language>[A-Z]\w+))?"
    r"[^)\].,;]*[)\]]?\.?",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"\s*[(\[](?:original )?(?:in )?(?P<language>[A-Z][a-z]+)(?: only)?[)\]]")
_NUMBERS = r"\d[\d.]*(?:\s?[-–]\s?\d+)?(?:(?:,\s|,?\sand\s|\s&\s)\d[\d.]*(?:\s?[-–]\s?\d+)?)*(?:\sff?)?"
_LETTERS = r"[A-Z]\b(?:(?:,\s|,?\sand\s|\s?[-–]\s?|\s&\s)[A-Z]\b)*"
_LOCATOR = re.compile(
    rf"(?:^|,\s*|\s+)(?P<locator>(?:pp?|paras?|paragraphs?|slides?|footnotes?|notes?)\.?\s?{_NUMBERS}"
    rf"|forms?\s{_LETTERS}"
    rf"|(?:annex(?:es)?|sections?|chapters?|tables?|appendix|appendices|part|items?|art(?:icle)?s?\.?|figures?)\s"
    rf"(?:{_NUMBERS}|[IVX]+\b|{_LETTERS}))[\s.,]*$",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r",?\s*\(?\b(?:(?:UN|United Nations)\s)?[Dd]oc(?:ument)?\.?:?\s(?P<symbol>[A-Z]\w*(?:/[\w.()-]+)+)\)?"
    r"|,?\s*\b(?P<bare>(?:[AS]|CCW|APLC|CCM|E|ST)/(?:[\w.()-]+/)*[\w.()-]*\d[\w()-]*)"
)


@dataclass
class Cut:
    """The text that is left of a part, with a list of what was found to be said beside the citation."""

    text: str
    remarks: list[str] = field(default_factory=list)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Cut the first match out."""
        found = pattern.search(self.text)
        if found:
            self.text = f"{self.text[: found.start()]}{self.text[found.end() :]}"
        return found

    def tidy(self) -> None:
        """Drop the commas, stops and spaces that cutting left at the ends."""
        self.text = re.sub(r"\s+,", ",", self.text).strip(" ,;")
        self.text = self.text.removesuffix(".") if not re.search(r"\b[A-Z]\.$", self.text) else self.text


def urls(cut: Cut) -> list[str]:
    """Every address, in order."""
    found = []
    while match := cut.take(_URL):
        found.append(match["url"])
    return found


def updated(cut: Cut) -> str | None:
    """The date at which the page says it was updated; when it was looked up is dropped with a remark."""
    if match := cut.take(_ACCESSED):
        cut.remarks.append(match[0].strip(" ,()"))
    if (match := _UPDATED.search(cut.text)) and (found := dates(match["date"])):
        cut.take(_UPDATED)
        return found[0].date
    return None


def translated(cut: Cut) -> tuple[str | None, str | None]:
    """Whose translation it is (a term of the vocabulary ``translations``), and the language it was made from."""
    translation = language = None
    if match := cut.take(_TRANSLATED):
        whose = (match["whose"] or "").strip().lower()
        # Whoever does not say whose translation it is gives his own.
        translation = whose if whose in ("official", "machine") else "unofficial"
        language = _language(match["language"])
    elif (match := _LANGUAGE.search(cut.text)) and (language := _language(match["language"])):
        cut.take(_LANGUAGE)
    return translation, language


def _language(name: str | None) -> str | None:
    found = pycountry.languages.get(name=name) if name else None
    return str(getattr(found, "alpha_2", found.alpha_3)) if found else None


def locator(cut: Cut) -> str | None:
    """Where in the source: "Annex 2, p. 7", as printed."""
    found: list[str] = []
    while match := cut.take(_LOCATOR):
        found.insert(0, match["locator"].strip(" ,."))
    return ", ".join(found) or None


def symbol(cut: Cut) -> str | None:
    """The symbol of a document of the United Nations or of a treaty's meetings."""
    match = cut.take(_SYMBOL)
    return (match["symbol"] or match["bare"]).rstrip(".") if match else None


_DAY_COMMA = re.compile(rf"\b(?:{MONTH})\.?\s\d{{1,2}}(?=,\s(?:19|20)\d\d\b)", re.IGNORECASE)


def segments(text: str) -> list[str]:
    """What commas part, but for those within brackets, quotations and dates ("October 1, 2020")."""
    found, depth, held = [], 0, ""
    in_dates = {match.end() for match in _DAY_COMMA.finditer(text)}
    for at, char in enumerate(text):
        depth += (char in "([“") - (char in ")]”")
        if char == "," and depth <= 0 and at not in in_dates:
            found.append(held.strip())
            held = ""
        else:
            held += char
    return [segment for segment in (*found, held.strip()) if segment]
