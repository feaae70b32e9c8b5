"""Figures from the words people print: "more than 600", "roughly 50 miles", "not reported"."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Literal, NamedTuple, NoReturn

from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.figure import numbers, units, verbal
from ploughshare.figure.model import MOST_DIGITS, Figure, Kind, State, exact, missing, of


class Modifier(StrEnum):
    """What stands before or after a number and changes what it claims (vocabulary ``figure_modifiers``)."""

    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    ALMOST = "almost"
    JUST_OVER = "just_over"
    ABOUT = "about"


@cache
def modifiers(side: Literal["before", "after"]) -> dict[str, Modifier]:
    """The words that modify a number, the longest first."""
    terms = vocab.load("figure_modifiers").terms.values()
    found = {words: Modifier(term.id) for term in terms for words in term.extra.get(side, ())}
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))


@cache
def _prefix() -> re.Pattern[str]:
    ways = (re.escape(words) + (r"\b" if words[-1].isalpha() else "") for words in modifiers("before"))
    return re.compile("|".join(ways))


@cache
def _states() -> dict[str, State]:
    terms = [term for term in vocab.load("figure_states").terms.values() if term.id != State.VALUE]
    return {words: State(term.id) for term in terms for words in (term.label, *term.extra["words"])}


_BELIEVED_NONE = re.compile(
    r"(?:believed|thought|presumed)(?: to be)? (?:none|nil|zero)|none (?:believed|thought|presumed)"
)

NUMBER = (
    rf"[-\u2212]?{numbers.DIGITS}(?:\s*(?:thousand|million|billion|bn)\b)?"
    rf"|(?:half an? |an? )?(?:{numbers.NUMBER_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{numbers.NUMBER_WORD}))*\b"
)
_RANGE = re.compile(
    rf"(?P<opening>between|from)?\s*(?P<low>{NUMBER})(?P<unit>[^\d]*?)"
    rf"(?:\s+(?P<joint>and|to)\s+|\s*(?P<dash>[\u2012\u2013\u2014]|(?<=[\d ])-)\s*)(?P<high>{NUMBER})(?P<rest>.*)"
)
_SINGLE = re.compile(rf"(?P<number>{NUMBER})(?P<rest>.*)")
_SPREAD = re.compile(r"(?P<best>.+) \((?P<spread>between .+)\)")
_EXTENT = re.compile(r"[\s-]+(?:long|deep|wide|thick|high|tall|away|apart|in (?:size|length|width|depth|area))$")
_EXTRA = re.compile(r"^(?:of )?(?:additional |further |new |more )?")
_MILLION_PEOPLE = re.compile(rf"(?P<digits>{numbers.DIGITS})\s?m (?P<counted>.+)")
_NOT_ENGLISH = re.compile(r"\d,\d{1,2}(?!\d)|\d,\d{4}|\d\.\d{3}[.,]\d")

_LONGEST = 200
"""Characters of the longest words read as a figure: a quantity is short, and a whole text in the cell is a mistake."""
_RAISED = re.compile(r"\d\s?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]")
_REMEDY = (
    "Write a number in digits with its unit (“about 1,000 km²”, “more than 600 mines”), a verbal quantity "
    "(“tens of thousands”), or one of “not reported”, “unknown”, “none”."
)


class Contamination(NamedTuple):
    """What a contamination entry states: its extent, its class (``contamination_classes``), either or both."""

    figure: Figure | None
    category: str | None


@lru_cache(maxsize=8192)
def parse(words: str, unit: str | None = None) -> Figure:
    """The figure that ``words`` state; ``unit`` is the unit where they name none.

    "More than 600" is 601 or more of what is counted (a bare number counts) and an open bound of what is
    measured. A class of contamination beside the extent is left to :func:`parse_contamination`. English
    separators only: "1,5" could be two numbers and is refused.
    Raises figure.words, saying what to write instead.
    """
    if len(words) > _LONGEST:
        _refuse(words)
    if _RAISED.search(words):
        _refuse(words, "A raised digit beside a number may be the mark of a note or a power: leave it out.")
    plain = _plain(words)
    state = _states().get(plain)
    if state is State.ZERO:
        return exact(0, unit)
    if state is not None:
        return missing(state, unit)
    if _BELIEVED_NONE.fullmatch(plain):
        return of(State.VALUE, Kind.ABOUT, low=Decimal(0), best=Decimal(0), unit=unit)
    if plain.startswith("no ") and _unit(plain[3:]):
        return exact(0, _unit(plain[3:]))
    contamination = _split_class(plain)
    if contamination is not None and contamination[0]:
        return parse(contamination[0], unit)
    return _value(words, plain, unit)


def parse_contamination(words: str, unit: str | None = "km2") -> Contamination:
    """The extent and the class of contamination that ``words`` state.

    "Unknown, but very heavy" has an unknown extent and the class very_heavy; "light" alone a class and no
    extent; "25 km²" an extent and no class: the class is a claim of its own and never computed here.
    Raises figure.words.
    """
    parts = _split_class(_plain(words)) if len(words) <= _LONGEST else None
    if parts is None:
        return Contamination(parse(words, unit), None)
    extent, category = parts
    return Contamination(parse(extent, unit) if extent else None, category)


def _plain(words: str) -> str:
    """Lower case, one kind of space, and plain forms: km² becomes km2, a full-width digit an ASCII one."""
    text = unicodedata.normalize("NFKC", words).lower().strip(" \t\n.;\"'“”")
    return re.sub(r"\s+", " ", text)


@cache
def _classes() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for a contamination class with what joins it to the extent, and the classes by label."""
    by_label = {term.label: term.id for term in vocab.load("contamination_classes").terms.values()}
    labels = "|".join(sorted(by_label, key=len, reverse=True))
    return re.compile(rf"[\s,(]*(?:but )?\b(?P<label>{labels})\b[\s,):;-]*"), by_label


def _split_class(plain: str) -> tuple[str, str] | None:
    """The words beside a contamination class, and the class; None if there is no class."""
    pattern, by_label = _classes()
    found = pattern.search(plain)
    return found and (f"{plain[: found.start()]} {plain[found.end() :]}".strip(), by_label[found["label"]])


def _value(words: str, plain: str, unit: str | None) -> Figure:
    if _NOT_ENGLISH.search(plain):
        _refuse(words, "It could be read in two ways: a point marks decimals and a comma thousands (“1.5”, “1,500”).")
    spread = _SPREAD.fullmatch(plain)
    if spread:
        best, bounds = parse(spread["best"], unit), parse(spread["spread"], unit)
        if best.best is None or bounds.kind is not Kind.BETWEEN:
            _refuse(words)
        return of(
            State.VALUE, Kind.ABOUT, low=bounds.low, best=best.best, high=bounds.high, unit=best.unit or bounds.unit
        )
    modifier, body = _modifier(plain)
    if quantity := _verbal(body, unit):
        return _modified_verbal(words, modifier, quantity)
    found = _RANGE.fullmatch(body)
    if found and _is_range(found):
        if modifier not in (None, Modifier.ABOUT):
            _refuse(words, "A range has two bounds already: leave out what stands before it.")
        return _between(words, found, unit)
    single = _SINGLE.fullmatch(body)
    if single is None:
        _refuse(words)
    return _one_number(words, modifier, single["number"], single["rest"], unit)


def _modifier(plain: str) -> tuple[Modifier | None, str]:
    for suffix, modifier in modifiers("after").items():
        if plain.endswith(suffix):
            return modifier, plain[: -len(suffix)].strip()
    if " or more " in plain:
        return Modifier.AT_LEAST, plain.replace(" or more ", " ", 1)
    found = _prefix().match(plain)
    return (modifiers("before")[found.group()], plain[found.end() :].strip()) if found else (None, plain)


def _verbal(body: str, unit: str | None) -> Figure | None:
    for words, quantity in verbal.written().items():
        if body == words or body.startswith(f"{words} "):
            rest = body[len(words) :].strip()
            named = _unit(rest) if rest else unit
            if rest and named is None:
                return None
            return of(State.VALUE, Kind.VERBAL, low=quantity.low, high=quantity.high, unit=named)
    return None


def _modified_verbal(words: str, modifier: Modifier | None, quantity: Figure) -> Figure:
    if modifier in (None, Modifier.ABOUT):
        return quantity
    if modifier in (Modifier.AT_LEAST, Modifier.MORE_THAN):
        return of(State.VALUE, Kind.AT_LEAST, low=quantity.low, unit=quantity.unit)
    if modifier is not Modifier.AT_MOST or quantity.high is None:
        _refuse(words)
    return of(State.VALUE, Kind.AT_MOST, high=quantity.high, unit=quantity.unit)


def _is_range(found: re.Match[str]) -> bool:
    if found["joint"] == "and":
        return found["opening"] == "between"
    return found["opening"] != "between" or found["dash"] is not None


def _between(words: str, found: re.Match[str], unit: str | None) -> Figure:
    named = _unit_or_refuse(words, found["rest"], unit)
    first_unit = _unit(found["unit"]) if found["unit"].strip(" -") else named
    if first_unit != named:
        _refuse(words, "Both ends of a range take the same unit, named once: “10 to 20 km”.")
    low, high = (_number(words, found[end], named)[0] for end in ("low", "high"))
    scale = re.search("thousand|million|billion", found["high"])
    if scale and not re.search("[a-z]", found["low"]) and low < high / numbers.SCALES[scale.group()]:
        low *= numbers.SCALES[scale.group()]
    if low > high:
        _refuse(words, "The range runs backwards: write the lower number first.")
    return of(State.VALUE, Kind.BETWEEN, low=low, high=high, unit=named)


def _one_number(words: str, modifier: Modifier | None, digits: str, rest: str, unit: str | None) -> Figure:
    people = _MILLION_PEOPLE.fullmatch(f"{digits}{rest}")
    if people and (counted := _unit(people["counted"])) and units.is_counted(counted):
        digits, rest = f"{people['digits']} million", people["counted"]
    named = _unit_or_refuse(words, rest, unit)
    number, rounded_to = _number(words, digits, named)
    return _modified(modifier, number, named, rounded_to)


def _modified(modifier: Modifier | None, number: Decimal, unit: str | None, rounded_to: Decimal | None) -> Figure:
    counted = units.is_counted(unit) and number == number.to_integral_value()
    if modifier is None:
        return exact(number, unit, rounded_to if number else None)
    if modifier is Modifier.AT_LEAST or (modifier is Modifier.MORE_THAN and counted):
        return of(State.VALUE, Kind.AT_LEAST, low=number + (modifier is Modifier.MORE_THAN), unit=unit)
    if modifier is Modifier.AT_MOST or (modifier is Modifier.LESS_THAN and counted):
        return of(State.VALUE, Kind.AT_MOST, high=number - (modifier is Modifier.LESS_THAN), unit=unit)
    if modifier is Modifier.MORE_THAN:
        return of(State.VALUE, Kind.MORE_THAN, low=number, unit=unit)
    if modifier is Modifier.LESS_THAN:
        return of(State.VALUE, Kind.LESS_THAN, high=number, unit=unit)
    return of(
        State.VALUE,
        Kind.ABOUT,
        low=number if modifier is Modifier.JUST_OVER else None,
        best=number,
        high=number if modifier is Modifier.ALMOST else None,
        unit=unit,
        rounded_to=rounded_to,
    )


def _number(words: str, digits: str, unit: str | None) -> tuple[Decimal, Decimal | None]:
    number, rounded_to = numbers.read(digits) or _refuse(words)
    if number.adjusted() >= MOST_DIGITS:
        _refuse(words)
    # "2.410 mines" was typed by someone for whom the point separates thousands; two mines and a bit there are not.
    if unit and units.is_counted(unit) and "." in digits and (digits[-1].isdigit() or number % 1):
        _refuse(words, "Whole things have no decimals. If the point separates thousands, write a comma.")
    return number, rounded_to


def _unit(text: str) -> str | None:
    cleaned = _EXTRA.sub("", _EXTENT.sub("", text.strip(" -"))).strip(" -")
    return units.written().get(cleaned) or units.written().get(cleaned.replace("-", " "))


def _unit_or_refuse(words: str, text: str, default: str | None) -> str | None:
    if not _EXTENT.sub("", f" {text.strip(' -')}").strip():
        return default
    named = _unit(text)
    if named is None:
        _refuse(words, f"“{text.strip()}” is no unit it knows (vocabulary units). Name one of those, or leave it out.")
    return named


def _refuse(words: str, remedy: str = _REMEDY) -> NoReturn:
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    raise PloughshareError("figure.words", words=shown, remedy=remedy)
