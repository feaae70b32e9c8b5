"""The quantities that nobody tied: all in a text, less dates, references and names in the record.

What is free never covers a quantity: where a reading is open ("In May 20 mines ..."), the number is not free.
Ordinals and designations such as BBM-82 are no quantities in the first place (`ploughshare.figure.quantities`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ploughshare import figure, vocab
from ploughshare.errors import PloughshareError
from ploughshare.figure import Quantity
from ploughshare.record.package import Package
from ploughshare.report.prose.passages import Passage, Role, Stretch, filled
from ploughshare.report.prose.ties import QUANTITIES

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_AND = r"(?:\s*[,/&–—-]\s*|\s*,?\s+(?:and|or|to|through|until)\s+)"
_DAYS = rf"{_DAY}(?:{_AND}{_DAY})*"
_ENDS = r"(?=\s*(?:[,.;:)\]”’\ufffc]|$)|\s+(?:and|to|the|at|when|after|as|while|by|until|or|but)\b)(?!,\d)"

_DATES = (
    # 3, 7 and 11 April 2022; 5 January; 1–3 May
    rf"(?<![\d.,]){_DAYS}\s+(?:of\s+)?{_MONTH}\b(?:,?\s+{_YEAR}\b)?",
    # October 1, 2018; October 1–3, 2018; "On October 1, ...", but not "In May 20 mines"
    rf"\b{_MONTH}\s+{_DAYS}\b(?:,?\s+{_YEAR}\b|{_ENDS})",
    rf"\b{_MONTH}(?:{_AND}{_MONTH})*,?\s+(?:of\s+)?{_YEAR}\b",
    rf"(?<![\d.,-]){_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\d-])",
    rf"(?<![\d.,/])(?:{_DAY}/{_DAY}/|{_DAY}\.{_DAY}\.)(?:19|20)\d\d(?![\d/])",
    r"\bQ[1-4]\b",
    rf"\b(?:first|second|third|fourth|last|other)\s+(?:half|quarter)\s+(?:of\s+)?(?:the\s+)?(?:{_YEAR}\b|year|decade|century|{_MONTH})",
    r"\d{4}\s?년(?:\s?\d{1,2}\s?월)?(?:\s?\d{1,2}\s?일)?|\d{1,2}\s?월(?:\s?\d{1,2}\s?일)?",
    # "In 2018 mines were laid"; "of 2018 mines" stays a quantity
    rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil)\s+(?:(?:early|mid|late)[\s-])?{_YEAR}\b(?![,.]\d|\s?[-–]\s?\d)(?:\s+(?:and|or)\s+{_YEAR}\b(?![,.]\d))?",
)

_PARTS = r"\d+[a-z]?(?:[.–-]\d+)*(?:\(\w{1,4}\))*"
_MORE = r"(?:,\s+|\s+and\s+|,\s+and\s+|\s+to\s+|\s+or\s+|\s?–\s?)"
_ONE_OF = (
    r"Article|Annex|Appendix|Protocol|Chapter|Section|Resolution|Figure|Table|Map|Schedule|Rule|Clause|Part|Law|Decree|Paragraph"
    r"|Volume|ARTICLE|ANNEX|PROTOCOL|CHAPTER|RESOLUTION|SECTION|article|annex|chapter|section|paragraph|clause|note"
    r"|footnote|page|[Nn]o\.|[Vv]ol\.|[Pp]ara\.|[Aa]rt\.|p\."
)
_SEVERAL_OF = (
    r"Articles|Annexes|Protocols|Chapters|Sections|Resolutions|Paragraphs|articles|annexes|chapters|sections|paragraphs|notes"
    r"|footnotes|pages|[Nn]os\.|[Pp]aras\.|pp\."
)
_REFERENCES = (
    # Article 5, Resolution 1325, p. 7, note 13; Articles 5 and 7, pp. 8–9; IMAS 05.10
    rf"\b(?:{_ONE_OF}|IMAS|IATG|ISO|TNMA)\s?{_PARTS}(?![,.]?\d)",
    rf"\b(?:{_SEVERAL_OF})\s?{_PARTS}(?:{_MORE}{_PARTS})*(?![,.]?\d)",
    # UN symbols: A/53/pv79, APLC/MSP.20/2022/3, S/RES/2397(2017)
    r"\b[A-Z][A-Za-z]*(?:\.\d+)?(?:/[A-Za-z0-9.]*[A-Za-z0-9](?:\(\w+\))?)+",
    r"(?:https?://|www\.)[^\s\ufffc]+|[\w.+-]+@[\w.-]+\.\w+",
)

_FREE = re.compile("|".join(f"(?:{pattern})" for pattern in (*_REFERENCES, *_DATES)))
_LOCATOR = re.compile(
    rf"\A[\s,]*{_PARTS}(?:{_MORE}{_PARTS})*(?=\s*(?:[,;.]|$))"
    rf"|(?:§|¶|\b(?:bk|chap|col|fig|fol|line|n|par|pt|sec|sheet|slide|v)\b)\.?\s?{_PARTS}(?![,.]?\d)"
)
# "2. Context", "3.1 Land release": with a mark, and before a capital, else "300 mines laid" would be one too.
_SECTION_NUMBER = re.compile(r"\s*(?:(?:\d+|[A-Z])[.)]|\d+(?:\.\d+)+[.)]?)(?=\s+[^\W\d_a-z])")
_YEARS = re.compile(
    rf"(?:(?:between|from)\s+)?{_YEAR}(?:\s*[-–—]\s*(?:{_YEAR}|\d\d)|\s+(?:and|to)\s+{_YEAR})?", re.IGNORECASE
)
_PART = r"(?:thirds?|quarters?|fifths?|tenths?)"
_PROPORTION = re.compile(
    rf"\d+\s?/\s?\d+|[¼-¾⅐-ↈ①-⒛]|(?<!\w)[⁰¹²³⁴-⁹]+|\b(?:half|(?:an?|one|two|three)[\s-]{_PART})\b(?=\s+(?:of|the|as)\b)"
    r"|\b(?:twice|thrice|(?:two|three|four|five|ten)fold|(?:doubl|tripl|quadrupl|halv)(?:ed|ing))\b",
    re.IGNORECASE,
)
"""Proportions and multiples, which are quantities too, though no figure is read from them: they are computed."""
_NEVER_PLAIN = frozenset({"ordnance", "people", "area"})
"""Dimensions whose numbers the record must back, whatever the writer says."""
_OPENING = ("“", "‘", "«", "„", "「", "『")
_CLOSING = re.compile("[.,]?[”’»“」』]")
_WORD = re.compile(r"\w+")


class Names:
    """The names in a record that hold a number: organisations, places, ordnance, symbols, meetings, and titles."""

    def __init__(self, package: Package) -> None:
        self._by_first_word: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for name, is_title in _names(package):
            plain = " ".join(name.replace("’", "'").split())
            word = _WORD.search(plain)
            if word and figure.quantities(plain):
                self._by_first_word[_uncapitalised(word.group())].append((plain[word.start() + 1 :], is_title))

    def found(self, passage: Passage) -> Iterator[Stretch]:
        """Where such names stand, as they are written; a title counts only in quotation marks or in italics."""
        text = passage.text.replace("’", "'")
        for word in _WORD.finditer(text):
            start = word.start()
            for rest, is_title in self._by_first_word.get(_uncapitalised(word.group()), ()):
                end = start + 1 + len(rest)
                whole = text.startswith(rest, start + 1) and not text[end : end + 1].isalnum()
                if whole and not (is_title and not _is_set_apart(passage, start, end)):
                    yield start, end


def _uncapitalised(word: str) -> str:
    """The word as it is when it does not begin a sentence."""
    return word[0].lower() + word[1:]


def _names(package: Package) -> Iterator[tuple[str, bool]]:
    for table in ("organisations", "places", "ordnance"):
        for row in package.rows(table):
            for name in (row["name"], row.get("short_name"), *row.get("other_names", ())):
                if name:
                    yield name, False
    for source in package.rows("sources"):
        for name in (source["number"], source["event_title"], source["container_title"]):
            if name:
                yield name, False
        if source["title"]:
            yield source["title"], True


def _is_set_apart(passage: Passage, start: int, end: int) -> bool:
    """Whether a title stands in quotation marks, typed either way, or in italics."""
    if any(mark.kind in ("quoted", "styled") and mark.start <= start and end <= mark.end for mark in passage.marks):
        return True
    return passage.text[start - 1 : start] in _OPENING and _CLOSING.match(passage.text, end) is not None


def _plain(passage: Passage, tied: list[Stretch]) -> Iterator[Stretch]:
    """What the writer marked plain, less what counts or measures hazards and people: that is never plain.

    The danger: the way out for “two States” would print any number of mines, and nobody would have to back it.
    """
    marked = [(mark.start, mark.end) for mark in passage.marks if mark.kind == "plain"]
    if not marked:
        return
    counted = [quantity for quantity in figure.quantities(filled(passage.text, tied)) if _counts_hazards(quantity)]
    for start, end in marked:
        if not any(quantity.start < end and start < quantity.end for quantity in counted):
            yield start, end


def _counts_hazards(quantity: Quantity) -> bool:
    try:
        unit = figure.parse(quantity.words).unit
    except PloughshareError:
        return False
    return unit is not None and vocab.load("units")[unit].extra["dimension"] in _NEVER_PLAIN


def find(passage: Passage, names: Names) -> list[Quantity]:
    """The quantities of a passage that are neither tied, nor plain, nor free."""
    tied = [(mark.start, mark.end) for mark in passage.marks if mark.kind in QUANTITIES]
    covered = [*tied, *_plain(passage, tied)]
    free = [match.span() for match in _FREE.finditer(filled(passage.text, covered))]
    if passage.role is Role.LOCATOR:
        free += [match.span() for match in _LOCATOR.finditer(passage.text)]
    if passage.role is Role.HEADING and (number := _SECTION_NUMBER.match(passage.text)):
        free.append(number.span())
    text = filled(passage.text, [*covered, *free, *names.found(passage)])
    found = [quantity for quantity in figure.quantities(text) if not _YEARS.fullmatch(quantity.words)]
    taken = filled(text, [(quantity.start, quantity.end) for quantity in found])
    found += [Quantity(*match.span(), match.group()) for match in _PROPORTION.finditer(taken)]
    return sorted(found)
