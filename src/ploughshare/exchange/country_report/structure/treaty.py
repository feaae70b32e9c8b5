"""The Article 5 line of the panel, and the deadlines that the chapter lists one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ploughshare.exchange.country_report.reading.model import Block, BlockKind, Piece, join
from ploughshare.exchange.country_report.structure.days import DAY, MONTHS, iso
from ploughshare.exchange.country_report.structure.fields import FieldLines
from ploughshare.exchange.country_report.structure.taken import DOUBTFUL, SURE, Taken, taken

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


_NOT_PARTY = re.compile(r"\bnot (?:a )?(?:state )?party\b|\bnon-signatory\b|:\s*(?:n/a|not applicable)\b")
_DONE = re.compile(r"\b(?:fulfilled|completed|completion declared|declared completion|met (?:its|in))\b")


class OnTrack(StrEnum):
    """Whether the deadline is expected to be met."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


class Extension(StrEnum):
    """How a request to put the deadline off stands."""

    REQUESTED = "requested"
    GRANTED = "granted"


class Party(StrEnum):
    """Whether the State is bound by the deadline's treaty."""

    PARTY = "party"
    NOT_PARTY = "not_party"


@dataclass(frozen=True, slots=True)
class Article5:
    """The line as a whole. Dates are ISO dates. ``violation`` and ``fulfilled`` only where the line says so."""

    party: Party
    deadline: str | None = None
    on_track: OnTrack | None = None
    extension: Extension | None = None
    extension_until: str | None = None
    fulfilled: bool = False
    violation: bool = False


class Step(StrEnum):
    """A line among the deadlines of a chapter."""

    ENTRY_INTO_FORCE = "entry_into_force"
    ORIGINAL = "original_deadline"
    EXTENDED = "extended_deadline"
    REQUESTED = "extension_requested"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One line of the list of deadlines: its date, which extension it is and how long in months, where it says so."""

    step: Step
    date: str | None = None
    ordinal: int | None = None
    months: int | None = None
    interim: bool = False
    on_track: OnTrack | None = None
    extension: Extension | None = None


def read_line(field: FieldLines) -> Taken[Article5]:
    """The Article 5 line of a panel."""
    piece = join([field.title, *field.lines], " ")
    text = piece.text
    plain = text.casefold()
    is_done = bool(_DONE.search(plain))
    if (re.match(r"no\b", plain) and not is_done) or _NOT_PARTY.search(plain):
        party = Article5(Party.NOT_PARTY)
        return taken(party, piece, SURE if "party" in plain else DOUBTFUL)
    dates = [(match.start(), iso(match)) for match in DAY.finditer(text)]
    asked = [(at, day) for at, day in dates if _is_extension(plain, at)]
    own = [day for at, day in dates if not _is_extension(plain, at)]
    found = Article5(
        Party.PARTY,
        own[0] if own else None,
        on_track(plain),
        _extension(plain),
        asked[0][1] if asked else _until(text),
        is_done,
        bool(re.search(r"\bviolat\w+|\bmissed\b|\bexpired\b|\bnon-?complian\w+", plain)),
    )
    known = found.deadline or found.fulfilled
    said = found.on_track or found.extension or found.fulfilled or found.violation
    return taken(found, piece, SURE if known and said else DOUBTFUL)


def _until(text: str) -> str | None:
    """The month or year to which an extension goes, where no day is named."""
    match = re.search(
        rf"exten\w+.*?\b(?:until|to|for)\s+(?:(?P<month>{'|'.join(MONTHS)})\s+)?(?P<year>20\d\d)\b", text, re.IGNORECASE
    )
    if match is None:
        return None
    return f"{match['year']}-{MONTHS.index(match['month'].casefold()) + 1:02}" if match["month"] else match["year"]


def _is_extension(plain: str, at: int) -> bool:
    """Whether the date at this place is that of an extension: one is named before it, after any earlier date."""
    before = plain[:at]
    earlier = [match.end() for match in DAY.finditer(before)]
    near = before[earlier[-1] if earlier else 0 :]
    return bool(earlier) and bool(re.search(r"\bexten\w+|\brequest\w*", near))


def _extension(plain: str) -> Extension | None:
    if not re.search(r"\bexten(?:sion|ded)\b", plain):
        return None
    if re.search(r"\b(?:granted|approved|agreed)\b", plain):
        return Extension.GRANTED
    if re.search(r"\brequest\w*|\bsubmitted\b|\bsought\b|\bneeded\b", plain):
        return Extension.REQUESTED
    return Extension.GRANTED if "extended" in plain else None


def on_track(plain: str) -> OnTrack | None:
    """What words in small letters say of meeting the deadline."""
    if re.search(r"\b(?:unclear|uncertain|unknown|not (?:yet )?clear)\b", plain) and "track" in plain:
        return OnTrack.UNCLEAR
    if re.search(r"\bnot on (?:track|target)|\boff track|\bunlikely\b|\bdeadline: no\b|\blikelihood[^:]*: low", plain):
        return OnTrack.NO
    if re.search(r"\bon (?:track|target)|\blikely\b|\blikelihood[^:]*: high", plain):
        return OnTrack.YES
    return OnTrack.UNCLEAR if re.search(r"\blikelihood[^:]*: medium", plain) else None


_STEP = re.compile(
    r"(?P<label>[^:]*?\b(?:ENTRY INTO FORCE|DEADLINE)\b[^:]*?)\s*:\s*(?P<value>\d{1,2}\s+[A-Z]+\s+\d{4})"
)
_LIST = re.compile(
    r".*\bENTRY INTO FORCE\b.*|.*\bDEADLINE\b.*(?::|\bREQUESTED\b|\bGRANTED\b|\bTRACK\b).*|.*\bTRACK\b.*"
)
_LENGTH = re.compile(
    rf"(?P<count>\d+(?:\.\d+)?|{'|'.join(_NUMBERS)})[\s-]+(?P<unit>YEAR|MONTH)S?"
    rf"(?:(?:\s+AND|,)?\s+(?P<more>\d+|{'|'.join(_NUMBERS)})[\s-]+MONTHS?)?",
    re.IGNORECASE,
)


def deadlines(blocks: Sequence[Block], used: set[int]) -> tuple[list[Taken[Deadline]], set[int]]:
    """The lines of the list of deadlines in their order, and the blocks they were read from."""
    found: list[Taken[Deadline]] = []
    seen: set[int] = set()
    for run in _runs(blocks, used):
        piece = join([blocks[at].piece for at in run], " ")
        end = 0
        steps = []
        for match in _STEP.finditer(piece.text):
            steps.append(_step(match["label"], match["value"], piece.cut(match.start(), match.end()).strip()))
            end = match.end()
        rest = piece.cut(end, len(piece.text)).strip()
        if not steps and len(run) < 2 and not re.search(r"TRACK|LIKELIHOOD", rest.text):
            continue
        found += steps
        if rest.text:
            found.append(_assessment(rest))
        seen.update(run)
    return found, seen


def _runs(blocks: Sequence[Block], used: set[int]) -> Iterator[list[int]]:
    """Blocks that follow each other and belong to the list: in capitals, the first of them naming a deadline."""
    run: list[int] = []
    for at, block in enumerate(blocks):
        if block.kind in (BlockKind.NOTE, BlockKind.FURNITURE, BlockKind.BULLET) or at in used:
            continue
        is_year = bool(run) and bool(re.fullmatch(r"(?:19|20)\d\d\)?", block.text))
        capitals = is_year or (block.text == block.text.upper() and any(char.isalpha() for char in block.text))
        goes_on = bool(run) and capitals and not re.fullmatch(r".*[.]", block.text) and _is_open(blocks, run, block)
        if capitals and (_LIST.fullmatch(block.text) or goes_on) and not _is_section(block.text):
            run.append(at)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _is_open(blocks: Sequence[Block], run: Sequence[int], block: Block) -> bool:
    """Whether the line before broke off: a date or a label went on to the next line."""
    last = blocks[run[-1]].text
    return not re.search(r"\d{4}\)?$|\)$", last) and len(block.text) < 60


def _is_section(text: str) -> bool:
    return bool(re.fullmatch(r"(?:APMBC )?ARTICLE \d+ DEADLINE AND COMPLIANCE|.*COMPLIANCE", text))


def _step(label: str, value: str, piece: Piece) -> Taken[Deadline]:
    match = DAY.search(value)
    ordinal = next(
        (at for at, word in enumerate(_ORDINALS, 1) if re.search(rf"\b{word}\b", label, re.IGNORECASE)), None
    )
    length = _LENGTH.search(label)
    kind = Step.EXTENDED
    if "ENTRY INTO FORCE" in label:
        kind = Step.ENTRY_INTO_FORCE
    elif re.search(r"\bREQUESTED\b", label):
        kind = Step.REQUESTED
    elif re.search(r"\bORIGINAL\b|\bINITIAL\b", label):
        kind = Step.ORIGINAL
    found = Deadline(kind, iso(match) if match else None, ordinal, length and _months(length), "INTERIM" in label)
    named = kind is not Step.EXTENDED or "EXTEN" in label
    return taken(found, piece, SURE if match and named else DOUBTFUL)


def _months(length: re.Match[str]) -> int:
    months = round(_number(length["count"]) * (12 if length["unit"].upper() == "YEAR" else 1))
    return months + round(_number(length["more"])) if length["more"] else months


def _number(words: str) -> float:
    return _NUMBERS.index(words.casefold()) + 1.0 if words.casefold() in _NUMBERS else float(words)


def _assessment(piece: Piece) -> Taken[Deadline]:
    plain = piece.text.casefold()
    said = on_track(plain)
    found = Deadline(Step.ASSESSMENT, on_track=said, extension=_extension(plain))
    return taken(found, piece, SURE if said else DOUBTFUL)


def after(day: str, months: int) -> str:
    """The ISO month so many months later, for comparing what an extension says of its length with its dates."""
    # The day itself may be one that no calendar has.
    start_year, start_month = (int(part) for part in day.split("-")[:2])
    year, month = divmod(start_month - 1 + months, 12)
    return f"{start_year + year}-{month + 1:02}"
