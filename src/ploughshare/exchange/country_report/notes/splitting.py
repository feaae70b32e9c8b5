"""A note into its parts: one for each source that it cites, and the remarks that cite none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ploughshare.exchange.country_report.reading.model import Piece

_STARTS = (
    r"(?:(?:online |telephone |written )?(?:e-?mails?|interviews?|statements?|presentations?)\b|revised\b|\d{4} article"
    r"|(?:voluntary |apmbc |ccw |ccm )*(?:article \d+|amended protocol|protocol v)\b|“|ibid\b|see\b)"
)
_DATE_AND = re.compile(
    rf"(?:(?<=\d{{4}})|(?<=[A-Z\d]\))|(?<=Form [A-J])),?\s+and\s+(?={_STARTS})",
    re.IGNORECASE,
)
_SEMICOLON = re.compile(r";(?!\s*(?:and\s+)?https?:)(?:\s*(?:and|&)\b(?!\s*\d{1,3}\b))?,?\s*")
_AFTER_IBID = re.compile(r"^[“”\"'\s]*[Il1]bid(?:em)?\b\.?(?:,|;)?\s+and\s+(?![Ff]orm|\d|p)")
_SENTENCE_END = re.compile(r"(?<=[\w)\]”’])\.[”’]?\s+(?=[“‘]?[A-Z])")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|refers?|includes?|does|did|do|will|would|may|can|could|should|appears?|reported"
    r"|states?|stated|said|claimed|noted|notes|consists?|means|covers?|differs?|remains?|became|listed|controls)\b"
)
_POINTS = re.compile(
    r"(?:This|These|That|Those|It|There|However|According|Of (?:this|these|the)|The (?:figure|total|area|amount|data"
    r"|remaining|difference|discrepancy|number|same|report)s?)\s"
)
_PLACE = re.compile(r"\b(?:Forms?|Annex|Section|Appendix)\s(?:[A-Z],?\s(?:and\s)?)*[A-Z]$")
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|No|doc|Col|Maj|Gen|Lt|Dr|Mr|Ms|Mrs|St|pp?|para|paras|Vol|ed|eds|Capt|Sgt|Brig|Amb))$"
)


def quoted(text: str) -> list[tuple[int, int]]:
    """Where the text quotes, marks included. A mark that is not closed before the next one opens is no quotation."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for at, sign in enumerate(curly(text)):
        if sign == "“":
            opened = at
        elif sign == "”" and opened is not None:
            found.append((opened, at + 1))
            opened = None
    return found


def curly(text: str) -> str:
    """The text with its straight quotation marks made curly, each by what stands before it."""
    return re.sub(r'(?<![^\s(\[—–])"(?=\S)', "“", text).replace('"', "”")


def parts(piece: Piece) -> list[Piece]:
    """The parts of a note in order, without the semicolons and conjunctions between them."""
    return [part for whole in _sentences(piece) for part in _cut(whole)]


def is_remark(text: str) -> bool:
    """Whether a part is a sentence of the report's own rather than a citation."""
    outside = _outside_quotes(text)
    return bool(_VERB.search(outside) or _POINTS.match(outside)) and not re.search(
        r"https?://|\bdoc\.|^\W*ibid", outside, re.IGNORECASE
    )


def _sentences(piece: Piece) -> Iterator[Piece]:
    """The citations, and apart from them the sentences that follow: a remark has a verb of its own."""
    text = curly(piece.text)
    quotes = quoted(text)
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if any(low < match.start() < high - 1 for low, high in quotes) or _is_short(text[start : match.start()]):
            continue
        rest = text[match.end() :]
        own = re.match(r".*?(?:\.[”’]?\s+(?=[“‘]?[A-Z])|$)", rest, re.DOTALL)
        if is_remark(text[start : match.start()]) or (own and is_remark(own[0])) or rest.lower().startswith("see "):
            yield piece.cut(start, match.start() + 1)
            start = match.end()
    yield piece.cut(start, len(text))


def _is_short(text: str) -> bool:
    """Whether the full stop that follows belongs to an abbreviation, not to a sentence."""
    return bool(_NO_END.search(text)) and not _PLACE.search(text)


def _cut(piece: Piece) -> Iterator[Piece]:
    text = curly(piece.text)
    closed = [*quoted(text), *((found.start(), found.end()) for found in re.finditer(r"\([^()]*\)|\[[^\[\]]*\]", text))]
    ends: list[tuple[int, int]] = []
    for pattern in (_SEMICOLON, _DATE_AND):
        ends += [
            found.span()
            for found in pattern.finditer(text)
            if not any(low < found.start() < high - 1 for low, high in closed)
        ]
    if after := _AFTER_IBID.match(text):
        ends.append((after.end() - len(after[0].split("bid", 1)[1].lstrip(".em")), after.end()))
    at = 0
    for start, end in sorted(ends):
        if start < at:
            continue
        if (part := piece.cut(at, start).strip()).text:
            yield part
        at = end
    if (part := piece.cut(at, len(text)).strip()).text:
        yield part


def _outside_quotes(text: str) -> str:
    for low, high in reversed(quoted(text)):
        text = f"{text[:low]}{text[high:]}"
    return text
